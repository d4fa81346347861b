/**
 * When two people write the name of one employer: "The Royal Free London NHS Foundation Trust" and "royal free
 * london". Names that are wrongly taken for the same only keep an adviser away who could have answered; the other
 * mistake would let one answer who should not, so much is left out.
 */

/** Words that say what kind of employer it is, in English and Welsh, and the small words between. */
const general = new Set(
  [
    'a an and at by for in of on the to ac ar at gan i o y yr yn',
    'board care centre center chemist clinic company dental department foundation ft general gp',
    'group health healthcare hospital hospitals hsc hsct limited ltd medical nhs nhsft pharmacies pharmacy plc',
    'practice practices pvt service services social surgeries surgery teaching trust trusts uhb university',
    'bwrdd cymdeithasol deintyddfa feddygfa fferyllfa gig gofal gwasanaeth gwasanaethau iechyd meddygfa prifysgol',
    'ymddiriedolaeth ysbyty ysbytai',
  ]
    .join(' ')
    .split(' '),
);

/** The name as it is compared: its own words, in one order, without accents; null when there are none. */
export function employerKey(name: string | undefined): string | null {
  const words = (name ?? '')
    .normalize('NFKD')
    // Apostrophes are left out as often as not: St George's, St Georges.
    .replace(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !general.has(word));
  return words.length > 0 ? [...new Set(words)].sort().join(' ') : null;
}
