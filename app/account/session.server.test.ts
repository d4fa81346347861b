import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { accounts } from '#db/schema';
import { visitor, type Actor, type Person, type Role } from '~/platform/access';
import { config } from '~/platform/config.server';
import { digest } from '~/platform/crypto.server';
import { database, migrateDatabase } from '~/platform/database.server';
import { hour, minute } from '~/platform/time/clock';
import { createAccount } from './accounts.server';
import { everythingAboutAccount } from './held.server';
import { endSession, identify, purgeSessions, startSession } from './session.server';

migrateDatabase();

const noon = Date.UTC(2026, 11, 1, 12);
let people = 0;

/** Lucia looks at the machine's clock, so here the machine's clock is moved, and ours goes with it. */
function setClock(time: number): void {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(time);
}

afterEach(() => {
  vi.useRealTimers();
});

function account(role: Role): string {
  people += 1;
  const email = `${role}-${people}@example.test`;
  return createAccount({ email, role, locale: 'en' }).id;
}

/** The cookie a browser sends back. */
const sent = (setCookie: string) => setCookie.split(';')[0]!;

async function signIn(
  accountId: string,
  { secondFactor = false, previous = visitor as Actor } = {},
) {
  return sent(await startSession(previous, accountId, { secondFactor }));
}

const who = async (cookie: string) => (await identify(cookie)).actor;

describe('a session', () => {
  it('says whose it is', async () => {
    const accountId = account('adviser');
    const cookie = await signIn(accountId, { secondFactor: true });
    expect(await who(cookie)).toMatchObject({
      kind: 'person',
      accountId,
      role: 'adviser',
      secondFactor: true,
    });
  });

  it('remembers that the second factor is still to come', async () => {
    const cookie = await signIn(account('lead'));
    expect(await who(cookie)).toMatchObject({ role: 'lead', secondFactor: false });
  });

  it('is nobody’s without a cookie, with a made-up one, or with one of another kind', async () => {
    expect(await who('')).toBe(visitor);
    expect((await identify(undefined)).actor).toBe(visitor);
    expect(await who('portal-session=made-up')).toBe(visitor);
    expect(await who('portal-sign-in=made-up')).toBe(visitor);
    expect(await who(`portal-session=${"' or 1=1 --"}`)).toBe(visitor);
  });

  it('that opens nothing is taken out of the browser', async () => {
    const { setCookie } = await identify('portal-session=made-up');
    expect(setCookie).toMatch(/^portal-session=;.*Max-Age=0/);
    expect((await identify('')).setCookie).toBeUndefined();
  });

  it('is out of the reach of scripts and of other websites', async () => {
    const setCookie = await startSession(visitor, account('practitioner'), { secondFactor: false });
    expect(setCookie).toMatch(/HttpOnly/);
    expect(setCookie).toMatch(/SameSite=Lax/);
    expect(setCookie).toMatch(/Path=\//);
    expect(setCookie).not.toMatch(/Domain/);
  });

  it('cannot be taken up by somebody who reads the database', async () => {
    const cookie = await signIn(account('practitioner'));
    const id = cookie.slice(cookie.indexOf('=') + 1);
    const file = path.join(config().dataDir, 'portal.sqlite');
    const bytes = Buffer.concat(
      [file, `${file}-wal`].filter(existsSync).map((name) => readFileSync(name)),
    );
    expect(bytes.includes(digest(id))).toBe(true);
    expect(bytes.includes(id)).toBe(false);
    expect(await who(`portal-session=${digest(id)}`)).toBe(visitor);
  });
});

describe('the end of a session', () => {
  it.each([
    ['practitioner', 30 * minute],
    ['adviser', 15 * minute],
    ['lead', 15 * minute],
    ['editor', 15 * minute],
  ] as const)('comes for a %s who does nothing for %d milliseconds', async (role, idle) => {
    setClock(noon);
    const stays = await signIn(account(role));
    const goes = await signIn(account(role));
    setClock(noon + idle);
    expect(await who(stays)).toMatchObject({ kind: 'person' });
    setClock(noon + idle + 1);
    expect(await who(goes)).toBe(visitor);
  });

  it('does not come while somebody goes on working', async () => {
    setClock(noon);
    const cookie = await signIn(account('practitioner'));
    for (let time = noon; time < noon + 3 * hour; time += 25 * minute) {
      setClock(time);
      expect(await who(cookie)).toMatchObject({ kind: 'person' });
    }
  });

  it.each([
    ['practitioner', 12 * hour],
    ['adviser', 8 * hour],
    ['lead', 8 * hour],
    ['editor', 8 * hour],
  ] as const)('comes for a %s after %d milliseconds, however busy', async (role, absolute) => {
    setClock(noon);
    const cookie = await signIn(account(role));
    for (let time = noon; time < noon + absolute; time += 10 * minute) {
      setClock(time);
      expect(await who(cookie)).toMatchObject({ kind: 'person' });
    }
    setClock(noon + absolute);
    expect(await who(cookie)).toBe(visitor);
  });

  it('comes at once when the account is disabled', async () => {
    const accountId = account('adviser');
    const cookie = await signIn(accountId, { secondFactor: true });
    database().update(accounts).set({ disabledAt: noon }).where(eq(accounts.id, accountId)).run();
    expect(await who(cookie)).toBe(visitor);
  });

  it('comes when somebody signs out, there and then, and nowhere else', async () => {
    const accountId = account('practitioner');
    const phone = await signIn(accountId);
    const laptop = await signIn(accountId);
    const setCookie = await endSession(await who(phone));
    expect(setCookie).toMatch(/^portal-session=;.*Max-Age=0/);
    expect(await who(phone)).toBe(visitor);
    expect(await who(laptop)).toMatchObject({ accountId });
  });

  it('costs a visitor nothing', async () => {
    await expect(endSession(visitor)).resolves.toMatch(/Max-Age=0/);
  });
});

describe('signing in again', () => {
  it('gives a new id, and the old one is worth nothing', async () => {
    const accountId = account('adviser');
    const before = await signIn(accountId);
    const after = await signIn(accountId, { secondFactor: true, previous: await who(before) });
    expect(after).not.toBe(before);
    expect(await who(before)).toBe(visitor);
    expect(await who(after)).toMatchObject({ accountId, secondFactor: true });
  });

  it('as somebody else ends what the browser had before', async () => {
    const first = await signIn(account('practitioner'));
    const secondAccount = account('practitioner');
    const second = await signIn(secondAccount, { previous: await who(first) });
    expect(await who(first)).toBe(visitor);
    expect(await who(second)).toMatchObject({ accountId: secondAccount });
  });
});

describe('the sessions a person is shown', () => {
  it('are their own, and go from the database when they have ended', async () => {
    setClock(noon);
    const me = (await who(await signIn(account('practitioner')))) as Person;
    await signIn(account('practitioner'));
    const ownSessions = (actor: Person) => everythingAboutAccount(actor).sessions;
    expect(ownSessions(me)).toMatchObject([{ signedInAt: noon, lastSeenAt: noon, thisOne: true }]);
    setClock(noon + 30 * minute);
    purgeSessions();
    expect(ownSessions(me)).toHaveLength(1);
    setClock(noon + 30 * minute + 1);
    expect(purgeSessions()).toBeGreaterThanOrEqual(2);
    expect(ownSessions(me)).toEqual([]);
  });
});
