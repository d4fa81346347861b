import { findAccounts, nameOf } from '~/account/index.server';
import type { Person, Role } from '~/platform/access';
import { recordAuditOnce, whoDid } from '~/platform/audit.server';
import { database, inTransaction } from '~/platform/database.server';
import { minute } from '~/platform/time/clock';
import { readRequest, readRow, type RequestView } from '../requests.server';

/** Who opened a request: staff leave a trace of it, which its practitioner can see. */

/** A member of staff who opened a request. */
export interface Opening {
  /** Null for somebody who is no longer here. */
  name: string | null;
  role: Role | null;
  firstAt: number;
  lastAt: number;
  times: number;
}

/** A page that is loaded again within this time is the same opening. */
const oneOpening = minute;

/** What staff see of a request. That they opened it is noted, and the practitioner can see it. */
export function openRequest(actor: Person, reference: string): RequestView {
  return inTransaction((tx) => {
    const { id } = readRow(tx, actor, reference);
    const opening = { actorId: actor.accountId, action: 'request-opened', subject: id } as const;
    recordAuditOnce(tx, opening, oneOpening);
    return readRequest(actor, reference);
  });
}

/** Which staff opened a request of the acting practitioner, and when; latest first. */
export const readOpenings = (actor: Person, reference: string): Opening[] =>
  openingsOf(readRow(database(), actor, reference).id);

/** Which staff opened a request, by its id, and when; latest first. */
export function openingsOf(requestId: string): Opening[] {
  const openings = whoDid('request-opened', requestId);
  const accounts = findAccounts(openings.map(({ actorId }) => actorId));
  return openings.map(({ actorId, ...opening }) => {
    const account = accounts.get(actorId);
    const here = account && !account.disabledAt;
    return { name: here ? nameOf(account) : null, role: here ? account.role : null, ...opening };
  });
}
