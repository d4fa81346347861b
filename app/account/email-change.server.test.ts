import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accounts, audit, emailChanges, outbox, sessions } from '#db/schema';
import { visitor, type Person } from '~/platform/access';
import { database, migrateDatabase } from '~/platform/database.server';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import type { Message } from '~/platform/mail/message';
import { clock, day, minute } from '~/platform/time/clock';
import { createAccount, findAccountByEmail } from './accounts.server';
import {
  askToChangeEmail,
  confirmEmailChange,
  purgeEmailChanges,
  stopEmailChange,
  waitingEmailChange,
} from './email-change.server';
import { identify, startSession } from './session.server';

migrateDatabase();

const { now } = clock;
beforeEach(() => {
  database().delete(outbox).run();
  database().delete(emailChanges).run();
});
afterEach(() => {
  clock.now = now;
});

let people = 0;

async function somebody(): Promise<{ me: Person; from: string; to: string }> {
  people += 1;
  const from = `before-${people}@example.test`;
  const account = createAccount({ email: from, role: 'practitioner', locale: 'en' });
  const setCookie = await startSession(visitor, account.id, { secondFactor: false });
  const { actor } = await identify(setCookie.split(';')[0]);
  return { me: actor as Person, from, to: `after-${people}@example.test` };
}

async function messagesTo(email: string): Promise<Message[]> {
  await deliverDue();
  return sentMessages()
    .map(({ message }) => message)
    .filter(({ to }) => to === email);
}

const codeIn = (message: Message) => /\d{6}/.exec(message.subject)![0];

/** A code that is certainly not this one. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Asks for a change and reads both messages, as the person does. */
async function ask({ me, from, to }: { me: Person; from: string; to: string }) {
  askToChangeEmail(me, to, 'en');
  const [current] = await messagesTo(from);
  const [next] = await messagesTo(to);
  return { current: codeIn(current!), next: codeIn(next!) };
}

const waitingEmail = (actor: Person) => waitingEmailChange(actor)?.newEmail ?? null;

describe('a new email address', () => {
  it('is in use when both codes are right', async () => {
    const amina = await somebody();
    const codes = await ask(amina);
    expect(waitingEmail(amina.me)).toBe(amina.to);
    expect(confirmEmailChange(amina.me, codes, 'en')).toEqual({ is: 'done' });
    expect(waitingEmail(amina.me)).toBeNull();
    expect(findAccountByEmail(amina.to)?.id).toBe(amina.me.accountId);
    expect(findAccountByEmail(amina.from)).toBeUndefined();
    expect(confirmEmailChange(amina.me, codes, 'en')).toEqual({ is: 'over' });
  });

  it('is told to both, and neither is told the other', async () => {
    const amina = await somebody();
    confirmEmailChange(amina.me, await ask(amina), 'en');
    for (const [email, other] of [
      [amina.from, amina.to],
      [amina.to, amina.from],
    ] as const) {
      const told = await messagesTo(email);
      expect(told.map(({ subject }) => subject)).toContain('Your email address was changed');
      expect(JSON.stringify(told)).not.toContain(other);
    }
  });

  it('ends every other session, and is in the audit trail without a word of it', async () => {
    const amina = await somebody();
    await startSession(visitor, amina.me.accountId, { secondFactor: false });
    confirmEmailChange(amina.me, await ask(amina), 'en');
    const open = database()
      .select()
      .from(sessions)
      .where(eq(sessions.accountId, amina.me.accountId))
      .all();
    expect(open).toHaveLength(1);
    expect(open[0]!.createdAt).toBeLessThanOrEqual(clock.now());
    const trail = database()
      .select()
      .from(audit)
      .where(eq(audit.subject, amina.me.accountId))
      .all();
    expect(trail.map(({ action }) => action)).toEqual([
      'account-opened',
      'email-change-asked',
      'session-ended',
      'email-changed',
    ]);
    expect(JSON.stringify(trail)).not.toContain('example.test');
  });

  it.each([
    ['current', { current: true, next: false }],
    ['next', { current: false, next: true }],
  ] as const)('is not in use when the %s code is wrong', async (which, wrong) => {
    const amina = await somebody();
    const codes = await ask(amina);
    const tried = { ...codes, [which]: otherThan(codes[which]) };
    expect(confirmEmailChange(amina.me, tried, 'en')).toEqual({ is: 'wrong', ...wrong });
    expect(findAccountByEmail(amina.from)?.id).toBe(amina.me.accountId);
    expect(confirmEmailChange(amina.me, codes, 'en')).toEqual({ is: 'done' });
  });

  it('needs each code in its own place', async () => {
    const amina = await somebody();
    const { current, next } = await ask(amina);
    // One chance in a million that they are the same.
    if (current === next) return;
    const swapped = confirmEmailChange(amina.me, { current: next, next: current }, 'en');
    expect(swapped).toEqual({ is: 'wrong', current: true, next: true });
  });

  it('can no longer be confirmed after five wrong tries', async () => {
    const amina = await somebody();
    const codes = await ask(amina);
    const wrong = { ...codes, next: otherThan(codes.next) };
    const refusals = () =>
      database().select().from(audit).where(eq(audit.action, 'email-change-refused')).all().length;
    for (let tries = 0; tries < 4; tries += 1) {
      expect(confirmEmailChange(amina.me, wrong, 'en').is).toBe('wrong');
    }
    expect(refusals()).toBe(0);
    expect(confirmEmailChange(amina.me, wrong, 'en')).toEqual({ is: 'over' });
    expect(confirmEmailChange(amina.me, codes, 'en')).toEqual({ is: 'over' });
    expect(refusals()).toBe(1);
    expect(waitingEmail(amina.me)).toBeNull();
  });

  it('can be confirmed for ten minutes', async () => {
    const asked = Date.UTC(2026, 11, 1, 12);
    clock.now = () => asked;
    const [early, late] = [await somebody(), await somebody()];
    const [earlyCodes, lateCodes] = [await ask(early), await ask(late)];
    clock.now = () => asked + 10 * minute - 1;
    expect(confirmEmailChange(early.me, earlyCodes, 'en')).toEqual({ is: 'done' });
    clock.now = () => asked + 10 * minute;
    expect(waitingEmail(late.me)).toBeNull();
    expect(confirmEmailChange(late.me, lateCodes, 'en')).toEqual({ is: 'over' });
  });

  it('takes the place of one asked for before', async () => {
    const amina = await somebody();
    const first = await ask(amina);
    database().delete(outbox).run();
    const second = await ask({ ...amina, to: 'third@example.test' });
    expect(waitingEmail(amina.me)).toBe('third@example.test');
    expect(confirmEmailChange(amina.me, { ...second, next: first.next }, 'en').is).toBe('wrong');
    expect(confirmEmailChange(amina.me, second, 'en')).toEqual({ is: 'done' });
  });

  it('can be given up', async () => {
    const amina = await somebody();
    const codes = await ask(amina);
    stopEmailChange(amina.me);
    expect(confirmEmailChange(amina.me, codes, 'en')).toEqual({ is: 'over' });
  });

  it('is nobody else’s to confirm, see or give up', async () => {
    const [amina, mallory] = [await somebody(), await somebody()];
    const codes = await ask(amina);
    expect(waitingEmail(mallory.me)).toBeNull();
    stopEmailChange(mallory.me);
    expect(confirmEmailChange(mallory.me, codes, 'en')).toEqual({ is: 'over' });
    expect(confirmEmailChange(amina.me, codes, 'en')).toEqual({ is: 'done' });
  });
});

describe('an address that has an account', () => {
  const tables = ['accounts', 'sessions', 'email_changes', 'outbox', 'audit', 'limits'];
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

  it('makes the same work, and its owner gets a message without a code', async () => {
    const [amina, tomasz] = [await somebody(), await somebody()];
    const forFree = added(() => askToChangeEmail(amina.me, amina.to, 'en'));
    stopEmailChange(amina.me);
    const forTaken = added(() => askToChangeEmail(amina.me, tomasz.from, 'en'));
    expect(forTaken).toEqual(forFree);
    expect(waitingEmail(amina.me)).toBe(tomasz.from);
    const [told] = await messagesTo(tomasz.from);
    expect(`${told!.subject}\n${told!.text}`).not.toMatch(/\d{6}/);
    expect(told!.text).toContain('It cannot be used for that');
  });

  it('is never taken over, whichever code is tried', async () => {
    const [amina, tomasz] = [await somebody(), await somebody()];
    askToChangeEmail(amina.me, tomasz.from, 'en');
    const current = codeIn((await messagesTo(amina.from))[0]!);
    const ways = ['000000', '123456', current].map((next) =>
      confirmEmailChange(amina.me, { current, next }, 'en'),
    );
    expect(ways).toEqual(Array(3).fill({ is: 'wrong', current: false, next: true }));
    expect(findAccountByEmail(tomasz.from)?.id).toBe(tomasz.me.accountId);
  });

  it('that was opened while the codes were on their way is not taken over', async () => {
    const amina = await somebody();
    const codes = await ask(amina);
    const { id } = createAccount({ email: amina.to, role: 'practitioner', locale: 'en' });
    expect(confirmEmailChange(amina.me, codes, 'en').is).toBe('wrong');
    expect(findAccountByEmail(amina.to)?.id).toBe(id);
  });
});

describe('what is written down of a change', () => {
  it('holds neither an address nor a code that can be read', async () => {
    const amina = await somebody();
    const codes = await ask(amina);
    const rows = JSON.stringify(database().all(sql`select * from email_changes`));
    expect(rows).not.toContain('example.test');
    expect(rows).not.toContain(`"${codes.current}"`);
    expect(rows).not.toContain(`"${codes.next}"`);
    confirmEmailChange(amina.me, codes, 'en');
    expect(JSON.stringify(database().select().from(accounts).all())).not.toContain(amina.to);
  });

  it('is kept for a day', async () => {
    const asked = Date.UTC(2026, 11, 1, 12);
    clock.now = () => asked;
    askToChangeEmail((await somebody()).me, 'new@example.test', 'en');
    clock.now = () => asked + day;
    expect(purgeEmailChanges()).toBe(0);
    clock.now = () => asked + day + 1;
    expect(purgeEmailChanges()).toBe(1);
  });
});
