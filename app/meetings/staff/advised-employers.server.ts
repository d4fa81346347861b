import { and, eq, inArray, ne } from 'drizzle-orm';
import { advisedEmployers, conflicts, requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import { changeRequest } from '../changes.server';
import { openStates } from '../life';
import { employerHash, liveBooking, openOffers } from '../requests.server';

/**
 * Employers a member of staff has advised. Who asked for an adviser who has not advised their employer is kept from
 * them from then on, and they from the request.
 */

export interface AdvisedEmployer {
  id: string;
  name: string;
  notedAt: number;
}

/**
 * - `name-missing`: nothing is left of the name once general words are taken out: "the NHS trust".
 * - `name-too-long`: more than a name can be.
 * - `too-many`: nobody has advised as many as this.
 * - `still-yours`: their own times or meetings with somebody of this employer who asked for another adviser.
 */
export type EmployerOutcome =
  | { done: true; id: string }
  | { done: false; because: 'name-missing' | 'name-too-long' | 'too-many' }
  | { done: false; because: 'still-yours'; references: string[] };

const longestName = 200;
const mostEmployers = 500;

const namePlace = (row: string) => placeOf(advisedEmployers.sealedName, row);

/** The acting person's own list, by name. */
export const readAdvisedEmployers = (actor: Person): AdvisedEmployer[] =>
  database()
    .select()
    .from(advisedEmployers)
    .where(eq(advisedEmployers.adviserId, actor.accountId))
    .all()
    .map(({ id, sealedName, createdAt }) => ({
      id,
      name: unseal(namePlace(id), sealedName),
      notedAt: createdAt,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

/**
 * Notes that the acting person has advised an employer. They step aside from open requests that are theirs and ask
 * for somebody who has not; what is already arranged with them has to be given to a colleague first.
 */
export async function noteAdvisedEmployer(actor: Person, typed: string): Promise<EmployerOutcome> {
  const name = typed.trim();
  const nameHash = employerHash(name);
  if (!nameHash) return { done: false, because: 'name-missing' };
  if (name.length > longestName) return { done: false, because: 'name-too-long' };
  const theirs = ownRequestsOf(database(), actor, nameHash);
  if (!theirs.some(({ arrangedWithYou }) => arrangedWithYou)) {
    for (const { reference } of theirs)
      await changeRequest(actor, reference, { change: 'step-aside' });
  }
  return inTransaction((tx) => {
    const adviserId = actor.accountId;
    // Asked here and not before: a free time of theirs may have been taken a moment ago.
    const arranged = ownRequestsOf(tx, actor, nameHash).filter((its) => its.arrangedWithYou);
    if (arranged.length > 0) {
      const references = arranged.map(({ reference }) => reference);
      return { done: false, because: 'still-yours', references };
    }
    const own = tx
      .select({ id: advisedEmployers.id, nameHash: advisedEmployers.nameHash })
      .from(advisedEmployers)
      .where(eq(advisedEmployers.adviserId, adviserId))
      .all();
    const known = own.find((each) => each.nameHash === nameHash);
    if (known) return { done: true, id: known.id };
    if (own.length >= mostEmployers) return { done: false, because: 'too-many' };
    const id = newId();
    const sealedName = seal(namePlace(id), name);
    const createdAt = clock.now();
    tx.insert(advisedEmployers).values({ id, adviserId, nameHash, sealedName, createdAt }).run();
    recordAudit(tx, { actorId: adviserId, action: 'employer-noted', subject: adviserId });
    return { done: true, id };
  });
}

/**
 * Takes an employer out of the acting person's list. Requests that were kept from them stay closed to them: who was
 * promised that they do not read a request is not read by them after all.
 * @returns false when it is not in their list.
 */
export function removeAdvisedEmployer(actor: Person, id: string): boolean {
  const adviserId = actor.accountId;
  return inTransaction((tx) => {
    const removed = tx
      .delete(advisedEmployers)
      .where(and(eq(advisedEmployers.id, id), eq(advisedEmployers.adviserId, adviserId)))
      .returning({ nameHash: advisedEmployers.nameHash })
      .get();
    if (!removed) return false;
    for (const requestId of keptApart(tx, removed.nameHash)) {
      tx.insert(conflicts)
        .values({ requestId, adviserId, at: clock.now() })
        .onConflictDoNothing()
        .run();
    }
    recordAudit(tx, { actorId: adviserId, action: 'employer-removed', subject: adviserId });
    return true;
  });
}

/** Requests that ask for somebody who has not advised an employer. */
const keptApart = (tx: Tx, nameHash: string): string[] =>
  tx
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.employerHash, nameHash),
        eq(requests.separateAdviser, true),
        ne(requests.state, 'draft'),
      ),
    )
    .all()
    .map(({ id }) => id);

/** Open requests of the acting person's that ask for somebody who has not advised this employer. */
function ownRequestsOf(db: Db | Tx, actor: Person, nameHash: string) {
  return db
    .select()
    .from(requests)
    .where(
      and(
        eq(requests.employerHash, nameHash),
        eq(requests.separateAdviser, true),
        inArray(requests.state, [...openStates]),
      ),
    )
    .all()
    .map((row) => {
      const isTheirs = (by: string | undefined) => by === actor.accountId;
      const arrangedWithYou =
        isTheirs(liveBooking(db, row.id)?.adviserId) ||
        openOffers(db, row).some((offer) => isTheirs(offer.adviserId));
      return { reference: row.reference, adviserId: row.adviserId, arrangedWithYou };
    })
    .filter(({ adviserId, arrangedWithYou }) => arrangedWithYou || adviserId === actor.accountId);
}
