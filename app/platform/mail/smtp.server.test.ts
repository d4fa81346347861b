import { afterEach, describe, expect, it } from 'vitest';
import {
  reply,
  startMailServer,
  startWire,
  type MailServer,
} from '../../../tests/support/mail-server';
import { calendarPart } from './calendar';
import { NotDelivered } from './failures';
import type { EmailMessage } from './message';
import { smtpPatience, smtpTransport } from './smtp.server';

const servers: Pick<MailServer, 'stop'>[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function keep<Server extends Pick<MailServer, 'stop'>>(starting: Promise<Server>) {
  const server = await starting;
  servers.push(server);
  return server;
}

const mailServer = (...options: Parameters<typeof startMailServer>) =>
  keep(startMailServer(...options));
const wire = (answer: Parameters<typeof startWire>[0]) => keep(startWire(answer));

const message: EmailMessage = {
  to: 'amina@example.test',
  subject: 'Cyfarfod: 1 Gorffennaf, â’r gŵr',
  text: 'Hello\n\nSign in to see it:\n\nhttps://portal.example.test/meetings/7K3M-9QTX',
};

const transportTo = (port: number, change: Partial<Parameters<typeof smtpTransport>[0]> = {}) =>
  smtpTransport({
    url: `smtp://127.0.0.1:${port}`,
    from: 'no-reply@portal.example.test',
    domain: 'portal.example.test',
    ...change,
  });

const send = (port: number, sent: EmailMessage = message, id = 'one-id') =>
  transportTo(port).send(sent, id, false);

/** What a failed attempt says, as the outbox and the log get it. */
async function failureOf(attempt: Promise<unknown>): Promise<[string, number | undefined]> {
  const error = await attempt.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotDelivered);
  expect(JSON.stringify(error) + String(error)).not.toMatch(/amina|somebody|not wanted/);
  const { failure, status } = error as NotDelivered;
  return [failure, status];
}

describe('an email over SMTP', () => {
  it('arrives as it was written, as plain text and as HTML, from us and to one person', async () => {
    const { port, received } = await mailServer();
    await send(port);
    expect(received).toHaveLength(1);
    const [{ from, to, mail }] = received as [(typeof received)[number]];
    expect([from, to]).toEqual(['no-reply@portal.example.test', ['amina@example.test']]);
    expect(mail.from?.address).toBe('no-reply@portal.example.test');
    expect(mail.to?.map(({ address }) => address)).toEqual(['amina@example.test']);
    expect([mail.cc, mail.bcc, mail.attachments]).toEqual([undefined, undefined, []]);
    expect(mail.subject).toBe(message.subject);
    expect(mail.text?.trim()).toBe(message.text);
    expect(mail.html).toContain('<a href="https://portal.example.test/meetings/7K3M-9QTX">');
  });

  it('has the same message id at every attempt, so that a repeat can be dropped', async () => {
    const { port, received } = await mailServer();
    await send(port);
    await transportTo(port).send(message, 'one-id', true);
    const ids = received.map(({ mail }) => mail.messageId);
    expect(ids).toEqual(['<one-id@portal.example.test>', '<one-id@portal.example.test>']);
  });

  it.each(['REQUEST', 'CANCEL'] as const)(
    'carries a calendar file that mail programs act on: %s',
    async (method) => {
      const { port, received } = await mailServer();
      const calendar = calendarPart(method, {
        uid: 'one-uid@portal.example.test',
        sequence: 3,
        startsAt: Date.UTC(2026, 6, 1, 9),
        endsAt: Date.UTC(2026, 6, 1, 9, 45),
        summary: 'Meeting',
        attendee: message.to,
        organiser: { name: 'Meetings', email: 'no-reply@portal.example.test' },
        url: 'https://portal.example.test/meetings/7K3M-9QTX',
        stampedAt: Date.UTC(2026, 5, 20),
      });
      await send(port, { ...message, calendar });
      const [{ mail, raw }] = received as [(typeof received)[number]];
      const files = mail.attachments.filter(({ mimeType }) => /calendar|ics/.test(mimeType));
      // Programs that show buttons read the part beside the words; others show an attachment.
      expect(files.length).toBeGreaterThanOrEqual(1);
      // Mail has its own line ends.
      const linesOf = (content: string) => content.trim().split(/\r?\n/);
      const words = ({ content }: (typeof files)[number]) =>
        typeof content === 'string' ? content : new TextDecoder().decode(content);
      for (const file of files) expect(linesOf(words(file))).toEqual(linesOf(calendar.content));
      expect(files.map((file) => file.method)).toContain(method);
      expect(raw).toMatch(new RegExp(`content-type: text/calendar;[^:]*method=${method}`, 'i'));
      expect(raw).toMatch(/content-type: multipart\/alternative/i);
      expect(mail.text).toContain('Sign in to see it');
    },
  );

  it.each([
    ['subject', { subject: 'News\r\nBcc: thief@example.test\r\n\r\nOther words' }],
    ['address', { to: 'amina@example.test\r\nBcc: thief@example.test' }],
    ['address with a second one', { to: 'amina@example.test, thief@example.test' }],
    ['address with a name of another', { to: '"thief@example.test" <amina@example.test>' }],
    ['address with a command', { to: 'amina@example.test>\r\nRCPT TO:<thief@example.test' }],
  ])('takes no header and no second reader from its %s', async (_, change) => {
    const { port, received } = await mailServer();
    // Some of these no server takes; what is taken goes to nobody else.
    await send(port, { ...message, ...change }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(NotDelivered);
    });
    for (const { to, mail } of received) {
      expect(to).not.toContain('thief@example.test');
      expect(to).toHaveLength(1);
      expect(mail.bcc ?? mail.cc).toBeUndefined();
      expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
      expect(mail.text?.trim()).toBe(message.text);
    }
  });

  it('is not how a text message leaves', async () => {
    const text = { channel: 'text', to: '+447700900123', text: 'News' } as const;
    const { port, received } = await mailServer();
    const attempt = transportTo(port).send(text, 'one-id', false);
    expect(await failureOf(attempt)).toEqual(['rejected', undefined]);
    expect(received).toEqual([]);
  });
});

describe('a mail server somewhere else', () => {
  /** An address of this machine that the portal does not take for this machine. */
  const elsewhere = '127.0.0.2';

  it('gets nothing that can be read on the way', async () => {
    const { port, received } = await mailServer({}, elsewhere);
    const transport = transportTo(port, { url: `smtp://${elsewhere}:${port}` });
    expect(await failureOf(transport.send(message, 'one-id', false))).toEqual([
      'unreachable',
      expect.anything(),
    ]);
    expect(received).toEqual([]);
  });

  it.each([
    ['smtp', { disabledCommands: [] }],
    ['smtps', { secure: true }],
  ])('gets nothing over %s while nobody vouches for its certificate', async (scheme, options) => {
    const { port, received } = await mailServer(options, elsewhere);
    const transport = transportTo(port, { url: `${scheme}://${elsewhere}:${port}` });
    const [failure] = await failureOf(transport.send(message, 'one-id', false));
    expect(failure).toBe('unreachable');
    expect(received).toEqual([]);
  });
});

describe('a mail server that says no', () => {
  it.each([
    [421, 'busy'],
    [450, 'busy'],
    [452, 'busy'],
    [550, 'refused'],
    [553, 'refused'],
  ])('with %i to the reader: %s', async (status, failure) => {
    const { port } = await mailServer({ onRcptTo: (_, __, done) => done(reply(status)) });
    expect(await failureOf(send(port))).toEqual([failure, status]);
  });

  it.each([
    [451, 'busy'],
    [552, 'rejected'],
    [554, 'rejected'],
  ])('with %i to the message: %s', async (status, failure) => {
    const { port } = await mailServer({
      onData: (stream, _, done) => {
        stream.resume();
        stream.on('end', () => done(reply(status)));
      },
    });
    expect(await failureOf(send(port))).toEqual([failure, status]);
  });

  it.each([
    [450, 'busy'],
    [550, 'rejected'],
    [530, 'not-let-in'],
  ])('with %i to the sender: %s', async (status, failure) => {
    const { port } = await mailServer({ onMailFrom: (_, __, done) => done(reply(status)) });
    expect(await failureOf(send(port))).toEqual([failure, status]);
  });

  it('to our password: the message may still go when the password is right again', async () => {
    const server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _, done) =>
        password === 'right' ? done(null, { user: 'portal' }) : done(reply(535)),
    });
    const withPassword = (password: string) =>
      transportTo(server.port, { url: `smtp://portal:${password}@127.0.0.1:${server.port}` });
    const attempt = withPassword('wrong').send(message, 'one-id', false);
    expect(await failureOf(attempt)).toEqual(['not-let-in', 535]);
    await withPassword('right').send(message, 'one-id', true);
    expect(server.received).toHaveLength(1);
  });

  it('to everybody, at the door: that may be mended', async () => {
    const { port } = await wire((line) => (line === '' ? '554 no mail here' : '221 bye'));
    expect((await failureOf(send(port)))[0]).toBe('unreachable');
  });
});

describe('a mail server that', () => {
  /** Everything up to the words themselves. */
  const upToData = (line: string) => {
    if (line === '') return '220 ready';
    if (/^(EHLO|MAIL|RCPT)/.test(line)) return '250 fine';
    if (line === 'DATA') return '354 go on';
    return undefined;
  };
  const impatient = { ...smtpPatience, socketTimeout: 100, greetingTimeout: 100 };
  const hurried = (port: number, patience = impatient) =>
    transportTo(port, { patience }).send(message, 'one-id', false);

  it('is not there can be tried again', async () => {
    const { port, stop } = await startWire(() => null);
    await stop();
    expect(await failureOf(send(port))).toEqual(['unreachable', undefined]);
  });

  it('breaks off in the middle of the message can be tried again', async () => {
    const { port } = await wire((line) => (/^Subject/.test(line) ? null : upToData(line)));
    expect(await failureOf(send(port))).toEqual(['unreachable', undefined]);
  });

  it('never greets is not waited for', async () => {
    const { port } = await wire(() => undefined);
    expect(await failureOf(hurried(port))).toEqual(['unreachable', undefined]);
  });

  it('never says that it has the message is not waited for', async () => {
    const { port } = await wire(upToData);
    expect(await failureOf(hurried(port))).toEqual(['unreachable', undefined]);
  });

  it('always says a little more, and never comes to an end, is not waited for', async () => {
    const said = Array.from({ length: 50 }, (_, index) => `250-and ${index}`).join('\r\n');
    const { port } = await wire((line) => (/^EHLO/.test(line) ? said : upToData(line)));
    const patience = { ...smtpPatience, whole: 100 };
    expect(await failureOf(hurried(port, patience))).toEqual(['unreachable', undefined]);
  });
});
