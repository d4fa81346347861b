import { asTyped } from '~/platform/as-typed';
import type { Call } from './joining/joining';
import type { Answers, CorrectableStep } from './questions/questions';

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
  | 'link-not-known';

export type Outcome = { done: true } | { done: false; because: Refusal };

/** The words that go with a change; empty without any. */
export const wordsOf = (asked: Asked): string =>
  'words' in asked ? asTyped(asked.words ?? '') : '';

/** The code an event keeps of what was asked, beside the change itself. */
export function detailOf(asked: Asked): string | null {
  switch (asked.change) {
    case 'decline':
      return asked.reason;
    case 'record-identity':
      return asked.how;
    case 'correct':
      return asked.step;
    default:
      return null;
  }
}
