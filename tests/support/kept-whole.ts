import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { bookings, events, outbox, requests } from '#db/schema';
import { rulesOfAdviser } from '~/diary/index.server';
import type { Change } from '~/meetings/life';
import { database } from '~/platform/database.server';

/** What must be true of every database of the portal, whoever raced and whatever died. */

/** How many people hear of a change at least: fewer would mean that a message is lost. */
const leastTold: Partial<Record<Change, number>> = {
  submit: 1,
  take: 2,
  accept: 2,
  confirm: 2,
  move: 2,
  'ask-to-move': 2,
  reschedule: 2,
  cancel: 2,
  'offer-times': 1,
  'ask-for-other-times': 1,
  message: 1,
};

/** Two meetings of one adviser, and the time between them; negative when they overlap. */
function closestMeetings(): { adviserId: string; gap: number; buffer: number }[] {
  const live = database()
    .select()
    .from(bookings)
    .where(eq(bookings.state, 'live'))
    .orderBy(bookings.adviserId, bookings.startsAt)
    .all();
  return live.flatMap(({ adviserId, startsAt }, index) => {
    const before = live[index - 1];
    if (before?.adviserId !== adviserId) return [];
    const { buffer } = rulesOfAdviser(database(), adviserId);
    return [{ adviserId, gap: startsAt - before.endsAt, buffer }];
  });
}

/** Checks that nobody is in two meetings at once, and that every request, its events and its messages agree. */
export function expectKeptWhole(): void {
  for (const { gap, buffer } of closestMeetings()) expect(gap).toBeGreaterThanOrEqual(buffer);
  const told = messagesByEvent();
  for (const row of database().select().from(requests).all()) {
    const its = database()
      .select()
      .from(events)
      .where(eq(events.requestId, row.id))
      .orderBy(events.id)
      .all();
    for (const [index, { id, change, fromState }] of its.entries()) {
      // Each change begins where the one before has ended: none is missing, none was made twice.
      expect(fromState, `${row.reference} ${id}`).toBe(its[index - 1]?.toState ?? 'draft');
      const least = leastTold[change as Change] ?? 0;
      expect(told.get(id)?.size ?? 0, `${change} ${id}`).toBeGreaterThanOrEqual(least);
    }
    expect(row.state).toBe(its.at(-1)?.toState ?? 'draft');
    const live = database()
      .select()
      .from(bookings)
      .where(eq(bookings.requestId, row.id))
      .all()
      .filter(({ state }) => state === 'live');
    expect(live.map(({ adviserId, startsAt, endsAt }) => [adviserId, startsAt, endsAt])).toEqual(
      row.state === 'confirmed' ? [[row.adviserId, row.meetsAt, row.meetsUntil]] : [],
    );
  }
}

/** Who was written to about each event. @throws when a key is there twice, or tells of no event. */
export function messagesByEvent(): Map<number, Set<string>> {
  const known = new Set(
    database()
      .select({ id: events.id })
      .from(events)
      .all()
      .map(({ id }) => id),
  );
  const told = new Map<number, Set<string>>();
  const keys = database().select({ key: outbox.idempotencyKey }).from(outbox).all();
  for (const { key } of keys) {
    const [, event, whom] = /^event:(\d+):(.+)$/.exec(key) ?? [];
    if (!event || !whom) continue;
    expect(known.has(Number(event)), key).toBe(true);
    const people = told.get(Number(event)) ?? new Set();
    expect(people.has(whom), key).toBe(false);
    told.set(Number(event), people.add(whom));
  }
  return told;
}
