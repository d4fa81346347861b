import { eq } from 'drizzle-orm';
import { events, offers, requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { newId } from '~/platform/crypto.server';
import { inTransaction } from '~/platform/database.server';
import { queueMessage } from '~/platform/mail/outbox.server';
import { clock, minute } from '~/platform/time/clock';
import { wallClock, zone } from '~/platform/time/london';
import { oneOfList } from './random';

const lengths = [15, 20, 45, 60, 90, 120, 180];

/**
 * Puts times on offer for a request that waits, whatever else is on offer or booked then, as the portal itself never
 * would; with the event and the message that go with it, so that the request's history stays whole.
 * @returns the ids of the offers; none when the request does not wait any more.
 */
export function offerAnything(
  random: () => number,
  reference: string,
  howMany: number,
  { advisers, instants }: { advisers: Person[]; instants: number[] },
): string[] {
  return inTransaction((tx) => {
    const row = tx.select().from(requests).where(eq(requests.reference, reference)).get()!;
    if (row.state !== 'submitted') return [];
    const at = clock.now();
    const times = Array.from({ length: howMany }, () => {
      const startsAt = oneOfList(random, instants);
      const endsAt = startsAt + oneOfList(random, lengths) * minute;
      const { accountId: adviserId } = oneOfList(random, advisers);
      const its = { requestId: row.id, adviserId, startsAt, endsAt };
      return { id: newId(), ...its, wallClock: wallClock(startsAt), zone, createdAt: at };
    });
    for (const time of times)
      tx.insert(offers)
        .values({ ...time, state: 'open' })
        .run();
    const made = { requestId: row.id, at, by: 'adviser', actorId: advisers[0]!.accountId } as const;
    const { id: event } = tx
      .insert(events)
      .values({ ...made, change: 'offer-times', fromState: 'submitted', toState: 'offered' })
      .returning()
      .get();
    const message = { to: 'somebody@example.test', subject: '', text: '' };
    queueMessage(tx, `event:${event}:${row.accountId}`, message);
    tx.update(requests)
      .set({ state: 'offered', waitingOn: 'them', answerBy: null })
      .where(eq(requests.id, row.id))
      .run();
    return times.map(({ id }) => id);
  });
}
