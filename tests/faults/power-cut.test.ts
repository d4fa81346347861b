import { eq, ne } from 'drizzle-orm';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { offers, reminders, requests } from '#db/schema';
import {
  changeRequest,
  queueDueReminders,
  slotsToOffer,
  type Asked,
} from '~/meetings/index.server';
import type { CompleteAnswers } from '~/meetings/questions/questions';
import { holdTime, timesToTake } from '~/meetings/times/times.server';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { clock, hour } from '~/platform/time/clock';
import { eraseOwnAccount } from '~/your-data/erase.server';
import { expectKeptWhole } from '../support/kept-whole';
import { person } from '../support/people';
import { contentsOf, cutEverywhere, type Contents } from '../support/power-cuts';
import { fillIn, noteIdentity, send, someAnswers } from '../support/requests';

/**
 * The power goes before or after any statement of a change: what is found afterwards is the request as it was, or the
 * change with its event, its words and all its messages. Never a part of it; and asked for again, never twice.
 */

const dataDir = process.env.PORTAL_DATA_DIR!;
const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

interface Scene {
  practitioner: Person;
  adviser: Person;
  colleague: Person;
  reference: string;
  /** Free times of the adviser, hours apart. */
  times: number[];
}

const answers: CompleteAnswers = {
  ...someAnswers,
  supporter: { supporter: 'yes', supporterName: 'Sam Lee', supporterEmail: 'sam@example.test' },
  reminders: { reminders: ['day', 'hour'], reminderWay: 'email' },
};

beforeAll(async () => {
  await send(person('practitioner'));
}, 120_000);

/** A request with a supporter and reminders, at a point of its life. */
async function scene(state: 'draft' | 'submitted' | 'offered' | 'confirmed'): Promise<Scene> {
  const [practitioner, adviser, colleague] = [
    person('practitioner'),
    person('adviser', 'north'),
    person('adviser', 'north'),
  ];
  const base = { practitioner, adviser, colleague };
  if (state === 'draft') {
    const reference = fillIn(practitioner, answers);
    const times = (await timesToTake(practitioner)).map(({ startsAt }) => startsAt);
    return { ...base, reference, times: apart(times) };
  }
  const reference = await send(practitioner, answers);
  const times = apart((await slotsToOffer(adviser, reference)).map(({ startsAt }) => startsAt));
  const act = async (by: Person, asked: Asked) =>
    expect(await changeRequest(by, reference, asked)).toEqual({ done: true });
  if (state === 'offered')
    await act(adviser, { change: 'offer-times', startsAt: times.slice(0, 3) });
  if (state === 'confirmed') {
    await act(adviser, { change: 'confirm', startsAt: times[0]! });
    await noteIdentity(adviser, reference);
  }
  return { ...base, reference, times };
}

const apart = (times: number[]) => times.filter((_, index) => index % 8 === 4);

const firstOffer = ({ reference }: Scene): string =>
  database()
    .select({ id: offers.id })
    .from(offers)
    .innerJoin(requests, eq(requests.id, offers.requestId))
    .where(eq(requests.reference, reference))
    .all()[0]!.id;

type Ask = (its: Scene) => { by: Person; asked: Asked };
const words = 'Could we talk about what happens next?';

const changes: [string, Parameters<typeof scene>[0], Ask][] = [
  ['sending a request', 'draft', ({ practitioner: by }) => ({ by, asked: { change: 'submit' } })],
  [
    'sending a request with a free time',
    'draft',
    ({ practitioner: by, times }) => ({ by, asked: { change: 'take', startsAt: times[0]! } }),
  ],
  [
    'offering times',
    'submitted',
    ({ adviser: by, times }) => ({
      by,
      asked: { change: 'offer-times', startsAt: times.slice(0, 5) },
    }),
  ],
  [
    'accepting one',
    'offered',
    (its) => ({ by: its.practitioner, asked: { change: 'accept', offerId: firstOffer(its) } }),
  ],
  [
    'asking for other times',
    'offered',
    ({ practitioner: by }) => ({ by, asked: { change: 'ask-for-other-times', words } }),
  ],
  [
    'declining',
    'offered',
    ({ adviser: by }) => ({ by, asked: { change: 'decline', reason: 'legal-advice', words } }),
  ],
  [
    'handing over with times on offer',
    'offered',
    ({ adviser: by, colleague }) => ({
      by,
      asked: { change: 'assign', adviserId: colleague.accountId },
    }),
  ],
  [
    'confirming a time',
    'submitted',
    ({ adviser: by, times }) => ({ by, asked: { change: 'confirm', startsAt: times[1]! } }),
  ],
  [
    'moving a meeting',
    'confirmed',
    ({ practitioner: by, times }) => ({ by, asked: { change: 'move', startsAt: times[2]! } }),
  ],
  [
    'asking to move it',
    'confirmed',
    ({ practitioner: by }) => ({ by, asked: { change: 'ask-to-move', words } }),
  ],
  [
    'offering other times for it',
    'confirmed',
    ({ adviser: by, times }) => ({
      by,
      asked: { change: 'reschedule', startsAt: times.slice(1, 4) },
    }),
  ],
  [
    'handing it over',
    'confirmed',
    ({ adviser: by, colleague }) => ({
      by,
      asked: { change: 'assign', adviserId: colleague.accountId },
    }),
  ],
  ['cancelling it', 'confirmed', ({ adviser: by }) => ({ by, asked: { change: 'cancel', words } })],
  [
    'bringing somebody else along',
    'confirmed',
    ({ practitioner: by }) => ({
      by,
      asked: {
        change: 'correct',
        step: 'supporter',
        answer: { supporter: 'yes', supporterName: 'Kim', supporterEmail: 'kim@example.test' },
      },
    }),
  ],
  ['writing', 'confirmed', ({ practitioner: by }) => ({ by, asked: { change: 'message', words } })],
  [
    'saying what our part is',
    'confirmed',
    ({ adviser: by }) => ({ by, asked: { change: 'state-our-part', words } }),
  ],
];

const count = (contents: Contents, table: string) => contents[table]!.length;
const same = (a: Contents, b: Contents) => JSON.stringify(a) === JSON.stringify(b);

/** Checks that every cut left all of a change, or nothing. @returns how it was before and after. */
function expectAllOrNothing(found: Contents[]): { before: Contents; after: Contents } {
  const before = found[0]!;
  const after = contentsOf(dataDir);
  expect(same(before, after)).toBe(false);
  for (const each of found) {
    const told = `${count(each, 'events')} events, ${count(each, 'outbox')} messages`;
    expect(same(each, before) || same(each, after), told).toBe(true);
  }
  return { before, after };
}

it.each(changes)('%s is there whole, or not at all', async (_, state, ask) => {
  const { reference, ...its } = await scene(state);
  const { by, asked } = ask({ reference, ...its });
  const { found, statements } = await cutEverywhere(dataDir, async () =>
    expect(await changeRequest(by, reference, asked)).toEqual({ done: true }),
  );
  expect(statements).toBeGreaterThan(5);
  const { before, after } = expectAllOrNothing(found);
  expect(count(after, 'events')).toBe(count(before, 'events') + 1);
  expect(count(after, 'outbox')).toBeGreaterThan(count(before, 'outbox'));
  expectKeptWhole();

  // The answer was lost on its way: they press the button again.
  expect(await changeRequest(by, reference, asked)).toEqual({ done: true });
  expect(same(contentsOf(dataDir), after)).toBe(true);
});

it('erasing an account with a meeting is done whole, or not at all', async () => {
  const { practitioner } = await scene('confirmed');
  const { found } = await cutEverywhere(dataDir, () => eraseOwnAccount(practitioner));
  expectAllOrNothing(found);
});

it('keeping a time is done whole, or not at all', async () => {
  const { practitioner, times } = await scene('draft');
  const { found } = await cutEverywhere(dataDir, () => holdTime(practitioner, times[0]!));
  expectAllOrNothing(found);
});

it('a reminder is queued and noted at once, and is not queued twice', async () => {
  const { reference, times } = await scene('confirmed');
  clock.now = () => times[0]! - hour;
  // Nobody else is to be reminded.
  const { id } = database()
    .select({ id: requests.id })
    .from(requests)
    .where(eq(requests.reference, reference))
    .get()!;
  database().delete(reminders).where(ne(reminders.requestId, id)).run();
  const { found } = await cutEverywhere(dataDir, queueDueReminders);
  const sent = (contents: Contents) =>
    (contents.reminders as { state: string }[]).filter(({ state }) => state === 'sent').length;
  const queued = (contents: Contents) =>
    (contents.outbox as { idempotency_key: string }[]).filter(({ idempotency_key: key }) =>
      key.startsWith('reminder:'),
    ).length;
  for (const each of [...found, contentsOf(dataDir)]) expect(queued(each)).toBe(sent(each));
  const after = contentsOf(dataDir);
  expect(sent(after)).toBeGreaterThan(0);
  queueDueReminders();
  expect(same(contentsOf(dataDir), after)).toBe(true);
});
