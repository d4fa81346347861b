/** Endings of addresses that an employer in the NHS is likely to run, and so be able to read. */
const employerEndings = ['nhs.net', 'nhs.uk', 'nhs.scot', 'hscni.net'];

/** True when an email address looks like one the person's employer can read. */
export function looksLikeEmployer(email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return employerEndings.some((ending) => domain === ending || domain.endsWith(`.${ending}`));
}
