import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { outbox } from '#db/schema';
import { database, inTransaction, migrateDatabase } from '../database.server';
import { clock, hour, minute } from '../time/clock';
import { NotDelivered, type Failure } from './failures';
import type { AnyMessage } from './message';
import { deliverDue, queueMessage, sentMessages } from './outbox.server';
import { transport } from './transport.server';
import {
  putAside,
  sendAgain,
  undeliveredCounts,
  undeliveredOf,
  undeliveredPage,
  type Chosen,
} from './undelivered.server';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
  vi.restoreAllMocks();
  database().delete(outbox).run();
});

const noon = Date.UTC(2026, 11, 1, 12);
const email: AnyMessage = { to: 'amina@example.test', subject: 'News', text: 'There is news.' };

interface Lost {
  failure?: Failure;
  message?: AnyMessage;
  requestId?: string;
  at?: number;
}

/** A message that was tried once and given up. @returns its id. */
async function lose(
  key: string,
  { failure = 'refused', message = email, requestId, at = noon }: Lost = {},
) {
  clock.now = () => at;
  const about =
    requestId === undefined ? undefined : ({ requestId, audience: 'practitioner' } as const);
  inTransaction((tx) => queueMessage(tx, key, message, about));
  const send = vi.spyOn(transport(), 'send').mockRejectedValue(new NotDelivered(failure));
  await deliverDue();
  send.mockRestore();
  return rowOf(key).id;
}

const rowOf = (key: string) =>
  database().select().from(outbox).where(eq(outbox.idempotencyKey, key)).get()!;
const page = (number = 1, size = 50) => undeliveredPage(database(), { page: number, size });
const again = (chosen: Chosen) => inTransaction((tx) => sendAgain(tx, chosen));
const aside = (chosen: Chosen) => inTransaction((tx) => putAside(tx, chosen));

describe('what did not arrive', () => {
  it('is listed newest first, a page at a time, with the cause and not a word of it', async () => {
    const ids = [];
    for (const index of [1, 2, 3]) ids.push(await lose(`lost ${index}`, { at: noon + index }));
    expect(page(1, 2).map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(page(2, 2).map(({ id }) => id)).toEqual([ids[0]]);
    expect(JSON.stringify(page())).not.toMatch(/amina|News|lost/);
    expect(page()[0]).toMatchObject({ channel: 'email', failure: 'refused', outOfDate: false });
  });

  it('is counted by cause, the most frequent first', async () => {
    await lose('one', { failure: 'rejected' });
    await lose('two');
    await lose('three');
    expect(undeliveredCounts(database())).toEqual([
      { failure: 'refused', count: 2 },
      { failure: 'rejected', count: 1 },
    ]);
  });

  it('is known of each request, and of no other', async () => {
    const first = await lose('one', { requestId: 'a-request' });
    await lose('two', { requestId: 'another' });
    await lose('three');
    const found = undeliveredOf(database(), ['a-request', 'a-quiet-one']);
    expect([...found.keys()]).toEqual(['a-request']);
    expect(found.get('a-request')!.map(({ id }) => id)).toEqual([first]);
  });

  it('is nothing that has arrived or is on its way', async () => {
    inTransaction((tx) => queueMessage(tx, 'fine', email));
    await deliverDue();
    inTransaction((tx) => queueMessage(tx, 'waiting', email));
    expect([page(), undeliveredCounts(database())]).toEqual([[], []]);
  });
});

describe('sending again', () => {
  it('puts one message back under its own id, and it arrives once', async () => {
    const id = await lose('one');
    await lose('two');
    const send = vi.spyOn(transport(), 'send');
    expect(again({ id }).again.map((each) => each.id)).toEqual([id]);
    await deliverDue();
    // Told as a repeat, so that a provider can be asked whether it has it already.
    expect(send.mock.calls).toEqual([[email, id, true]]);
    expect(sentMessages()).toHaveLength(1);
    expect(page()).toHaveLength(1);
    expect(rowOf('one')).toMatchObject({ failure: null, abandonedAt: null });
  });

  it('puts back all that failed for one reason, and nothing else', async () => {
    await lose('one');
    await lose('two');
    await lose('three', { failure: 'rejected' });
    expect(again({ failure: 'refused' })).toMatchObject({ outOfDate: 0 });
    expect(await deliverDue()).toBe(2);
    expect(page().map(({ failure }) => failure)).toEqual(['rejected']);
  });

  it('gives a message all its attempts again', async () => {
    const id = await lose('one');
    again({ id });
    vi.spyOn(transport(), 'send').mockRejectedValue(new NotDelivered('busy'));
    await deliverDue();
    expect(rowOf('one')).toMatchObject({ attempts: 1, abandonedAt: null, failure: 'busy' });
  });

  it('asked twice sends once', async () => {
    const id = await lose('one');
    again({ id });
    expect(again({ id }).again).toEqual([]);
    expect(await deliverDue()).toBe(1);
  });

  it('leaves what would mislead now where it is, and says so', async () => {
    const reminder = { ...email, usefulUntil: noon + minute };
    const id = await lose('one', { message: reminder, requestId: 'a-request' });
    clock.now = () => noon + hour;
    expect(page()[0]).toMatchObject({ id, outOfDate: true });
    expect(again({ id })).toEqual({ again: [], outOfDate: 1 });
    expect(await deliverDue()).toBe(0);
    expect(page()).toHaveLength(1);
  });

  it('sends no invitation to a meeting that has changed since', async () => {
    const version = (sequence: number): AnyMessage => ({
      ...email,
      calendar: { method: 'REQUEST', content: '', uid: 'one-meeting', sequence },
    });
    const first = await lose('first', { message: version(1) });
    const second = await lose('second', { message: version(2) });
    expect(again({ failure: 'refused' })).toMatchObject({
      again: [{ id: second }],
      outOfDate: 1,
    });
    expect(again({ id: first })).toEqual({ again: [], outOfDate: 1 });
  });
});

describe('putting aside', () => {
  it('takes a message out of the list and erases its words; it cannot be sent any more', async () => {
    const id = await lose('one', { requestId: 'a-request' });
    expect(aside({ id })).toMatchObject([{ id, requestId: 'a-request' }]);
    expect(rowOf('one').sealedMessage).toBeNull();
    expect(page()).toEqual([]);
    expect(undeliveredOf(database(), ['a-request']).size).toBe(0);
    expect([again({ id }).again, aside({ id })]).toEqual([[], []]);
    expect(await deliverDue()).toBe(0);
  });

  it('touches nothing that is still on its way', () => {
    inTransaction((tx) => queueMessage(tx, 'waiting', email));
    const { id } = rowOf('waiting');
    expect(aside({ id })).toEqual([]);
    expect(rowOf('waiting').sealedMessage).not.toBeNull();
  });
});
