import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LoaderFunction, ServerBuild } from '@remix-run/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { visitor } from '../access';
import { beginEdition, databaseEdition, inTransaction, migrateDatabase } from '../database.server';
import { createServer } from './app.server';
import { KeptAnswers } from './kept-answers.server';
import { OneRoute } from './one-route.server';
import { pageMemory } from './page-memory.server';
import type { RouteEntry } from './route-entry';

/** The server around a portal of two addresses: a page, and open data that can fail. */

const page = vi.fn<LoaderFunction>();
const openData = vi.fn<LoaderFunction>();

const routeOf = (id: string, address: string, loader: LoaderFunction) => ({
  [id]: { id, path: address, module: { loader } },
});
const build = {
  mode: 'production',
  basename: '/',
  publicPath: '/',
  assetsBuildDirectory: '',
  future: {},
  isSpaMode: false,
  assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '' },
  entry: { module: { default: () => new Response(), handleError: () => undefined } },
  routes: {
    ...routeOf('page', 'cy?/support/:id', page),
    ...routeOf('data', 'open-referral/services', openData),
  },
} as unknown as ServerBuild;

const clientFolder = mkdtempSync(path.join(tmpdir(), 'portal-client-'));
mkdirSync(path.join(clientFolder, 'assets'));
const table: RouteEntry[] = [
  {
    path: '/support/:id',
    file: '',
    who: 'anyone',
    kept: 'for-a-minute',
    keptChoices: ['need'],
  },
  {
    path: '/open-referral/services',
    file: '',
    who: 'anyone',
    kept: true,
    open: true,
    machine: true,
  },
];
const remix = new OneRoute(build);
const kept = new KeptAnswers({ table, remix, clientFolder });
const server = createServer({
  table,
  remix,
  kept,
  identify: () => Promise.resolve({ actor: visitor }),
  sessionThatEnded: () => null,
  keepUnsent: () => false,
  forgetPutBack: () => undefined,
});

/** As when an editor changes something. */
async function change() {
  inTransaction(beginEdition);
  await vi.waitFor(() => expect(pageMemory.edition).toBe(databaseEdition()), { interval: 1 });
}

let port: number;
beforeAll(async () => {
  migrateDatabase();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(clientFolder, { recursive: true });
});
beforeEach(async () => {
  await change();
  page.mockReset().mockImplementation(() => new Response('words'));
  openData.mockReset().mockImplementation(() => Response.json({ contents: [] }));
});

const ask = (address: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${address}`, init);

/** What comes back for a request target that is sent as it stands, headers and all. */
const askRaw = (target: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    socket
      .on('data', (bytes) => (answer += String(bytes)))
      .on('end', () => resolve(answer))
      .on('error', reject)
      .write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });

describe('a kept page', () => {
  it('has one address, whatever follows a #', async () => {
    for (const target of [
      '/support/acas#1',
      '/support/acas#2',
      'http://elsewhere/support/acas#3',
    ]) {
      expect(await askRaw(target)).toMatch(/^HTTP\/1.1 200 /);
    }
    expect(page).toHaveBeenCalledTimes(1);
  });

  it('is made anew for what one reader asks', async () => {
    for (const query of ['?a=1', '?a=1', '?need=my+words']) await ask(`/support/acas${query}`);
    expect(page).toHaveBeenCalledTimes(3);
  });

  it('is made once for a choice that many make', async () => {
    for (const query of ['?need=legal', '?need=legal', '?need=rest', '?need=legal']) {
      await ask(`/support/acas${query}`);
    }
    expect(page).toHaveBeenCalledTimes(2);
  });

  it('is there before anybody asks, once the memory is filled', async () => {
    await kept.fill(['/support/acas', '/support/mind']);
    expect(page).toHaveBeenCalledTimes(2);
    await ask('/support/acas');
    await ask('/support/mind');
    expect(page).toHaveBeenCalledTimes(2);
  });

  it('that fails while the memory is filled keeps no other from being made', async () => {
    page.mockImplementationOnce(() => {
      throw new Error('not this one');
    });
    await kept.fill(['/support/acas', '/support/mind']);
    expect(page).toHaveBeenCalledTimes(2);
    expect((await ask('/support/mind')).status).toBe(200);
    expect(page).toHaveBeenCalledTimes(2);
  });

  it('is made once for everybody who asks at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask('/support/acas')));
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(
      Array(40).fill('words'),
    );
    expect(page).toHaveBeenCalledTimes(1);
    await ask('/support/mind');
    expect(page).toHaveBeenCalledTimes(2);
  });

  it('is made again for who asks after a change, even while the old one is being made', async () => {
    let finishOld = () => {};
    page.mockImplementationOnce(
      () => new Promise((resolve) => (finishOld = () => resolve(new Response('before')))),
    );
    const before = ask('/support/acas');
    await vi.waitFor(() => expect(page).toHaveBeenCalledTimes(1));
    await change();
    expect(await (await ask('/support/acas')).text()).toBe('words');
    finishOld();
    expect(await (await before).text(), 'even who asked before it').toBe('words');
    expect(await (await ask('/support/acas')).text()).toBe('words');
  });

  it('that fails is made again for the next reader', async () => {
    page.mockImplementationOnce(() => new Response(null, { status: 404 }));
    expect((await ask('/support/acas')).status).toBe(404);
    expect((await ask('/support/acas')).status).toBe(200);
  });

  it('says everything once in its headers', async () => {
    page.mockImplementation(
      () => new Response('geiriau', { headers: { 'Content-Language': 'cy', Vary: 'Accept' } }),
    );
    for (const reading of ['new', 'from memory']) {
      const [head] = (await askRaw('/support/acas')).split('\r\n\r\n');
      const names = head!.split('\r\n').map((line) => line.split(':')[0]!.toLowerCase());
      expect(names, reading).toEqual([...new Set(names)]);
      expect(head!.toLowerCase()).toContain('content-language: cy');
    }
  });
});

describe('open data', () => {
  const headersOf = ({ headers }: Response) =>
    [
      'access-control-allow-origin',
      'cross-origin-resource-policy',
      'cache-control',
      'content-type',
    ].map((name) => headers.get(name));

  it('may be kept by others, who ask each time', async () => {
    for (const address of ['/open-referral/services', '/open-referral/services?page=1']) {
      expect(headersOf(await ask(address)), address).toEqual([
        '*',
        'cross-origin',
        'public, max-age=0, must-revalidate',
        expect.stringContaining('application/json'),
      ]);
    }
  });

  it.each<[number, string, RequestInit, () => unknown]>([
    [405, 'That does not work here.', { method: 'POST' }, () => Response.json({})],
    [404, 'We cannot find that page.', {}, () => new Response(null, { status: 404 })],
    [
      500,
      'Something went wrong on our side.',
      {},
      () => {
        throw new Error('the database is gone');
      },
    ],
  ])('says %i in JSON, to any website', async (status, error, init, made) => {
    openData.mockImplementation(made as LoaderFunction);
    const answer = await ask('/open-referral/services', init);
    expect(answer.status).toBe(status);
    expect(headersOf(answer)).toEqual([
      '*',
      'cross-origin',
      'no-store',
      expect.stringContaining('application/json'),
    ]);
    expect(await answer.json()).toEqual({ error });
  });

  it('has no problem pages of its own where there is no such address', async () => {
    const answer = await ask('/open-referral/nothing');
    expect(answer.status).toBe(404);
    expect(headersOf(answer)).toEqual([
      null,
      'same-origin',
      'no-store',
      expect.stringContaining('text/html'),
    ]);
  });
});
