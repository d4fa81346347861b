import { and, eq, gt, gte, lt, ne, or, type SQL } from 'drizzle-orm';
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
import type { Diary, Exception, Opening, Span, Taken } from './slots';

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
export function rulesOfAdviser(tx: Db | Tx, adviserId: string): Rules {
  const team = teamOf(tx, adviserId);
  return rulesFrom(team ? choicesOfTeam(tx, team) : undefined, choicesOfAdviser(tx, adviserId));
}

/** Where an adviser differs from their team, if they have said so. */
export const choicesOfAdviser = (tx: Db | Tx, adviserId: string) =>
  tx.select().from(adviserRules).where(eq(adviserRules.adviserId, adviserId)).get();

const teamOf = (tx: Db | Tx, adviserId: string): Team | null =>
  tx.select({ team: accounts.team }).from(accounts).where(eq(accounts.id, adviserId)).get()?.team ??
  null;

/** An adviser's diary: week, days that differ, meetings, times on offer or held, and what else keeps them busy. */
export function readDiary(
  tx: Db | Tx,
  adviserId: string,
  holidays: BankHolidays,
  except: ExceptFor = {},
): Diary {
  const now = clock.now();
  const rules = rulesOfAdviser(tx, adviserId);
  return {
    rules,
    openings: openingsOf(tx, adviserId),
    exceptions: exceptionsFor(tx, adviserId, teamOf(tx, adviserId), today(now)),
    meetings: [
      ...booked(tx, adviserId, except),
      ...offered(tx, adviserId, except),
      ...held(tx, adviserId, except),
    ],
    // The last time on offer begins at the horizon.
    busy: busyBetween(tx, adviserId, now, now + rules.horizon + rules.length),
    holidays,
  };
}

/** What else keeps an adviser busy between two moments. */
export const busyBetween = (tx: Db | Tx, adviserId: string, from: number, until: number): Span[] =>
  tx
    .select({ startsAt: busyTimes.startsAt, endsAt: busyTimes.endsAt })
    .from(busyTimes)
    .where(
      and(
        eq(busyTimes.adviserId, adviserId),
        gt(busyTimes.endsAt, from),
        lt(busyTimes.startsAt, until),
      ),
    )
    .all();

/** An adviser's weekly pattern. */
export const openingsOf = (tx: Db | Tx, adviserId: string): Opening[] =>
  tx
    .select({
      weekday: availability.weekday,
      opens: availability.opens,
      closes: availability.closes,
    })
    .from(availability)
    .where(eq(availability.adviserId, adviserId))
    .all();

/** Days that differ for an adviser, their team's included, from a date on. */
export function exceptionsFor(
  tx: Db | Tx,
  adviserId: string,
  team: Team | null,
  from: string,
): Exception[] {
  const theirs = eq(exceptions.adviserId, adviserId);
  return tx
    .select({
      firstDay: exceptions.firstDay,
      lastDay: exceptions.lastDay,
      kind: exceptions.kind,
      opens: exceptions.opens,
      closes: exceptions.closes,
    })
    .from(exceptions)
    .where(
      and(team ? or(theirs, eq(exceptions.team, team)) : theirs, gte(exceptions.lastDay, from)),
    )
    .all();
}

const notOf = (request: typeof bookings.requestId | typeof offers.requestId, id?: string) =>
  id === undefined ? undefined : ne(request, id);

function booked(tx: Db | Tx, adviserId: string, { requestId }: ExceptFor): Span[] {
  const live: SQL | undefined = and(
    eq(bookings.adviserId, adviserId),
    eq(bookings.state, 'live'),
    gt(bookings.startsAt, clock.now() - day),
    notOf(bookings.requestId, requestId),
  );
  return tx
    .select({ startsAt: bookings.startsAt, endsAt: bookings.endsAt })
    .from(bookings)
    .where(live)
    .all();
}

function offered(tx: Db | Tx, adviserId: string, { requestId }: ExceptFor): Taken[] {
  const open = and(
    eq(offers.adviserId, adviserId),
    eq(offers.state, 'open'),
    gt(offers.startsAt, clock.now() - day),
    notOf(offers.requestId, requestId),
  );
  return tx
    .select({ startsAt: offers.startsAt, endsAt: offers.endsAt, oneOf: offers.requestId })
    .from(offers)
    .where(open)
    .all();
}

/** Times somebody is about to take. Who walked away gives theirs back when its ten minutes are over. */
function held(tx: Db | Tx, adviserId: string, { accountId }: ExceptFor): Span[] {
  const kept = and(
    eq(holds.adviserId, adviserId),
    gt(holds.expiresAt, clock.now()),
    accountId === undefined ? undefined : ne(holds.accountId, accountId),
  );
  return tx
    .select({ startsAt: holds.startsAt, endsAt: holds.endsAt })
    .from(holds)
    .where(kept)
    .all();
}

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
