import { day, hour, minute } from '~/platform/time/clock';

/** The service's rules about time, in milliseconds unless the name says otherwise. */
export const settings = {
  /** How long a meeting lasts. */
  length: 45 * minute,
  /** Free time kept around every meeting. */
  buffer: 15 * minute,
  /** Times begin on this grid, so that they never half overlap. */
  grid: 30 * minute,
  /** No meeting starts sooner than this from now. */
  notice: 24 * hour,
  /** No meeting is offered further ahead than this. */
  horizon: 42 * day,
  mostOffers: 5,
  /** Characters of a reason or explanation. */
  longestWords: 2000,
  /** Working days within which an adviser answers a new request. */
  answerWithin: 3,
  /** Days an unfinished request is kept. */
  draftKept: 30,
  /** Days after its end that a request's words are kept. */
  wordsKept: 365,
} as const;
