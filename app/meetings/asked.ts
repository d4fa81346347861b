import { asTyped } from '~/platform/as-typed';
import type { Call } from './joining/joining';
import type { Side } from './life';
import type { Answers, CorrectableStep } from './questions/questions';
import { settings } from './settings';

/** Why a request is not taken forward; each has its words about what else can help. */
export const declineReasons = [
  'not-about-practice',
  'another-body',
  'employer-first',
  'legal-advice',
  'already-answered',
  'other',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** How an adviser made sure whom they speak to. */
export const identityChecks = [
  'called-known-number',
  'register-details',
  'employer-contact-agreed',
  'seen-before',
  'other',
] as const;
export type IdentityCheck = (typeof identityChecks)[number];

/** How a meeting is joined: a room of our own, a link of another service's, or by phone. */
export type JoiningAsked =
  | { by: 'own-room' }
  | { by: 'link'; address: string }
  | ({ by: 'phone' } & Call);

/** Whom an adviser asked about a point of an account. */
export const clarifiedWith = [
  'employer',
  'case-manager',
  'responsible-officer',
  'regulator',
  'practitioner',
  'documents',
] as const;

/**
 * What came of it: they say the same as the account; they say otherwise; what we had written was wrong and is put
 * right; there is no answer yet; it could not be found out.
 */
export const clarifiedResults = [
  'same',
  'otherwise',
  'put-right',
  'no-answer-yet',
  'not-found-out',
] as const;

export interface Clarified {
  point: number;
  with: (typeof clarifiedWith)[number];
  /** The London date it was asked on: `2026-12-01`. */
  on: string;
  result: (typeof clarifiedResults)[number];
}

/** What is to be agreed: who does what, by which London date. */
export interface ProposedAction {
  owner: Side;
  words: string;
  dueOn: string | null;
}

/** How somebody is asked how they are getting on: a message, or a call by the adviser. */
export const followUpChannels = ['email', 'text', 'call'] as const;
export type FollowUpChannel = (typeof followUpChannels)[number];

export const snoozeWeeks = [1, 2, 4] as const;
export type SnoozeWeeks = (typeof snoozeWeeks)[number];

/** How somebody says they are getting on. */
export const wellbeings = ['all-right', 'up-and-down', 'struggling', 'want-to-talk'] as const;
export type Wellbeing = (typeof wellbeings)[number];

/** What a person asks to be done with a request. */
export type Asked =
  | { change: 'submit' | 'withdraw' | 'record-held' | 'record-not-attended' | 'close' | 'leave' }
  | { change: 'step-aside' }
  | { change: 'take' | 'move'; startsAt: number }
  | { change: 'confirm'; startsAt: number }
  | { change: 'offer-times' | 'reschedule'; startsAt: readonly number[] }
  | { change: 'accept'; offerId: string }
  | { change: 'decline'; reason: DeclineReason; words: string }
  | { change: 'ask-for-other-times' | 'ask-to-move' | 'cancel'; words?: string }
  | { change: 'message' | 'add-question' | 'state-our-part'; words: string }
  | { change: 'ask-for-another-adviser'; words?: string }
  | { change: 'record-identity'; how: IdentityCheck }
  | { change: 'assign'; adviserId: string }
  | { change: 'set-joining'; joining: JoiningAsked }
  | { change: 'share-document' | 'send-document' | 'take-back-document'; documentId: string }
  | { change: 'write-point'; point: number | null; words: string }
  | ({ change: 'clarify-point'; words: string } & Clarified)
  | { change: 'share-note'; words: string; actions: readonly ProposedAction[] }
  | { change: 'comment-on-note'; version: number; words: string }
  | { change: 'agree-note'; version: number }
  | { change: 'finish-action'; actionId: string }
  | { change: 'plan-follow-up'; on: string | null; channel: FollowUpChannel }
  | { change: 'snooze-follow-up'; weeks: SnoozeWeeks }
  | { change: 'stop-follow-ups' }
  | { change: 'reply-to-follow-up'; how: Wellbeing; words?: string }
  | Correction;

/** A new answer to one question, already parsed by its schema. */
export type Correction = {
  [S in CorrectableStep]: { change: 'correct'; step: S; answer: NonNullable<Answers[S]> };
}[CorrectableStep];

/**
 * Why a change was not made.
 * - `not-now`: the request is no longer in a state that allows it.
 * - `incomplete`: a question of the request has no answer.
 * - `no-times`, `too-many-times`: between one and five times can be offered.
 * - `time-not-free`: an offered time is past, was never in the pattern, or is taken.
 * - `time-taken`: somebody else was given the time first.
 * - `time-not-offered`: the accepted time is not among those on offer, or has passed.
 * - `words-missing`: a message, or a reason that must be given, is empty.
 * - `words-too-long`: nobody's words are cut; they are asked to shorten them.
 * - `identity-first`: nothing about a case is said before it is noted how identity was checked.
 * - `conflict`: the adviser stepped aside, or advised the employer.
 * - `adviser-not-here`: nobody by that name answers requests.
 * - `adviser-busy`: the new adviser has something else at the time of the meeting.
 * - `still-yours`: times of theirs are on offer or booked; a colleague takes them over first.
 * - `nobody-else`: everybody else who could answer has left or must not; somebody has to see to it.
 * - `link-not-known`: not a link of a service that meetings are joined by.
 * - `not-there`: the document, point, note or action that it is about is not there, or is not theirs.
 * - `note-agreed`: a note that both agreed on stays as it is.
 * - `older-note`: there is a newer note than the one they read.
 * - `too-many`: of what is asked for there are as many as a request holds.
 * - `day-not-possible`: a day that is past, or too far ahead.
 * - `day-not-yet`: something that is said to have happened on a day that is ahead.
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
  | 'words-too-long'
  | 'identity-first'
  | 'conflict'
  | 'adviser-not-here'
  | 'adviser-busy'
  | 'still-yours'
  | 'nobody-else'
  | 'link-not-known'
  | 'not-there'
  | 'note-agreed'
  | 'older-note'
  | 'too-many'
  | 'day-not-possible'
  | 'day-not-yet';

export type Outcome = { done: true } | { done: false; because: Refusal };

/** The words that go with a change; empty without any. */
export const wordsOf = (asked: Asked): string =>
  'words' in asked ? asTyped(asked.words ?? '') : '';

/** How many characters the words of a change may have: an account and a note are longer than a message. */
export const longestWordsOf = ({ change }: Asked): number =>
  change === 'write-point' || change === 'share-note'
    ? settings.longestAccount
    : settings.longestWords;

/** The code an event keeps of what was asked, beside the change itself. */
export function detailOf(asked: Asked): string | null {
  switch (asked.change) {
    case 'decline':
      return asked.reason;
    case 'record-identity':
      return asked.how;
    case 'correct':
      return asked.step;
    case 'share-document':
    case 'send-document':
    case 'take-back-document':
      return asked.documentId;
    case 'clarify-point':
      return [asked.point, asked.with, asked.on, asked.result].join(' ');
    case 'comment-on-note':
    case 'agree-note':
      return String(asked.version);
    case 'finish-action':
      return asked.actionId;
    case 'plan-follow-up':
      return `${asked.on ?? 'after-closing'} ${asked.channel}`;
    case 'snooze-follow-up':
      return String(asked.weeks);
    case 'reply-to-follow-up':
      return asked.how;
    default:
      return null;
  }
}
