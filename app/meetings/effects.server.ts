import { eq } from 'drizzle-orm';
import { accounts, conflicts, offers } from '#db/schema';
import { freeSlots, type Diary, type Span } from '~/diary/index';
import { busyBetween } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import type { Tx } from '~/platform/database.server';
import type { HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock, minute } from '~/platform/time/clock';
import type { Asked, Correction, JoiningAsked, Refusal } from './asked';
import { wordsOf } from './asked';
import {
  book,
  lapseOffers,
  meetingsOf,
  offer,
  release,
  type DiaryEntry,
} from './times/bookings.server';
import { clarifyPoint, writePoint } from './record/account.server';
import { addDocument, takeBackDocument } from './documents/documents.server';
import {
  answerFollowUps,
  contactAfterClosing,
  planFollowUp,
  settleDueCalls,
  snoozeFollowUp,
  stopFollowUps,
} from './record/follow-ups.server';
import { finishAction, onLatestNote, shareNote } from './record/note.server';
import { meetingLink, providerOf } from './joining/joining';
import { isComplete, withAnswer, type Answers } from './questions/questions';
import {
  answersOf,
  canBeLeftBy,
  hasConflict,
  liveBooking,
  openOffers,
  roomOf,
  sealAnswers,
  sealCall,
  sealRoom,
  sideOf,
  type RequestRow,
} from './requests.server';
import { settings } from './settings';
import { isStill, supporterOf } from './joining/supporters.server';
import {
  chooseAdviser,
  diariesFor,
  freeTimesFor,
  publishedTimes,
  releaseHold,
  whoMayAnswer,
} from './times/times.server';
import { newRoom } from './joining/video.server';

/** What each change does, beside moving the state. */

export interface Effect {
  /** Columns of the request to set. */
  set?: Partial<RequestRow>;
  /** Instants the event tells of. */
  times?: number[];
  /** A meeting that came into people's calendars, or whose adviser changed. */
  entered?: DiaryEntry;
  /** A meeting that left them. */
  left?: DiaryEntry;
  /** It waits for us now, whatever is usual after the change. */
  waitsForUs?: boolean;
  /** The code the event keeps, where what was asked does not hold it. */
  detail?: string;
  /** What is written beside the event, once that has its number. */
  also?: (eventId: number) => void;
}

export type Result = Effect | { because: Refusal };

/** Undoes everything a change has done so far: it cannot be made after all. */
export class Undone extends Error {
  constructor(readonly because: Refusal) {
    super(because);
  }
}

/** Does what was asked. @returns what is to be recorded, or why it cannot be done. @throws {Undone} */
export function effectOf(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  asked: Asked,
  holidays: HolidaysOf,
): Result {
  switch (asked.change) {
    case 'submit':
      return submit(tx, row);
    case 'take':
      return take(tx, row, asked.startsAt, holidays);
    case 'move':
      return move(tx, row, asked.startsAt, holidays);
    case 'offer-times':
      return offerTimes(tx, row, actor, asked.startsAt, holidays);
    case 'reschedule':
      return reschedule(tx, row, actor, asked.startsAt, holidays);
    case 'confirm':
      return confirm(tx, row, actor, asked.startsAt, holidays);
    case 'accept':
      return accept(tx, row, asked.offerId, holidays);
    case 'ask-to-move':
    case 'cancel':
      return leavesDiary(tx, row);
    case 'record-held':
    case 'record-not-attended':
      return concluded(tx, row);
    case 'decline':
      return wordsOf(asked) ? lapsed(tx, row) : { because: 'words-missing' };
    case 'ask-for-other-times':
    case 'withdraw':
      return lapsed(tx, row);
    case 'leave':
      release(tx, row.id);
      return {};
    case 'correct':
      return correct(tx, row, asked);
    case 'message':
      if (sideOf(actor) === 'adviser') settleDueCalls(tx, row.id);
      return wordsOf(asked) ? {} : { because: 'words-missing' };
    case 'add-question':
    case 'state-our-part':
      return wordsOf(asked) ? {} : { because: 'words-missing' };
    case 'assign':
      return assign(tx, row, actor, asked.adviserId, holidays);
    case 'step-aside':
      return stepAside(tx, row, actor);
    case 'set-joining':
      return setJoining(row, asked.joining);
    case 'ask-for-another-adviser':
      // Nobody is given again whom they asked not to have.
      return row.adviserId ? { set: { otherThanId: row.adviserId } } : {};
    case 'record-identity':
      return {};
    case 'close':
      return { also: () => contactAfterClosing(tx, row) };
    case 'share-document':
    case 'send-document':
      return addDocument(tx, row, actor, asked.documentId);
    case 'take-back-document':
      return takeBackDocument(tx, row, actor, asked.documentId);
    case 'write-point':
      return writePoint(tx, row, asked);
    case 'clarify-point':
      return clarifyPoint(tx, row, asked);
    case 'share-note':
      return shareNote(tx, row, asked);
    case 'comment-on-note':
      return wordsOf(asked) ? onLatestNote(tx, row, asked.version) : { because: 'words-missing' };
    case 'agree-note':
      return onLatestNote(tx, row, asked.version);
    case 'finish-action':
      return finishAction(tx, row, actor, asked.actionId);
    case 'plan-follow-up':
      return planFollowUp(tx, row, actor, asked);
    case 'snooze-follow-up':
      return snoozeFollowUp(tx, row, asked.weeks);
    case 'stop-follow-ups':
      return stopFollowUps(tx, row);
    case 'reply-to-follow-up':
      return answerFollowUps(tx, row);
  }
}

const nextSequence = (row: RequestRow) => ({ calendarSequence: row.calendarSequence + 1 });

// Times

function submit(tx: Tx, row: RequestRow): Result {
  const answers = answersOf(row);
  if (!isComplete(answers)) return { because: 'incomplete' };
  releaseHold(tx, row.accountId);
  return { set: sent(answers) };
}

const sent = (answers: Answers) => ({ submittedAt: clock.now(), ...whoMayAnswer(answers) });

/** A published time, for a draft that is complete or a request that waits. */
function take(tx: Tx, row: RequestRow, startsAt: number, holidays: HolidaysOf): Result {
  const answers = answersOf(row);
  const draft = row.state === 'draft';
  if (draft && !isComplete(answers)) return { because: 'incomplete' };
  const entry = published(tx, row, startsAt, holidays);
  if (!entry || !book(tx, row.id, entry)) return { because: 'time-taken' };
  lapseOffers(tx, row.id);
  releaseHold(tx, row.accountId);
  const arrangedNow = arranged(row, entry, answers);
  return draft ? { ...arrangedNow, set: { ...arrangedNow.set, ...sent(answers) } } : arrangedNow;
}

function published(
  tx: Tx,
  row: RequestRow,
  startsAt: number,
  holidays: HolidaysOf,
): DiaryEntry | null {
  const time = publishedTimes(tx, row, holidays).find((its) => its.startsAt === startsAt);
  const met = time && chooseAdviser(tx, row, time.advisers);
  return met ? { ...met, startsAt } : null;
}

/** To another published time; the one they have is theirs until the new one is. */
function move(tx: Tx, row: RequestRow, startsAt: number, holidays: HolidaysOf): Result {
  const entry = published(tx, row, startsAt, holidays);
  if (!entry) return { because: 'time-taken' };
  const left = release(tx, row.id);
  if (!book(tx, row.id, entry)) throw new Undone('time-taken');
  releaseHold(tx, row.accountId);
  return { ...arranged(row, entry, answersOf(row)), left };
}

/** What a request keeps once a meeting is arranged, or has another time or adviser. */
function arranged(row: RequestRow, entered: DiaryEntry, answers: Answers): Effect {
  const { adviserId } = entered;
  const joining = joiningWith(adviserId, row, answers);
  return {
    set: { adviserId, ...nextSequence(row), ...joining },
    times: [entered.startsAt],
    entered,
  };
}

/**
 * How a meeting is joined that an adviser has from now on. What another adviser set up is theirs: nobody would
 * open their room, and theirs is the wrong number to ring.
 */
function joiningWith(adviserId: string, row: RequestRow, answers: Answers): Partial<RequestRow> {
  if (row.state === 'confirmed' && row.adviserId === adviserId) return {};
  const room = roomOf(row);
  const ours = room !== null && providerOf(room) === 'own-room';
  return usualJoining(
    { ...row, sealedRoom: ours ? row.sealedRoom : null, sealedCall: null },
    answers,
  );
}

/**
 * An adviser's diary as a request finds it, around a meeting that was promised: what else keeps the adviser busy is
 * read for its own time, which can lie behind a horizon that was drawn nearer since.
 */
const diaryAround = (
  tx: Tx,
  row: RequestRow,
  adviserId: string,
  holidays: HolidaysOf,
  { startsAt, endsAt }: Span,
): Diary => ({
  ...diariesFor(tx, row, [adviserId], holidays).get(adviserId)!,
  busy: busyBetween(tx, adviserId, startsAt, endsAt),
});

/**
 * Whether a meeting that is promised already has its place in a diary: inside the hours and clear of everything
 * else. Notice, horizon and how many a day are rules of promising.
 */
function hasPlace(diary: Diary, { startsAt, endsAt }: Span): boolean {
  const now = clock.now();
  const ahead = startsAt - now;
  const rules = {
    ...diary.rules,
    length: endsAt - startsAt,
    grid: minute,
    notice: ahead,
    horizon: ahead,
    mostPerDay: Infinity,
  };
  return freeSlots({ ...diary, rules }, now).length > 0;
}

/** Each instant once, earliest first. */
export const inOrder = (instants: readonly number[]): number[] =>
  [...new Set(instants)].sort((a, b) => a - b);

function offerTimes(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  wanted: readonly number[],
  holidays: HolidaysOf,
): Result {
  const times = inOrder(wanted);
  if (hasConflict(tx, actor.accountId, row)) return { because: 'conflict' };
  if (times.length === 0) return { because: 'no-times' };
  if (times.length > settings.mostOffers) return { because: 'too-many-times' };
  const free = freeTimesFor(tx, row, actor.accountId, holidays);
  const slots = times.map((startsAt) => free.find((slot) => slot.startsAt === startsAt));
  if (!slots.every((slot) => slot !== undefined)) return { because: 'time-not-free' };
  lapseOffers(tx, row.id);
  for (const slot of slots) offer(tx, row.id, actor.accountId, slot);
  return { set: { adviserId: actor.accountId }, times };
}

function reschedule(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  wanted: readonly number[],
  holidays: HolidaysOf,
): Result {
  const offered = offerTimes(tx, row, actor, wanted, holidays);
  if ('because' in offered) return offered;
  const { left, set } = leavesDiary(tx, row);
  return { ...offered, left, set: { ...offered.set, ...set } };
}

/** A time on offer, if the adviser still has it: their diary may have changed since. */
function accept(tx: Tx, row: RequestRow, offerId: string, holidays: HolidaysOf): Result {
  const offered = openOffers(tx, row).find(({ id }) => id === offerId);
  if (!offered) return { because: 'time-not-offered' };
  const { adviserId, startsAt, endsAt } = offered;
  const entry = { adviserId, startsAt, endsAt };
  // Should a time ever be on offer to two people, the first who accepts it has it.
  const around = diaryAround(tx, row, adviserId, holidays, entry);
  const diary = { ...around, meetings: meetingsOf(tx, adviserId) };
  if (!hasPlace(diary, entry) || !book(tx, row.id, entry)) {
    tx.update(offers).set({ state: 'lapsed' }).where(eq(offers.id, offerId)).run();
    return { because: 'time-taken' };
  }
  lapseOffers(tx, row.id);
  tx.update(offers).set({ state: 'accepted' }).where(eq(offers.id, offerId)).run();
  return arranged(row, entry, answersOf(row));
}

/** A time that both agreed on: one of the adviser's free ones, without an offer. */
function confirm(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  startsAt: number,
  holidays: HolidaysOf,
): Result {
  if (hasConflict(tx, actor.accountId, row)) return { because: 'conflict' };
  const free = freeTimesFor(tx, row, actor.accountId, holidays);
  const slot = free.find((its) => its.startsAt === startsAt);
  if (!slot) return { because: 'time-not-free' };
  const entry = { adviserId: actor.accountId, ...slot };
  if (!book(tx, row.id, entry)) return { because: 'time-taken' };
  lapseOffers(tx, row.id);
  return arranged(row, entry, answersOf(row));
}

/** A meeting that is off: calendars drop it, and how to join it is gone. */
function leavesDiary(tx: Tx, row: RequestRow): Effect {
  const left = release(tx, row.id);
  return {
    left,
    times: left && [left.startsAt],
    set: { ...nextSequence(row), sealedRoom: null, sealedCall: null },
  };
}

/** A meeting whose time has come: it stays in calendars, and is live no longer. */
function concluded(tx: Tx, row: RequestRow): Effect {
  const over = release(tx, row.id);
  return { times: over && [over.startsAt] };
}

function lapsed(tx: Tx, row: RequestRow): Effect {
  lapseOffers(tx, row.id);
  return {};
}

// Who answers

/** Who takes a request over, with its meeting and its offers where they are free. */
function assign(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  adviserId: string,
  holidays: HolidaysOf,
): Result {
  const { role, team, disabledAt } =
    tx.select().from(accounts).where(eq(accounts.id, adviserId)).get() ?? {};
  // Only a lead gives a request to another team than its own.
  const answers =
    role === 'lead' || (role === 'adviser' && (actor.role === 'lead' || team === row.team));
  if (!answers || disabledAt) return { because: 'adviser-not-here' };
  if (hasConflict(tx, adviserId, row)) return { because: 'conflict' };
  if (row.state === 'confirmed') return handOver(tx, row, adviserId, holidays);
  for (const { id, ...span } of openOffers(tx, row)) {
    const diary = diaryAround(tx, row, adviserId, holidays, span);
    const change = hasPlace(diary, span) ? { adviserId } : ({ state: 'lapsed' } as const);
    tx.update(offers).set(change).where(eq(offers.id, id)).run();
  }
  // With no time left to choose from, it is not the practitioner who must do something.
  const waitsForUs = row.state === 'offered' && openOffers(tx, row).length === 0;
  return { set: { adviserId }, waitsForUs };
}

/** The meeting keeps its time and gets another adviser. Once it has begun, who is there takes it. */
function handOver(tx: Tx, row: RequestRow, adviserId: string, holidays: HolidaysOf): Effect {
  const left = release(tx, row.id);
  if (!left) return { set: { adviserId } };
  const entered = { ...left, adviserId };
  const ahead = left.startsAt > clock.now();
  if (ahead && !hasPlace(diaryAround(tx, row, adviserId, holidays, left), left))
    throw new Undone('adviser-busy');
  if (!book(tx, row.id, entered)) throw new Undone('adviser-busy');
  return { ...arranged(row, entered, answersOf(row)), left };
}

function stepAside(tx: Tx, row: RequestRow, actor: Person): Result {
  const adviserId = actor.accountId;
  const theirOffers = openOffers(tx, row).some((its) => its.adviserId === adviserId);
  if (theirOffers || liveBooking(tx, row.id)?.adviserId === adviserId)
    return { because: 'still-yours' };
  if (!canBeLeftBy(tx, adviserId, row.id)) return { because: 'nobody-else' };
  tx.insert(conflicts)
    .values({ requestId: row.id, adviserId, at: clock.now() })
    .onConflictDoNothing()
    .run();
  return row.adviserId === adviserId ? { set: { adviserId: null } } : {};
}

// Words and ways

/** The answers as they would be after a correction. */
export const corrected = (row: RequestRow, { step, answer }: Correction): Answers =>
  withAnswer(answersOf(row), step, answer);

function correct(tx: Tx, row: RequestRow, asked: Correction): Result {
  // Its words have been erased: one answer alone would be no request.
  if (row.sealedAnswers === '') return { because: 'not-now' };
  const answers = corrected(row, asked);
  const set = { sealedAnswers: sealAnswers(row.id, answers), ...roomOfTheirOwn(tx, row, answers) };
  const otherWay = answers.how?.method !== answersOf(row).how?.method;
  const arrangedAnew = row.state === 'confirmed' && otherWay;
  return { set: arrangedAnew ? { ...set, ...usualJoining(row, answers) } : set };
}

/**
 * Another room, when somebody who was to come along no longer is: they have seen the address of this one. A link of
 * another service's is for the adviser to change, who hears of the correction.
 */
function roomOfTheirOwn(tx: Tx, row: RequestRow, answers: Answers): Partial<RequestRow> {
  const supporter = supporterOf(tx, row.id);
  const room = roomOf(row);
  const isAhead = row.meetsAt !== null && row.meetsAt > clock.now();
  if (!supporter || isStill(supporter, answers) || room === null || !isAhead) return {};
  return providerOf(room) === 'own-room' ? { sealedRoom: sealRoom(row.id, newRoom()) } : {};
}

/** A meeting by video has a room, and one by phone has none: whoever changes their mind keeps the time. */
function usualJoining(row: RequestRow, { how }: Answers): Partial<RequestRow> {
  if (how?.method !== 'video') return { sealedRoom: null, sealedCall: row.sealedCall };
  return { sealedRoom: row.sealedRoom ?? sealRoom(row.id, newRoom()), sealedCall: null };
}

function setJoining(row: RequestRow, joining: JoiningAsked): Result {
  switch (joining.by) {
    case 'own-room':
      return { set: { sealedRoom: sealRoom(row.id, newRoom()), sealedCall: null } };
    case 'link': {
      const address = meetingLink(joining.address);
      if (!address) return { because: 'link-not-known' };
      return { set: { sealedRoom: sealRoom(row.id, address), sealedCall: null } };
    }
    case 'phone': {
      const { caller, number } = joining;
      return { set: { sealedRoom: null, sealedCall: sealCall(row.id, { caller, number }) } };
    }
  }
}
