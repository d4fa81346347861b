import { and, desc, eq } from 'drizzle-orm';
import { events, notes, offers, requests } from '#db/schema';
import { rulesOfTeam } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { inTransaction, type Tx } from '~/platform/database.server';
import { dropWaitingAbout } from '~/platform/mail/outbox.server';
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import {
  detailOf,
  longestWordsOf,
  wordsOf,
  type Asked,
  type Correction,
  type JoiningAsked,
  type Outcome,
  type Refusal,
} from './asked';
import { corrected, effectOf, inOrder, Undone, type Effect } from './effects.server';
import { meetingLink, providerOf } from './joining/joining';
import {
  endingOf,
  endStates,
  hasBooking,
  isRecordChange,
  needsIdentity,
  nextState,
  staysInState,
  timingOf,
  turnAfter,
  type Change,
  type State,
  type Turn,
} from './life';
import { tellOf } from './telling/messages.server';
import { keepNameWords } from './staff/name-words.server';
import type { Answers } from './questions/questions';
import { dropFollowUps } from './record/follow-ups.server';
import { holdsActions } from './record/note.server';
import { dropReminders, planReminders } from './telling/reminders.server';
import { deleteOwnDraft } from './questions/drafts.server';
import { eraseWords } from './erasing.server';
import {
  answersOf,
  callOf,
  hasIdentity,
  liveBooking,
  openOffers,
  ownRows,
  readRow,
  roomOf,
  sideOf,
  wordsPlace,
  type RequestRow,
} from './requests.server';
import { settings } from './settings';
import { endSupporter, keepSupporter, supporterOf } from './joining/supporters.server';
import { answerDue, releaseHold } from './times/times.server';

/**
 * The one door through which a request changes: state, event and messages in one immediate transaction, or
 * none of them.
 */

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
  const holidays = await allBankHolidays();
  try {
    return inTransaction((tx) =>
      changeRow(tx, actor, readRow(tx, actor, reference), asked, holidays),
    );
  } catch (error) {
    if (error instanceof Undone) return refuse(error.because);
    throw error;
  }
}

function changeRow(
  tx: Tx,
  actor: Person,
  row: RequestRow,
  asked: Asked,
  holidays: HolidaysOf,
): Outcome {
  if (wasJustDone(tx, row, actor, asked)) return { done: true };
  const { cutOff } = rulesOfTeam(tx, row.team);
  const timing = timingOf(liveBooking(tx, row.id), clock.now(), cutOff);
  const to = nextState(row.state, asked.change, sideOf(actor), timing);
  if (!to) return refuse('not-now');
  if (wordsOf(asked).length > longestWordsOf(asked)) return refuse('words-too-long');
  // What is written now would never be erased: the words of the request have gone already.
  const writes = wordsOf(asked) !== '' || isRecordChange(asked.change);
  if (writes && row.sealedAnswers === '') return refuse('not-now');
  if (needsIdentity.includes(asked.change) && !hasIdentity(tx, row.id))
    return refuse('identity-first');
  const effect = effectOf(tx, row, actor, asked, holidays);
  if ('because' in effect) return refuse(effect.because);
  record(tx, row, actor, asked, to, effect, holidays);
  return { done: true };
}

/**
 * Ends and erases everything a practitioner ever asked for, inside the caller's transaction. What is open ends
 * through the same door as ever, so that advisers hear of it and calendars drop the meeting; then every word
 * goes. State, dates and team stay, for counting.
 */
export function eraseOwnRequests(tx: Tx, actor: Person): void {
  deleteOwnDraft(tx, actor);
  releaseHold(tx, actor.accountId);
  for (const row of ownRows(tx, actor)) {
    const change = endingOf(row.state, timingOf(liveBooking(tx, row.id), clock.now(), 0));
    // What waits for their phone, or for who comes along, is nobody's any more.
    dropWaitingAbout(tx, row.id, ['practitioner', 'supporter']);
    if (change) changeRow(tx, actor, row, { change }, noHolidays);
    eraseWords(tx, row.id);
  }
}

/** Holidays matter only to times on offer and to when we answer. */
const none: ReadonlySet<string> = new Set();
const noHolidays: HolidaysOf = { england: none, wales: none, 'northern-ireland': none };

/** Moves the state (guarded by the one it was read in), writes the event and queues its messages. */
function record(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  asked: Asked,
  to: State,
  effect: Effect,
  holidays: HolidaysOf,
): void {
  const at = clock.now();
  const updated = tx
    .update(requests)
    .set({
      ...effect.set,
      ...turnOf(tx, { ...row, ...effect.set }, actor, asked, to, effect, holidays),
      ...meetingOf(row, to, effect),
      state: to,
      updatedAt: at,
    })
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
      detail: effect.detail ?? detailOf(asked),
    })
    .returning()
    .get();
  effect.also?.(event.id);
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
  const company = keepCompany(tx, updated, asked);
  keepReminders(tx, row, updated, asked);
  tellOf(tx, updated, event, effect, company);
  if (!endStates.includes(to) || staysInState(asked.change)) return;
  endSupporter(tx, row.id);
  // What took place is followed up as agreed; what did not, is not.
  if (to !== 'closed') dropFollowUps(tx, row.id);
  // Who ends their request takes no time for it. When we end one, they may be choosing a time for another.
  if (sideOf(actor) === 'practitioner') releaseHold(tx, row.accountId);
}

/** Whose turn it is now, and by when it is ours: a standard once begun is not put off. */
function turnOf(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  { change }: Asked,
  to: State,
  { waitsForUs }: Effect,
  holidays: HolidaysOf,
): { waitingOn: Turn; answerBy: string | null } {
  const waitingOn = waitsForUs ? 'us' : turnAfter(change, sideOf(actor), to, row.waitingOn);
  if (waitingOn !== 'us') return { waitingOn, answerBy: null };
  if (row.waitingOn === 'us' && row.answerBy) return { waitingOn, answerBy: row.answerBy };
  return { waitingOn, answerBy: answerDue(tx, row, holidays) };
}

/** The arranged meeting, as lists read it. */
function meetingOf(
  row: RequestRow,
  to: State,
  { entered }: Effect,
): Pick<RequestRow, 'meetsAt' | 'meetsUntil'> {
  if (!hasBooking(to)) return { meetsAt: null, meetsUntil: null };
  return entered
    ? { meetsAt: entered.startsAt, meetsUntil: entered.endsAt }
    : { meetsAt: row.meetsAt, meetsUntil: row.meetsUntil };
}

/** Reminders follow the time of the meeting and the practitioner's wish; they stay when neither has changed. */
function keepReminders(tx: Tx, before: RequestRow, after: RequestRow, asked: Asked): void {
  if (after.meetsAt === null) return dropReminders(tx, after.id);
  const wishChanged = asked.change === 'correct' && asked.step === 'reminders';
  if (after.meetsAt !== before.meetsAt || wishChanged)
    planReminders(tx, after.id, answersOf(after), after.meetsAt);
}

/** Changes after which the answers may name other people, or the same by other names. */
const writesAnswers: readonly Change[] = ['submit', 'take', 'correct'];

/** Keeps in step with the answers: who comes along, and the words a request is found by. */
function keepCompany(tx: Tx, row: RequestRow, { change }: Asked) {
  if (!writesAnswers.includes(change))
    return { gone: null, come: null, stays: supporterOf(tx, row.id) };
  const answers = answersOf(row);
  keepNameWords(tx, row.id, answers);
  const { gone, come } = keepSupporter(tx, row.id, answers);
  return { gone, come, stays: come ? null : supporterOf(tx, row.id) };
}

/** Whether the request is already as is being asked for, or that is the last thing this person did to it. */
function wasJustDone(tx: Tx, row: RequestRow, actor: Person, asked: Asked): boolean {
  switch (asked.change) {
    case 'correct':
      return isAsItStands(row, asked);
    case 'assign':
      return row.adviserId === asked.adviserId;
    case 'move':
      return liveBooking(tx, row.id)?.startsAt === asked.startsAt;
    default:
      return isRepeated(tx, row, actor, asked);
  }
}

/** Whether the last thing that happened is what is being asked for again, by the same person. */
function isRepeated(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  asked: Exclude<Asked, { change: 'correct' | 'assign' | 'move' }>,
): boolean {
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
        openOffers(tx, row).map(({ startsAt }) => startsAt),
        inOrder(asked.startsAt),
      );
    case 'take':
    case 'confirm':
      return sameInstants(JSON.parse(last.times), [asked.startsAt]);
    case 'decline':
      return last.detail === detailOf(asked);
    case 'record-identity':
      return last.detail === detailOf(asked) && isPressedTwice(last.at);
    case 'set-joining':
      return isJoinedSo(row, asked.joining) && isPressedTwice(last.at);
    case 'share-note':
      return (
        saidOf(tx, last.id) === wordsOf(asked) &&
        holdsActions(tx, last.id, asked.actions) &&
        isPressedTwice(last.at)
      );
    case 'write-point':
      return (
        saidOf(tx, last.id) === wordsOf(asked) &&
        (asked.point === null || String(asked.point) === last.detail) &&
        isPressedTwice(last.at)
      );
    default:
      // Who writes the same a day later means it again: nobody's words are swallowed.
      return (
        saidOf(tx, last.id) === wordsOf(asked) &&
        last.detail === detailOf(asked) &&
        (!staysInState(asked.change) || isPressedTwice(last.at))
      );
  }
}

/** Whether the same, asked for again, is more likely a second press of the button than a wish. */
const isPressedTwice = (at: number): boolean => clock.now() - at < settings.secondPress;

/** Whether a meeting is joined as asked already. A second press gets no second room. */
function isJoinedSo(row: RequestRow, joining: JoiningAsked): boolean {
  const room = roomOf(row);
  switch (joining.by) {
    case 'own-room':
      return room !== null && providerOf(room) === 'own-room';
    case 'link':
      return room !== null && room === meetingLink(joining.address);
    case 'phone': {
      const call = room === null ? callOf(row) : null;
      return call?.caller === joining.caller && call.number === joining.number;
    }
  }
}

const sameInstants = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((instant, index) => instant === b[index]);

/** The words kept with an event; empty when there are none. */
function saidOf(tx: Tx, eventId: number): string {
  const note = tx.select().from(notes).where(eq(notes.eventId, eventId)).get();
  return note ? unseal(wordsPlace(note.id), note.sealedWords) : '';
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
