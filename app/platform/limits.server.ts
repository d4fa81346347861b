import { and, eq, gte, lt, lte, sql } from 'drizzle-orm';
import { limits } from '#db/schema';
import { config } from './config.server';
import { lookupHash } from './crypto.server';
import { countingDatabase, preparedQuery } from './database.server';
import { siteOf } from './http/client-network';
import { clock, day, hour, minute } from './time/clock';

/**
 * Every limit of the portal: how often something may be done in a window of time, and why that often. A name ends
 * with whose limit it is: `-from-client` is for a network (http/client-network.ts), behind which may sit a whole
 * hospital, so these are wide; `-of-account` is for a person's account; `-overall` is for everyone together,
 * so that somebody with many networks cannot keep the portal busy with one thing until nothing else is answered.
 * Windows of what everyone shares are short, so that it is given back soon, and no site can use it up alone.
 */
const allowances = {
  // Somebody who gets six codes and none arrives needs another way, not a seventh. Counted for each network that
  // asks for the address, so that nobody learns from it that somebody else asks, too.
  'code-for-address-by-network': { most: 6, within: 15 * minute },
  // No mailbox is flooded from many networks either. Nobody is told that these are used up: no mail goes out, that
  // is all. A day's codes times five tries each is 500 of a million.
  'code-for-address': { most: 20, within: 15 * minute },
  'code-for-address-in-a-day': { most: 100, within: day },
  // A person's own, which strangers cannot use up: asked for by their session, or by a browser they have signed in
  // with. 200 tries more a day: both together leave a guesser fewer than one chance in a thousand.
  'code-of-account': { most: 6, within: 15 * minute },
  'code-in-a-day-of-account': { most: 40, within: day },
  // A ward's worth of people at one time; asking for many addresses in turn does not pay.
  'code-from-client': { most: 15, within: 5 * minute },
  // Much more mail than this and other mail services begin to refuse ours.
  'code-overall': { most: 50, within: 5 * minute },
  // Five tries for each code a network can ask for.
  'sign-in-try-from-client': { most: 150, within: 15 * minute },
  // Of a million codes, three are right at any moment: ten tries find one three times in a hundred thousand.
  'second-step': { most: 10, within: 15 * minute },
  // Wrong ones only. A success does not give them back: a guesser cannot wait for the owner to sign in.
  'second-step-in-a-day': { most: 40, within: day },
  // The question and its answer: thirty sign-ins.
  'passkey-from-client': { most: 60, within: 15 * minute },
  // A lead who begins with a new team.
  'invitation-by-lead': { most: 30, within: day },

  // Every form. A request takes ten of them; twenty people at one hospital may fill one in at the same time.
  'form-from-client': { most: 300, within: 15 * minute },
  // An adviser's busiest quarter of an hour, twice over.
  'form-of-account': { most: 150, within: 15 * minute },
  // Of people who are not signed in. Fifty a second is about what one machine writes to its disk for good.
  'form-overall': { most: 3000, within: minute },
  // One person has one request open at a time, mostly; an adviser reads each.
  'request-of-account': { most: 10, within: day },
  // Each is read by a lead, who looks into it for days.
  'concern-of-account': { most: 5, within: day },
  // An adviser, and often a whole team, gets a message for each. Calling something off is not counted.
  'change-of-account': { most: 60, within: day },
  // A whole case file in a day, page by page; each may be ten megabytes.
  'document-of-account': { most: 40, within: day },
  // Somebody who cannot decide looks at each day of a month. Each time takes the place of the one before.
  'hold-of-account': { most: 40, within: hour },
  // A supporter who is named, and hears of every change of the meeting: a week's worth of changes in a day. Whoever
  // is named is a stranger to us. Counted where the messages are written (meetings/telling/messages.server.ts).
  'supporter-message-of-account': { most: 20, within: day },
  // Somebody whose time ran out presses again a few times; more is somebody filling the disk.
  'unsent-form': { most: 30, within: hour },
  // Coming back with one's own file is done once a visit.
  'upload-from-client': { most: 60, within: 15 * minute },
  // One person has one thing to report; an editor reads each.
  'report-from-client': { most: 5, within: hour },
  'report-overall': { most: 40, within: hour },
  // One person has one voice; some of one hospital may speak in the same hour. A lead reads what each wrote.
  'voice-from-client': { most: 10, within: hour },
  'voice-overall': { most: 60, within: hour },

  // A search is the dearest page: it is made for one reader and kept for nobody. One a second and network is more
  // than people type; twenty a second leave a machine half idle for everything else.
  'search-from-client': { most: 60, within: minute },
  'search-overall': { most: 1200, within: minute },
  // Any other public address with a query is made anew each time, too, but cheaper.
  'query-from-client': { most: 120, within: minute },
  'query-overall': { most: 2400, within: minute },
  // A page that is made for one reader: five a second is a ward at work, or a monitor.
  'page-from-client': { most: 300, within: minute },
  'page-overall': { most: 3000, within: minute },

  // Free times are worked out anew from every diary of a team: the dearest page for one reader.
  'free-times-of-account': { most: 60, within: minute },
  // Calendar programs ask every few minutes, on every device; one that fetches for its users comes from few networks.
  'calendar-from-client': { most: 300, within: 15 * minute },
  // Of one adviser: five devices that ask every five minutes.
  'calendar-of-owner': { most: 60, within: hour },
  // Reading a calendar file is dear, and nobody brings one more often than it changes.
  'calendar-file-of-account': { most: 20, within: hour },

  // Browsers tell of a page that was interfered with; an extension on one computer can do so on every page.
  'csp-report-from-client': { most: 20, within: 15 * minute },
  'csp-report-overall': { most: 100, within: 15 * minute },
} as const;

/**
 * Who has a site of IPv6 has 65,536 networks: together they may do three times what one may, which is less than
 * what everyone shares.
 */
export const siteFactor = 3;

/** Demo identities are shared by everyone who tries the portal, and tests are one network (docs/decisions/0010). */
const demoFactor = 50;

export type Limit = keyof typeof allowances;

/** What is limited, and within which window: rows of one limit stand together, so that they can be found by it. */
function rowOf(limit: Limit, subject: string) {
  const { within } = allowances[limit];
  // Asked for once: between two looks at the clock it may have moved, and a use would count for nothing.
  const now = clock.now();
  const windowStart = now - (now % within);
  // With the window in it, nobody can tell that two windows belong to the same subject, not even by the hash.
  const whose = lookupHash(`${limit}:${windowStart}:${subject}`);
  return { subject: `${limit}:${whose}`, windowStart };
}

/**
 * Counts one use of `limit` by `subject` (an email address, a network, an account), kept only as a keyed hash.
 * Fixed windows, in the database, so that a restart does not forget.
 * @returns seconds to wait when the allowance is used up, otherwise 0.
 * @throws inside a transaction (see `countingDatabase`).
 */
export function spendAllowance(limit: Limit, subject: string): number {
  const site = limit.endsWith('-from-client') ? siteOf(subject) : undefined;
  return spend(limit, subject) || (site ? spend(limit, site, siteFactor) : 0);
}

const countOne = preparedQuery(
  (db) =>
    db
      .insert(limits)
      .values({
        subject: sql.placeholder('subject'),
        windowStart: sql.placeholder('windowStart'),
        count: 1,
      })
      .onConflictDoUpdate({
        target: [limits.subject, limits.windowStart],
        set: { count: sql`${limits.count} + 1` },
      })
      .returning({ count: limits.count })
      .prepare(),
  countingDatabase,
);

function spend(limit: Limit, subject: string, factor = 1): number {
  const row = rowOf(limit, subject);
  const { count } = countOne().get(row);
  return count > mostOf(limit) * factor ? secondsLeft(limit, row) : 0;
}

/** Whether a limit is used up, without using it. @returns seconds to wait, or 0. */
export function waitFor(limit: Limit, subject: string): number {
  const row = rowOf(limit, subject);
  const used = countingDatabase()
    .select({ count: limits.count })
    .from(limits)
    .where(and(eq(limits.subject, row.subject), eq(limits.windowStart, row.windowStart)))
    .get();
  return (used?.count ?? 0) >= mostOf(limit) ? secondsLeft(limit, row) : 0;
}

/** How often a limit lets one subject pass in one of its windows. */
export const mostOf = (limit: Limit): number =>
  allowances[limit].most * (config().mode === 'demo' ? demoFactor : 1);

const secondsLeft = (limit: Limit, { windowStart }: { windowStart: number }): number =>
  Math.ceil((windowStart + allowances[limit].within - clock.now()) / 1000);

/**
 * Counts one use of several limits, the narrowest first, and stops at the one that is used up: who is refused
 * for themselves uses up nobody else's.
 * @returns seconds to wait, or 0.
 */
export function spendAllowances(uses: readonly (readonly [Limit, subject: string])[]): number {
  for (const [limit, subject] of uses) {
    const wait = spendAllowance(limit, subject);
    if (wait > 0) return wait;
  }
  return 0;
}

/** Forgets one subject's uses of a limit, after a success. */
export function restoreAllowance(limit: Limit, subject: string): void {
  const { subject: whose, windowStart } = rowOf(limit, subject);
  countingDatabase()
    .delete(limits)
    .where(and(eq(limits.subject, whose), eq(limits.windowStart, windowStart)))
    .run();
}

/** Deletes what was counted in windows that are over, each limit by its own window. @returns how many rows went. */
export function purgeLimits(): number {
  const over = Object.entries(allowances).map(([limit, { within }]) =>
    countingDatabase()
      .delete(limits)
      .where(
        and(
          gte(limits.subject, `${limit}:`),
          // The sign after a colon.
          lt(limits.subject, `${limit};`),
          lte(limits.windowStart, clock.now() - within),
        ),
      )
      .run(),
  );
  return over.reduce((sum, { changes }) => sum + changes, 0);
}

/** Limits whose subject is known before a page is made: the network, the account, everyone. */
export type LimitInFront = Extract<
  Limit,
  `${string}-from-client` | `${string}-of-account` | `${string}-overall`
>;

/**
 * Counts one request towards `limits`, the narrowest first. Limits of accounts are passed over for visitors.
 * @returns the limit that is used up and the seconds to wait; undefined when there is none.
 */
export function spendInFront(
  spent: readonly LimitInFront[],
  { network, accountId }: { network: string; accountId?: string },
): { limit: LimitInFront; wait: number } | undefined {
  for (const limit of spent) {
    const subject = limit.endsWith('-from-client')
      ? network
      : limit.endsWith('-of-account')
        ? accountId
        : 'everyone';
    const wait = subject === undefined ? 0 : spendAllowance(limit, subject);
    if (wait > 0) return { limit, wait };
  }
  return undefined;
}
