import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startNotify, type NotifyService } from '../../../tests/support/notify-service';
import { NotDelivered } from './failures';
import type { AnyMessage } from './message';
import { notifyTransport, type NotifySettings } from './notify.server';

let service: NotifyService;
/** How far the service's clock is ahead of ours, in milliseconds. */
let ahead = 0;
beforeEach(async () => {
  ahead = 0;
  service = await startNotify(() => Date.now() + ahead);
});
afterEach(() => service.stop());

const settings = (): NotifySettings => ({
  key: service.key,
  url: service.url,
  emailTemplate: service.emailTemplate,
  textTemplate: service.textTemplate,
});
const transport = (change: Partial<NotifySettings> = {}) =>
  notifyTransport({ ...settings(), ...change });

const email: AnyMessage = {
  to: 'amina@example.test',
  subject: 'There is a message for you',
  text: 'Hello\n\nSign in to see it.',
};
const text: AnyMessage = { channel: 'text', to: '+447700900123', text: 'There is news. Sign in.' };

/** What a failed attempt says; nothing in the whole error names a person or the key. */
async function failureOf(attempt: Promise<unknown>): Promise<[string, number | undefined]> {
  const error = await attempt.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotDelivered);
  const { failure, status, cause, ...rest } = error as NotDelivered;
  const everything = [String(error), (error as Error).stack, JSON.stringify([cause, rest])].join();
  for (const secret of [service.key.slice(-36), 'amina', '7700900123', 'Sign in']) {
    expect(everything).not.toContain(secret);
  }
  return [failure, status];
}

describe('a message over GOV.UK Notify', () => {
  it('is an email from our template, with our words, under our reference', async () => {
    const receipt = await transport().send(email, 'one-id', false);
    expect(service.taken).toEqual([
      {
        id: receipt,
        reference: 'one-id',
        type: 'email',
        status: 'created',
        to: 'amina@example.test',
        personalisation: { subject: email.subject, body: email.text },
        replyTo: null,
      },
    ]);
  });

  it('is a text to a phone', async () => {
    const receipt = await transport().send(text, 'one-id', false);
    expect(service.taken).toMatchObject([
      { id: receipt, type: 'sms', to: '+447700900123', personalisation: { body: text.text } },
    ]);
  });

  it('says where answers go, if there is such an address', async () => {
    const emailReplyTo = randomUUID();
    await transport({ emailReplyTo }).send(email, 'one-id', false);
    expect(service.taken[0]!.replyTo).toBe(emailReplyTo);
  });

  it('asks once, and no more, when all is well', async () => {
    await transport().send(email, 'one-id', false);
    expect(service.asked).toEqual(['POST /v2/notifications/email']);
  });
});

describe('a second attempt', () => {
  it('has the reference of the first', async () => {
    service.next({ status: 500, error: 'Exception', message: 'Internal server error' });
    await expect(transport().send(email, 'one-id', false)).rejects.toThrow(NotDelivered);
    await transport().send(email, 'one-id', true);
    expect(service.taken.map(({ reference }) => reference)).toEqual(['one-id']);
  });

  it.each([email, text])(
    'sends nothing when the first was taken, without our knowing',
    async (it) => {
      service.next('gone');
      expect(await failureOf(transport().send(it, 'one-id', false))).toEqual([
        'unreachable',
        undefined,
      ]);
      const receipt = await transport().send(it, 'one-id', true);
      expect(service.taken.map(({ id }) => id)).toEqual([receipt]);
    },
  );

  it('sends again what was taken and did not arrive', async () => {
    await transport().send(email, 'one-id', false);
    service.taken[0]!.status = 'temporary-failure';
    const receipt = await transport().send(email, 'one-id', true);
    expect(service.taken).toHaveLength(2);
    expect(service.taken[1]!.id).toBe(receipt);
    expect(service.taken[1]!.reference).toBe('one-id');
  });
});

describe('what Notify says no to', () => {
  it.each([
    [400, 'BadRequestError', 'rejected'],
    [400, 'ValidationError', 'rejected'],
    [401, 'AuthError', 'not-let-in'],
    [403, 'AuthError', 'not-let-in'],
    [429, 'RateLimitError', 'busy'],
    [429, 'TooManyRequestsError', 'busy'],
    [500, 'Exception', 'busy'],
    [503, 'Exception', 'busy'],
  ])('with %i %s: %s', async (status, error, failure) => {
    service.next({ status, error, message: 'amina@example.test may not' });
    expect(await failureOf(transport().send(email, 'one-id', false))).toEqual([failure, status]);
    expect(service.taken).toEqual([]);
  });

  it('is a number that is none', async () => {
    const attempt = transport().send({ ...text, to: '+44' }, 'one-id', false);
    expect(await failureOf(attempt)).toEqual(['bad-number', 400]);
  });

  it('is a template that is not there', async () => {
    const attempt = transport({ emailTemplate: randomUUID() }).send(email, 'one-id', false);
    expect(await failureOf(attempt)).toEqual(['rejected', 400]);
  });

  it('is a key that it does not know', async () => {
    const key = service.key.slice(0, -36) + randomUUID();
    expect(await failureOf(transport({ key }).send(email, 'one-id', false))).toEqual([
      'not-let-in',
      403,
    ]);
  });

  it('is a clock that is wrong', async () => {
    ahead = 60_000;
    const attempt = transport().send(email, 'one-id', false);
    expect(await failureOf(attempt)).toEqual(['not-let-in', 403]);
  });
});

describe('a service that', () => {
  it('is not there can be tried again', async () => {
    const { url, stop } = await startNotify();
    await stop();
    const attempt = transport({ url }).send(email, 'one-id', false);
    expect(await failureOf(attempt)).toEqual(['unreachable', undefined]);
  });

  it.each(['silent', 'trickle'] as const)('is %s is not waited for', async (upset) => {
    service.next(upset);
    const impatient = notifyTransport(settings(), 100);
    expect(await failureOf(impatient.send(email, 'one-id', false))).toEqual([
      'unreachable',
      undefined,
    ]);
  });
});

describe('what became of a message', () => {
  it.each([
    ['created', 'on-its-way'],
    ['sending', 'on-its-way'],
    ['pending', 'on-its-way'],
    ['a state of the future', 'on-its-way'],
    ['sent', 'arrived'],
    ['delivered', 'arrived'],
    ['permanent-failure', 'not-arrived'],
    ['temporary-failure', 'not-arrived'],
    ['technical-failure', 'not-arrived'],
  ])('%s: %s', async (status, arrival) => {
    const receipt = await transport().send(email, 'one-id', false);
    service.taken[0]!.status = status;
    expect(await transport().ask(receipt!)).toBe(arrival);
  });

  it('is unknown once Notify has forgotten it', async () => {
    expect(await transport().ask(randomUUID())).toBe('unknown');
  });

  it('is not known while Notify does not answer', async () => {
    service.next({ status: 503, error: 'Exception', message: 'down' });
    expect(await failureOf(transport().ask(randomUUID()))).toEqual(['busy', 503]);
  });
});
