import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { clock, minute } from '../time/clock';
import { PageMemory } from './page-memory.server';

const words = 'You do not have to answer it tonight. '.repeat(50);
let edition = 1;
const memory = new PageMemory(() => edition);
/** As when an editor changes something, in whichever process. */
async function change() {
  edition += 1;
  await vi.waitFor(() => expect(memory.edition).toBe(edition), { interval: 1 });
}
await memory.keep('/guides', Buffer.from(words), {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'public, max-age=0, must-revalidate',
});
await memory.keep('/support', Buffer.from('something else'), {});

const server = http.createServer((request, response) => {
  if (!memory.serve(request, response)) response.writeHead(418).end('not from memory');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** Asks as a program does that adds no header of its own. */
function ask(
  path: string,
  { method = 'GET', ...headers }: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    http
      .request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      })
      .on('error', reject)
      .end();
  });
}

const read = {
  br: (body: Buffer) => brotliDecompressSync(body).toString(),
  gzip: (body: Buffer) => gunzipSync(body).toString(),
  identity: (body: Buffer) => body.toString(),
};

describe('a page in memory', () => {
  it.each<[string, keyof typeof read]>([
    ['gzip, deflate, br, zstd', 'br'],
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1.0, br;q=0.5', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.0, gzip', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['br;q=0.001', 'br'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['gzip;q=0.000', 'identity'],
    ['deflate', 'identity'],
    ['identity', 'identity'],
    ['', 'identity'],
  ])('is given to a browser that takes "%s" as %s', async (accepted, encoding) => {
    const { status, headers, body } = await ask('/guides', { 'accept-encoding': accepted });
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding);
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(read[encoding](body)).toBe(words);
  });

  it('is not given compressed in a way that was refused, however it was written', async () => {
    const { headers } = await ask('/guides', { 'accept-encoding': 'br;q=0 , gzip' });
    expect(headers['content-encoding']).toBe('gzip');
  });

  it('is given plain to a program that says nothing', async () => {
    const { headers, body } = await ask('/guides');
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(words);
  });

  it('comes with the headers it was kept with, and says that it depends on the encoding', async () => {
    const { headers } = await ask('/guides', { 'accept-encoding': 'br' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'Accept-Encoding',
    });
  });

  it('is described, and not sent, to somebody who asks only for its headers', async () => {
    const { status, headers, body } = await ask('/guides', { method: 'HEAD' });
    expect(status).toBe(200);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(words)));
    expect(body).toHaveLength(0);
  });

  it('is not sent again to somebody who has it', async () => {
    const { headers } = await ask('/guides');
    const again = await ask('/guides', { 'if-none-match': headers.etag! });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers.etag).toBe(headers.etag);
    expect(again.headers['cache-control']).toBe(headers['cache-control']);
  });

  it('is known by its tag among others, and when a proxy has weakened it', async () => {
    const { headers } = await ask('/guides');
    const among = await ask('/guides', { 'if-none-match': `"old", W/${headers.etag}` });
    expect(among.status).toBe(304);
  });

  it('is sent to somebody who has something else', async () => {
    const other = await ask('/support');
    const { status, body } = await ask('/guides', { 'if-none-match': other.headers.etag! });
    expect(status).toBe(200);
    expect(body.toString()).toBe(words);
  });

  it('is replaced when it is kept again', async () => {
    const changing = new PageMemory(() => 1);
    const tags: string[] = [];
    const answering = http.createServer((request, response) => changing.serve(request, response));
    await new Promise<void>((resolve) => answering.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(answering.address() as AddressInfo).port}/about`;
    for (const body of ['before', 'after']) {
      await changing.keep('/about', Buffer.from(body), {});
      const response = await fetch(address, { headers: { connection: 'close' } });
      expect(await response.text()).toBe(body);
      tags.push(response.headers.get('etag')!);
    }
    await new Promise((resolve) => answering.close(resolve));
    expect(tags[0]).not.toBe(tags[1]);
  });
});

describe('what is not in memory', () => {
  it.each([
    '/nothing',
    '/guides/',
    '/guides?from=elsewhere',
    '/Guides',
    '/__proto__',
    '/constructor',
  ])('is left to the rest of the portal: %s', async (address) => {
    expect(await ask(address)).toMatchObject({ status: 418 });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
    'is left to it too when it is a %s',
    async (method) => {
      expect(await ask('/guides', { method })).toMatchObject({ status: 418 });
    },
  );
});

describe('a page that tells what is so now', () => {
  afterEach(() => vi.restoreAllMocks());

  const start = Date.parse('2026-12-01T16:59:30Z');
  /** Moves the portal's clock. */
  const itIs = (instant: number) => vi.spyOn(clock, 'now').mockReturnValue(instant);

  /** What a reader gets: 200 from memory, 418 when it has to be made anew. */
  async function statusOf(address: string): Promise<number> {
    return (await ask(address)).status;
  }

  it('is kept until its moment, and not a millisecond longer', async () => {
    itIs(start);
    await memory.keep('/support/acas', Buffer.from('Open now'), {}, { until: start + minute });
    expect(await statusOf('/support/acas')).toBe(200);
    itIs(start + minute - 1);
    expect(await statusOf('/support/acas')).toBe(200);
    itIs(start + minute);
    expect(await statusOf('/support/acas')).toBe(418);
    // Other pages stay.
    expect(await statusOf('/guides')).toBe(200);
  });

  it('is compressed quickly, and one that stays as well as can be', async () => {
    itIs(start);
    const varied = Buffer.from(Array.from({ length: 3000 }, (_, n) => n * n).join(' '));
    const lengthOf = async () =>
      (await ask('/support/acas', { 'accept-encoding': 'br' })).body.length;
    await memory.keep('/support/acas', varied, {}, { until: start + minute });
    const quick = await lengthOf();
    await memory.keep('/support/acas', varied, {});
    expect(await lengthOf()).toBeLessThan(quick);
  });

  it('may be made anew and kept again', async () => {
    itIs(start + minute);
    await memory.keep(
      '/support/acas',
      Buffer.from('Closed now'),
      {},
      { until: start + 2 * minute },
    );
    expect((await ask('/support/acas')).body.toString()).toBe('Closed now');
  });
});

describe('answers to questions', () => {
  it('stay while they are asked for, and give way to others when there are too many', async () => {
    // Bytes that cannot be made smaller: 24 MB hold some eight of them in three encodings.
    const list = (mark: string) => Buffer.concat([Buffer.from(mark), randomBytes(1024 * 1024)]);
    await memory.keep('/support?need=legal', list('asked all the time'), {});
    for (let page = 1; page <= 20; page += 1) {
      await memory.keep(`/support?page=${page}`, list('asked once'), {});
      expect((await ask('/support?need=legal')).status).toBe(200);
    }
    expect((await ask('/support?page=1')).status).toBe(418);
    expect((await ask('/support?page=20')).status).toBe(200);
    expect((await ask('/guides')).status, 'pages stay').toBe(200);
  });
});

// Last in this file: it empties the memory that the tests above read.
describe('what an editor changes', () => {
  it('is seen at once: all pages are forgotten', async () => {
    expect(await ask('/guides')).toMatchObject({ status: 200 });
    await change();
    expect(await ask('/guides')).toMatchObject({ status: 418 });
    expect(await ask('/support')).toMatchObject({ status: 418 });
  });

  it('is not undone by a page that was begun before', async () => {
    const begunIn = memory.edition;
    await change();
    await memory.keep('/support', Buffer.from('before the change'), {}, { edition: begunIn });
    expect(await ask('/support')).toMatchObject({ status: 418 });
    await memory.keep('/support', Buffer.from('after it'), {});
    expect((await ask('/support')).body.toString()).toBe('after it');
  });

  it('is not undone either while a page is being compressed', async () => {
    const keeping = memory.keep('/guides', Buffer.from('before the change'), {});
    await change();
    await keeping;
    expect(await ask('/guides')).toMatchObject({ status: 418 });
  });
});
