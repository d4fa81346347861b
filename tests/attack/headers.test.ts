import { request as rawRequest, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openHeaders,
  privateHeaders,
  publicHeaders,
  secretHeaders,
  transportHeaders,
} from '~/platform/http/headers';
import type { RouteEntry } from '~/platform/http/route-entry';
import { localPath } from '~/platform/locale';
import { table } from '~/routes';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** What every answer of the portal says in its headers, compared with the one object that says it (headers.ts). */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal({ ...forReal, PORTAL_TRUSTED_PROXIES: '1' });
});
afterAll(() => portal.stop());

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let asked = 0;

/** Asks from another network each time, and shows every header as it was sent. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  asked += 1;
  return new Promise((resolve, reject) => {
    const from = { 'x-forwarded-for': `2001:db8:0:${asked.toString(16)}::1` };
    rawRequest(portal.url + path, { method, headers: { ...from, ...headers } }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end('x'.repeat(Number(headers['content-length'] ?? 0)));
  });
}

const lower = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const examples: Record<string, string> = {
  '/guides/:slug': '/guides/what-ppa-is',
  '/support/shortlist/cards.vcf': '/support/shortlist/cards.vcf?id=samaritans',
};
const addressOf = (path: string) =>
  examples[path] ?? path.replace('/support/:id', '/support/samaritans').replace(/:\w+/g, 'none');

/** What an address says, when it answers with what it is for. */
const headersOf = ({ kept, open, secret }: RouteEntry) => ({
  ...lower(open ? openHeaders : kept ? publicHeaders : privateHeaders),
  ...lower(secret ? secretHeaders : {}),
  ...lower(transportHeaders),
});

/** What no answer says. */
function tellsNothing({ headers }: Answer, where: string) {
  for (const name of ['server', 'x-powered-by', 'x-remix-response', 'via']) {
    expect(headers, where).not.toHaveProperty(name);
  }
}

/** Two answers differ in nothing but the moment, the number of the request and what a new cookie holds. */
function withoutTheMoment({ headers }: Answer) {
  const { 'set-cookie': cookies = [], ...lasting } = headers;
  for (const name of ['date', 'x-request-id']) delete lasting[name];
  return { ...lasting, cookies: cookies.map((cookie) => cookie.replace(/=[^;]*/, '=')) };
}

const addresses = table
  .filter(({ demo }) => !demo)
  .flatMap((entry) =>
    (entry.machine ? (['en'] as const) : (['en', 'cy'] as const)).map(
      (locale): [string, RouteEntry] => [localPath(locale, addressOf(entry.path)), entry],
    ),
  );

describe.each(addresses)('%s', (address, entry) => {
  it('says of itself what its kind says, and the same to who asks for the headers only', async () => {
    const answer = await ask(address);
    tellsNothing(answer, address);
    // What goes wrong is said in a page that holds no script and is kept nowhere.
    const isProblem = answer.status >= 400;
    // A calendar program gets a word instead of a page. Behind a secret link it is the page itself that says so.
    const isPage = answer.headers['content-type']?.startsWith('text/html');
    const asPublic = isProblem && isPage && !entry.open && !entry.secret;
    const expected = asPublic ? lower(publicHeaders) : headersOf(entry);
    if (isProblem) expected['cache-control'] = 'no-store';
    expect(answer.headers).toMatchObject(expected);
    expect(answer.headers).toMatchObject(lower(transportHeaders));
    if (entry.kept) expect(answer.headers).not.toHaveProperty('set-cookie');
    if (entry.kept && answer.status === 200) {
      expect(answer.headers.vary?.toLowerCase()).toContain('accept-encoding');
    } else {
      expect(answer.headers['cache-control']).toBe('no-store');
    }

    const head = await ask(address, 'HEAD');
    expect(head.status).toBe(answer.status);
    expect(head.body).toBe('');
    const rest: IncomingHttpHeaders = withoutTheMoment(answer);
    for (const name of ['content-length', 'transfer-encoding']) delete rest[name];
    expect(withoutTheMoment(head)).toMatchObject(rest);
  });
});

describe('a page that says what went wrong', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' };
  const own = { ...form, origin: forReal.PORTAL_BASE_URL! };
  it.each<[number, string, string, Record<string, string>]>([
    [400, 'POST', '/sign-in', { ...own, 'content-type': 'text/plain' }],
    [403, 'POST', '/sign-in', { ...form, origin: 'https://evil.example' }],
    [404, 'GET', '/nowhere', {}],
    [404, 'GET', '/cy/guides/nowhere', {}],
    [404, 'GET', '/dev/mailbox', {}],
    [405, 'DELETE', '/guides', {}],
    [405, 'GET', '/csp-report', {}],
    [411, 'POST', '/sign-in', { origin: forReal.PORTAL_BASE_URL!, 'transfer-encoding': 'chunked' }],
    [413, 'POST', '/sign-in', { ...own, 'content-length': '70000' }],
  ])('%i holds no script and is kept nowhere: %s %s', async (status, method, path, headers) => {
    const answer = await ask(path, method, headers);
    expect(answer.status).toBe(status);
    tellsNothing(answer, path);
    expect(answer.headers).toMatchObject({
      ...lower(publicHeaders),
      ...lower(transportHeaders),
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
    });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('429 does, too', async () => {
    const from = { 'x-forwarded-for': '198.51.100.1' };
    let answer = await ask('/search?q=', 'GET', from);
    for (let times = 0; answer.status === 200 && times < 120; times += 1) {
      answer = await ask('/search?q=', 'GET', from);
    }
    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({ ...lower(publicHeaders), 'cache-control': 'no-store' });
  });
});

describe('a page of somebody who is signed in', () => {
  it('is kept nowhere and runs the portal’s own script only', async () => {
    const demo = await startPortal();
    try {
      const person = await new Visitor(demo).signIn('amina.demo@example.test');
      for (const path of ['/account', '/meetings', '/account/data']) {
        const answer = await person.ask(path);
        expect(answer.status, path).toBe(200);
        const headers = Object.fromEntries(answer.headers);
        expect(headers, path).toMatchObject(lower(privateHeaders));
        expect(headers, 'there is no https here').not.toHaveProperty('strict-transport-security');
      }
    } finally {
      await demo.stop();
    }
  });
});
