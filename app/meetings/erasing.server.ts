import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import {
  agreedActions,
  events,
  followUps,
  noteDrafts,
  notes,
  requests,
  requestWords,
  staffNotes,
  supporters,
} from '#db/schema';
import { inTransaction, type Tx } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { eraseDocuments } from './documents/documents.server';
import { settings } from './settings';

/** Erasing what was written in a request. That it was made, and what happened when, stays (docs/decisions/0025). */

/**
 * Retention: a year after a request last changed, its words, room and reasons are erased; state, dates and
 * counts stay. Whatever its state: a request nobody closed is no reason to keep what somebody wrote.
 */
export function eraseOldWords(): number {
  const before = clock.now() - settings.wordsKept * day;
  return inTransaction((tx) => {
    const old = tx
      .select({ id: requests.id })
      .from(requests)
      .where(and(ne(requests.state, 'draft'), lt(requests.updatedAt, before), hasWords))
      .all()
      .map(({ id }) => id);
    for (const id of old) eraseWords(tx, id);
    return old.length;
  });
}

/** In the words of its index. How to join may have been set after the other words went. */
const hasWords = sql`(${requests.sealedAnswers} <> '' or ${requests.sealedRoom} is not null or ${requests.sealedCall} is not null)`;

/** Empties everything of a request that anybody wrote, or that finds it by a name; what happened when stays. */
export function eraseWords(tx: Tx, requestId: string): void {
  const itsEvents = tx
    .select({ id: events.id })
    .from(events)
    .where(eq(events.requestId, requestId));
  tx.delete(notes).where(inArray(notes.eventId, itsEvents)).run();
  tx.delete(staffNotes).where(eq(staffNotes.requestId, requestId)).run();
  eraseDocuments(tx, requestId);
  for (const table of [noteDrafts, agreedActions, followUps])
    tx.delete(table).where(eq(table.requestId, requestId)).run();
  tx.delete(supporters).where(eq(supporters.requestId, requestId)).run();
  tx.delete(requestWords).where(eq(requestWords.requestId, requestId)).run();
  tx.update(requests)
    .set({ sealedAnswers: '', sealedRoom: null, sealedCall: null, employerHash: null })
    .where(eq(requests.id, requestId))
    .run();
}
