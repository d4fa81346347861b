/** What holds for every concern. The standards are ours: what people are told we aim for. */
export const settings = {
  /** Working days until a lead has told the person that they have it. */
  acknowledgeWithin: 3,
  /** Working days until it is answered. */
  answerWithin: 20,
  /** Working days until it has been looked at again. */
  reviewWithin: 20,
  /** Days after an answer in which we do not close a concern: it can be asked to be looked at again. */
  reviewAskedWithin: 28,
  /** Days by which an answer can be put off at once. */
  longestExtension: 90,
  /** Characters of a message, a reason or what was passed on. */
  longestWords: 4000,
  /** Days an unfinished concern is kept. */
  draftKept: 30,
  /** Days for which a concern's words are kept after it last changed. */
  wordsKept: 365,
} as const;
