import { and, desc, eq } from 'drizzle-orm';
import { concernEvents, concernNotes, concerns } from '#db/schema';
import { nameOf } from '~/account/index.server';
import { onlyLeads, type Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { newId, seal } from '~/platform/crypto.server';
import { inTransaction, type Tx } from '~/platform/database.server';
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock, minute } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addDays, addWorkingDays } from '~/platform/time/working-days';
import { detailOf, moreOf, wordsOf, type Asked, type Outcome, type Refusal } from './asked';
import {
  answersOf,
  freeLeads,
  leadsForReview,
  morePlace,
  ownRows,
  readRow,
  sideOf,
  standingOf,
  timelineOf,
  wordsPlace,
  type ConcernRow,
} from './concerns.server';
import { bodiesFor, consentOf, stands, type Body, type Consent } from './consents';
import { deleteOwnDrafts, readDraftRow, whatItIsAbout } from './drafts.server';
import { eraseWords } from './erasing.server';
import {
  endingOf,
  nextState,
  standardIn,
  staysInState,
  type Kind,
  type Standard,
  type State,
} from './life';
import { tellOf } from './messages.server';
import { agreedTo, firstUnanswered } from './questions';
import { settings } from './settings';

/**
 * The one door through which a concern changes: state, event and messages in one immediate transaction, or none of
 * them.
 */

const refuse = (because: Refusal): Outcome => ({ done: false, because });

/**
 * Makes a change, if the concern's state, the consents that stand now and the person's side allow it. Asking again
 * for what one has just done (a second press of the button) is answered as done.
 * @throws a 404 response when the concern is not the person's to see.
 */
export async function changeConcern(
  actor: Person,
  reference: string,
  asked: Asked,
): Promise<Outcome> {
  const holidays = await allBankHolidays();
  return inTransaction((tx) =>
    changeRow(tx, actor, readRow(tx, actor, reference), asked, holidays),
  );
}

/**
 * Raises the acting practitioner's unfinished concern of a kind.
 * @returns its reference, or null when there is none (it was sent already), or why it cannot be raised.
 */
export async function raiseConcern(
  actor: Person,
  kind: Kind,
): Promise<{ reference: string; outcome: Outcome } | null> {
  const holidays = await allBankHolidays();
  return inTransaction((tx) => {
    const row = readDraftRow(tx, actor, kind);
    if (!row) return null;
    const outcome = changeRow(tx, actor, row, { change: 'raise' }, holidays);
    return { reference: row.reference, outcome };
  });
}

/**
 * Ends and erases everything a practitioner ever raised, inside the caller's transaction: what is open ends through
 * the same door as ever, so that its lead hears of it; then every word goes.
 */
export function eraseOwnConcerns(tx: Tx, actor: Person): void {
  deleteOwnDrafts(tx, actor);
  for (const row of ownRows(tx, actor)) {
    const change = endingOf(row.state);
    if (change && row.sealedAnswers !== '') changeRow(tx, actor, row, { change }, noHolidays);
    eraseWords(tx, row.id);
  }
}

/** Holidays matter only to when we answer. */
const none: ReadonlySet<string> = new Set();
const noHolidays: HolidaysOf = { england: none, wales: none, 'northern-ireland': none };

/** What a change does, beside moving the state. */
interface Effect {
  set?: Partial<ConcernRow>;
  /** The London date the event tells of. */
  date?: string;
}

function changeRow(
  tx: Tx,
  actor: Person,
  row: ConcernRow,
  asked: Asked,
  holidays: HolidaysOf,
): Outcome {
  if (isRepeated(tx, row, actor, asked)) return { done: true };
  const side = sideOf(actor);
  const standing = standingOf(actor, row);
  const to = nextState(row.state, asked.change, side, standing);
  // What is written now would never be erased: the words of the concern have gone already.
  if (row.sealedAnswers === '') return refuse('not-now');
  if (!to) {
    const ifTheirs = nextState(row.state, asked.change, side, { ...standing, isOwner: true });
    return refuse(side === 'lead' && ifTheirs ? 'not-yours' : 'not-now');
  }
  const wrong = wrongWith(asked);
  if (wrong) return refuse(wrong);
  const effect = effectOf(tx, row, actor, asked, holidays);
  if (typeof effect === 'string') return refuse(effect);
  record(tx, row, actor, asked, to, effect);
  return { done: true };
}

/** Changes that say nothing without words. */
const needsWords: readonly Asked['change'][] = [
  'answer',
  'ask-for-review',
  'add-words',
  'message',
  'pass-on',
  'record-reply',
  'record-told',
  'extend',
];
const needsMore: readonly Asked['change'][] = ['answer', 'pass-on'];

function wrongWith(asked: Asked): Refusal | null {
  const [words, more] = [wordsOf(asked), moreOf(asked)];
  if (needsWords.includes(asked.change) && !words) return 'words-missing';
  if (needsMore.includes(asked.change) && !more) return 'words-missing';
  return Math.max(words.length, more.length) > settings.longestWords ? 'words-too-long' : null;
}

const within: Record<Standard, number> = {
  acknowledge: settings.acknowledgeWithin,
  answer: settings.answerWithin,
  review: settings.reviewWithin,
};

/** The London date by which a standard that begins now is to be kept. */
const dueOf = (standard: Standard, row: Pick<ConcernRow, 'nation'>, holidays: HolidaysOf): string =>
  addWorkingDays(today(clock.now()), within[standard], holidays[row.nation ?? 'england']);

/** Does what was asked. @returns what is to be recorded, or why it cannot be done. */
function effectOf(
  tx: Tx,
  row: ConcernRow,
  actor: Person,
  asked: Asked,
  holidays: HolidaysOf,
): Effect | Refusal {
  switch (asked.change) {
    case 'raise':
      return raise(tx, row, actor, holidays);
    case 'acknowledge':
      return { set: { leadId: actor.accountId } };
    case 'answer':
      return answer(tx, row, actor, asked.outcome ?? null);
    case 'ask-for-review':
      return askForReview(tx, row, holidays);
    case 'extend':
      return extend(row, asked.until);
    case 'hand-over':
      return handOver(tx, row, asked.leadId);
    case 'give-consent':
    case 'withdraw-consent':
    case 'take-back':
    case 'pass-on':
    case 'record-reply':
    case 'record-told':
      return aboutConsent(consentAbout(tx, row, asked.body), asked.change);
    case 'close':
    case 'withdraw':
    case 'add-words':
    case 'message':
      return {};
  }
}

function raise(tx: Tx, row: ConcernRow, actor: Person, holidays: HolidaysOf): Effect | Refusal {
  const answers = answersOf(row);
  // The page leaves out the question about a request for whoever has none.
  if (firstUnanswered(row.kind, answers, { hasRequests: false })) return 'incomplete';
  const about = whatItIsAbout(tx, actor, answers);
  const acknowledgeBy = dueOf('acknowledge', about, holidays);
  const answerBy = dueOf('answer', about, holidays);
  return { set: { ...about, acknowledgeBy, answerBy, raisedAt: clock.now() } };
}

/** Who answered before does not look at it again while another lead can. */
const isForAnother = (tx: Tx, row: ConcernRow, leadId: string): boolean =>
  row.state === 'review' && !leadsForReview(tx, row).some(({ id }) => id === leadId);

function answer(
  tx: Tx,
  row: ConcernRow,
  { accountId }: Person,
  outcome: ConcernRow['outcome'],
): Effect | Refusal {
  if (isForAnother(tx, row, accountId)) return 'another-lead';
  // We do not judge what others did; what we did ourselves we do.
  if ((outcome === null) !== (row.kind === 'discrimination')) return 'outcome-missing';
  return {
    set: {
      outcome,
      answeredById: accountId,
      ...(row.answeredAt === null && { answeredAt: clock.now() }),
    },
  };
}

function askForReview(tx: Tx, row: ConcernRow, holidays: HolidaysOf): Effect {
  const stays = leadsForReview(tx, row).some(({ id }) => id === row.leadId);
  return {
    set: {
      reviewAskedAt: clock.now(),
      answerBy: dueOf('review', row, holidays),
      // It goes back to those who may have it: one of them takes it.
      leadId: stays ? row.leadId : null,
    },
  };
}

function extend(row: ConcernRow, until: string): Effect | Refusal {
  const now = today(clock.now());
  if (until <= (row.answerBy ?? now) || until < now) return 'date-not-later';
  if (until > addDays(now, settings.longestExtension)) return 'date-too-late';
  return { set: { answerBy: until }, date: until };
}

function handOver(tx: Tx, row: ConcernRow, leadId: string): Effect | Refusal {
  if (!freeLeads(tx, row).some(({ id }) => id === leadId)) return 'lead-not-here';
  if (isForAnother(tx, row, leadId)) return 'another-lead';
  return { set: { leadId } };
}

/** Where the consent for a body stands at this moment; null for a body the concern cannot go to. */
const consentAbout = (tx: Tx, row: ConcernRow, body: Body): Consent | null =>
  bodiesFor(row.kind, row.nation).includes(body) && (body !== 'adviser' || row.aboutId !== null)
    ? consentOf(body, timelineOf(tx, row.id))
    : null;

type AboutConsent = Extract<Asked, { body: Body }>['change'];

function aboutConsent(consent: Consent | null, change: AboutConsent): Effect | Refusal {
  if (!consent) return 'not-asked-about';
  switch (change) {
    case 'give-consent':
      return stands(consent) ? 'not-now' : {};
    case 'withdraw-consent':
      if (consent.status === 'passed-on') return 'passed-on-already';
      return consent.status === 'given' ? {} : 'not-now';
    case 'take-back':
      return consent.status === 'passed-on' ? {} : 'not-passed-on';
    case 'pass-on':
      return stands(consent) ? {} : 'no-consent';
    case 'record-reply':
      return consent.passedOn.length > 0 ? {} : 'not-passed-on';
    case 'record-told':
      return consent.mustBeTold ? {} : 'not-passed-on';
  }
}

/** Moves the state (guarded by the one it was read in), writes the event and queues its messages. */
function record(
  tx: Tx,
  row: ConcernRow,
  actor: Person,
  asked: Asked,
  to: State,
  { set, date }: Effect,
): void {
  const after = { ...row, ...set };
  const updated = tx
    .update(concerns)
    .set({ ...set, dueBy: dueIn(to, after), state: to, updatedAt: clock.now() })
    .where(and(eq(concerns.id, row.id), eq(concerns.state, row.state)))
    .returning()
    .get();
  if (!updated) throw new Error('A concern changed inside its own transaction');
  const event = write(tx, row, actor, asked, to, date);
  if (asked.change === 'raise') {
    for (const body of agreedTo(updated.kind, answersOf(updated)))
      write(tx, updated, actor, { change: 'give-consent', body }, to);
  }
  recordAudit(tx, {
    actorId: actor.accountId,
    action: 'concern-changed',
    subject: row.id,
    detail: asked.change,
  });
  tellOf(tx, updated, event);
}

/** The date that is ours to keep in a state. */
function dueIn(state: State, row: Pick<ConcernRow, 'acknowledgeBy' | 'answerBy'>): string | null {
  const standard = standardIn[state];
  if (standard === null) return null;
  return standard === 'acknowledge' ? row.acknowledgeBy : row.answerBy;
}

function write(tx: Tx, row: ConcernRow, actor: Person, asked: Asked, to: State, date?: string) {
  const event = tx
    .insert(concernEvents)
    .values({
      concernId: row.id,
      at: clock.now(),
      by: sideOf(actor),
      actorId: actor.accountId,
      change: asked.change,
      fromState: row.state,
      toState: to,
      detail: detailOf(asked),
      date: date ?? null,
    })
    .returning()
    .get();
  const [words, more] = [wordsOf(asked), moreOf(asked)];
  if (words) {
    const id = newId();
    const sealedMore = more ? seal(morePlace(id), more) : null;
    tx.insert(concernNotes)
      .values({ id, eventId: event.id, sealedWords: seal(wordsPlace(id), words), sealedMore })
      .run();
  }
  return event;
}

/** How long the same, sent again, is taken for a second press of the button. */
const secondPress = 10 * minute;

/** Whether the last thing that happened is what is being asked for again, by the same person. */
function isRepeated(tx: Tx, row: ConcernRow, actor: Person, asked: Asked): boolean {
  if (asked.change === 'hand-over') return row.leadId === asked.leadId;
  const last = tx
    .select()
    .from(concernEvents)
    .where(eq(concernEvents.concernId, row.id))
    .orderBy(desc(concernEvents.id))
    .get();
  if (last?.change !== asked.change || last.actorId !== actor.accountId) return false;
  if (last.detail !== detailOf(asked)) return false;
  if (asked.change === 'extend' && last.date !== asked.until) return false;
  const said = timelineOf(tx, row.id).at(-1)!;
  if ((said.words ?? '') !== wordsOf(asked) || (said.more ?? '') !== moreOf(asked)) return false;
  // Who writes the same a day later means it again: nobody's words are swallowed.
  return !staysInState(asked.change) || clock.now() - last.at < secondPress;
}

/** Other leads a concern can be given to, for the acting lead. */
export function leadsToGiveTo(
  actor: Person,
  reference: string,
): { id: string; name: string | null; isYou: boolean }[] {
  onlyLeads(actor);
  return inTransaction((tx) => {
    const row = readRow(tx, actor, reference);
    const able = row.state === 'review' ? leadsForReview(tx, row) : freeLeads(tx, row);
    return able
      .filter(({ id }) => id !== row.leadId)
      .map((lead) => ({ id: lead.id, name: nameOf(lead), isYou: lead.id === actor.accountId }));
  });
}
