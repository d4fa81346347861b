import { and, eq } from 'drizzle-orm';
import { bookings, offers } from '#db/schema';
import type { Span } from '~/diary/index';
import { newId } from '~/platform/crypto.server';
import type { Tx } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { wallClock, zone } from '~/platform/time/london';

/** Rows of times: offered, and booked. */

/** A meeting that enters or leaves the calendars of the practitioner, their supporter and the adviser who has it. */
export type DiaryEntry = Pick<typeof bookings.$inferSelect, 'adviserId' | 'startsAt' | 'endsAt'>;

const kept = (requestId: string, { startsAt, endsAt }: Span) => ({
  id: newId(),
  requestId,
  startsAt,
  endsAt,
  wallClock: wallClock(startsAt),
  zone,
  createdAt: clock.now(),
});

/** Puts a time of an adviser's on offer for a request. */
export function offer(tx: Tx, requestId: string, adviserId: string, span: Span): void {
  tx.insert(offers)
    .values({ ...kept(requestId, span), adviserId, state: 'open' })
    .run();
}

/** Takes back what is on offer. */
export function lapseOffers(tx: Tx, requestId: string): void {
  tx.update(offers)
    .set({ state: 'lapsed' })
    .where(and(eq(offers.requestId, requestId), eq(offers.state, 'open')))
    .run();
}

/**
 * Puts a meeting in an adviser's diary. The database refuses one that overlaps another, whatever this code
 * believes. @returns false when it did.
 */
export function book(tx: Tx, requestId: string, { adviserId, ...span }: DiaryEntry): boolean {
  try {
    tx.insert(bookings)
      .values({ ...kept(requestId, span), adviserId, state: 'live' })
      .run();
    return true;
  } catch (error) {
    if (isConstraint(error)) return false;
    throw error;
  }
}

/** True for an error of SQLite's that says a row broke a rule; drizzle wraps it as the cause. */
function isConstraint(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return (
    String(code).startsWith('SQLITE_CONSTRAINT') || (cause !== undefined && isConstraint(cause))
  );
}

/** The meetings in an adviser's diary. */
export const meetingsOf = (tx: Tx, adviserId: string): Span[] =>
  tx
    .select({ startsAt: bookings.startsAt, endsAt: bookings.endsAt })
    .from(bookings)
    .where(and(eq(bookings.adviserId, adviserId), eq(bookings.state, 'live')))
    .all();

/** Takes a request's meeting out of the diary. @returns it, when there was one. */
export function release(tx: Tx, requestId: string): DiaryEntry | undefined {
  return tx
    .update(bookings)
    .set({ state: 'released' })
    .where(and(eq(bookings.requestId, requestId), eq(bookings.state, 'live')))
    .returning({
      adviserId: bookings.adviserId,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
    })
    .get();
}
