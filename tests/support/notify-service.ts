import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * GOV.UK Notify as its documentation describes it, on this machine: it checks who asks, what they send and whether
 * the template is there, keeps what it took, and says what became of it.
 */

export interface Notification {
  id: string;
  reference: string | null;
  type: 'email' | 'sms';
  status: string;
  to: string;
  personalisation: Record<string, string>;
  replyTo: string | null;
}

export interface NotifyService {
  url: string;
  /** A key as Notify shows it once: a name, the service's id and the secret. */
  key: string;
  emailTemplate: string;
  textTemplate: string;
  taken: Notification[];
  /** What was asked for: method and path, without the query. */
  asked: string[];
  /** Answers the next request with an error, or in a way of its own. */
  next(answer: NotifyError | Upset): void;
  stop: () => Promise<void>;
}

/** An error as Notify documents it. */
export interface NotifyError {
  status: number;
  error: string;
  message: string;
}

/** `silent` never answers; `gone` breaks off after the message was taken; `trickle` never comes to an end. */
type Upset = 'silent' | 'gone' | 'trickle';

const documented: Record<string, Omit<NotifyError, 'message'> & { message: string }> = {
  noTemplate: { status: 400, error: 'BadRequestError', message: 'Template not found' },
  notANumber: {
    status: 400,
    error: 'ValidationError',
    message: 'phone_number Number is not valid – double check the phone number you entered',
  },
  badClock: {
    status: 403,
    error: 'AuthError',
    message: 'Error: Your system clock must be accurate to within 30 seconds',
  },
  badKey: { status: 403, error: 'AuthError', message: 'Invalid token: API key not found' },
  noResult: { status: 404, error: 'NoResultFound', message: 'No result found' },
};

interface Sent {
  template_id: string;
  email_address?: string;
  phone_number?: string;
  personalisation?: Record<string, string>;
  reference?: string;
  email_reply_to_id?: string;
}

/** @param now the service's clock, in milliseconds. */
export async function startNotify(now: () => number = Date.now): Promise<NotifyService> {
  const serviceId = randomUUID();
  const secret = randomUUID();
  const emailTemplate = randomUUID();
  const textTemplate = randomUUID();
  const taken: Notification[] = [];
  const asked: string[] = [];
  const upcoming: (NotifyError | Upset)[] = [];

  const wrong = (response: ServerResponse, { status, error, message }: NotifyError) =>
    json(response, status, { status_code: status, errors: [{ error, message }] });

  const take = (response: ServerResponse, sent: Sent, type: Notification['type']) => {
    const template = type === 'email' ? emailTemplate : textTemplate;
    if (sent.template_id !== template) return wrong(response, documented.noTemplate!);
    const to = (type === 'email' ? sent.email_address : sent.phone_number) ?? '';
    if (type === 'sms' && !/^\+\d{10,15}$/.test(to)) return wrong(response, documented.notANumber!);
    const notification: Notification = {
      id: randomUUID(),
      reference: sent.reference ?? null,
      type,
      status: 'created',
      to,
      personalisation: sent.personalisation ?? {},
      replyTo: sent.email_reply_to_id ?? null,
    };
    taken.push(notification);
    if (upcoming[0] === 'gone') {
      upcoming.shift();
      return response.destroy();
    }
    return json(response, 201, {
      id: notification.id,
      reference: notification.reference,
      content: notification.personalisation,
      uri: `http://127.0.0.1/v2/notifications/${notification.id}`,
      template: { id: template, version: 1, uri: '' },
    });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url!, 'http://127.0.0.1');
    asked.push(`${request.method} ${url.pathname}`);
    const body = await read(request);
    const [upset] = upcoming;
    if (upset !== undefined && upset !== 'gone') {
      upcoming.shift();
      if (upset === 'silent') return;
      if (upset === 'trickle') return void trickle(response);
      return wrong(response, upset);
    }
    const refused = refusalOf(request, serviceId, secret, now());
    if (refused) return wrong(response, documented[refused]!);
    if (request.method === 'POST') {
      const type = url.pathname.endsWith('/email') ? 'email' : 'sms';
      return take(response, JSON.parse(body) as Sent, type);
    }
    const id = /^\/v2\/notifications\/([^/]+)$/.exec(url.pathname)?.[1];
    if (id) {
      const found = taken.find((each) => each.id === id);
      return found ? json(response, 200, found) : wrong(response, documented.noResult!);
    }
    const reference = url.searchParams.get('reference');
    const notifications = taken.filter((each) => each.reference === reference).reverse();
    return json(response, 200, { notifications, links: {} });
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: `a_key-${serviceId}-${secret}`,
    emailTemplate,
    textTemplate,
    taken,
    asked,
    next: (one) => void upcoming.push(one),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(response: ServerResponse, status: number, content: unknown) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(content));
}

/** An answer whose end never comes, though there is always a little more of it. */
function trickle(response: ServerResponse): void {
  response.writeHead(201, { 'Content-Type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Checks the token by hand, with nothing of what made it: HMAC-SHA-256, our service, now. */
function refusalOf(
  request: IncomingMessage,
  serviceId: string,
  secret: string,
  now: number,
): keyof typeof documented | null {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [header = '', payload = '', signature = ''] = token.split('.');
  const right = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'badKey';
  const { iss, iat } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    iss: string;
    iat: number;
  };
  if (iss !== serviceId) return 'badKey';
  return Math.abs(now / 1000 - iat) > 30 ? 'badClock' : null;
}
