/**
 * When two people write the name of one employer: "The Royal Free London NHS Foundation Trust" and "royal free
 * london". Names that are wrongly taken for the same only keep an adviser away who could have answered; the other
 * mistake would let one answer who should not, so much is left out.
 */

const general = new Set(
  'a and at board care foundation for ft general gig health healthcare hospital hospitals hsc in limited ltd nhs of practice service services social surgery teaching the trust uhb university y'.split(
    ' ',
  ),
);

/** The name as it is compared: its own words, in one order, without accents; null when there are none. */
export function employerKey(name: string | undefined): string | null {
  const words = (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !general.has(word));
  return words.length > 0 ? [...new Set(words)].sort().join(' ') : null;
}
