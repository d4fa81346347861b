import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Requests that no browser sends, byte by byte: shapes in which one request hides another, or never ends. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

/** Everything that comes back for some bytes, up to the end of the connection. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(portal.url).port), '127.0.0.1');
    socket
      .on('data', (chunk) => (answer += String(chunk)))
      .on('close', () => resolve(answer))
      // A connection that is cut while we still write is what we want to see.
      .on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
      )
      .write(bytes, 'latin1');
  });
}

const statuses = (answer: string) =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

const lines = (...all: string[]) => all.join('\r\n');
const host = 'Host: localhost';
const close = 'Connection: close';
/** A form that may be sent, but for what a test adds. */
const post = (...more: string[]) =>
  lines(
    'POST /sign-out HTTP/1.1',
    host,
    `Origin: ${portal.url}`,
    'Content-Type: application/x-www-form-urlencoded',
    ...more,
  );

describe('a request with two meanings', () => {
  it.each<[string, () => string]>([
    [
      'a length and pieces',
      () => post('Content-Length: 5', 'Transfer-Encoding: chunked', '', '0', '', 'GET / HTTP/1.1'),
    ],
    [
      'pieces and a length',
      () => post('Transfer-Encoding: chunked', 'Content-Length: 5', '', '0', '', ''),
    ],
    ['two lengths', () => post('Content-Length: 3', 'Content-Length: 4', '', 'a=bc')],
    ['two lengths in one', () => post('Content-Length: 3, 4', '', 'a=bc')],
    ['a length with a sign', () => post('Content-Length: +3', '', 'a=b')],
    ['a length below nothing', () => post('Content-Length: -1', '', 'a=b')],
    ['a length in other digits', () => post('Content-Length: 0x3', '', 'a=b')],
    ['a length beyond all numbers', () => post(`Content-Length: ${'9'.repeat(40)}`, '', 'a=b')],
    ['pieces twice', () => post('Transfer-Encoding: chunked, identity', '', '0', '', '')],
    ['a space before the colon', () => post('Content-Length : 3', '', 'a=b')],
    ['a header on two lines', () => post('X-Long: one', ' two', 'Content-Length: 3', '', 'a=b')],
    ['a header without a name', () => post(': x', 'Content-Length: 3', '', 'a=b')],
    ['a null in a header', () => post('X-Null: a\0b', 'Content-Length: 3', '', 'a=b')],
    ['a line that ends by half', () => `GET / HTTP/1.1\nHost: localhost\n\n`],
    ['a return without a line', () => `GET / HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n`],
    ['no host', () => lines('GET / HTTP/1.1', '', '')],
    ['another protocol', () => lines('GET / HTTP/9.9', host, '', '')],
    ['the start of HTTP/2', () => lines('PRI * HTTP/2.0', '', 'SM', '', '')],
    ['a made-up method', () => lines('GETT / HTTP/1.1', host, '', '')],
    ['no address', () => lines('GET  HTTP/1.1', host, '', '')],
    ['TLS where there is none', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('is refused once, and the connection is closed: %s', async (_, bytes) => {
    const answer = await exchange(bytes());
    expect(statuses(answer)).toEqual([400]);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer.split('\r\n\r\n')[1], 'no words about how it was read').toMatch(/^0?$/);
  });

  it('hides no second request in the body of a reading', async () => {
    const hidden = lines('GET /support/samaritans HTTP/1.1', host, '', '');
    const answer = await exchange(
      lines('GET /cookies HTTP/1.1', host, close, `Content-Length: ${hidden.length}`, '', hidden),
    );
    expect(statuses(answer)).toEqual([200]);
  });

  it('hides none behind a form that is refused', async () => {
    const hidden = lines('GET /cookies HTTP/1.1', host, '', '');
    for (const length of [
      'Content-Length: 70000',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: xchunked',
    ]) {
      const answer = await exchange(`${post(length, '', '')}${hidden}`);
      expect(statuses(answer), length).toHaveLength(1);
      expect(statuses(answer)[0], length).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('a request that is too much', () => {
  it.each([
    ['one header of 20 kilobytes', `X: ${'x'.repeat(20_000)}`],
    [
      'a thousand headers',
      Array.from({ length: 1000 }, (_, i) => `X-${i}: ${i}-aaaaaaaa`).join('\r\n'),
    ],
    ['a cookie of 20 kilobytes', `Cookie: ${'a=b; '.repeat(4000)}`],
  ])('is refused before anybody reads it: %s', async (_, header) => {
    const answer = await exchange(lines('GET /meetings HTTP/1.1', host, header, '', ''));
    expect(statuses(answer)).toEqual([431]);
    expect(answer).toMatch(/^connection: close\r$/im);
  });

  it('is refused when its address is 20 kilobytes', async () => {
    const answer = await exchange(lines(`GET /?${'a'.repeat(20_000)} HTTP/1.1`, host, '', ''));
    expect(statuses(answer)).toEqual([431]);
  });
});

describe('a request for something the portal is not', () => {
  it.each([
    ['a tunnel', 'CONNECT elsewhere.example:443 HTTP/1.1'],
    ['a tunnel to itself', 'CONNECT localhost HTTP/1.1'],
  ])('is cut off: %s', async (_, line) => {
    expect(await exchange(lines(line, host, '', ''))).toBe('');
  });

  it.each([
    ['another protocol', ['Upgrade: websocket', 'Connection: upgrade, close']],
    ['HTTP/2', ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABk', 'Connection: upgrade, close']],
  ])('is an ordinary reading when it offers %s', async (_, headers) => {
    const answer = await exchange(lines('GET /cookies HTTP/1.1', host, ...headers, '', ''));
    expect(statuses(answer)).toEqual([200]);
    expect(answer).not.toMatch(/^upgrade:/im);
  });

  it.each(['http://elsewhere.example/cookies', 'https://localhost:1/cookies'])(
    'is one for the portal, whatever website it names: %s',
    async (target) => {
      const answer = await exchange(lines(`GET ${target} HTTP/1.1`, host, close, '', ''));
      expect(statuses(answer)).toEqual([200]);
      expect(answer).not.toContain('elsewhere.example');
    },
  );

  it.each([
    '*',
    '//elsewhere.example/%2f..',
    '/\\elsewhere.example',
    '/%00',
    '/..;/cookies',
    '/%2e%2e/cookies',
  ])('is no address of the portal: %s', async (target) => {
    const answer = await exchange(lines(`GET ${target} HTTP/1.1`, host, close, '', ''));
    expect(statuses(answer)[0]).toBeGreaterThanOrEqual(400);
    expect(statuses(answer)[0]).toBeLessThan(500);
    expect(answer).not.toMatch(/^location:/im);
  });
});

describe('a form made to be hard to read', () => {
  /** What every form takes, at an address where nobody needs to sign in. */
  const send = (path: string, fields: [string, string][]) => new Visitor(portal).send(path, fields);
  const many = (count: number) =>
    Array.from({ length: count }, (_, index): [string, string] => [`a${index}`, '']);

  it.each(['/sign-in', '/support/acas/report', '/what-happens-next', '/cy/support/match'])(
    'is refused, and the portal goes on: %s',
    async (path) => {
      for (const [what, fields] of [
        ['an endless list', [['list[4294967290]', 'x']]],
        ['a list by its length', [['email[99999999]', 'x']]],
        ['a path without end', [[`a${'[b]'.repeat(5_000)}`, 'x']]],
        ['ten thousand fields', many(5_000)],
        ['every object', [['__proto__[polluted]', 'x']]],
        ['every object, another way', [['email.constructor.prototype.polluted', 'x']]],
        ['a command of the library', [['__intent__', '{"type":"reset","payload":{}}']]],
      ] as [string, [string, string][]][]) {
        expect((await send(path, fields)).status, what).toBe(400);
      }
      const names = ['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
      const harmless = await send(
        path,
        names.map((name) => [name, 'x']),
      );
      expect(harmless.status).toBeLessThan(500);
      expect((await new Visitor(portal).ask('/cookies?')).status).toBe(200);
    },
  );

  it('puts nothing of its own into the headers of where it leads', async () => {
    const person = new Visitor(portal);
    for (const next of [
      '/meetings\r\nSet-Cookie: stolen=1',
      '/meetings%0d%0aSet-Cookie:%20stolen=1',
      '/meetings\nX-Forged: 1',
      '/\t/elsewhere.example',
    ]) {
      const answer = await person.send('/sign-in', { email: 'shape.test@example.test', next });
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe('/sign-in/code');
      expect(answer.headers.has('x-forged')).toBe(false);
      expect(person.cookies.has('stolen')).toBe(false);
    }
    const [message] = await portal.mailbox();
    const code = /\d{6}/.exec(message!.subject)![0];
    const inside = await person.send('/sign-in/code', { code });
    expect(new URL(inside.headers.get('location')!, portal.url).origin).toBe(portal.url);
    const asked = await fetch(`${portal.url}/account?a=%0d%0aSet-Cookie:%20b=1`, {
      redirect: 'manual',
    });
    expect(asked.headers.get('location')).toBe('/sign-in?next=%2Faccount');
    const slash = await fetch(`${portal.url}/cookies/?a=%0d%0aX-Forged:%201`, {
      redirect: 'manual',
    });
    expect(slash.headers.get('location')).toBe('/cookies?a=%0d%0aX-Forged:%201');
  });

  it('leads from slashes without an end to a page of its own, never to another website', async () => {
    const leadsTo = async (asked: string) =>
      /^location: (.*)\r$/im.exec(
        await exchange(`${lines(`GET ${asked} HTTP/1.1`, host, close)}\r\n\r\n`),
      )?.[1];
    expect(await leadsTo('//')).toBe('/');
    expect(await leadsTo('///?a=1')).toBe('/?a=1');
    for (const asked of ['//support/', '///guides//', '//evil.example/']) {
      expect((await leadsTo(asked)) ?? '/', asked).toMatch(/^\/(?!\/)/);
    }
  });
});
