/** Marks that are not seen, or turn the direction of what follows; not those that join letters and signs into one. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A title as it is kept: on one line, without marks that make it look like something else. */
export const asTitle = (typed: string): string =>
  typed.replace(unseen, ' ').replace(/\s+/g, ' ').trim();
