import type { Person } from '~/platform/access';
import { emailOf, findAccount } from './accounts.server';
import { looksLikeEmployer } from './employer-address';

/** Where the acting person gets email, and whether their employer may be able to read it. */
export function ownEmail(actor: Person): { email: string; employer: boolean } {
  const email = emailOf(findAccount(actor.accountId)!);
  return { email, employer: looksLikeEmployer(email) };
}
