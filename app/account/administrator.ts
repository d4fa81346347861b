import { isFullySignedIn, type Person } from '~/platform/access';

/** Who may change who works here: a lead, or whoever runs the portal's commands. */
export type Administrator = Person | 'operator';

/** What the audit trail calls them. */
export const actorIdOf = (by: Administrator): string => (by === 'operator' ? by : by.accountId);

/**
 * Lets leads and the operator through.
 * @throws a 403 response for anyone else, so that a wrong line in the route table opens nothing.
 */
export function asAdministrator(by: Administrator): void {
  if (by === 'operator' || (by.role === 'lead' && isFullySignedIn(by))) return;
  throw new Response(null, { status: 403 });
}
