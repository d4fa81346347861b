import { fork, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adviserRules, bookings, events, offers, requests, teamRules } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import { newId } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { queueMessage } from '~/platform/mail/outbox.server';
import { clock, day, minute } from '~/platform/time/clock';
import { instantOf, today, wallClock, zone } from '~/platform/time/london';
import { addDays, isWorkingDay } from '~/platform/time/working-days';
import type { Rush, Tried } from '../support/booking-worker';
import { expectKeptWhole } from '../support/kept-whole';
import { person } from '../support/people';
import { diceOf, pick } from '~/platform/dice';
import { send } from '../support/requests';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { forAll } from '../support/wire';

/** Two portals on one database, and then two processes at its door, give out the same few days of four advisers. */

const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const random = diceOf(seed);
const [throughPages, throughTheDoor] = [2_000, 8_000];
const offersEach = 10;
const requestsEach = 5;

const advisers = Array.from({ length: 4 }, () => person('adviser', 'north'));
const practitioners = Array.from({ length: throughPages / (2 * offersEach * requestsEach) }, () =>
  person('practitioner'),
);
const pool: Rush['requests'] = [];

/** Every half hour of the next working days that anybody could wish for. */
const instants: number[] = [];
for (let date = addDays(today(clock.now()), 2); instants.length < 48; date = addDays(date, 1)) {
  if (!isWorkingDay(date, new Set())) continue;
  const opens = instantOf(date, '09:00');
  for (let half = 0; half < 16; half += 1) instants.push(opens + half * 30 * minute);
}

const environment = { PORTAL_DATA_DIR: process.env.PORTAL_DATA_DIR!, PORTAL_LOG_LEVEL: 'warn' };
const portals: RunningPortal[] = [];
const workers: ChildProcess[] = [];
beforeAll(async () => {
  // Lengths from a quarter of an hour to three hours, with and without time between meetings.
  for (const [index, lengthMinutes] of [15, 45, 90, 180].entries()) {
    const published = index < 2;
    const rules = { lengthMinutes, bufferMinutes: index % 2 ? 15 : 0, mostPerDay: 40, published };
    const { accountId } = advisers[index]!;
    database()
      .insert(adviserRules)
      .values({ adviserId: accountId, ...rules })
      .run();
  }
  const horizonDays = Math.ceil((instants.at(-1)! - clock.now()) / day) + 1;
  database().insert(teamRules).values({ team: 'north', horizonDays }).run();
  database().run(sql`pragma synchronous = off`);
  portals.push(await startPortal(environment));
});
afterAll(async () => {
  workers.forEach((worker) => worker.kill());
  await stopPortals();
});

/** At once: thousands of messages wait to be sent, and nobody reads them. */
async function stopPortals(): Promise<void> {
  await Promise.all(portals.splice(0).map((portal) => portal.kill()));
}

/** Puts times on offer that overlap those of everybody else, as the portal itself never would. */
function offerAnything(reference: string): string[] {
  const row = database()
    .select()
    .from(requests)
    .where(sql`reference = ${reference}`)
    .get()!;
  const ids = Array.from({ length: offersEach }, () => {
    const id = newId();
    const startsAt = pick(random, instants);
    const length = pick(random, [15, 20, 45, 60, 90, 120, 180]) * minute;
    const adviserId = pick(random, advisers).accountId;
    const its = { id, requestId: row.id, adviserId, startsAt, endsAt: startsAt + length };
    database()
      .insert(offers)
      .values({
        ...its,
        wallClock: wallClock(startsAt),
        zone,
        state: 'open',
        createdAt: clock.now(),
      })
      .run();
    return id;
  });
  // The event and the message that go with it, so that every history is whole.
  const { accountId: actorId } = advisers[0]!;
  const moved = { requestId: row.id, at: clock.now(), by: 'adviser', actorId } as const;
  const { id: event } = database()
    .insert(events)
    .values({ ...moved, change: 'offer-times', fromState: 'submitted', toState: 'offered' })
    .returning()
    .get();
  const message = { to: 'somebody@example.test', subject: '', text: '' };
  queueMessage(database(), `event:${event}:${row.accountId}`, message);
  database()
    .update(requests)
    .set({ state: 'offered', waitingOn: 'them' })
    .where(sql`id = ${row.id}`)
    .run();
  return ids;
}

it(`no adviser is ever in two meetings, in ${throughPages + throughTheDoor} attempts from two processes at a time (seed ${seed})`, async () => {
  // Each person uses both portals, with one session.
  const browsers = new Map<string, Visitor[]>();
  for (const { accountId } of practitioners) {
    const first = await new Visitor(portals[0]!).signIn(emailOf(findAccount(accountId)!));
    expect((await first.ask('/meetings')).status).toBe(200);
    browsers.set(accountId, [first]);
  }
  portals.push(await startPortal(environment));
  for (const both of browsers.values()) {
    const second = new Visitor(portals[1]!);
    for (const [name, value] of both[0]!.cookies) second.cookies.set(name, value);
    both.push(second);
  }
  const presses: { visitor: Visitor; reference: string; offer: string }[] = [];
  for (const practitioner of practitioners) {
    for (let made = 0; made < requestsEach; made += 1) {
      const reference = await send(practitioner);
      pool.push({ reference, practitioner });
      for (const offer of offerAnything(reference))
        for (const visitor of browsers.get(practitioner.accountId)!)
          presses.push({ visitor, reference, offer });
    }
  }
  expect(presses).toHaveLength(throughPages);

  // Through the pages of both portals, every offer twice: in each portal once, in any order.
  const shuffled = presses
    .map((press) => ({ press, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ press }) => press);
  const answers = new Map<number, number>();
  const acknowledged = new Set<string>();
  await forAll(shuffled, async ({ visitor, reference, offer }) => {
    const answer = await visitor.send(`/meetings/${reference}`, { change: 'accept', offer });
    const page = await answer.text();
    answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
    if (answer.status === 302) acknowledged.add(reference);
    // Whoever was too late is told what happened, on a page of the portal.
    else expect(page, reference).toContain('role="alert"');
  });
  expect([...answers.keys()].sort()).toEqual([302, 400, 409]);
  const accepted = database()
    .select()
    .from(events)
    .where(sql`change = 'accept'`)
    .all();
  expect(accepted).toHaveLength(acknowledged.size);
  expect(new Set(accepted.map(({ requestId }) => requestId)).size).toBe(accepted.length);
  for (const portal of portals) expect(portal.output()).not.toMatch(/"level":50/);
  await stopPortals();
  expectKeptWhole();

  // In every other way there is, through the door that the pages use, from two processes at once.
  const rush = { requests: pool, advisers, instants };
  for (let index = 0; index < 2; index += 1)
    workers.push(fork('tests/support/booking-worker.ts', { execArgv: ['--import', 'tsx'] }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const tried = await Promise.all(
    workers.map(async (worker, index) => {
      const answer = once(worker, 'message');
      const share: Rush = { ...rush, seed: seed + index, attempts: throughTheDoor / 2 };
      worker.send(share);
      return (await answer)[0] as Tried[];
    }),
  );
  const all = tried.flat();
  expect(all).toHaveLength(throughTheDoor);
  // Whoever waits for the other process longer than SQLite lets them is turned away whole; nothing else goes wrong.
  const threw = all.filter(({ became }) => became.startsWith('threw'));
  expect(threw.filter(({ became }) => !became.includes('database is locked'))).toEqual([]);
  expect(threw.length).toBeLessThan(throughTheDoor / 100);
  expectKeptWhole();

  // Every acknowledged change is an event; an event too many would be a change that nobody was told of.
  const made = database()
    .select({ rows: sql<number>`count(*)` })
    .from(events)
    .where(sql`change not in ('submit', 'offer-times')`)
    .get()!.rows;
  const done = all.filter(({ became }) => became === 'done');
  const changed = done.length + acknowledged.size;
  expect(made).toBeLessThanOrEqual(changed);
  // Asked for again, some were answered as done: few, because nothing may have happened in between.
  expect(made).toBeGreaterThan(changed * 0.8);
  for (const way of ['take', 'move', 'confirm', 'assign', 'accept'] as const)
    expect(
      done.some(({ change }) => change === way),
      way,
    ).toBe(true);
  expect(
    database()
      .select()
      .from(bookings)
      .where(sql`state = 'released'`)
      .all().length,
  ).toBeGreaterThan(0);
}, 1_800_000);
