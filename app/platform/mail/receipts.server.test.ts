import { eq } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { outbox } from '#db/schema';
import { database, inTransaction, migrateDatabase } from '../database.server';
import { clock, day, minute, second } from '../time/clock';
import { deliverDue, queueMessage } from './outbox.server';
import { askForReceipts } from './receipts.server';
import { textsAvailable, transport } from './transport.server';

/** A portal in production that is configured for GOV.UK Notify: the outbox, the client and a stub of the service. */

const service = await vi.hoisted(async () => {
  const { randomBytes } = await import('node:crypto');
  const { startNotify } = await import('../../../tests/support/notify-service');
  const started = await startNotify();
  const environment = {
    PORTAL_MODE: 'production',
    PORTAL_BASE_URL: 'https://portal.example.test',
    PORTAL_VIDEO_URL: 'https://video.example.test',
    PORTAL_KEYS: `first:${randomBytes(32).toString('base64')}`,
    PORTAL_LOOKUP_KEY: randomBytes(32).toString('hex'),
    PORTAL_MAIL_FROM: 'no-reply@portal.example.test',
    PORTAL_MAIL: 'notify',
    PORTAL_TEXTS: 'notify',
    PORTAL_NOTIFY_KEY: started.key,
    PORTAL_NOTIFY_URL: started.url,
    PORTAL_NOTIFY_EMAIL_TEMPLATE: started.emailTemplate,
    PORTAL_NOTIFY_TEXT_TEMPLATE: started.textTemplate,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return started;
});

migrateDatabase();

const { now } = clock;
const { ask } = transport();

afterEach(() => {
  transport().ask = ask;
  clock.now = now;
  database().delete(outbox).run();
  service.taken.length = service.asked.length = 0;
});
afterAll(() => service.stop());

const noon = Date.UTC(2026, 11, 1, 12);

/** Queues and hands over one email, at noon. @returns its id. */
async function handOver(key = 'one-change'): Promise<string> {
  clock.now = () => noon;
  const message = { to: 'amina@example.test', subject: 'News', text: 'There is news.' };
  inTransaction((tx) => queueMessage(tx, key, message));
  await deliverDue();
  return rowOf(key).id;
}

const rowOf = (key = 'one-change') =>
  database().select().from(outbox).where(eq(outbox.idempotencyKey, key)).get()!;

async function askAt(time: number): Promise<number> {
  clock.now = () => time;
  return askForReceipts();
}

const questions = () => service.asked.filter((each) => each.startsWith('GET')).length;

describe('whether a message arrived', () => {
  it('is asked a minute later, under its own reference, and then its words go', async () => {
    const id = await handOver();
    expect(service.taken.map(({ reference }) => reference)).toEqual([id]);
    expect(rowOf().sealedMessage).not.toBeNull();
    await askAt(noon + minute - 1);
    expect(questions()).toBe(0);
    service.taken[0]!.status = 'delivered';
    expect(await askAt(noon + minute)).toBe(0);
    expect(rowOf()).toMatchObject({ deliveredAt: noon, receipt: null, askAt: null });
    expect(rowOf().sealedMessage).toBeNull();
    await askAt(noon + day);
    expect(questions()).toBe(1);
  });

  it.each(['permanent-failure', 'temporary-failure', 'technical-failure'])(
    'is no after %s: the message is kept for somebody to send again',
    async (status) => {
      await handOver();
      service.taken[0]!.status = status;
      expect(await askAt(noon + minute)).toBe(1);
      expect(rowOf()).toMatchObject({
        deliveredAt: null,
        abandonedAt: noon + minute,
        failure: 'not-arrived',
        receipt: null,
      });
      expect(rowOf().sealedMessage).not.toBeNull();
    },
  );

  it('is asked again, more and more seldom, for four days; then nothing more is known', async () => {
    await handOver();
    service.taken[0]!.status = 'sending';
    let asked = 0;
    for (let at = rowOf().askAt; at !== null && asked < 100; at = rowOf().askAt) {
      await askAt(at);
      asked += 1;
    }
    expect(asked).toBe(questions());
    expect(clock.now()).toBeGreaterThanOrEqual(noon + 4 * day);
    expect(rowOf()).toMatchObject({ deliveredAt: noon, receipt: null, sealedMessage: null });
  });

  it('is not held against the message when the service forgot it', async () => {
    await handOver();
    service.taken.length = 0;
    await askAt(noon + minute);
    expect(rowOf()).toMatchObject({ deliveredAt: noon, receipt: null, abandonedAt: null });
  });

  it('is asked about nothing more in this round when the service does not answer', async () => {
    await handOver('first');
    await handOver('second');
    service.next({ status: 500, error: 'Exception', message: 'down' });
    await askAt(noon + minute);
    expect(questions()).toBe(1);
    for (const each of service.taken) each.status = 'delivered';
    await askAt(noon + minute + 30 * second);
    expect([rowOf('first').receipt, rowOf('second').receipt]).toEqual([null, null]);
  });

  it('is settled when the provider that took it is no longer used', async () => {
    await handOver();
    transport().ask = undefined;
    await askAt(noon + minute);
    expect(rowOf()).toMatchObject({ receipt: null, sealedMessage: null, deliveredAt: noon });
  });
});

describe('a process that dies after handing a message over', () => {
  it('finds, when it is back, that the service has it: there is one message only', async () => {
    service.next('gone');
    await handOver();
    expect(rowOf()).toMatchObject({ deliveredAt: null, attempts: 1, failure: 'unreachable' });
    clock.now = () => noon + minute;
    expect(await deliverDue()).toBe(1);
    expect(service.taken).toHaveLength(1);
    expect(rowOf().receipt).toBe(service.taken[0]!.id);
  });
});

describe('a text message', () => {
  it('is offered, and leaves by the same service', async () => {
    expect(textsAvailable()).toBe(true);
    const text = { channel: 'text', to: '07700 900 123', text: 'There is news.' } as const;
    inTransaction((tx) => queueMessage(tx, 'a-text', text));
    expect(await deliverDue()).toBe(1);
    expect(service.taken).toMatchObject([
      { type: 'sms', to: '+447700900123', reference: rowOf('a-text').id },
    ]);
  });
});
