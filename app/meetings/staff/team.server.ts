import { and, asc, count, eq, gte, inArray, isNotNull, lt, sql, type SQL } from 'drizzle-orm';
import { accounts, requests } from '#db/schema';
import { nameOf, type Account } from '~/account/index.server';
import { freeSlots, type Diary } from '~/diary/index';
import { readDiaries } from '~/diary/index.server';
import { onlyLeads, teams, type Person, type Team } from '~/platform/access';
import { recordAuditOnce } from '~/platform/audit.server';
import { database, inTransaction } from '~/platform/database.server';
import { allBankHolidays } from '~/platform/time/bank-holidays.server';
import { clock, hour } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { Temporal } from 'temporal-polyfill';
import { balanceOf, leaveOf, type Balance, type Leave } from './load';
import { isOpen, overdueOn } from './queue.server';
import { holidaysFor } from '../times/times.server';
import { standardOf, type StandardFigures } from './standard.server';

/**
 * What a lead sees of a team: who has how much, what nobody has, who asked for another adviser, and how soon requests
 * are answered. Every function is for leads alone, and names no request that the lead must leave alone.
 */

// Who has how much

export interface AdviserLoad {
  id: string;
  name: string | null;
  /** False when they can no longer sign in, and still have requests. */
  here: boolean;
  open: number;
  ours: number;
  overdue: number;
  /** Meetings from now to the end of Sunday. */
  thisWeek: number;
  nextFree: number | null;
  leave: Leave | null;
  /** Beside the average of those who are here. */
  balance: Balance;
}

export interface TeamLoad {
  /** Null for leads, who answer for every team. */
  team: Team | null;
  advisers: AdviserLoad[];
  /** Open requests that nobody has. */
  unassigned: number;
  standard: StandardFigures | null;
}

type Counts = Pick<AdviserLoad, 'open' | 'ours' | 'overdue' | 'thisWeek'>;
const nothing: Counts = { open: 0, ours: 0, overdue: 0, thisWeek: 0 };

/** Midnight after the Sunday of the week of a date. */
function endOfWeek(date: string): number {
  const { dayOfWeek } = Temporal.PlainDate.from(date);
  return instantOf(addDays(date, 8 - dayOfWeek), '00:00');
}

/** Every team with its advisers. That a lead looked at it is recorded. */
export async function readTeams(actor: Person): Promise<TeamLoad[]> {
  onlyLeads(actor);
  const holidays = await allBankHolidays();
  const looking = { actorId: actor.accountId, action: 'team-opened', subject: 'team' } as const;
  inTransaction((tx) => recordAuditOnce(tx, looking, hour));
  const counts = countsByAdviser();
  const staff = answering();
  return [...teams, null].map((team) => {
    const members = staff.filter((its) => (its.role === 'lead' ? null : its.team) === team);
    const diaries = readDiaries(
      database(),
      members.map(({ id }) => id),
      holidaysFor({ team, nation: null }, holidays),
    );
    const advisers = members
      .map((member) => loadOf(member, counts.get(member.id) ?? nothing, diaries.get(member.id)!))
      .filter(({ here, open }) => here || open > 0);
    const here = advisers.filter((adviser) => adviser.here);
    const average = here.reduce((sum, { open }) => sum + open, 0) / Math.max(here.length, 1);
    return {
      team,
      advisers: advisers.map((its) => ({ ...its, balance: balanceOf(its.open, average) })),
      unassigned: team ? unassignedOf(team) : 0,
      standard: team && standardOf(team, holidays),
    };
  });
}

/** Everybody who has requests, or could be given some. */
export const answering = (): Account[] =>
  database()
    .select()
    .from(accounts)
    .where(inArray(accounts.role, ['adviser', 'lead']))
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .all();

function countsByAdviser(): Map<string, Counts> {
  const now = clock.now();
  const date = today(now);
  const those = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition})`;
  const rows = database()
    .select({
      adviserId: requests.adviserId,
      open: count(),
      ours: those(eq(requests.waitingOn, 'us')),
      overdue: those(overdueOn(date)),
      thisWeek: those(and(gte(requests.meetsAt, now), lt(requests.meetsAt, endOfWeek(date)))),
    })
    .from(requests)
    .where(and(isOpen, isNotNull(requests.adviserId)))
    .groupBy(requests.adviserId)
    .all();
  return new Map(rows.map(({ adviserId, ...counts }) => [adviserId!, counts]));
}

function loadOf(account: Account, counts: Counts, diary: Diary): Omit<AdviserLoad, 'balance'> {
  const here = account.disabledAt === null;
  const now = clock.now();
  return {
    id: account.id,
    name: nameOf(account),
    here,
    ...counts,
    nextFree: here ? (freeSlots(diary, now)[0]?.startsAt ?? null) : null,
    leave: leaveOf(diary.exceptions, today(now)),
  };
}

const unassignedOf = (team: Team): number =>
  database()
    .select({ count: count() })
    .from(requests)
    .where(and(isOpen, eq(requests.team, team), sql`${requests.adviserId} is null`))
    .get()!.count;
