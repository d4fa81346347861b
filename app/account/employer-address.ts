/**
 * Endings of addresses that an employer of doctors, dentists or pharmacists runs, and so may read; each with
 * who runs it. Only what certainly is an employer's: a warning that is often wrong is soon not read.
 */
const employerEndings = [
  // NHSmail: trusts, practices, pharmacies and dental practices in England (digital.nhs.uk/services/nhsmail).
  'nhs.net',
  // Trusts with mail of their own (`name.nhs.uk`), and NHS Wales (`wales.nhs.uk`).
  'nhs.uk',
  // Health boards and trusts in Wales (`bcuhb.nhs.wales`), and NHS Wales as a whole (www.nhs.wales).
  'nhs.wales',
  'nhs.scot',
  // Health and Social Care trusts in Northern Ireland (`belfasttrust.hscni.net`).
  'hscni.net',
] as const;

/** True when an email address looks like one the person's employer can read. */
export function looksLikeEmployer(email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return employerEndings.some((ending) => domain === ending || domain.endsWith(`.${ending}`));
}
