import { eq, inArray, lt, and, ne, sql } from 'drizzle-orm';
import { concernEvents, concernNotes, concerns } from '#db/schema';
import { inTransaction, type Tx } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { settings } from './settings';

/** Erasing what was written in a concern. That it was raised, and what happened when, stays (docs/decisions/0025). */

/**
 * Retention: a year after a concern last changed, every word of it is erased; state, dates, kind and outcome stay.
 * @returns how many were erased.
 */
export function eraseOldConcernWords(): number {
  const before = clock.now() - settings.wordsKept * day;
  return inTransaction((tx) => {
    const old = tx
      .select({ id: concerns.id })
      .from(concerns)
      .where(and(ne(concerns.state, 'draft'), lt(concerns.updatedAt, before), hasWords))
      .all();
    for (const { id } of old) eraseWords(tx, id);
    return old.length;
  });
}

/** In the words of its index. */
const hasWords = sql`${concerns.sealedAnswers} <> ''`;

/** Empties everything of a concern that anybody wrote; what happened when stays. It waits for nobody any more. */
export function eraseWords(tx: Tx, concernId: string): void {
  const itsEvents = tx
    .select({ id: concernEvents.id })
    .from(concernEvents)
    .where(eq(concernEvents.concernId, concernId));
  tx.delete(concernNotes).where(inArray(concernNotes.eventId, itsEvents)).run();
  tx.update(concerns)
    .set({ sealedAnswers: '', dueBy: null })
    .where(eq(concerns.id, concernId))
    .run();
}
