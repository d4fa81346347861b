import {
  and,
  asc,
  count,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  lt,
  sql,
  type SQL,
} from 'drizzle-orm';
import { accounts, advisedEmployers, conflicts, events, notes, requests } from '#db/schema';
import { nameOf, type Account } from '~/account/index.server';
import { freeSlots, type Diary } from '~/diary/index';
import { readDiaries, rulesOfTeam } from '~/diary/index.server';
import { onlyLeads, teams, type Person, type Team } from '~/platform/access';
import { recordAudit, recordAuditOnce } from '~/platform/audit.server';
import { unseal } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock, day, hour } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays, addWorkingDays } from '~/platform/time/working-days';
import { Temporal } from 'temporal-polyfill';
import type { Refusal } from './asked';
import { changeRequest } from './changes.server';
import { balanceOf, leaveOf, type Balance, type Leave } from './load';
import { endStates, openStates, sentStates, type State } from './life';
import { isOpen } from './queue.server';
import { advisersInConflict, advisersOf, mayRead, wordsPlace } from './requests.server';
import { answered } from './standard';
import { holidaysFor } from './times.server';

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
const answering = (): Account[] =>
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
      overdue: those(and(eq(requests.waitingOn, 'us'), lt(requests.answerBy, date))),
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

// The service standard

export interface StandardFigures {
  /** Working days. */
  within: number;
  /** Of requests sent in this many days. */
  days: number;
  inTime: number;
  late: number;
  /** Not answered yet, and still in time. */
  waiting: number;
}

const countedDays = 30;

/** Changes by which we answer; taking a free time needs no answer of ours. */
const answers = "('offer-times', 'confirm', 'decline', 'message')";

function standardOf(team: Team, holidays: HolidaysOf): StandardFigures {
  const date = today(clock.now());
  const { answerWithin } = rulesOfTeam(database(), team);
  const firstAnswer = database()
    .select({ at: sql<number>`min(${events.at})` })
    .from(events)
    .where(
      and(
        eq(events.requestId, requests.id),
        sql`((${events.by} = 'adviser' and ${events.change} in ${sql.raw(answers)}) or ${events.change} = 'take')`,
      ),
    );
  const rows = database()
    .select({
      team: requests.team,
      nation: requests.nation,
      state: requests.state,
      submittedAt: requests.submittedAt,
      updatedAt: requests.updatedAt,
      answeredAt: sql<number | null>`(${firstAnswer})`,
    })
    .from(requests)
    .where(
      and(
        eq(requests.team, team),
        inArray(requests.state, sentStates),
        gte(requests.submittedAt, clock.now() - countedDays * day),
      ),
    )
    .all();
  const dues = new Map<string, string>();
  const dueOf = (row: (typeof rows)[number], sentOn: string): string => {
    const key = `${sentOn} ${row.nation}`;
    const known = dues.get(key);
    if (known) return known;
    const due = addWorkingDays(sentOn, answerWithin, holidaysFor(row, holidays));
    dues.set(key, due);
    return due;
  };
  const figures = { 'in-time': 0, late: 0, waiting: 0, gone: 0 };
  for (const row of rows) {
    const asking = {
      due: dueOf(row, today(row.submittedAt!)),
      answeredOn: row.answeredAt === null ? null : today(row.answeredAt),
      endedOn: endStates.includes(row.state) ? today(row.updatedAt) : null,
    };
    figures[answered(asking, date)] += 1;
  }
  return {
    within: answerWithin,
    days: countedDays,
    inTime: figures['in-time'],
    late: figures.late,
    waiting: figures.waiting,
  };
}

// What a lead looks into

/** An open request about which the practitioner asked for another adviser, and nobody has given it on since. */
export interface Concern {
  reference: string;
  state: State;
  at: number;
  /** Why, in their words; null when they gave none. */
  words: string | null;
  adviserName: string | null;
}

const mostShown = 100;

/** Who asked for another adviser, the longest ago first. */
export function readConcerns(actor: Person): Concern[] {
  onlyLeads(actor);
  const later = sql`exists (select 1 from ${events} as later where later.request_id = ${events.requestId}
    and later.id > ${events.id} and later.change in ('assign', 'ask-for-another-adviser'))`;
  // With a plus SQLite does not walk through every event there is, in their order.
  const inOrder = sql`+${events.id}`;
  return database()
    .select({ request: requests, event: events, note: notes, adviser: accounts })
    .from(events)
    .innerJoin(requests, eq(requests.id, events.requestId))
    .leftJoin(notes, eq(notes.eventId, events.id))
    .leftJoin(accounts, eq(accounts.id, requests.adviserId))
    .where(
      and(
        sql`${events.change} = 'ask-for-another-adviser'`,
        isOpen,
        sql`not ${later}`,
        mayRead(actor),
      ),
    )
    .orderBy(inOrder)
    .limit(mostShown)
    .all()
    .map(({ request, event, note, adviser }) => ({
      reference: request.reference,
      state: request.state,
      at: event.at,
      words: note && unseal(wordsPlace(note.id), note.sealedWords),
      adviserName: adviser && nameOf(adviser),
    }));
}

/** Open requests that every adviser of their team must leave alone; the longest waiting first. */
export function readUnanswerable(actor: Person): { reference: string; team: Team }[] {
  onlyLeads(actor);
  const db = database();
  const advisersIn = new Map(teams.map((team) => [team, advisersOf(db, team)]));
  const steppedAside = db
    .select({ one: sql`1` })
    .from(conflicts)
    .where(eq(conflicts.requestId, requests.id));
  const advised = db
    .select({ one: sql`1` })
    .from(advisedEmployers)
    .where(eq(advisedEmployers.nameHash, requests.employerHash));
  return db
    .select()
    .from(requests)
    .where(
      and(
        isOpen,
        mayRead(actor),
        sql`(${exists(steppedAside)} or (${requests.separateAdviser} = 1 and ${exists(advised)}))`,
      ),
    )
    .orderBy(asc(requests.submittedAt), asc(requests.id))
    .all()
    .flatMap((row) => {
      const inConflict = advisersInConflict(db, row);
      return row.team && advisersIn.get(row.team)!.every(({ id }) => inConflict.has(id))
        ? [{ reference: row.reference, team: row.team }]
        : [];
    })
    .slice(0, mostShown);
}

// Cover

/** What became of giving everything of one adviser to another. */
export interface Covered {
  moved: number;
  /** Requests that stayed where they were, and why. */
  stayed: { reference: string; because: Refusal }[];
}

/** The open requests of an adviser that the lead may give on, the oldest first. */
export function openOf(actor: Person, adviserId: string): string[] {
  onlyLeads(actor);
  return database()
    .select({ reference: requests.reference })
    .from(requests)
    .where(
      and(
        eq(requests.adviserId, adviserId),
        inArray(requests.state, [...openStates]),
        mayRead(actor),
      ),
    )
    .orderBy(asc(requests.submittedAt), asc(requests.id))
    .all()
    .map(({ reference }) => reference);
}

/** Everybody who can be given requests, and `from`, who may not be here any more but still has some. */
export function whoCanAnswer(
  actor: Person,
  from?: string,
): { id: string; name: string | null; here: boolean }[] {
  onlyLeads(actor);
  return answering()
    .map((account) => ({
      id: account.id,
      name: nameOf(account),
      here: account.disabledAt === null,
    }))
    .filter(({ id, here }) => here || id === from);
}

/**
 * Gives every open request of one adviser to another, each in a transaction of its own as when a lead gives on one:
 * what cannot be moved stays, and is told of. Doing it again moves what is left.
 */
export async function giveAll(actor: Person, from: string, to: string): Promise<Covered> {
  onlyLeads(actor);
  const covered: Covered = { moved: 0, stayed: [] };
  for (const reference of openOf(actor, from)) {
    const outcome = await changeRequest(actor, reference, { change: 'assign', adviserId: to });
    if (outcome.done) covered.moved += 1;
    else covered.stayed.push({ reference, because: outcome.because });
  }
  inTransaction((tx) =>
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'requests-covered',
      subject: from,
      detail: String(covered.moved),
    }),
  );
  return covered;
}
