import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { outbox } from '#db/schema';
import { requestIdOf } from '~/meetings/index.server';
import { readAudit } from '~/platform/audit.server';
import { database, inTransaction } from '~/platform/database.server';
import { NotDelivered, type Failure } from '~/platform/mail/failures';
import { deliverDue, queueMessage } from '~/platform/mail/outbox.server';
import { transport } from '~/platform/mail/transport.server';
import { person } from '../../tests/support/people';
import { send } from '../../tests/support/requests';
import { putMessageAside, readUndelivered, sendMessagesAgain } from './undelivered.server';

const lead = person('lead');

afterEach(() => {
  vi.restoreAllMocks();
  database().delete(outbox).run();
});

/** An email that was refused. @returns its id. */
async function lose(key: string, requestId?: string, failure: Failure = 'refused') {
  const message = { to: 'amina@example.test', subject: 'News', text: 'There is news.' };
  inTransaction((tx) =>
    queueMessage(
      tx,
      key,
      message,
      requestId === undefined ? undefined : { requestId, audience: 'practitioner' },
    ),
  );
  const refuse = vi.spyOn(transport(), 'send').mockRejectedValue(new NotDelivered(failure));
  await deliverDue();
  refuse.mockRestore();
  return database().select().from(outbox).where(eq(outbox.idempotencyKey, key)).get()!.id;
}

const auditRows = (action: 'messages-sent-again' | 'messages-put-aside') =>
  readAudit({ actions: [action] }, 10).map(({ actorId, subject, detail }) => [
    actorId,
    subject,
    detail,
  ]);

describe('a lead', () => {
  it('sees what did not arrive, with the request it was about, and never to whom or what', async () => {
    const reference = await send(person('practitioner'));
    await deliverDue();
    await lose('about one', requestIdOf(lead, reference)!);
    await lose('about none');
    const seen = readUndelivered(lead, 1);
    expect(seen).toMatchObject({
      total: 2,
      counts: [{ failure: 'refused', count: 2 }],
      messages: [
        { reference: null, audience: 'person' },
        { reference, audience: 'practitioner' },
      ],
      newer: null,
      older: null,
    });
    expect(JSON.stringify(seen)).not.toMatch(/amina|There is news/);
  });

  it('turns pages of fifty', async () => {
    for (let index = 0; index < 51; index += 1) await lose(`lost ${index}`);
    const first = readUndelivered(lead, 1);
    expect([first.messages.length, first.newer, first.older]).toEqual([50, null, 2]);
    const second = readUndelivered(lead, 2);
    expect([second.messages.length, second.newer, second.older]).toEqual([1, 1, null]);
  });

  it('sends messages again, and the trail says about which requests and how many', async () => {
    const reference = await send(person('practitioner'));
    await deliverDue();
    const requestId = requestIdOf(lead, reference)!;
    for (const key of ['one', 'two']) await lose(key, requestId);
    await lose('three');
    expect(sendMessagesAgain(lead, { failure: 'refused' })).toEqual({ sent: 3, stayed: 0 });
    expect(await deliverDue()).toBe(3);
    expect(auditRows('messages-sent-again').sort()).toEqual(
      [
        [lead.accountId, requestId, '2'],
        [lead.accountId, 'messages', '1'],
      ].sort(),
    );
  });

  it('puts a message aside once; a second press finds it gone', async () => {
    const id = await lose('one');
    expect(putMessageAside(lead, id)).toBe(true);
    expect(putMessageAside(lead, id)).toBe(false);
    expect(readUndelivered(lead, 1).total).toBe(0);
    expect(auditRows('messages-put-aside')).toEqual([[lead.accountId, 'messages', '1']]);
  });
});

describe('anybody else', () => {
  it.each([person('adviser', 'north'), person('editor'), person('practitioner')])(
    'neither sees nor touches the list: $role',
    async (actor) => {
      const id = await lose('one');
      for (const attempt of [
        () => readUndelivered(actor, 1),
        () => sendMessagesAgain(actor, { id }),
        () => putMessageAside(actor, id),
      ]) {
        expect(attempt).toThrow(expect.objectContaining({ status: 404 }));
      }
      expect(readUndelivered(lead, 1).total).toBe(1);
    },
  );
});
