import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { linkChecks } from '#db/schema';
import { visitor } from '~/platform/access';
import { verifyAudit } from '~/platform/audit.server';
import { database, migrateDatabase } from '~/platform/database.server';
import { person } from '../../tests/support/people';
import { checkDirectoryLinks, linkCheckState, startLinkCheck } from './links.server';

/** A website of our own: what it answers stands in its addresses. */

migrateDatabase();

const asked: IncomingMessage[] = [];
let inProgress = 0;
let mostAtOnce = 0;
let server: Server;
let home: string;
/** An address where nothing listens. */
let closed: string;

/** Answers at `/together`, held back until as many are waiting as may be asked at a time. */
const held: (() => void)[] = [];
function answerTogether(answer: () => void) {
  held.push(answer);
  // One more that should not be there has a moment to arrive.
  if (held.length === 4) setTimeout(() => held.splice(0).forEach((each) => each()), 10);
}

const listening = (made: Server) =>
  new Promise<string>((resolve) => {
    made.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(made.address() as AddressInfo).port}`),
    );
  });

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    inProgress += 1;
    mostAtOnce = Math.max(mostAtOnce, inProgress);
    const answer = () => {
      inProgress -= 1;
      if (request.url === '/moved') {
        response.writeHead(301, { location: '/ok', 'set-cookie': 'who=you' }).end();
      } else if (request.url === '/no-head') {
        response.writeHead(request.method === 'HEAD' ? 405 : 200).end();
      } else if (request.url === '/silent') {
        response.destroy();
      } else {
        response.writeHead(Number(/^\/(\d+)$/.exec(request.url!)?.[1] ?? 200)).end();
      }
    };
    if (request.url!.startsWith('/together')) answerTogether(answer);
    else answer();
  });
  home = await listening(server);
  const other = createServer();
  closed = await listening(other);
  await new Promise((resolve) => other.close(resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  mostAtOnce = 0;
  database().delete(linkChecks).run();
});

const linksTo = (...urls: string[]) =>
  urls.map((url, index) => ({ organisationId: `organisation-${index}`, url }));

const kept = () =>
  database()
    .select()
    .from(linkChecks)
    .all()
    .map(({ outcome, status }) => [outcome, status]);

describe('checking links', () => {
  it('tells those that answer from those that are gone and those it cannot tell of', async () => {
    const addresses = ['/ok', '/moved', '/no-head', '/404', '/410', '/403', '/500'];
    const counts = await checkDirectoryLinks(
      linksTo(...addresses.map((address) => home + address), closed),
    );
    expect(counts).toEqual({ ok: 3, dead: 2, unreachable: 3 });
    expect(kept()).toEqual([
      ['ok', 200],
      ['ok', 200],
      ['ok', 200],
      ['dead', 404],
      ['dead', 410],
      ['unreachable', 403],
      ['unreachable', 500],
      ['unreachable', null],
    ]);
    expect(verifyAudit()).toMatchObject({ whole: true });
  });

  it('asks with little, honestly and without cookies', async () => {
    await checkDirectoryLinks(linksTo(`${home}/moved`, `${home}/moved`));
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['HEAD /moved', 'HEAD /ok']);
    for (const { headers } of asked) {
      expect(headers['user-agent']).toContain('link check');
      expect(headers.cookie).toBeUndefined();
    }
  });

  it('asks four at a time, and no more', async () => {
    await checkDirectoryLinks(
      linksTo(...Array.from({ length: 20 }, (_, index) => `${home}/together?${index}`)),
    );
    expect(asked).toHaveLength(20);
    expect(mostAtOnce).toBe(4);
  });

  it('asks again with GET where it was refused, and leaves alone who says nothing', async () => {
    await checkDirectoryLinks(linksTo(`${home}/403`, `${home}/silent`));
    const requests = asked.map(({ method, url }) => `${method} ${url}`);
    expect(requests.toSorted()).toEqual(['GET /403', 'HEAD /403', 'HEAD /silent']);
  });

  it('records that every website refuses to answer: the network allows it', async () => {
    const refusing = ['/403', '/429', '/503'].map((address) => home + address);
    expect(await checkDirectoryLinks(linksTo(...refusing))).toEqual({
      ok: 0,
      dead: 0,
      unreachable: 3,
    });
    expect(kept().map(([, status]) => status)).toEqual([403, 429, 503]);
  });

  it('replaces what was known before', async () => {
    await checkDirectoryLinks(linksTo(`${home}/404`, `${home}/ok`));
    await checkDirectoryLinks(linksTo(`${home}/ok`));
    expect(kept()).toEqual([['ok', 200]]);
  });

  it('records nothing when no website can be reached, and says so', async () => {
    await checkDirectoryLinks(linksTo(`${home}/ok`));
    expect(await checkDirectoryLinks(linksTo(closed, `${closed}/other`))).toBeNull();
    expect(kept()).toEqual([['ok', 200]]);
  });
});

describe('the check an editor asks for', () => {
  const mair = person('editor');

  it('goes on by itself, and says when it is done', async () => {
    startLinkCheck(mair, linksTo(`${home}/ok`, `${home}/404`));
    expect(linkCheckState()).toBe('running');
    const requests = asked.length;
    startLinkCheck(mair, linksTo(`${home}/ok`));
    expect(asked.length, 'a second press asks nobody').toBe(requests);
    await vi.waitFor(() => expect(linkCheckState()).toBe('idle'));
    expect(database().select().from(linkChecks).all()).toHaveLength(2);
    expect(verifyAudit()).toMatchObject({ whole: true });
  });

  it('says that the network does not allow it when nobody answers', async () => {
    startLinkCheck(mair, linksTo(closed));
    await vi.waitFor(() => expect(linkCheckState()).toBe('not-allowed'));
    expect(database().select().from(linkChecks).all()).toEqual([]);
  });

  it('is not for anybody else', () => {
    for (const role of ['practitioner', 'adviser'] as const) {
      expect(() => startLinkCheck(person(role), [])).toThrow();
    }
    expect(() => startLinkCheck(visitor, [])).toThrow();
  });
});
