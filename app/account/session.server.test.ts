import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { and, eq, ne } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { accounts, audit, sessions } from '#db/schema';
import { visitor, type Actor, type Person, type Role } from '~/platform/access';
import { config } from '~/platform/config.server';
import { digest } from '~/platform/crypto.server';
import { database, migrateDatabase } from '~/platform/database.server';
import { day, hour, minute } from '~/platform/time/clock';
import { createAccount } from './accounts.server';
import {
  endOtherSessions,
  endOwnSession,
  endSession,
  identify,
  keptSessions,
  ownSessions,
  purgeSessions,
  sessionThatEnded,
  startSession,
} from './session.server';

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

/** What the list of sessions calls the one a cookie belongs to. */
function handleOf(cookie: string): string {
  const idHash = digest(cookie.slice(cookie.indexOf('=') + 1));
  return database().select().from(sessions).where(eq(sessions.idHash, idHash)).get()!.handle;
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

describe('a session that time has ended', () => {
  it.each([
    ['practitioner', 30 * minute],
    ['adviser', 15 * minute],
  ] as const)('of a %s, unused, is known for a day', async (role, idle) => {
    setClock(noon);
    const accountId = account(role);
    const cookie = await signIn(accountId, { secondFactor: role !== 'practitioner' });
    expect(sessionThatEnded(cookie)).toBeNull();
    const ended = noon + idle + 1;
    setClock(ended);
    expect(sessionThatEnded(cookie)).toBe(accountId);
    // The cookie stays in the browser, for a form that is on its way.
    expect(await identify(cookie)).toEqual({ actor: visitor });
    setClock(ended + day - 1);
    purgeSessions();
    expect(sessionThatEnded(cookie)).toBe(accountId);
    setClock(ended + day);
    expect(sessionThatEnded(cookie)).toBeNull();
    expect((await identify(cookie)).setCookie).toMatch(/Max-Age=0/);
  });

  it('at its absolute end is known, too', async () => {
    setClock(noon);
    const accountId = account('practitioner');
    const cookie = await signIn(accountId);
    for (let time = noon; time < noon + 12 * hour; time += 20 * minute) {
      setClock(time);
      await who(cookie);
    }
    setClock(noon + 12 * hour);
    expect(await who(cookie)).toBe(visitor);
    expect(sessionThatEnded(cookie)).toBe(accountId);
  });

  it('has a cookie that outlasts it by a day', async () => {
    setClock(noon);
    const setCookie = await startSession(visitor, account('practitioner'), { secondFactor: false });
    expect(setCookie).toMatch(/Max-Age=129600/);
  });

  it.each(['disabledAt', 'erasedAt'] as const)('is nobody’s when %s is set', async (column) => {
    setClock(noon);
    const accountId = account('practitioner');
    const cookie = await signIn(accountId);
    database()
      .update(accounts)
      .set({ [column]: noon })
      .where(eq(accounts.id, accountId))
      .run();
    expect(await who(cookie)).toBe(visitor);
    setClock(noon + hour);
    expect(sessionThatEnded(cookie)).toBeNull();
  });

  it('is nobody’s when staff had not given their second step', async () => {
    setClock(noon);
    const cookie = await signIn(account('adviser'));
    setClock(noon + hour);
    expect(sessionThatEnded(cookie)).toBeNull();
  });

  it('is nobody’s when somebody ended it, before or after', async () => {
    setClock(noon);
    const accountId = account('practitioner');
    const mine = await signIn(accountId);
    const [before, elsewhere, after] = [
      await signIn(accountId),
      await signIn(accountId),
      await signIn(accountId),
    ];
    await endSession(await who(before));
    endOtherSessions((await who(mine)) as Person);
    const alone = await signIn(accountId);
    setClock(noon + hour);
    for (const cookie of [before, elsewhere, after]) expect(sessionThatEnded(cookie)).toBeNull();
    expect(sessionThatEnded(alone)).toBe(accountId);
    await endSession(visitor, alone);
    expect(sessionThatEnded(alone)).toBeNull();
  });

  it.each(['', undefined, 'portal-session=made-up'])('is nobody’s with the cookie %s', (cookie) => {
    expect(sessionThatEnded(cookie)).toBeNull();
  });
});

describe('the sessions a person is shown', () => {
  const firefox = { name: 'Firefox', system: 'Windows' };
  const shown = (actor: Person) => ownSessions(actor).map(({ browser }) => browser);

  it('are their own and live, the one used last first, and say which is this one', async () => {
    setClock(noon);
    const accountId = account('practitioner');
    const old = await signIn(accountId);
    await signIn(account('practitioner'));
    setClock(noon + 10 * minute);
    const start = { secondFactor: false, browser: firefox };
    const me = (await who(sent(await startSession(visitor, accountId, start)))) as Person;
    expect(ownSessions(me)).toEqual([
      expect.objectContaining({ createdAt: noon + 10 * minute, browser: firefox, current: true }),
      expect.objectContaining({ createdAt: noon, lastSeenAt: noon, browser: {}, current: false }),
    ]);
    setClock(noon + 20 * minute);
    await who(old);
    expect(shown(me)).toEqual([{}, firefox]);
    setClock(noon + 40 * minute + 1);
    expect(shown(me)).toEqual([{}]);
    // The one that ran out is kept for a day, and is not taken for a live one.
    expect(keptSessions(me).map(({ browser, isLive }) => [browser, isLive])).toEqual([
      [{}, true],
      [firefox, false],
    ]);
  });

  it('do not include staff who have not given their second step', async () => {
    const accountId = account('lead');
    const me = (await who(await signIn(accountId, { secondFactor: true }))) as Person;
    await signIn(accountId);
    expect(ownSessions(me)).toHaveLength(1);
  });

  it('are in the database without a readable word of the browser', async () => {
    await startSession(visitor, account('practitioner'), { secondFactor: false, browser: firefox });
    const rows = JSON.stringify(database().select().from(sessions).all());
    expect(rows).not.toContain('Firefox');
    expect(rows).not.toContain('Windows');
  });

  it('go from the database a day after they have ended', async () => {
    setClock(noon + 100 * day);
    purgeSessions();
    await signIn(account('practitioner'));
    setClock(noon + 101 * day + 30 * minute);
    expect(purgeSessions()).toBe(0);
    setClock(noon + 101 * day + 30 * minute + 1);
    expect(purgeSessions()).toBe(1);
  });
});

describe('ending a session from another browser', () => {
  const trailOf = (accountId: string) =>
    database()
      .select()
      .from(audit)
      .where(and(eq(audit.subject, accountId), ne(audit.action, 'account-opened')))
      .all()
      .map(({ action, detail }) => `${action} ${detail}`);

  it('works at once, for one', async () => {
    const accountId = account('practitioner');
    const [mine, lost, other] = [
      await signIn(accountId),
      await signIn(accountId),
      await signIn(accountId),
    ];
    const me = (await who(mine)) as Person;
    endOwnSession(me, handleOf(lost));
    expect(await who(lost)).toBe(visitor);
    expect(await who(mine)).toMatchObject({ accountId });
    expect(await who(other)).toMatchObject({ accountId });
    expect(trailOf(accountId)).toEqual(['session-ended one']);
  });

  it('works at once, for all others, also those of staff between their steps', async () => {
    const accountId = account('adviser');
    const mine = await signIn(accountId, { secondFactor: true });
    const others = [await signIn(accountId, { secondFactor: true }), await signIn(accountId)];
    endOtherSessions((await who(mine)) as Person);
    for (const cookie of others) expect(await who(cookie)).toBe(visitor);
    expect(await who(mine)).toMatchObject({ accountId });
    expect(trailOf(accountId)).toEqual(['session-ended others']);
    endOtherSessions((await who(mine)) as Person);
    expect(trailOf(accountId)).toHaveLength(1);
  });

  it('does nothing to somebody else’s, and leaves no trace of the try', async () => {
    const [me, them] = [account('practitioner'), account('practitioner')];
    const theirs = await signIn(them);
    const actor = (await who(await signIn(me))) as Person;
    endOwnSession(actor, handleOf(theirs));
    endOwnSession(actor, 'no-such-handle');
    expect(await who(theirs)).toMatchObject({ accountId: them });
    expect([...trailOf(me), ...trailOf(them)]).toEqual([]);
  });
});
