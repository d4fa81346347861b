import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { limits, outbox } from '#db/schema';
import { config } from '../config.server';
import { newId } from '../crypto.server';
import { database, inTransaction, migrateDatabase } from '../database.server';
import { clock, day, hour, minute, second } from '../time/clock';
import type { Message } from './message';
import { deliverDue, purgeOutbox, queueMessage, sentMessages } from './outbox.server';
import { transport } from './transport.server';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
  vi.restoreAllMocks();
  database().delete(outbox).run();
});

const noon = Date.UTC(2026, 11, 1, 12);

const messageTo = (to: string): Message => ({
  to,
  subject: 'There is a message for you',
  text: 'Hello\n\nSign in to see it.',
});

function queue(to: string, key = newId()): void {
  inTransaction((tx) => queueMessage(tx, key, messageTo(to)));
}

const sentTo = (to: string) => sentMessages().filter(({ message }) => message.to === to);

/** A mail server that answers nobody, until it is told to. */
function brokenMailServer() {
  const tried: { to: string; messageId: string }[] = [];
  const send = vi.spyOn(transport(), 'send').mockImplementation(async ({ to }, messageId) => {
    tried.push({ to, messageId });
    throw new Error('connection refused');
  });
  return { tried, mend: () => send.mockRestore() };
}

describe('a message', () => {
  it('is sent when the change it tells of is kept', async () => {
    queue('amina@example.test');
    expect(sentTo('amina@example.test')).toEqual([]);
    await deliverDue();
    expect(sentTo('amina@example.test')).toHaveLength(1);
  });

  it('is not sent when the change it tells of is not kept', async () => {
    const change = () =>
      inTransaction((tx) => {
        queueMessage(tx, 'of-no-change', messageTo('nobody@example.test'));
        tx.insert(limits).values({ subject: 'a change', windowStart: 0, count: 1 }).run();
        throw new Error('the power went');
      });
    expect(change).toThrow('the power went');
    expect(await deliverDue()).toBe(0);
    expect(sentTo('nobody@example.test')).toEqual([]);
  });

  it('is sent once, however often the same change is told of', async () => {
    queue('twice@example.test', 'one-change');
    queue('twice@example.test', 'one-change');
    await deliverDue();
    queue('twice@example.test', 'one-change');
    await deliverDue();
    expect(sentTo('twice@example.test')).toHaveLength(1);
  });

  it('is sent once when two deliveries run at the same time', async () => {
    queue('together@example.test');
    await Promise.all([deliverDue(), deliverDue()]);
    expect(sentTo('together@example.test')).toHaveLength(1);
  });

  it('can be read in the demo mailbox as it was written, the newest first', async () => {
    clock.now = () => noon;
    queue('first@example.test');
    await deliverDue();
    clock.now = () => noon + minute;
    queue('second@example.test');
    await deliverDue();
    const mailbox = sentMessages();
    expect(mailbox.map(({ message }) => message.to)).toEqual([
      'second@example.test',
      'first@example.test',
    ]);
    expect(mailbox[1]).toEqual({ message: messageTo('first@example.test'), sentAt: noon });
  });
});

describe('a mail server that does not answer', () => {
  it('is asked again ten seconds later, and the message arrives once', async () => {
    clock.now = () => noon;
    queue('late@example.test');
    const { tried, mend } = brokenMailServer();
    expect(await deliverDue()).toBe(0);
    clock.now = () => noon + 10 * second - 1;
    await deliverDue();
    expect(tried).toHaveLength(1);

    mend();
    clock.now = () => noon + 10 * second;
    expect(await deliverDue()).toBe(1);
    clock.now = () => noon + day;
    expect(await deliverDue()).toBe(0);
    expect(sentTo('late@example.test')).toHaveLength(1);
  });

  it('is asked nine times over two days, with the same message id, and then no more', async () => {
    clock.now = () => noon;
    queue('never@example.test');
    const { tried, mend } = brokenMailServer();
    const waits = [
      10 * second,
      minute,
      5 * minute,
      30 * minute,
      2 * hour,
      6 * hour,
      12 * hour,
      day,
    ];
    let time = noon;
    await deliverDue();
    for (const [index, wait] of waits.entries()) {
      time += wait;
      clock.now = () => time - 1;
      await deliverDue();
      expect(tried).toHaveLength(index + 1);
      clock.now = () => time;
      await deliverDue();
      expect(tried).toHaveLength(index + 2);
    }
    expect(new Set(tried.map(({ messageId }) => messageId)).size).toBe(1);

    mend();
    clock.now = () => time + 29 * day;
    expect(await deliverDue()).toBe(0);
    expect(sentTo('never@example.test')).toEqual([]);
  });

  it('does not hold up the messages of others', async () => {
    clock.now = () => noon;
    queue('refused@example.test');
    queue('welcome@example.test');
    vi.spyOn(transport(), 'send').mockImplementation(async ({ to }) => {
      if (to === 'refused@example.test') throw new Error('no such mailbox');
    });
    expect(await deliverDue()).toBe(1);
    expect(sentTo('welcome@example.test')).toHaveLength(1);
  });

  it('may have taken the message before a crash: the second attempt carries the same id', async () => {
    clock.now = () => noon;
    queue('crash@example.test');
    const ids: string[] = [];
    let crash = (): void => {};
    vi.spyOn(transport(), 'send').mockImplementation((_, messageId) => {
      ids.push(messageId);
      return ids.length > 1 ? Promise.resolve() : new Promise((_, reject) => (crash = reject));
    });
    const unfinished = deliverDue();
    expect(await deliverDue()).toBe(0); // taken, so not due for two minutes
    clock.now = () => noon + 2 * minute;
    expect(await deliverDue()).toBe(1);
    expect(ids[1]).toBe(ids[0]);
    crash();
    await unfinished;
    expect(sentTo('crash@example.test')).toHaveLength(1);
  });
});

describe('what is kept of messages', () => {
  it('cannot be read in the database file', async () => {
    inTransaction((tx) =>
      queueMessage(tx, 'key-in-plain-view', {
        to: 'very.private@example.test',
        subject: 'Subject nobody else reads',
        text: 'Words nobody else reads',
      }),
    );
    await deliverDue();
    const file = path.join(config().dataDir, 'portal.sqlite');
    const bytes = Buffer.concat(
      [file, `${file}-wal`].filter(existsSync).map((name) => readFileSync(name)),
    );
    expect(bytes.includes('key-in-plain-view')).toBe(true);
    expect(bytes.includes('very.private')).toBe(false);
    expect(bytes.includes('nobody else reads')).toBe(false);
    expect(sentTo('very.private@example.test')).toHaveLength(1);
  });

  it('goes thirty days after a message was sent', async () => {
    clock.now = () => noon;
    queue('old@example.test');
    await deliverDue();
    clock.now = () => noon + 30 * day;
    expect(purgeOutbox()).toBe(0);
    clock.now = () => noon + 30 * day + 1;
    expect(purgeOutbox()).toBe(1);
    expect(sentTo('old@example.test')).toEqual([]);
  });

  it('stays while a message is still to be sent', async () => {
    clock.now = () => noon;
    queue('waiting@example.test');
    clock.now = () => noon + 100 * day;
    purgeOutbox();
    await deliverDue();
    expect(sentTo('waiting@example.test')).toHaveLength(1);
  });
});
