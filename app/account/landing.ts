import { isFullySignedIn, type Actor, type Role } from '~/platform/access';

/** Where somebody goes who has shown who they are. */

/** Where each role's work is. */
export const homeOf = (role: Role): string =>
  role === 'practitioner' ? '/meetings' : role === 'editor' ? '/adviser/content' : '/adviser';

/** A page somebody wanted, as an address or a cookie says it: only one of this portal, never another website. */
export function safeNext(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?!\/)[a-z0-9/-]*$/i.test(wanted) ? wanted : '';
}

/** The same; whoever is asked once more, and wanted nothing in particular, came from their account. */
export const wantedBy = (actor: Actor, wanted: unknown): string =>
  safeNext(wanted) || (isFullySignedIn(actor) ? '/account' : '');

/** An address that remembers the page somebody wanted. */
export const withNext = (page: string, next: string): string =>
  next ? `${page}?next=${encodeURIComponent(next)}` : page;

/**
 * Where a person goes who has just signed in: to what they were writing when their time ran out, if they were; to
 * the page they wanted, if it can be one of theirs; or to their work.
 */
export function landingOf(role: Role, wanted: string, wasWriting: boolean): string {
  const own =
    role === 'practitioner' ? /^\/(meetings|account)(\/|$)/ : /^\/(adviser|account)(\/|$)/;
  const next = own.test(wanted) ? wanted : homeOf(role);
  return wasWriting ? withNext('/account/unsent', next) : next;
}
