import { and, desc, eq, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia';
import { accounts, sessions } from '#db/schema';
import { visitor, type Actor, type Person, type Role, type Team } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { digest, newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, preparedQuery, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day, hour, minute } from '~/platform/time/clock';
import { isClosed } from './accounts.server';
import type { Browser } from './browser';

/**
 * Sessions, through Lucia, behind this one module (docs/decisions/0004). Lucia is given an adapter that keeps
 * only a SHA-256 of the id, ends a session after a time without use, and never lets it live past its absolute
 * end: Lucia's own defaults do none of these.
 */

interface Lifetime {
  idle: number;
  absolute: number;
}

const lifetimes: Record<'practitioner' | 'staff', Lifetime> = {
  practitioner: { idle: 30 * minute, absolute: 12 * hour },
  staff: { idle: 15 * minute, absolute: 8 * hour },
};

const lifetimeOf = (role: Role) => lifetimes[role === 'practitioner' ? 'practitioner' : 'staff'];

/** How long rows, and their cookies, outlast the end: for forms that were sent too late. */
const keptAfterEnd = day;

const browserPlace = (handle: string) => placeOf(sessions.sealedBrowser, handle);

/** Writing "seen just now" at every request would cost a disk flush each; once a minute is close enough. */
const seenEvery = minute;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

interface SessionAttributes {
  secondFactor: boolean;
  verifiedAt: number;
  signedOutAt: number;
  endsAt: number;
  /** Given when a session starts. */
  browser?: Browser;
}

interface UserAttributes {
  role: Role;
  team: Team | null;
}

interface Found {
  session: typeof sessions.$inferSelect;
  account: typeof accounts.$inferSelect;
}

const sessionById = preparedQuery((db) =>
  db
    .select({ session: sessions, account: accounts })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.idHash, sql.placeholder('idHash')))
    .prepare(),
);

/** A session that is kept, ended or not, of somebody who may sign in. */
function findSession(sessionId: string): Found | undefined {
  const row = sessionById().get({ idHash: digest(sessionId) });
  return row && !isClosed(row.account) ? row : undefined;
}

/** When a session ends by time, unless the person does something. */
const endOf = ({ session, account }: Found): number =>
  // Idle time is used up only after its last millisecond.
  Math.min(session.lastSeenAt + lifetimeOf(account.role).idle + 1, session.expiresAt);

const adapter: Adapter = {
  async getSessionAndUser(sessionId) {
    const row = findSession(sessionId);
    const now = clock.now();
    // Lucia deletes what it finds past its end; whether it is, is decided here, so that the row stays a while.
    if (!row || now >= endOf(row)) return [null, null];
    const isDue = now > row.session.lastSeenAt + seenEvery;
    const lastSeenAt = isDue ? now : row.session.lastSeenAt;
    if (isDue) {
      database()
        .update(sessions)
        .set({ lastSeenAt })
        .where(eq(sessions.idHash, row.session.idHash))
        .run();
    }
    const session: DatabaseSession = {
      id: sessionId,
      userId: row.account.id,
      expiresAt: new Date(row.session.expiresAt),
      attributes: {
        secondFactor: row.session.secondFactorAt !== null,
        verifiedAt: row.session.verifiedAt,
        signedOutAt: endOf({ ...row, session: { ...row.session, lastSeenAt } }),
        endsAt: row.session.expiresAt,
      },
    };
    const user: DatabaseUser = {
      id: row.account.id,
      attributes: { role: row.account.role, team: row.account.team },
    };
    return [session, user];
  },
  async getUserSessions() {
    // Ids are not kept, so there is nothing to give Lucia; listing sessions reads the table.
    return [];
  },
  async setSession({ id, userId, attributes }) {
    const account = database().select().from(accounts).where(eq(accounts.id, userId)).get();
    if (!account) throw new Error('A session needs an account');
    const now = clock.now();
    const handle = newId();
    const { browser } = attributes;
    database()
      .insert(sessions)
      .values({
        idHash: digest(id),
        handle,
        sealedBrowser: browser ? seal(browserPlace(handle), JSON.stringify(browser)) : null,
        accountId: userId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + lifetimeOf(account.role).absolute,
        secondFactorAt: attributes.secondFactor ? now : null,
        verifiedAt: attributes.verifiedAt,
      })
      .run();
  },
  async updateSessionExpiration() {
    // Lucia would slide the end along; ours is absolute.
  },
  async deleteSession(sessionId) {
    database()
      .delete(sessions)
      .where(eq(sessions.idHash, digest(sessionId)))
      .run();
  },
  async deleteUserSessions(userId) {
    database().delete(sessions).where(eq(sessions.accountId, userId)).run();
  },
  async deleteExpiredSessions() {
    purgeSessions();
  },
};

let made: Lucia<SessionAttributes, UserAttributes> | undefined;

function lucia() {
  // `__Host-` needs https; demo mode on this machine has none.
  const secure = config().baseUrl.startsWith('https:');
  made ??= new Lucia<SessionAttributes, UserAttributes>(adapter, {
    // The cookie outlasts the session, as its row does; when the session ends is decided by the row.
    sessionExpiresIn: new TimeSpan(lifetimes.practitioner.absolute + keptAfterEnd, 'ms'),
    sessionCookie: {
      name: secure ? '__Host-portal-session' : 'portal-session',
      expires: true,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: ({ secondFactor, verifiedAt, signedOutAt, endsAt }) => ({
      secondFactor,
      verifiedAt,
      signedOutAt,
      endsAt,
    }),
    getUserAttributes: ({ role, team }) => ({ role, team }),
  });
  return made;
}

/** The cookies that can be read. Lucia stumbles over any that cannot, whoever set it; it must lock nobody out. */
const readable = (cookies: string): string => cookies.split(';').filter(isDecodable).join(';');

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The session id a Cookie header carries, whether or not it opens anything. */
const sessionIdIn = (cookies: string | null | undefined): string | null =>
  lucia().readSessionCookie(readable(cookies ?? ''));

/**
 * Starts a session and ends the one the browser had: the id changes at sign-in and again at the second
 * factor, so that an id known beforehand is worth nothing.
 * @returns the value of a Set-Cookie header.
 */
export async function startSession(
  previous: Actor,
  accountId: string,
  { secondFactor, browser }: { secondFactor: boolean; browser?: Browser },
): Promise<string> {
  if (previous.kind === 'person') await lucia().invalidateSession(previous.sessionId);
  const now = clock.now();
  const session = await lucia().createSession(accountId, {
    secondFactor,
    verifiedAt: now,
    signedOutAt: now,
    endsAt: now,
    browser,
  });
  return lucia().createSessionCookie(session.id).serialize();
}

/**
 * Ends a session, of nobody's also the one that time has ended: no form sent too late is taken from it.
 * @returns the value of a Set-Cookie header that removes the cookie.
 */
export async function endSession(actor: Actor, cookies?: string | null): Promise<string> {
  const id = actor.kind === 'person' ? actor.sessionId : sessionIdIn(cookies);
  if (id) await lucia().invalidateSession(id);
  return lucia().createBlankSessionCookie().serialize();
}

/** Who a Cookie header belongs to; a cookie that is of no use any more is removed. */
export async function identify(
  cookies: string | undefined,
): Promise<{ actor: Actor; setCookie?: string }> {
  const sessionId = sessionIdIn(cookies);
  if (!sessionId) return { actor: visitor };
  const { session, user } = await lucia().validateSession(sessionId);
  if (!session) {
    // A session that time has ended may still have a form on its way.
    return sessionThatEnded(cookies)
      ? { actor: visitor }
      : { actor: visitor, setCookie: lucia().createBlankSessionCookie().serialize() };
  }
  return {
    actor: {
      kind: 'person',
      accountId: user.id,
      role: user.role,
      team: user.team,
      sessionId: session.id,
      secondFactor: session.secondFactor,
      verifiedAt: session.verifiedAt,
      signedOutAt: session.signedOutAt,
      endsAt: session.endsAt,
    },
  };
}

/**
 * Whose session it was that time has ended, without use or at its absolute end, within the last day. Never
 * one that somebody ended: those are not kept.
 * @returns the id of an account that could sign in, or null.
 */
export function sessionThatEnded(cookies: string | undefined): string | null {
  const sessionId = sessionIdIn(cookies);
  const row = sessionId ? findSession(sessionId) : undefined;
  if (!row) return null;
  const since = clock.now() - endOf(row);
  const signedIn = row.account.role === 'practitioner' || row.session.secondFactorAt !== null;
  return signedIn && since >= 0 && since < keptAfterEnd ? row.account.id : null;
}

export interface OwnSession {
  /** Names the session in the list; opens nothing. */
  handle: string;
  createdAt: number;
  lastSeenAt: number;
  /** Its absolute end. */
  endsAt: number;
  /** What it was started with. */
  browser: Browser;
  /** The one the person is using now. */
  current: boolean;
  /** Signed in with, now; not one that has ended, nor one that waits for a second step. */
  isLive: boolean;
}

/** A person's live sessions, the one used last first. */
export const ownSessions = (actor: Person): OwnSession[] =>
  keptSessions(actor).filter(({ isLive }) => isLive);

/** Every session that is kept of a person, those that ended within the last day among them. */
export function keptSessions(actor: Person): OwnSession[] {
  const now = clock.now();
  const { idle } = lifetimeOf(actor.role);
  return database()
    .select()
    .from(sessions)
    .where(eq(sessions.accountId, actor.accountId))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
    .all()
    .map(({ idHash, handle, createdAt, lastSeenAt, expiresAt, secondFactorAt, sealedBrowser }) => ({
      handle,
      createdAt,
      lastSeenAt,
      endsAt: expiresAt,
      browser: sealedBrowser ? JSON.parse(unseal(browserPlace(handle), sealedBrowser)) : {},
      current: idHash === digest(actor.sessionId),
      isLive:
        expiresAt > now &&
        lastSeenAt >= now - idle &&
        (actor.role === 'practitioner' || secondFactorAt !== null),
    }));
}

/** Ends one of a person's own sessions, at once. Nothing happens for a handle that is not one of theirs. */
export function endOwnSession(actor: Person, handle: string): void {
  inTransaction((tx) => end(tx, actor, eq(sessions.handle, handle), 'one'));
}

/** Ends every session of a person but the one they are using, at once. */
export function endOtherSessions(actor: Person): void {
  inTransaction((tx) => endOthers(tx, actor));
}

/** The same, as a part of a larger change. */
export function endOthers(tx: Tx, actor: Person): void {
  end(tx, actor, ne(sessions.idHash, digest(actor.sessionId)), 'others');
}

function end(tx: Tx, actor: Person, which: SQL, detail: 'one' | 'others'): void {
  const { changes } = tx
    .delete(sessions)
    .where(and(eq(sessions.accountId, actor.accountId), which))
    .run();
  if (changes === 0) return;
  recordAudit(tx, {
    actorId: actor.accountId,
    action: 'session-ended',
    subject: actor.accountId,
    detail,
  });
}

/** Retention: a day after the absolute end, or after nobody could have gone on using it. */
export function purgeSessions(): number {
  const before = clock.now() - keptAfterEnd;
  const unused = lt(sessions.lastSeenAt, before - lifetimes.practitioner.idle);
  return database()
    .delete(sessions)
    .where(or(lt(sessions.expiresAt, before), unused))
    .run().changes;
}
