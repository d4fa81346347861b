import { and, count, eq, gt, inArray, lt } from 'drizzle-orm';
import { bookings, requests } from '#db/schema';
import { nameOf, type Account } from '~/account/index.server';
import { freeSlots } from '~/diary/index';
import { teams, type Person, type StaffRole, type Team } from '~/platform/access';
import { database, type Db } from '~/platform/database.server';
import { allBankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { openStates } from '../life';
import { advisersInConflict, advisersOf, leads, liveBooking, readRow } from '../requests.server';
import { diariesFor } from '../times/times.server';

/** Who could take a request over. */

/**
 * Whether somebody can be at the arranged meeting.
 * - `free`: it is one of their free times.
 * - `unusual`: nothing of ours is in the way, but it is outside their hours, or close to another meeting.
 * - `busy`: they have another meeting then.
 */
export type AtMeeting = 'free' | 'unusual' | 'busy';

export interface Colleague {
  id: string;
  name: string;
  role: StaffRole;
  team: Team | null;
  isYou: boolean;
  /** Open requests they have now. */
  open: number;
  /** Null when no meeting is arranged. */
  atMeeting: AtMeeting | null;
  /** Whom the practitioner had when they asked for another adviser. */
  askedNotToHave: boolean;
}

/**
 * Everybody the acting person can give a request to: those who answer for its team, and leads; a lead gives it to
 * any team. Not who has it already, nor who stepped aside or advised the employer. Oneself first, then who has least.
 */
export async function colleaguesFor(actor: Person, reference: string): Promise<Colleague[]> {
  const holidays = await allBankHolidays();
  const db = database();
  const row = readRow(db, actor, reference);
  const meeting = liveBooking(db, row.id);
  const inConflict = advisersInConflict(db, row);
  const theirTeams = actor.role === 'lead' ? teams : row.team ? [row.team] : [];
  const others = [...theirTeams.flatMap((team) => advisersOf(db, team)), ...leads(db)].filter(
    ({ id }) => id !== row.adviserId && !inConflict.has(id),
  );
  // Nobody's diary is read for a request without a meeting.
  const ids = meeting ? others.map(({ id }) => id) : [];
  const diaries = diariesFor(db, row, ids, holidays);
  const now = clock.now();
  const atMeeting = (id: string): AtMeeting | null => {
    if (!meeting) return null;
    if (isBooked(db, id, meeting)) return 'busy';
    const free = freeSlots(diaries.get(id)!, now);
    return free.some(({ startsAt }) => startsAt === meeting.startsAt) ? 'free' : 'unusual';
  };
  return others
    .map((account) => ({
      ...shownOf(account, actor),
      open: openCount(db, account.id),
      atMeeting: atMeeting(account.id),
      askedNotToHave: account.id === row.otherThanId,
    }))
    .sort((a, b) => Number(b.isYou) - Number(a.isYou) || a.open - b.open || byName(a, b));
}

const shownOf = (account: Account, actor: Person) => ({
  id: account.id,
  name: nameOf(account) ?? '',
  role: account.role as StaffRole,
  team: account.team,
  isYou: account.id === actor.accountId,
});

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');

const openCount = (db: Db, adviserId: string): number =>
  db
    .select({ count: count() })
    .from(requests)
    .where(and(eq(requests.adviserId, adviserId), inArray(requests.state, [...openStates])))
    .get()!.count;

/** Whether a live meeting of theirs overlaps another. */
const isBooked = (
  db: Db,
  adviserId: string,
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
): boolean =>
  db
    .select({ id: bookings.id })
    .from(bookings)
    .where(
      and(
        eq(bookings.adviserId, adviserId),
        eq(bookings.state, 'live'),
        lt(bookings.startsAt, endsAt),
        gt(bookings.endsAt, startsAt),
      ),
    )
    .get() !== undefined;
