import { asTyped } from '~/platform/as-typed';
import type { Body } from './consents';

/** What became of a concern about our service. One about discrimination has none: we do not judge it. */
export const outcomes = ['upheld', 'partly-upheld', 'not-upheld'] as const;
export type ConcernOutcome = (typeof outcomes)[number];

/** What a person asks to be done with a concern. */
export type Asked =
  | { change: 'raise' | 'acknowledge' | 'close' | 'withdraw' }
  /** Words are the reasons; more is what we will do. */
  | { change: 'answer'; outcome?: ConcernOutcome; words: string; more: string }
  | { change: 'ask-for-review' | 'add-words' | 'message'; words: string }
  | { change: 'give-consent' | 'withdraw-consent'; body: Body }
  | { change: 'take-back'; body: Body; words?: string }
  /** Words are exactly what was passed on; more is to whom. */
  | { change: 'pass-on'; body: Body; words: string; more: string }
  | { change: 'record-reply' | 'record-told'; body: Body; words: string }
  /** Until is a London date. */
  | { change: 'extend'; until: string; words: string }
  | { change: 'hand-over'; leadId: string };

/**
 * Why a change was not made.
 * - `not-now`: the concern is no longer in a state that allows it.
 * - `not-yours`: another lead has it; whoever acts takes it over first.
 * - `incomplete`: a question has no answer.
 * - `words-missing`, `words-too-long`: nobody's words are cut; they are asked for, or to shorten them.
 * - `outcome-missing`: a concern about our service is answered with an outcome.
 * - `no-consent`: the practitioner does not agree, or no longer.
 * - `passed-on-already`: it cannot be undone; the body can be told.
 * - `not-passed-on`: nothing went there that could be taken back or answered.
 * - `not-asked-about`: not a body this concern can go to.
 * - `lead-not-here`: nobody who may see this concern.
 * - `another-lead`: who answered it does not look at it again while somebody else can.
 * - `date-not-later`, `date-too-late`: a new date is after the one it replaces, and not long after.
 */
export type Refusal =
  | 'not-now'
  | 'not-yours'
  | 'incomplete'
  | 'words-missing'
  | 'words-too-long'
  | 'outcome-missing'
  | 'no-consent'
  | 'passed-on-already'
  | 'not-passed-on'
  | 'not-asked-about'
  | 'lead-not-here'
  | 'another-lead'
  | 'date-not-later'
  | 'date-too-late';

export type Outcome = { done: true } | { done: false; because: Refusal };

/** The status of a change that was not made: 409 when somebody or something was first. */
export const statusOf = (because: Refusal): 400 | 409 =>
  because === 'not-now' || because === 'not-yours' || because === 'no-consent' ? 409 : 400;

/** The words that go with a change; empty without any. */
export const wordsOf = (asked: Asked): string =>
  'words' in asked ? asTyped(asked.words ?? '') : '';
export const moreOf = (asked: Asked): string => ('more' in asked ? asTyped(asked.more) : '');

/** The code an event keeps of what was asked, beside the change itself. */
export function detailOf(asked: Asked): string | null {
  if ('body' in asked) return asked.body;
  return asked.change === 'answer' ? (asked.outcome ?? null) : null;
}
