import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eq } from 'drizzle-orm';
import { limits, outbox } from '#db/schema';
import { config } from '../config.server';
import { newId } from '../crypto.server';
import { database, inTransaction, migrateDatabase } from '../database.server';
import { clock, day, hour, minute, second } from '../time/clock';
import { calendarPart } from './calendar';
import { NotDelivered, type Failure } from './failures';
import type { AnyMessage, EmailMessage } from './message';
import {
  deliverDue,
  dropWaitingAbout,
  purgeOutbox,
  queueMessage,
  sentMessages,
  waitingSince,
} from './outbox.server';
import { transport } from './transport.server';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
  vi.restoreAllMocks();
  database().delete(outbox).run();
});

const noon = Date.UTC(2026, 11, 1, 12);

const messageTo = (to: string): EmailMessage => ({
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

describe('a portal that stops', () => {
  it('begins no further message, and sends it after the next start', async () => {
    queue('first@example.test');
    queue('second@example.test');
    const stopping = new AbortController();
    const { send } = transport();
    const sending = vi.spyOn(transport(), 'send').mockImplementation(async (...message) => {
      stopping.abort();
      return send(...message);
    });
    expect(await deliverDue(stopping.signal)).toBe(1);
    expect(sentTo('second@example.test')).toEqual([]);
    sending.mockRestore();
    expect(await deliverDue()).toBe(1);
    expect(sentTo('second@example.test')).toHaveLength(1);
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

const rowOf = (key: string) =>
  database().select().from(outbox).where(eq(outbox.idempotencyKey, key)).get()!;

/** A provider that fails in one way, until it is told to stop. */
function failing(failure: Failure) {
  const again: boolean[] = [];
  const send = vi.spyOn(transport(), 'send').mockImplementation(async (_, __, repeated) => {
    again.push(repeated);
    throw new NotDelivered(failure);
  });
  return { again, mend: () => send.mockRestore() };
}

describe('a message that', () => {
  it.each(['refused', 'rejected', 'bad-number', 'not-arrived'] as const)(
    'can never arrive (%s) is tried once, and kept for somebody to look at',
    async (failure) => {
      clock.now = () => noon;
      queue('never@example.test', 'hopeless');
      const { again } = failing(failure);
      await deliverDue();
      clock.now = () => noon + day;
      await deliverDue();
      expect(again).toEqual([false]);
      const row = rowOf('hopeless');
      expect(row).toMatchObject({ abandonedAt: noon, deliveredAt: null, failure, attempts: 1 });
      expect(row.sealedMessage).not.toBeNull();
    },
  );

  it.each(['unreachable', 'busy', 'not-let-in', 'fault'] as const)(
    'may arrive later (%s) is tried again, and the provider is told that it is a repeat',
    async (failure) => {
      clock.now = () => noon;
      queue('later@example.test', 'hopeful');
      const { again, mend } = failing(failure);
      await deliverDue();
      expect(rowOf('hopeful')).toMatchObject({ abandonedAt: null, failure });
      clock.now = () => noon + minute;
      await deliverDue();
      expect(again).toEqual([false, true]);
      mend();
      clock.now = () => noon + hour;
      await deliverDue();
      expect(rowOf('hopeful')).toMatchObject({ deliveredAt: noon + hour, failure: null });
    },
  );

  it('was abandoned waits for somebody to look at it for thirty days', async () => {
    clock.now = () => noon;
    queue('never@example.test', 'hopeless');
    failing('refused');
    await deliverDue();
    clock.now = () => noon + 30 * day;
    expect(purgeOutbox()).toBe(0);
    clock.now = () => noon + 30 * day + 1;
    expect(purgeOutbox()).toBe(1);
  });

  it('tells of a request says so, and for whom it is, without a word of it', () => {
    const about = { requestId: 'one-request', audience: 'supporter' } as const;
    inTransaction((tx) =>
      queueMessage(tx, 'about-a-request', messageTo('someone@example.test'), about),
    );
    expect(rowOf('about-a-request')).toMatchObject({ ...about, channel: 'email' });
    queue('someone@example.test', 'about-none');
    expect(rowOf('about-none')).toMatchObject({ requestId: null, audience: 'person' });
  });
});

describe('a text message', () => {
  const text = (to: string): AnyMessage => ({ channel: 'text', to, text: 'There is news.' });

  it('goes to the number in its international form, and is in the mailbox without a subject', async () => {
    inTransaction((tx) => queueMessage(tx, 'a-text', text('07700 900 123')));
    expect(rowOf('a-text').channel).toBe('text');
    await deliverDue();
    expect(sentMessages()[0]!.message).toEqual({
      to: '+447700900123',
      subject: '',
      text: 'There is news.',
    });
  });

  it('to what is no number is given up at once, and no provider is asked', async () => {
    const send = vi.spyOn(transport(), 'send');
    inTransaction((tx) => queueMessage(tx, 'a-text', text('ask my secretary')));
    await deliverDue();
    expect(send).not.toHaveBeenCalled();
    expect(rowOf('a-text')).toMatchObject({ failure: 'bad-number', attempts: 1 });
    expect(rowOf('a-text').abandonedAt).not.toBeNull();
  });
});

describe('what would mislead', () => {
  const code = { ...messageTo('late@example.test'), usefulUntil: noon + 10 * minute };

  it('is sent while it is of use', async () => {
    clock.now = () => noon + 10 * minute - 1;
    inTransaction((tx) => queueMessage(tx, 'a-code', code));
    await deliverDue();
    expect(sentTo('late@example.test')).toHaveLength(1);
  });

  it('is not sent afterwards; a code is then of no use to anybody, and its words go', async () => {
    clock.now = () => noon + 10 * minute;
    inTransaction((tx) => queueMessage(tx, 'a-code', code));
    await deliverDue();
    expect(sentTo('late@example.test')).toEqual([]);
    expect(rowOf('a-code')).toMatchObject({ failure: 'too-late', sealedMessage: null });
  });

  it('is kept for staff when it tells of a request: a reminder that nobody got', async () => {
    clock.now = () => noon + hour;
    const about = { requestId: 'one-request', audience: 'practitioner' } as const;
    inTransaction((tx) => queueMessage(tx, 'a-reminder', code, about));
    await deliverDue();
    expect(rowOf('a-reminder')).toMatchObject({ failure: 'too-late', abandonedAt: noon + hour });
    expect(rowOf('a-reminder').sealedMessage).not.toBeNull();
  });

  /** An invitation, or what calls it off, for one reader. */
  const calendarMessage = (method: 'REQUEST' | 'CANCEL', sequence: number, to: string) => ({
    ...messageTo(to),
    calendar: calendarPart(method, {
      uid: 'one-meeting',
      sequence,
      startsAt: noon,
      endsAt: noon + hour,
      summary: 'Meeting',
      attendee: to,
      organiser: { name: 'Meetings', email: 'no-reply@portal.example.test' },
      url: 'https://portal.example.test/meetings',
      stampedAt: noon,
    }),
  });
  const queueInvitation = (...of: Parameters<typeof calendarMessage>) =>
    inTransaction((tx) => queueMessage(tx, of.join(), calendarMessage(...of)));

  it('is an invitation that was held up until after the meeting was called off', async () => {
    clock.now = () => noon;
    queueInvitation('REQUEST', 1, 'amina@example.test');
    const { mend } = failing('unreachable');
    await deliverDue();
    mend();
    queueInvitation('CANCEL', 2, 'amina@example.test');
    clock.now = () => noon + hour;
    await deliverDue();
    const methods = sentTo('amina@example.test').map(({ message }) => message.calendar?.method);
    expect(methods).toEqual(['CANCEL']);
    // Nobody has to look at it: the reader knows better already.
    const held = rowOf('REQUEST,1,amina@example.test');
    expect(held).toMatchObject({ deliveredAt: null, sealedMessage: null, failure: 'too-late' });
  });

  it('is not what was held up and still holds, nor what is for somebody else', async () => {
    clock.now = () => noon;
    queueInvitation('REQUEST', 1, 'amina@example.test');
    queueInvitation('CANCEL', 1, 'first.adviser@example.test');
    const { mend } = failing('unreachable');
    await deliverDue();
    mend();
    queueInvitation('REQUEST', 2, 'second.adviser@example.test');
    clock.now = () => noon + hour;
    await deliverDue();
    for (const reader of ['amina', 'first.adviser', 'second.adviser']) {
      expect(sentTo(`${reader}@example.test`), reader).toHaveLength(1);
    }
  });

  it('is not an invitation and what follows it, queued together: they go in the order written', async () => {
    clock.now = () => noon;
    queueInvitation('REQUEST', 1, 'amina@example.test');
    queueInvitation('CANCEL', 2, 'amina@example.test');
    const order: (number | undefined)[] = [];
    vi.spyOn(transport(), 'send').mockImplementation(async (message) => {
      order.push((message as EmailMessage).calendar?.sequence);
    });
    await deliverDue();
    expect(order).toEqual([1, 2]);
  });

  it('shows in the database neither whose calendar it is nor which meeting', () => {
    queueInvitation('REQUEST', 1, 'amina@example.test');
    const row = rowOf('REQUEST,1,amina@example.test');
    const plain = { ...row, sealedMessage: null, idempotencyKey: null };
    expect(JSON.stringify(plain)).not.toMatch(/amina|one-meeting/);
    expect(plain.calendarKey).toMatch(/^[\da-f]{64}$/);
  });
});

describe('a message that was handed over and may not have arrived', () => {
  it('keeps its words, and counts as held about the person, until that is known', async () => {
    clock.now = () => noon;
    queue('perhaps@example.test', 'perhaps');
    vi.spyOn(transport(), 'send').mockResolvedValue('a-receipt');
    await deliverDue();
    expect(rowOf('perhaps')).toMatchObject({ deliveredAt: noon, receipt: 'a-receipt' });
    expect(rowOf('perhaps').askAt).toBe(noon + minute);
    expect(waitingSince('perhaps@example.test')).toEqual([noon]);
  });
});

describe('what waits about a request', () => {
  it('goes with it, whoever it is for and whichever way, but for what takes meetings out of calendars', () => {
    const queueAbout = (key: string, message: AnyMessage, audience: 'supporter' | 'adviser') =>
      inTransaction((tx) => queueMessage(tx, key, message, { requestId: 'gone', audience }));
    const off = { method: 'CANCEL', content: '' } as const;
    queueAbout('text', { channel: 'text', to: '07700 900123', text: 'News' }, 'supporter');
    queueAbout('email', messageTo('supporter@example.test'), 'supporter');
    queueAbout('off', { ...messageTo('supporter@example.test'), calendar: off }, 'supporter');
    queueAbout('staff', messageTo('adviser@example.test'), 'adviser');
    queue('other@example.test', 'another request');
    inTransaction((tx) => dropWaitingAbout(tx, 'gone', ['practitioner', 'supporter']));
    const left = database().select({ key: outbox.idempotencyKey }).from(outbox).all();
    expect(left.map(({ key }) => key).sort()).toEqual(['another request', 'off', 'staff']);
  });
});
