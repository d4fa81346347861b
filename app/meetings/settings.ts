import { minute } from '~/platform/time/clock';

/** What holds for every request. What a team or an adviser can choose is in the diary room. */
export const settings = {
  mostOffers: 5,
  /** Characters of a reason or explanation. */
  longestWords: 2000,
  /** How long the same words, sent again, are taken for a second press of the button. */
  secondPress: 10 * minute,
  /** How long a published time is kept for who is about to take it. */
  holdLasts: 10 * minute,
  /** Days an unfinished request is kept. */
  draftKept: 30,
  /** Days for which a request's words are kept after it last changed. */
  wordsKept: 365,
} as const;
