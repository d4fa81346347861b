import { and, asc, count, eq, inArray } from 'drizzle-orm';
import { requests } from '#db/schema';
import { nameOf } from '~/account/index.server';
import { onlyLeads, type Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { database, inTransaction } from '~/platform/database.server';
import type { Refusal } from '../asked';
import { changeRequest } from '../changes.server';
import { openStates } from '../life';
import { mayRead } from '../requests.server';
import { answering } from './team.server';

/** Cover: everything of one adviser goes to another. For leads alone. */

/** What became of giving everything of one adviser to another. */
export interface Covered {
  moved: number;
  /** Requests that stayed where they were, and why. */
  stayed: { reference: string; because: Refusal }[];
  /** How many the acting lead must leave alone: another lead gives these on. */
  keptFromYou: number;
}

const openRequestsOf = (adviserId: string) =>
  and(eq(requests.adviserId, adviserId), inArray(requests.state, [...openStates]));

/** The open requests of an adviser that the lead may give on, the oldest first. */
export function openOf(actor: Person, adviserId: string): string[] {
  onlyLeads(actor);
  return database()
    .select({ reference: requests.reference })
    .from(requests)
    .where(and(openRequestsOf(adviserId), mayRead(actor)))
    .orderBy(asc(requests.submittedAt), asc(requests.id))
    .all()
    .map(({ reference }) => reference);
}

/** Everybody who can be given requests, and `from`, who may not be here any more but still has some. */
export function whoCanAnswer(
  actor: Person,
  from?: string,
): { id: string; name: string | null; here: boolean }[] {
  onlyLeads(actor);
  return answering()
    .map((account) => ({
      id: account.id,
      name: nameOf(account),
      here: account.disabledAt === null,
    }))
    .filter(({ id, here }) => here || id === from);
}

/**
 * Gives every open request of one adviser to another, each in a transaction of its own as when a lead gives on one:
 * what cannot be moved stays, and is told of. Doing it again moves what is left.
 */
export async function giveAll(actor: Person, from: string, to: string): Promise<Covered> {
  onlyLeads(actor);
  const theirs = openOf(actor, from);
  const { all } = database()
    .select({ all: count() })
    .from(requests)
    .where(openRequestsOf(from))
    .get()!;
  const covered: Covered = { moved: 0, stayed: [], keptFromYou: all - theirs.length };
  for (const reference of theirs) {
    const outcome = await changeRequest(actor, reference, { change: 'assign', adviserId: to });
    if (outcome.done) covered.moved += 1;
    else covered.stayed.push({ reference, because: outcome.because });
  }
  inTransaction((tx) =>
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'requests-covered',
      subject: from,
      detail: String(covered.moved),
    }),
  );
  return covered;
}
