import { and, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { outbox } from '#db/schema';
import type { Db, Tx } from '../database.server';
import { clock } from '../time/clock';
import type { Failure } from './failures';
import type { Audience, Channel } from './message';
import { isOutOfDate, type OutboxRow } from './outbox.server';

/**
 * Messages that did not arrive and that somebody must look at. A row is one of them while it is abandoned and its
 * words are still there; putting it aside erases the words. The row itself goes after 30 days.
 */

/** What staff may know of a message: never an address or a word of it. */
export interface Undelivered {
  id: string;
  requestId: string | null;
  audience: Audience;
  channel: Channel;
  failure: Failure;
  abandonedAt: number;
}

const undelivered = and(isNotNull(outbox.abandonedAt), isNotNull(outbox.sealedMessage));

const asUndelivered = (row: OutboxRow): Undelivered => ({
  id: row.id,
  requestId: row.requestId,
  audience: row.audience,
  channel: row.channel,
  failure: (row.failure ?? 'fault') as Failure,
  abandonedAt: row.abandonedAt!,
});

/** One page, newest first, and whether each may still be sent. */
export function undeliveredPage(
  tx: Db | Tx,
  { page, size }: { page: number; size: number },
): (Undelivered & { outOfDate: boolean })[] {
  return tx
    .select()
    .from(outbox)
    .where(undelivered)
    .orderBy(desc(outbox.abandonedAt), desc(sql`rowid`))
    .limit(size)
    .offset((page - 1) * size)
    .all()
    .map((row) => ({ ...asUndelivered(row), outOfDate: isOutOfDate(tx, row) }));
}

/** How many there are of each kind of failure, the most frequent first. */
export function undeliveredCounts(tx: Db | Tx): { failure: Failure; count: number }[] {
  const many = count();
  return tx
    .select({ failure: sql<Failure>`coalesce(${outbox.failure}, 'fault')`, count: many })
    .from(outbox)
    .where(undelivered)
    .groupBy(sql`1`)
    .orderBy(desc(many))
    .all();
}

/** What did not arrive about some requests, for their pages and for the queue: newest first, by request. */
export function undeliveredOf(
  tx: Db | Tx,
  requestIds: readonly string[],
): Map<string, Undelivered[]> {
  const rows = tx
    .select()
    .from(outbox)
    .where(and(undelivered, inArray(outbox.requestId, [...requestIds])))
    .orderBy(desc(outbox.abandonedAt), desc(sql`rowid`))
    .all();
  const byRequest = new Map<string, Undelivered[]>();
  for (const row of rows) {
    byRequest.set(row.requestId!, [...(byRequest.get(row.requestId!) ?? []), asUndelivered(row)]);
  }
  return byRequest;
}

/** One message, or all that failed for one reason. */
export type Chosen = { id: string } | { failure: Failure };

const chosenRows = (tx: Tx, chosen: Chosen): OutboxRow[] =>
  tx
    .select()
    .from(outbox)
    .where(
      and(
        undelivered,
        'id' in chosen
          ? eq(outbox.id, chosen.id)
          : eq(sql`coalesce(${outbox.failure}, 'fault')`, chosen.failure),
      ),
    )
    .all();

/**
 * Puts messages back into the queue under the same id, so that a receiver can drop a repeat. What would tell its
 * reader something that no longer holds stays where it is.
 * @returns the messages that will be sent, and how many stayed.
 */
export function sendAgain(tx: Tx, chosen: Chosen): { again: Undelivered[]; outOfDate: number } {
  const rows = chosenRows(tx, chosen);
  const fit = rows.filter((row) => !isOutOfDate(tx, row));
  const now = clock.now();
  for (const { id } of fit) {
    // The failure stays until there is news: it says that an attempt was made before.
    tx.update(outbox)
      .set({ abandonedAt: null, deliveredAt: null, attempts: 0, dueAt: now })
      .where(eq(outbox.id, id))
      .run();
  }
  return { again: fit.map(asUndelivered), outOfDate: rows.length - fit.length };
}

/** Erases the words of messages that nobody needs to send again. @returns what was put aside. */
export function putAside(tx: Tx, chosen: Chosen): Undelivered[] {
  const rows = chosenRows(tx, chosen);
  for (const { id } of rows) {
    tx.update(outbox).set({ sealedMessage: null }).where(eq(outbox.id, id)).run();
  }
  return rows.map(asUndelivered);
}
