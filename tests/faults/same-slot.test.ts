import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { and, eq, like } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { bookings, events, offers, outbox, requests } from '#db/schema';
import { readRequest, slotsToOffer, type Outcome } from '~/meetings/index.server';
import { newId } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { wallClock, zone } from '~/platform/time/london';
import type { Acceptance } from '../support/accept-worker';
import { person } from '../support/people';
import { send } from '../support/requests';

const people = 200;
const processes = 4;

const workers: ChildProcess[] = [];
afterAll(() => workers.forEach((worker) => worker.kill()));

it(`gives a time that ${people} people accept at once to one of them, and tells the others kindly`, async () => {
  const adviser = person('adviser', 'north');
  const everyone = Array.from({ length: people }, () => person('practitioner'));
  const references = await Promise.all(everyone.map((practitioner) => send(practitioner)));
  const [slot] = await slotsToOffer(adviser, references[0]!);

  // The portal itself never offers one time to two people; this is what if it did.
  const acceptances: Acceptance[] = references.map((reference, index) => {
    const offerId = newId();
    const row = database().select().from(requests).where(eq(requests.reference, reference)).get()!;
    database()
      .insert(offers)
      .values({
        id: offerId,
        requestId: row.id,
        adviserId: adviser.accountId,
        ...slot!,
        wallClock: wallClock(slot!.startsAt),
        zone,
        state: 'open',
        createdAt: 0,
      })
      .run();
    database().update(requests).set({ state: 'offered' }).where(eq(requests.id, row.id)).run();
    return { accountId: everyone[index]!.accountId, reference, offerId };
  });

  for (let index = 0; index < processes; index += 1) {
    workers.push(fork('tests/support/accept-worker.ts', { execArgv: ['--import', 'tsx'] }));
  }
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const share = people / processes;
  const answers = workers.map(async (worker, index) => {
    const answer = once(worker, 'message');
    worker.send(acceptances.slice(index * share, (index + 1) * share));
    return (await answer)[0] as Outcome[];
  });
  const outcomes = (await Promise.all(answers)).flat();

  expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  const refused = outcomes.filter((outcome) => !outcome.done);
  expect(refused).toHaveLength(people - 1);
  expect(new Set(refused.map(({ because }) => because))).toEqual(new Set(['time-taken']));

  const live = and(eq(bookings.adviserId, adviser.accountId), eq(bookings.state, 'live'));
  expect(database().select().from(bookings).where(live).all()).toHaveLength(1);
  const accepted = eq(events.change, 'accept');
  const [event, ...more] = database().select().from(events).where(accepted).all();
  expect(more).toEqual([]);
  const told = like(outbox.idempotencyKey, `event:${event!.id}:%`);
  expect(database().select().from(outbox).where(told).all()).toHaveLength(2);

  // The others still have their request, and can ask for other times.
  const loser = outcomes.findIndex(({ done }) => !done);
  const view = readRequest(everyone[loser]!, references[loser]!);
  expect(view.state).toBe('offered');
  expect(view.allowed).toContain('ask-for-other-times');
});
