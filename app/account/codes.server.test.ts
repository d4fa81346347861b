import { afterEach, describe, expect, it } from 'vitest';
import { desc, sql } from 'drizzle-orm';
import { audit, outbox } from '#db/schema';
import { database, migrateDatabase } from '~/platform/database.server';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import { clock, day, minute, second } from '~/platform/time/clock';
import { createAccount } from './accounts.server';
import { addressOfCode, askForCode, purgeCodes, tryCode } from './codes.server';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
  database().delete(outbox).run();
});

/** Asks for a code as a person does, and reads it in the message. */
async function ask(email: string): Promise<{ browser: string; code: string }> {
  const browser = askForCode(email, 'en');
  await deliverDue();
  const message = sentMessages().find(({ message: { to } }) => to === email)!.message;
  return { browser, code: /\d{6}/.exec(message.subject)![0] };
}

/** A code that is certainly not this one. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const right = (email: string) => ({ is: 'right', email });

describe('a code', () => {
  it('works once, in the browser that asked', async () => {
    const { browser, code } = await ask('amina@example.test');
    expect(addressOfCode(browser)).toBe('amina@example.test');
    expect(tryCode(browser, code)).toEqual(right('amina@example.test'));
    expect(addressOfCode(browser)).toBeNull();
    expect(tryCode(browser, code)).toEqual({ is: 'over' });
  });

  it('does not work in another browser, even one that waits for a code of its own', async () => {
    const mine = await ask('amina@example.test');
    const theirs = askForCode('tomasz@example.test', 'en');
    expect(tryCode(theirs, mine.code)).not.toMatchObject({ is: 'right' });
    expect(tryCode('a-browser-that-never-asked', mine.code)).not.toMatchObject({ is: 'right' });
    expect(tryCode(mine.browser, mine.code)).toEqual(right('amina@example.test'));
  });

  it('still works after four wrong tries', async () => {
    const { browser, code } = await ask('amina@example.test');
    for (let tries = 0; tries < 4; tries += 1) {
      expect(tryCode(browser, otherThan(code))).toEqual({ is: 'wrong' });
    }
    expect(tryCode(browser, code)).toEqual(right('amina@example.test'));
  });

  it('does not work any more after five', async () => {
    const { browser, code } = await ask('amina@example.test');
    for (let tries = 0; tries < 4; tries += 1) tryCode(browser, otherThan(code));
    expect(tryCode(browser, otherThan(code)), 'the fifth').toEqual({ is: 'over' });
    expect(tryCode(browser, code)).toEqual({ is: 'over' });
  });

  it('is not waited for any more after five wrong tries', async () => {
    const { browser, code } = await ask('amina@example.test');
    for (let tries = 0; tries < 5; tries += 1) tryCode(browser, otherThan(code));
    expect(addressOfCode(browser)).toBeNull();
  });

  it('works until ten minutes have passed, and not then', async () => {
    const asked = Date.UTC(2026, 11, 1, 12);
    clock.now = () => asked;
    const early = await ask('early@example.test');
    const late = await ask('late@example.test');
    clock.now = () => asked + 10 * minute - second;
    expect(tryCode(early.browser, early.code)).toEqual(right('early@example.test'));
    clock.now = () => asked + 10 * minute;
    expect(addressOfCode(late.browser)).toBeNull();
    expect(tryCode(late.browser, late.code)).toEqual({ is: 'over' });
  });

  it('does not take the place of one asked for in another browser', async () => {
    const phone = await ask('first-browser@example.test');
    askForCode('first-browser@example.test', 'en');
    expect(tryCode(phone.browser, phone.code)).toEqual(right('first-browser@example.test'));
  });

  it('is six digits, and rarely the same as another', async () => {
    const codes: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      codes.push((await ask(`person-${index}@example.test`)).code);
    }
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBeGreaterThan(15);
  });
});

describe('a code too many for an address', () => {
  it('is not sent, and nothing else differs', async () => {
    const browser = askForCode('flooded@example.test', 'en', false);
    await deliverDue();
    expect(sentMessages().filter(({ message }) => message.to === 'flooded@example.test')).toEqual(
      [],
    );
    expect(addressOfCode(browser)).toBe('flooded@example.test');
    expect(tryCode(browser, '123456')).toEqual({ is: 'wrong' });
  });
});

describe('a wrong code', () => {
  const last = () => database().select().from(audit).orderBy(desc(audit.id)).limit(1).get()!;

  it('is written down for the account it was tried on, if there is one', () => {
    const { id } = createAccount({
      email: 'tried@example.test',
      role: 'practitioner',
      locale: 'en',
    });
    tryCode(askForCode('tried@example.test', 'en', false), '123456');
    expect(last()).toMatchObject({ action: 'code-refused', subject: id });
    tryCode(askForCode('nobody@example.test', 'en', false), '123456');
    expect(last()).toMatchObject({ action: 'code-refused', subject: 'sign-in' });
  });
});

describe('the message that carries it', () => {
  it('is in the language of the page, and says for how long and how often it works', async () => {
    askForCode('welsh@example.test', 'cy');
    askForCode('english@example.test', 'en');
    await deliverDue();
    const textTo = (email: string) =>
      sentMessages().find(({ message: { to } }) => to === email)!.message.text;
    expect(textTo('english@example.test')).toContain('It works for 10 minutes, once.');
    expect(textTo('welsh@example.test')).toContain('am 10 munud, unwaith');
  });
});

describe('what is written down when somebody asks', () => {
  const tables = ['accounts', 'sessions', 'sign_in_codes', 'outbox', 'limits', 'requests'];
  const countRows = () =>
    tables.map(
      (table) =>
        database().get<{ rows: number }>(sql.raw(`select count(*) rows from ${table}`)).rows,
    );
  const added = (work: () => void) => {
    const before = countRows();
    work();
    return countRows().map((rows, index) => rows - before[index]!);
  };

  it('is as much for an address nobody uses as for somebody with an account', () => {
    createAccount({ email: 'known@example.test', role: 'practitioner', locale: 'en' });
    const forKnown = added(() => askForCode('known@example.test', 'en'));
    const forUnknown = added(() => askForCode('unknown@example.test', 'en'));
    expect(forUnknown).toEqual(forKnown);
    expect(forKnown).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('holds neither the code nor the address nor the browser’s token', async () => {
    const { browser, code } = await ask('hidden@example.test');
    const rows = JSON.stringify(database().all(sql`select * from sign_in_codes`));
    expect(rows).not.toContain('hidden');
    expect(rows).not.toContain(browser);
    expect(rows).not.toContain(`"${code}"`);
  });

  it('is kept for a day', () => {
    const asked = Date.UTC(2026, 11, 1, 12);
    clock.now = () => asked + 100 * day;
    purgeCodes();
    askForCode('old@example.test', 'en');
    clock.now = () => asked + 101 * day;
    expect(purgeCodes()).toBe(0);
    clock.now = () => asked + 101 * day + 1;
    expect(purgeCodes()).toBe(1);
  });
});
