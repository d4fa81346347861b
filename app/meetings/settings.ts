import { minute } from '~/platform/time/clock';

/** What holds for every request. What a team or an adviser can choose is in the diary room. */
export const settings = {
  mostOffers: 5,
  /** Characters of a reason or explanation. */
  longestWords: 2000,
  /** Characters of a point of somebody's own account, and of a note of a meeting. */
  longestAccount: 10_000,
  /** Points of an account: more are easier to read as one. */
  mostPoints: 40,
  /** Things agreed in one meeting. */
  mostActions: 8,
  /** Contacts that are planned and have not been made. */
  mostFollowUps: 6,
  /** Days ahead for which a contact can be planned. */
  followUpHorizon: 365,
  /** Days after a request is closed until the one contact that follows. */
  contactAfterClosing: 28,
  /** How long the same words, sent again, are taken for a second press of the button. */
  secondPress: 10 * minute,
  /** How long a published time is kept for who is about to take it. */
  holdLasts: 10 * minute,
  /** Days an unfinished request is kept. */
  draftKept: 30,
  /** Days for which a request's words are kept after it last changed. */
  wordsKept: 365,
} as const;
