import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { bookings, holds } from '#db/schema';
import { freeSlots, type Diary, type Span } from '~/diary/index';
import { readDiaries, rulesOfTeam } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addWorkingDays, type BankHolidays } from '~/platform/time/working-days';
import type { Answers } from '../questions/questions';
import { readDraftRow } from '../questions/drafts.server';
import {
  advisersInConflict,
  advisersOf,
  answersOf,
  employerHash,
  hasConflict,
  readRow,
  teamFor,
  type RequestRow,
} from '../requests.server';
import { settings } from '../settings';

/** Which times can be met, of whom, and times held for who is about to take them. */

/** Days that neither the adviser's nation nor the practitioner's works. */
export function holidaysFor(
  row: Pick<RequestRow, 'team' | 'nation'>,
  all: HolidaysOf,
): BankHolidays {
  const ours = all[row.team === 'wales' ? 'wales' : 'england'];
  return row.nation ? new Set([...ours, ...all[row.nation]]) : ours;
}

/** The London date by which we answer a request that waits for us from now on: the service standard. */
export const answerDue = (
  tx: Db | Tx,
  row: Pick<RequestRow, 'team' | 'nation'>,
  holidays: HolidaysOf,
): string =>
  addWorkingDays(
    today(clock.now()),
    rulesOfTeam(tx, row.team).answerWithin,
    holidaysFor(row, holidays),
  );

/** Advisers' diaries as a request finds them: its own offers, hold and booking aside. */
export const diariesFor = (
  tx: Db | Tx,
  row: RequestRow,
  advisers: readonly string[],
  holidays: HolidaysOf,
): Map<string, Diary> =>
  readDiaries(tx, advisers, holidaysFor(row, holidays), {
    requestId: row.id,
    accountId: row.accountId,
  });

/** An adviser's free times for a request. */
export const freeTimesFor = (
  tx: Db | Tx,
  row: RequestRow,
  adviserId: string,
  holidays: HolidaysOf,
): Span[] => freeSlots(diariesFor(tx, row, [adviserId], holidays).get(adviserId)!, clock.now());

/** The times the acting adviser can offer for a request now. */
export async function slotsToOffer(actor: Person, reference: string): Promise<Span[]> {
  const holidays = await allBankHolidays();
  const row = readRow(database(), actor, reference);
  if (hasConflict(database(), actor.accountId, row)) return [];
  return freeTimesFor(database(), row, actor.accountId, holidays);
}

// Published times: those a practitioner can take at once.

/** Somebody who can be met at a time, and until when: one takes longer than another. */
export interface Met {
  adviserId: string;
  endsAt: number;
}

/** A published time and who can be met then. */
export interface PublishedTime {
  startsAt: number;
  advisers: Met[];
}

/** A draft has no team yet: its answers say which one would answer. */
function asIfSent(row: RequestRow): RequestRow {
  if (row.state !== 'draft') return row;
  const { organisation } = answersOf(row);
  if (!organisation) return row;
  return { ...row, ...whoMayAnswer({ organisation }) };
}

/** The columns that say who may answer a request. */
export function whoMayAnswer({
  organisation,
}: Pick<Answers, 'organisation'>): Pick<
  RequestRow,
  'team' | 'nation' | 'separateAdviser' | 'employerHash'
> {
  if (!organisation) throw new Error('A request is sent with the organisation it is about');
  return {
    team: teamFor(organisation.nation),
    nation: organisation.nation,
    separateAdviser: organisation.separateAdviser === 'yes',
    employerHash: employerHash(organisation.organisation),
  };
}

/**
 * Times that can be taken at once for a request: of every adviser of its team who publishes theirs and may answer
 * it, each time once.
 */
export function publishedTimes(
  tx: Db | Tx,
  request: RequestRow,
  holidays: HolidaysOf,
): PublishedTime[] {
  const row = asIfSent(request);
  if (!row.team) return [];
  const inConflict = advisersInConflict(tx, row);
  const advisers = advisersOf(tx, row.team)
    .map(({ id }) => id)
    .filter((id) => !inConflict.has(id) && id !== row.otherThanId);
  const now = clock.now();
  const times = new Map<number, PublishedTime>();
  for (const [id, diary] of diariesFor(tx, row, advisers, holidays)) {
    if (!diary.rules.published) continue;
    for (const { startsAt, endsAt } of freeSlots(diary, now)) {
      const met = { adviserId: id, endsAt };
      const known = times.get(startsAt);
      if (known) known.advisers.push(met);
      else times.set(startsAt, { startsAt, advisers: [met] });
    }
  }
  return [...times.values()].sort((a, b) => a.startsAt - b.startsAt);
}

/** Of those who can be met at a time, the one who is held already, the one who has the request, or who has least to do. */
export function chooseAdviser(
  tx: Db | Tx,
  row: RequestRow,
  advisers: readonly Met[],
): Met | undefined {
  const hold = holdOf(tx, row.accountId);
  for (const id of [hold?.adviserId, row.adviserId]) {
    const first = advisers.find(({ adviserId }) => adviserId === id);
    if (first) return first;
  }
  const load = (adviserId: string) =>
    tx
      .select({ count: sql<number>`count(*)` })
      .from(bookings)
      .where(and(eq(bookings.adviserId, adviserId), eq(bookings.state, 'live')))
      .get()!.count;
  return advisers
    .map((met) => ({ met, load: load(met.adviserId) }))
    .sort((a, b) => a.load - b.load || (a.met.adviserId < b.met.adviserId ? -1 : 1))[0]?.met;
}

/** The published times for the acting practitioner's request; for their draft without a reference. */
export async function timesToTake(
  actor: Person,
  reference?: string,
): Promise<{ startsAt: number }[]> {
  const holidays = await allBankHolidays();
  const row = reference ? readRow(database(), actor, reference) : readDraftRow(database(), actor);
  if (!row) return [];
  return publishedTimes(database(), row, holidays).map(({ startsAt }) => ({ startsAt }));
}

// Holds

const holdOf = (tx: Db | Tx, accountId: string) =>
  tx
    .select()
    .from(holds)
    .where(and(eq(holds.accountId, accountId), gt(holds.expiresAt, clock.now())))
    .get();

/**
 * Keeps a published time for the acting practitioner for ten minutes, in place of any they held before.
 * @returns until when, or null when it is not free any more.
 */
export async function holdTime(
  actor: Person,
  startsAt: number,
  reference?: string,
): Promise<number | null> {
  const holidays = await allBankHolidays();
  return inTransaction((tx) => {
    const row = reference ? readRow(tx, actor, reference) : readDraftRow(tx, actor);
    const time = row && publishedTimes(tx, row, holidays).find((its) => its.startsAt === startsAt);
    const met = time && chooseAdviser(tx, row, time.advisers);
    if (!met) return null;
    const expiresAt = clock.now() + settings.holdLasts;
    const hold = { ...met, startsAt, expiresAt };
    tx.insert(holds)
      .values({ accountId: actor.accountId, ...hold })
      .onConflictDoUpdate({ target: holds.accountId, set: hold })
      .run();
    return expiresAt;
  });
}

/** Until when the acting practitioner holds a time; null when they hold none. */
export const heldUntil = (actor: Person): { startsAt: number; expiresAt: number } | null =>
  holdOf(database(), actor.accountId) ?? null;

/** Gives back the time the acting practitioner holds: they chose none, or go on without a request. */
export const giveTimeBack = (actor: Person): void => releaseHold(database(), actor.accountId);

/** Gives a held time back. */
export const releaseHold = (tx: Db | Tx, accountId: string): void =>
  void tx.delete(holds).where(eq(holds.accountId, accountId)).run();

/** Retention: a hold is gone when its ten minutes are over. @returns how many went. */
export const purgeHolds = (): number =>
  database().delete(holds).where(lte(holds.expiresAt, clock.now())).run().changes;
