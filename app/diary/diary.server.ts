import { and, eq, gt, gte, inArray, lt, ne, or } from 'drizzle-orm';
import {
  accounts,
  adviserRules,
  availability,
  bookings,
  busyTimes,
  exceptions,
  holds,
  offers,
  teamRules,
} from '#db/schema';
import type { Team } from '~/platform/access';
import { newId } from '~/platform/crypto.server';
import { database, type Db, type Tx } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import type { BankHolidays } from '~/platform/time/working-days';
import { rulesFrom, type Rules } from './rules';
import type { Diary, Exception, Opening, Span } from './slots';

/** Advisers' diaries as they stand in the database. */

/** Whose own offer, booking or hold does not count as taken: they would give it up for the new time. */
export interface ExceptFor {
  requestId?: string;
  accountId?: string;
}

/** What a team's meetings keep to. */
export function rulesOfTeam(tx: Db | Tx, team: Team | null): Rules {
  return rulesFrom(team ? choicesOfTeam(tx, team) : undefined);
}

/** Where a team differs from what is usual, if a lead has said so. */
export const choicesOfTeam = (tx: Db | Tx, team: Team) =>
  tx.select().from(teamRules).where(eq(teamRules.team, team)).get();

/** What an adviser's meetings keep to. */
export const rulesOfAdviser = (tx: Db | Tx, adviserId: string): Rules =>
  adviserFacts(tx, [adviserId])[0]?.rules ?? rulesFrom();

/** Where an adviser differs from their team, if they have said so. */
export const choicesOfAdviser = (tx: Db | Tx, adviserId: string) =>
  tx.select().from(adviserRules).where(eq(adviserRules.adviserId, adviserId)).get();

/** The team and the rules of each adviser. */
const adviserFacts = (tx: Db | Tx, adviserIds: readonly string[]) =>
  tx
    .select({ id: accounts.id, team: accounts.team, teamRules, adviserRules })
    .from(accounts)
    .leftJoin(teamRules, eq(teamRules.team, accounts.team))
    .leftJoin(adviserRules, eq(adviserRules.adviserId, accounts.id))
    .where(inArray(accounts.id, [...adviserIds]))
    .all()
    .map(({ id, team, ...choices }) => ({
      id,
      team,
      rules: rulesFrom(choices.teamRules ?? undefined, choices.adviserRules ?? undefined),
    }));

/** An adviser's diary: week, days that differ, meetings, times on offer or held, and what else keeps them busy. */
export const readDiary = (
  tx: Db | Tx,
  adviserId: string,
  holidays: BankHolidays,
  except: ExceptFor = {},
): Diary => readDiaries(tx, [adviserId], holidays, except).get(adviserId)!;

/** The diaries of some advisers, in as many queries as that of one. */
export function readDiaries(
  tx: Db | Tx,
  adviserIds: readonly string[],
  holidays: BankHolidays,
  except: ExceptFor = {},
): Map<string, Diary> {
  if (adviserIds.length === 0) return new Map();
  const now = clock.now();
  const advisers = adviserFacts(tx, adviserIds);
  // The last time on offer begins at the horizon.
  const furthest = Math.max(...advisers.map(({ rules }) => rules.horizon + rules.length));
  const openings = byAdviser(openingsOfAll(tx, adviserIds));
  const meetings = byAdviser([
    ...booked(tx, adviserIds, except),
    ...offered(tx, adviserIds, except),
    ...held(tx, adviserIds, except),
  ]);
  const busy = byAdviser(busyOfAll(tx, adviserIds, now, now + furthest));
  const differing = exceptionsOfAll(
    tx,
    adviserIds,
    advisers.map(({ team }) => team),
    today(now),
  );
  return new Map(
    advisers.map(({ id, team, rules }) => [
      id,
      {
        rules,
        openings: openings.get(id) ?? [],
        exceptions: differing.filter((its) => its.adviserId === id || (team && its.team === team)),
        meetings: meetings.get(id) ?? [],
        busy: busy.get(id) ?? [],
        holidays,
      },
    ]),
  );
}

function byAdviser<Row extends { adviserId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const theirs = found.get(row.adviserId);
    if (theirs) theirs.push(row);
    else found.set(row.adviserId, [row]);
  }
  return found;
}

/** What else keeps an adviser busy between two moments. */
export const busyBetween = (tx: Db | Tx, adviserId: string, from: number, until: number): Span[] =>
  busyOfAll(tx, [adviserId], from, until);

const busyOfAll = (tx: Db | Tx, adviserIds: readonly string[], from: number, until: number) =>
  tx
    .select({
      adviserId: busyTimes.adviserId,
      startsAt: busyTimes.startsAt,
      endsAt: busyTimes.endsAt,
    })
    .from(busyTimes)
    .where(
      and(
        inArray(busyTimes.adviserId, [...adviserIds]),
        gt(busyTimes.endsAt, from),
        lt(busyTimes.startsAt, until),
      ),
    )
    .all();

/** An adviser's weekly pattern. */
export const openingsOf = (tx: Db | Tx, adviserId: string): Opening[] =>
  openingsOfAll(tx, [adviserId]);

const openingsOfAll = (tx: Db | Tx, adviserIds: readonly string[]) =>
  tx
    .select({
      adviserId: availability.adviserId,
      weekday: availability.weekday,
      opens: availability.opens,
      closes: availability.closes,
    })
    .from(availability)
    .where(inArray(availability.adviserId, [...adviserIds]))
    .all();

/** Days that differ for an adviser, their team's included, from a date on. */
export const exceptionsFor = (
  tx: Db | Tx,
  adviserId: string,
  team: Team | null,
  from: string,
): Exception[] => exceptionsOfAll(tx, [adviserId], [team], from);

const exceptionsOfAll = (
  tx: Db | Tx,
  adviserIds: readonly string[],
  theirTeams: readonly (Team | null)[],
  from: string,
) =>
  tx
    .select({
      adviserId: exceptions.adviserId,
      team: exceptions.team,
      firstDay: exceptions.firstDay,
      lastDay: exceptions.lastDay,
      kind: exceptions.kind,
      opens: exceptions.opens,
      closes: exceptions.closes,
    })
    .from(exceptions)
    .where(
      and(
        or(
          inArray(exceptions.adviserId, [...adviserIds]),
          inArray(
            exceptions.team,
            theirTeams.filter((team) => team !== null),
          ),
        ),
        gte(exceptions.lastDay, from),
      ),
    )
    .all();

const notOf = (request: typeof bookings.requestId | typeof offers.requestId, id?: string) =>
  id === undefined ? undefined : ne(request, id);

const booked = (tx: Db | Tx, adviserIds: readonly string[], { requestId }: ExceptFor) =>
  tx
    .select({
      adviserId: bookings.adviserId,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
    })
    .from(bookings)
    .where(
      and(
        inArray(bookings.adviserId, [...adviserIds]),
        eq(bookings.state, 'live'),
        gt(bookings.startsAt, clock.now() - day),
        notOf(bookings.requestId, requestId),
      ),
    )
    .all();

const offered = (tx: Db | Tx, adviserIds: readonly string[], { requestId }: ExceptFor) =>
  tx
    .select({
      adviserId: offers.adviserId,
      startsAt: offers.startsAt,
      endsAt: offers.endsAt,
      oneOf: offers.requestId,
    })
    .from(offers)
    .where(
      and(
        inArray(offers.adviserId, [...adviserIds]),
        eq(offers.state, 'open'),
        gt(offers.startsAt, clock.now() - day),
        notOf(offers.requestId, requestId),
      ),
    )
    .all();

/** Times somebody is about to take. Who walked away gives theirs back when its ten minutes are over. */
const held = (tx: Db | Tx, adviserIds: readonly string[], { accountId }: ExceptFor) =>
  tx
    .select({ adviserId: holds.adviserId, startsAt: holds.startsAt, endsAt: holds.endsAt })
    .from(holds)
    .where(
      and(
        inArray(holds.adviserId, [...adviserIds]),
        gt(holds.expiresAt, clock.now()),
        accountId === undefined ? undefined : ne(holds.accountId, accountId),
      ),
    )
    .all();

/** Replaces an adviser's weekly pattern. */
export function setAvailability(adviserId: string, openings: Opening[]): void {
  database().delete(availability).where(eq(availability.adviserId, adviserId)).run();
  for (const opening of openings) {
    database()
      .insert(availability)
      .values({ id: newId(), adviserId, ...opening })
      .run();
  }
}
