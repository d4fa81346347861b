import { and, asc, eq } from 'drizzle-orm';
import { conflicts, events, requests } from '#db/schema';
import { findAccounts, nameOf, type Account } from '~/account/index.server';
import type { Person, Role, Team } from '~/platform/access';
import { database, type Db } from '~/platform/database.server';
import { undeliveredOf, type Undelivered } from '~/platform/mail/undelivered.server';
import { hasAdvised, liveBooking, openOffers, readRow, type RequestRow } from '../requests.server';

/** What staff see of a request beside what both sides read: whose it is, who did what, who should not answer it. */

export interface DeskColleague {
  id: string;
  name: string | null;
  role: Role;
  team: Team | null;
  isYou: boolean;
  /** Their account is open: they can still answer. */
  isHere: boolean;
}

export interface Desk {
  team: Team | null;
  assignee: DeskColleague | null;
  /** Whose times are on offer. */
  offering: DeskColleague | null;
  /** Whose diary the meeting is in. */
  meeting: DeskColleague | null;
  /** Who did each event, in the order of the timeline; null for the practitioner. */
  doers: (DeskColleague | null)[];
  /** They asked for an adviser who has not advised their employer. */
  separate: boolean;
  /** The acting person has advised that employer. */
  youAdvised: boolean;
  /** Messages about it that did not arrive, newest first. */
  undelivered: Undelivered[];
  /** The acting person stepped aside. A lead still sees it then when nobody else is left who could. */
  youSteppedAside: boolean;
}

/** @throws a 404 response when the request is not the acting member of staff's to see. */
export function readDesk(actor: Person, reference: string): Desk {
  if (actor.role === 'practitioner') throw new Response(null, { status: 404 });
  const db = database();
  const row = readRow(db, actor, reference);
  const offering = openOffers(db, row)[0]?.adviserId;
  const meeting = liveBooking(db, row.id)?.adviserId;
  const doers = doersOf(db, row).map(({ by, actorId }) => (by === 'adviser' ? actorId : null));
  const accounts = findAccounts([row.adviserId, offering, meeting, ...doers]);
  const who = (id: string | null | undefined) => colleague(actor, accounts.get(id ?? ''));
  return {
    team: row.team,
    assignee: who(row.adviserId),
    offering: who(offering),
    meeting: who(meeting),
    doers: doers.map(who),
    separate: row.separateAdviser,
    youAdvised: row.employerHash !== null && hasAdvised(db, actor.accountId, row.employerHash),
    undelivered: undeliveredOf(db, [row.id]).get(row.id) ?? [],
    youSteppedAside: steppedAside(db, actor, row),
  };
}

function colleague(actor: Person, account: Account | undefined): DeskColleague | null {
  if (!account) return null;
  return {
    id: account.id,
    name: nameOf(account),
    role: account.role,
    team: account.team,
    isYou: account.id === actor.accountId,
    isHere: account.disabledAt === null,
  };
}

const doersOf = (db: Db, { id }: RequestRow) =>
  db
    .select({ by: events.by, actorId: events.actorId })
    .from(events)
    .where(eq(events.requestId, id))
    .orderBy(asc(events.id))
    .all();

/** Whether the acting person stepped aside from a request, which is hidden from them since. */
export function hasSteppedAside(actor: Person, reference: string): boolean {
  const row = database().select().from(requests).where(eq(requests.reference, reference)).get();
  return row !== undefined && steppedAside(database(), actor, row);
}

const steppedAside = (db: Db, actor: Person, { id }: RequestRow): boolean =>
  db
    .select({ at: conflicts.at })
    .from(conflicts)
    .where(and(eq(conflicts.requestId, id), eq(conflicts.adviserId, actor.accountId)))
    .get() !== undefined;
