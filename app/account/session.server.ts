import { eq, lt, or } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia';
import { accounts, sessions } from '#db/schema';
import { visitor, type Actor, type Role, type Team } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { digest, newId } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { clock, hour, minute } from '~/platform/time/clock';

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
}

interface UserAttributes {
  role: Role;
  team: Team | null;
}

const adapter: Adapter = {
  async getSessionAndUser(sessionId) {
    const row = database()
      .select({ session: sessions, account: accounts })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(eq(sessions.idHash, digest(sessionId)))
      .get();
    if (!row || row.account.disabledAt) return [null, null];
    const now = clock.now();
    const { idle } = lifetimeOf(row.account.role);
    if (now > row.session.lastSeenAt + idle) return [null, null];
    if (now > row.session.lastSeenAt + seenEvery) {
      database()
        .update(sessions)
        .set({ lastSeenAt: now })
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
        signedOutAt: Math.min(now + idle, row.session.expiresAt),
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
    database()
      .insert(sessions)
      .values({
        idHash: digest(id),
        handle: newId(),
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
    sessionExpiresIn: new TimeSpan(lifetimes.practitioner.absolute, 'ms'),
    sessionCookie: {
      name: secure ? '__Host-portal-session' : 'portal-session',
      expires: true,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: ({ secondFactor, verifiedAt, signedOutAt }) => ({
      secondFactor,
      verifiedAt,
      signedOutAt,
    }),
    getUserAttributes: ({ role, team }) => ({ role, team }),
  });
  return made;
}

/**
 * Starts a session and ends the one the browser had: the id changes at sign-in and again at the second
 * factor, so that an id known beforehand is worth nothing.
 * @returns the value of a Set-Cookie header.
 */
export async function startSession(
  previous: Actor,
  accountId: string,
  { secondFactor }: { secondFactor: boolean },
): Promise<string> {
  if (previous.kind === 'person') await lucia().invalidateSession(previous.sessionId);
  const now = clock.now();
  const session = await lucia().createSession(accountId, {
    secondFactor,
    verifiedAt: now,
    signedOutAt: now,
  });
  return lucia().createSessionCookie(session.id).serialize();
}

/** Ends a session. @returns the value of a Set-Cookie header that removes the cookie. */
export async function endSession(actor: Actor): Promise<string> {
  if (actor.kind === 'person') await lucia().invalidateSession(actor.sessionId);
  return lucia().createBlankSessionCookie().serialize();
}

/** Writes in the audit trail that somebody signed out by themselves. */
export function noteSignOut(actor: Actor): void {
  if (actor.kind !== 'person') return;
  const { accountId } = actor;
  inTransaction((tx) =>
    recordAudit(tx, { actorId: accountId, action: 'signed-out', subject: accountId }),
  );
}

/** Who a Cookie header belongs to; a cookie that no longer opens anything is removed. */
export async function identify(
  cookies: string | undefined,
): Promise<{ actor: Actor; setCookie?: string }> {
  const sessionId = lucia().readSessionCookie(cookies ?? '');
  if (!sessionId) return { actor: visitor };
  const { session, user } = await lucia().validateSession(sessionId);
  if (!session)
    return { actor: visitor, setCookie: lucia().createBlankSessionCookie().serialize() };
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
    },
  };
}

/** Retention: sessions past their absolute end, or unused for longer than anyone may be. */
export function purgeSessions(): number {
  const now = clock.now();
  const unused = lt(sessions.lastSeenAt, now - lifetimes.practitioner.idle);
  return database()
    .delete(sessions)
    .where(or(lt(sessions.expiresAt, now), unused))
    .run().changes;
}
