import { and, desc, eq } from 'drizzle-orm';
import { bookings, events, notes, offers, requests } from '#db/schema';
import { freeSlots, type Span } from '~/diary/index';
import { readDiary } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { newId, randomToken, seal } from '~/platform/crypto.server';
import { inTransaction, type Tx } from '~/platform/database.server';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { wallClock, zone } from '~/platform/time/london';
import type { BankHolidays } from '~/platform/time/working-days';
import { endingOf, nextState, timingOf, type Change, type State } from './life';
import { tellOf, type DiaryEntry } from './messages.server';
import { isComplete, withAnswer, type Answers, type CorrectableStep } from './questions';
import {
  answersOf,
  deleteOwnDraft,
  eraseWords,
  liveBooking,
  openOffers,
  ownRows,
  readRow,
  sealAnswers,
  sealRoom,
  sideOf,
  teamFor,
  wordsPlace,
  type RequestRow,
} from './requests.server';
import { settings } from './settings';

/**
 * The one door through which a request changes: state, event and messages in one immediate transaction, or
 * none of them.
 */

export type Asked =
  | { change: 'submit' | 'withdraw' | 'record-held' | 'record-not-attended' | 'close' | 'leave' }
  | { change: 'offer-times' | 'reschedule'; startsAt: readonly number[] }
  | { change: 'accept'; offerId: string }
  | { change: 'decline'; words: string }
  | { change: 'ask-for-other-times' | 'cancel'; words?: string }
  | Correction;

/** A new answer to one question, already parsed by its schema. */
type Correction = {
  [S in CorrectableStep]: { change: 'correct'; step: S; answer: NonNullable<Answers[S]> };
}[CorrectableStep];

/**
 * Why a change was not made.
 * - `not-now`: the request is no longer in a state that allows it.
 * - `incomplete`: a question of the request has no answer.
 * - `no-times`, `too-many-times`: between one and five times can be offered.
 * - `time-not-free`: an offered time is past, was never in the pattern, or is taken.
 * - `time-taken`: somebody else was given the accepted time first.
 * - `time-not-offered`: the accepted time is not among those on offer, or has passed.
 * - `words-missing`: a request is not turned down without a reason.
 * - `words-too-long`: nobody's words are cut; they are asked to shorten them.
 */
export type Refusal =
  | 'not-now'
  | 'incomplete'
  | 'no-times'
  | 'too-many-times'
  | 'time-not-free'
  | 'time-taken'
  | 'time-not-offered'
  | 'words-missing'
  | 'words-too-long';

export type Outcome = { done: true } | { done: false; because: Refusal };

const refuse = (because: Refusal): Outcome => ({ done: false, because });

/**
 * Makes a change, if the request's state and the person's side allow it now. Asking again for what one has
 * just done (a second press of the button) is answered as done.
 * @throws a 404 response when the request is not the person's to see.
 */
export async function changeRequest(
  actor: Person,
  reference: string,
  asked: Asked,
): Promise<Outcome> {
  const holidays = await bankHolidays('england');
  return inTransaction((tx) =>
    changeRow(tx, actor, readRow(tx, actor, reference), asked, holidays),
  );
}

function changeRow(
  tx: Tx,
  actor: Person,
  row: RequestRow,
  asked: Asked,
  holidays: BankHolidays,
): Outcome {
  if (wasJustDone(tx, row, actor, asked)) return { done: true };
  const timing = timingOf(liveBooking(tx, row.id), clock.now());
  const to = nextState(row.state, asked.change, sideOf(actor), timing);
  if (!to) return refuse('not-now');
  if (wordsOf(asked).length > settings.longestWords) return refuse('words-too-long');
  const effect = apply(tx, row, actor, asked, holidays);
  if ('because' in effect) return refuse(effect.because);
  record(tx, row, actor, asked, to, effect);
  return { done: true };
}

/**
 * Ends and erases everything a practitioner ever asked for, inside the caller's transaction. What is open ends
 * through the same door as ever, so that advisers hear of it and calendars drop the meeting; then every word
 * goes. State, dates and team stay, for counting.
 */
export function eraseOwnRequests(tx: Tx, actor: Person): void {
  deleteOwnDraft(tx, actor);
  for (const row of ownRows(tx, actor)) {
    const change = endingOf(row.state, timingOf(liveBooking(tx, row.id), clock.now()));
    if (change) changeRow(tx, actor, row, { change }, noHolidays);
    eraseWords(tx, row.id);
  }
}

/** Holidays matter only to times on offer. */
const noHolidays: BankHolidays = new Set();

/** The words that go with a change, if any. Forms send line ends as two characters; one is meant. */
const wordsOf = (asked: Asked): string =>
  'words' in asked ? (asked.words ?? '').replaceAll('\r\n', '\n').trim() : '';

/** What a change did beside moving the state. */
interface Effect {
  /** Columns of the request to set. */
  set?: Partial<RequestRow>;
  /** Instants the event tells of. */
  times?: number[];
  /** A meeting that entered or left people's calendars. */
  meeting?: DiaryEntry;
}

function apply(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  asked: Asked,
  holidays: BankHolidays,
): Effect | { because: Refusal } {
  switch (asked.change) {
    case 'submit':
      return submit(row);
    case 'offer-times':
      return offerTimes(tx, row, actor, asked.startsAt, holidays);
    case 'reschedule': {
      const offered = offerTimes(tx, row, actor, asked.startsAt, holidays);
      if ('because' in offered) return offered;
      const { meeting } = releaseBooking(tx, row);
      return { ...offered, meeting, set: { ...offered.set, ...leavesCalendar(row) } };
    }
    case 'accept':
      return accept(tx, row, asked.offerId);
    case 'cancel':
      return { ...releaseBooking(tx, row), set: leavesCalendar(row) };
    case 'correct':
      return correct(row, asked);
    case 'record-held':
    case 'record-not-attended':
      return { times: releaseBooking(tx, row).times };
    case 'decline':
      if (!wordsOf(asked)) return { because: 'words-missing' };
      lapseOffers(tx, row.id);
      return {};
    case 'ask-for-other-times':
    case 'withdraw':
      lapseOffers(tx, row.id);
      return {};
    case 'leave':
      releaseBooking(tx, row);
      return {};
    case 'close':
      return {};
  }
}

const nextSequence = (row: RequestRow) => ({ calendarSequence: row.calendarSequence + 1 });

/** A meeting that is off: calendars drop it, and its video room is gone. */
const leavesCalendar = (row: RequestRow) => ({ ...nextSequence(row), sealedRoom: null });

function submit(row: RequestRow): Effect | { because: Refusal } {
  const answers = answersOf(row);
  if (!isComplete(answers)) return { because: 'incomplete' };
  return { set: { submittedAt: clock.now(), team: teamFor(answers.organisation.nation) } };
}

/** The answers as they would be after a correction. */
const corrected = (row: RequestRow, { step, answer }: Correction): Answers =>
  withAnswer(answersOf(row), step, answer);

function correct(row: RequestRow, asked: Correction): Effect | { because: Refusal } {
  // Its words have been erased: one answer alone would be no request.
  if (row.sealedAnswers === '') return { because: 'not-now' };
  const answers = corrected(row, asked);
  const set = { sealedAnswers: sealAnswers(row.id, answers) };
  return { set: row.state === 'confirmed' ? { ...set, ...roomFor(row, answers) } : set };
}

/** A meeting by video has a room, and one by phone has none: whoever changes their mind keeps the time. */
function roomFor(row: RequestRow, { how }: Answers): Pick<RequestRow, 'sealedRoom'> {
  if (how?.method !== 'video') return { sealedRoom: null };
  const room = () => sealRoom(row.id, new URL(randomToken(), config().videoUrl).href);
  return { sealedRoom: row.sealedRoom ?? room() };
}

function lapseOffers(tx: Tx, requestId: string): void {
  tx.update(offers)
    .set({ state: 'lapsed' })
    .where(and(eq(offers.requestId, requestId), eq(offers.state, 'open')))
    .run();
}

/** Each instant once, earliest first. */
const inOrder = (instants: readonly number[]): number[] =>
  [...new Set(instants)].sort((a, b) => a - b);

const sameInstants = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((instant, index) => instant === b[index]);

function offerTimes(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  wanted: readonly number[],
  holidays: BankHolidays,
): Effect | { because: Refusal } {
  const times = inOrder(wanted);
  if (times.length === 0) return { because: 'no-times' };
  if (times.length > settings.mostOffers) return { because: 'too-many-times' };
  const free = freeSlots(
    readDiary(tx, actor.accountId, holidays, { requestId: row.id }),
    clock.now(),
  );
  const slots = times.map((startsAt) => free.find((slot) => slot.startsAt === startsAt));
  if (!slots.every((slot) => slot !== undefined)) return { because: 'time-not-free' };
  lapseOffers(tx, row.id);
  for (const slot of slots) {
    tx.insert(offers)
      .values({
        id: newId(),
        requestId: row.id,
        adviserId: actor.accountId,
        ...slot,
        wallClock: wallClock(slot.startsAt),
        zone,
        state: 'open',
        createdAt: clock.now(),
      })
      .run();
  }
  return { set: { adviserId: actor.accountId }, times };
}

function accept(tx: Tx, row: RequestRow, offerId: string): Effect | { because: Refusal } {
  const offer = openOffers(tx, row.id).find(({ id }) => id === offerId);
  if (!offer) return { because: 'time-not-offered' };
  const { adviserId, startsAt, endsAt } = offer;
  if (!book(tx, row.id, { adviserId, startsAt, endsAt })) {
    tx.update(offers).set({ state: 'lapsed' }).where(eq(offers.id, offer.id)).run();
    return { because: 'time-taken' };
  }
  lapseOffers(tx, row.id);
  tx.update(offers).set({ state: 'accepted' }).where(eq(offers.id, offer.id)).run();
  return {
    set: { adviserId, ...nextSequence(row), ...roomFor(row, answersOf(row)) },
    times: [startsAt],
    meeting: { adviserId, startsAt, endsAt },
  };
}

/**
 * Puts a meeting in an adviser's diary. The database refuses one that overlaps another, whatever this code
 * believes. @returns false when it did.
 */
function book(tx: Tx, requestId: string, slot: Span & { adviserId: string }): boolean {
  try {
    tx.insert(bookings)
      .values({
        id: newId(),
        requestId,
        ...slot,
        wallClock: wallClock(slot.startsAt),
        zone,
        state: 'live',
        createdAt: clock.now(),
      })
      .run();
    return true;
  } catch (error) {
    if (isConstraint(error)) return false;
    throw error;
  }
}

/** True for an error of SQLite's that says a row broke a rule; drizzle wraps it as the cause. */
function isConstraint(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return (
    String(code).startsWith('SQLITE_CONSTRAINT') || (cause !== undefined && isConstraint(cause))
  );
}

function releaseBooking(tx: Tx, row: RequestRow): { times: number[]; meeting?: DiaryEntry } {
  const released = tx
    .update(bookings)
    .set({ state: 'released' })
    .where(and(eq(bookings.requestId, row.id), eq(bookings.state, 'live')))
    .returning({
      adviserId: bookings.adviserId,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
    })
    .get();
  return released ? { times: [released.startsAt], meeting: released } : { times: [] };
}

/** Moves the state (guarded by the one it was read in), writes the event and queues its messages. */
function record(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  asked: Asked,
  to: State,
  effect: Effect,
): void {
  const at = clock.now();
  const updated = tx
    .update(requests)
    .set({ ...effect.set, state: to, updatedAt: at })
    .where(and(eq(requests.id, row.id), eq(requests.state, row.state)))
    .returning()
    .get();
  if (!updated) throw new Error('A request changed inside its own transaction');
  const event = tx
    .insert(events)
    .values({
      requestId: row.id,
      at,
      by: sideOf(actor),
      actorId: actor.accountId,
      change: asked.change,
      fromState: row.state,
      toState: to,
      times: JSON.stringify(effect.times ?? []),
    })
    .returning()
    .get();
  const words = wordsOf(asked);
  if (words) {
    const id = newId();
    tx.insert(notes)
      .values({ id, eventId: event.id, sealedWords: seal(wordsPlace(id), words) })
      .run();
  }
  recordAudit(tx, {
    actorId: actor.accountId,
    subject: row.id,
    ...(asked.change === 'correct'
      ? { action: 'answers-corrected', detail: asked.step }
      : { action: 'request-changed', detail: asked.change }),
  });
  tellOf(tx, updated, event, effect.meeting ?? null);
}

/** Whether the last thing that happened is what is being asked for again, by the same person. */
function wasJustDone(tx: Tx, row: RequestRow, actor: Person, asked: Asked): boolean {
  if (asked.change === 'correct') return isAsItStands(row, asked);
  const last = tx
    .select()
    .from(events)
    .where(eq(events.requestId, row.id))
    .orderBy(desc(events.id))
    .get();
  if (last?.change !== (asked.change satisfies Change) || last.actorId !== actor.accountId) {
    return false;
  }
  switch (asked.change) {
    case 'accept': {
      const offer = tx.select().from(offers).where(eq(offers.id, asked.offerId)).get();
      return offer?.requestId === row.id && offer.state === 'accepted';
    }
    case 'offer-times':
    case 'reschedule':
      return sameInstants(
        openOffers(tx, row.id).map(({ startsAt }) => startsAt),
        inOrder(asked.startsAt),
      );
    default:
      return true;
  }
}

/** Whether a correction would change nothing: it was sent twice, or nothing was altered. */
const isAsItStands = (row: RequestRow, asked: Correction): boolean =>
  row.sealedAnswers !== '' &&
  JSON.stringify(inOneOrder(corrected(row, asked))) === JSON.stringify(inOneOrder(answersOf(row)));

/** Each question and its fields in one order, without those left empty: two ways to write the same answers. */
const inOneOrder = (answers: Answers) =>
  Object.entries(answers)
    .map(([step, answer]) => [step, filledIn(answer).sort()] as const)
    .sort();

const filledIn = (answer: object) =>
  Object.entries(answer).filter(([, value]) => value !== undefined);
