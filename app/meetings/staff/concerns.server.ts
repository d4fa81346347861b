import { and, asc, eq, exists, sql } from 'drizzle-orm';
import { accounts, advisedEmployers, conflicts, events, notes, requests } from '#db/schema';
import { nameOf } from '~/account/index.server';
import { onlyLeads, teams, type Person, type Team } from '~/platform/access';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import type { State } from '../life';
import { isOpen } from './queue.server';
import { advisersInConflict, advisersOf, mayRead, wordsPlace } from '../requests.server';

/** What a lead looks into: people who asked for another adviser, requests that nobody may answer, and the like. For leads alone. */

/** An open request about which the practitioner asked for another adviser, and nobody has given it on since. */
export interface Concern {
  reference: string;
  state: State;
  at: number;
  /** Why, in their words; null when they gave none. */
  words: string | null;
  adviserName: string | null;
}

const mostShown = 100;

/** Who asked for another adviser, the longest ago first. */
export function readConcerns(actor: Person): Concern[] {
  onlyLeads(actor);
  const later = sql`exists (select 1 from ${events} as later where later.request_id = ${events.requestId}
    and later.id > ${events.id} and later.change in ('assign', 'ask-for-another-adviser'))`;
  // With a plus SQLite does not walk through every event there is, in their order.
  const inOrder = sql`+${events.id}`;
  return database()
    .select({ request: requests, event: events, note: notes, adviser: accounts })
    .from(events)
    .innerJoin(requests, eq(requests.id, events.requestId))
    .leftJoin(notes, eq(notes.eventId, events.id))
    .leftJoin(accounts, eq(accounts.id, requests.adviserId))
    .where(
      and(
        sql`${events.change} = 'ask-for-another-adviser'`,
        isOpen,
        sql`not ${later}`,
        mayRead(actor),
      ),
    )
    .orderBy(inOrder)
    .limit(mostShown)
    .all()
    .map(({ request, event, note, adviser }) => ({
      reference: request.reference,
      state: request.state,
      at: event.at,
      words: note && unseal(wordsPlace(note.id), note.sealedWords),
      adviserName: adviser && nameOf(adviser),
    }));
}

/** Open requests that every adviser of their team must leave alone; the longest waiting first. */
export function readUnanswerable(actor: Person): { reference: string; team: Team }[] {
  onlyLeads(actor);
  const db = database();
  const advisersIn = new Map(teams.map((team) => [team, advisersOf(db, team)]));
  const steppedAside = db
    .select({ one: sql`1` })
    .from(conflicts)
    .where(eq(conflicts.requestId, requests.id));
  const advised = db
    .select({ one: sql`1` })
    .from(advisedEmployers)
    .where(eq(advisedEmployers.nameHash, requests.employerHash));
  return db
    .select()
    .from(requests)
    .where(
      and(
        isOpen,
        mayRead(actor),
        sql`(${exists(steppedAside)} or (${requests.separateAdviser} = 1 and ${exists(advised)}))`,
      ),
    )
    .orderBy(asc(requests.submittedAt), asc(requests.id))
    .all()
    .flatMap((row) => {
      const inConflict = advisersInConflict(db, row);
      return row.team && advisersIn.get(row.team)!.every(({ id }) => inConflict.has(id))
        ? [{ reference: row.reference, team: row.team }]
        : [];
    })
    .slice(0, mostShown);
}
