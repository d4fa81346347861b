import { and, desc, eq, exists, isNull, ne, or, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { advisedEmployers, conflicts, events, requests, staffNotes } from '#db/schema';
import { findAccounts, nameOf } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { database, type Db, type Tx } from '~/platform/database.server';
import { answersOf } from '../requests.server';

/**
 * Who has had a hand in somebody's requests: its adviser, whoever was it, whoever did or noted anything there,
 * stepped aside from it or advised the employer. Other rooms keep these people from what is raised about it.
 */

/** The requests of one practitioner, or one of them. Columns of the table that is asked about. */
interface Whose {
  accountId: AnyColumn;
  /** Where it is null, all of theirs are meant. */
  requestId: AnyColumn;
}

/** The condition that a member of staff has had a hand in the requests of a row. */
export function hadAHandIn(staffId: string, { accountId, requestId }: Whose): SQL {
  const db = database();
  const theirs = and(
    eq(requests.accountId, accountId),
    ne(requests.state, 'draft'),
    or(isNull(requestId), eq(requests.id, requestId)),
  );
  const one = { one: sql`1` };
  const adviser = db
    .select(one)
    .from(requests)
    .where(and(theirs, or(eq(requests.adviserId, staffId), eq(requests.otherThanId, staffId))));
  const doer = db
    .select(one)
    .from(requests)
    .innerJoin(events, eq(events.requestId, requests.id))
    .where(and(theirs, eq(events.actorId, staffId)));
  const writer = db
    .select(one)
    .from(requests)
    .innerJoin(staffNotes, eq(staffNotes.requestId, requests.id))
    .where(and(theirs, eq(staffNotes.authorId, staffId)));
  const aside = db
    .select(one)
    .from(requests)
    .innerJoin(conflicts, eq(conflicts.requestId, requests.id))
    .where(and(theirs, eq(conflicts.adviserId, staffId)));
  const advised = db
    .select(one)
    .from(requests)
    .innerJoin(advisedEmployers, eq(advisedEmployers.nameHash, requests.employerHash))
    .where(and(theirs, eq(advisedEmployers.adviserId, staffId)));
  return or(...[adviser, doer, writer, aside, advised].map((hand) => exists(hand)))!;
}

/** A request of the acting practitioner's that was sent, as another room can refer to it. */
export interface OwnRequest {
  id: string;
  reference: string;
  submittedAt: number;
  nation: 'england' | 'wales' | 'northern-ireland' | null;
  /** The name they gave in it; null once its words are erased. */
  name: string | null;
}

/** The acting practitioner's requests that were sent, newest first. */
export const ownSentRequests = (actor: Person, tx: Db | Tx = database()): OwnRequest[] =>
  tx
    .select()
    .from(requests)
    .where(and(eq(requests.accountId, actor.accountId), ne(requests.state, 'draft')))
    .orderBy(desc(requests.updatedAt))
    .limit(100)
    .all()
    .map((row) => ({
      id: row.id,
      reference: row.reference,
      submittedAt: row.submittedAt ?? row.createdAt,
      nation: row.nation,
      name: answersOf(row).name?.name ?? null,
    }));

/** Staff whom the acting practitioner has dealt with in their requests: by name, each once. */
export function staffTheyMet(
  actor: Person,
  tx: Db | Tx = database(),
): { id: string; name: string | null }[] {
  const own = and(eq(requests.accountId, actor.accountId), ne(requests.state, 'draft'));
  const advisers = tx
    .select({ now: requests.adviserId, before: requests.otherThanId })
    .from(requests)
    .where(own)
    .all()
    .flatMap(({ now, before }) => [now, before]);
  const doers = tx
    .selectDistinct({ id: events.actorId })
    .from(events)
    .innerJoin(requests, eq(requests.id, events.requestId))
    .where(and(own, eq(events.by, 'adviser')))
    .all()
    .map(({ id }) => id);
  return [...findAccounts([...advisers, ...doers]).values()].map((account) => ({
    id: account.id,
    name: nameOf(account),
  }));
}
