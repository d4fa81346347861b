/** What holds for every request. What a team or an adviser can choose is in the diary room. */
export const settings = {
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
