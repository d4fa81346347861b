import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columns } from '~/open-referral/services-csv';
import { organisations } from '~/support/index.server';
import { readCsv } from '../support/csv';
import { faultsBySchema } from '../support/open-referral-schemas';
import { startPortal, type RunningPortal } from '../support/running-portal';

/** The open data as other people's programs use it, and as they misuse it. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${portal.url}/open-referral${path}`, { redirect: 'manual', ...init });

interface Page<Item> {
  total_items: number;
  total_pages: number;
  contents: Item[];
}
type Thing = { id: string; name: string };

const pageOf = async <Item = Thing>(path: string): Promise<Page<Item>> =>
  (await ask(path)).json() as Promise<Page<Item>>;

/** Follows a list from its first page to its last. */
async function walk(list: string, perPage: number): Promise<Thing[]> {
  const found: Thing[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const each = await pageOf(`/${list}?page=${page}&per_page=${perPage}`);
    pages = each.total_pages;
    found.push(...each.contents);
  }
  return found;
}

const lists = [
  ['services', 'service_list', 'service'],
  ['organizations', 'organization_list', 'organization'],
  ['taxonomies', 'taxonomy', 'taxonomy'],
  ['taxonomy_terms', 'taxonomy_term', 'taxonomy_term'],
] as const;

/** Asks as a program does that adds no header of its own. */
function askPlainly(
  path: string,
  { method = 'GET', ...headers }: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const { port } = new URL(portal.url);
  return new Promise((resolve, reject) => {
    rawRequest({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('a program that reads the directory', () => {
  it.each(['/', ''])('finds which standard it follows at "/open-referral%s"', async (end) => {
    const answer = await ask(end);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      version: 'HSDS-UK-3.0',
      profile: expect.stringMatching(/^https:/),
      openapi_url: expect.stringMatching(/^https:.*json$/),
      documentation: `${portal.url}/support/data`,
    });
  });

  it.each(lists)('finds %s, and every one of them keeps the schema', async (list, inList, full) => {
    const found = await walk(list, 50);
    expect(found.length).toBeGreaterThan(4);
    for (const each of found) {
      expect(faultsBySchema(inList, each), each.name).toEqual([]);
      const answer = await ask(`/${list}/${each.id}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      const whole = (await answer.json()) as Thing;
      expect(whole).toMatchObject({ id: each.id, name: each.name });
      expect(faultsBySchema(full, whole), each.name).toEqual([]);
    }
  });

  it.each([7, 33, 100])('meets every service once, with %i on a page', async (perPage) => {
    const names = (await walk('services', perPage)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      [...organisations().values()].map(({ name }) => name.en).sort(),
    );
  });

  it('finds by words, with slips', async () => {
    const { contents } = await pageOf('/services?text=samaritens');
    expect(contents[0]!.name).toBe('Samaritans');
    expect(await pageOf('/services?search=samaritens')).toEqual(
      await pageOf('/services?text=samaritens'),
    );
    expect(await pageOf('/services?text=xyzzyplugh')).toMatchObject({
      total_items: 0,
      empty: true,
    });
  });

  it('finds what was checked on or after a day', async () => {
    const { contents, total_items: total } = await pageOf<{ last_modified: string }>(
      '/services?per_page=100',
    );
    const latest = contents
      .map((each) => each.last_modified)
      .sort()
      .at(-1)!;
    const since = await pageOf(`/services?modified_after=${latest.slice(0, 10)}`);
    expect(since.total_items).toBeGreaterThan(0);
    const moment = new Date(Date.parse(latest) + 1).toISOString();
    expect(await pageOf(`/services?modified_after=${moment}`)).toMatchObject({ total_items: 0 });
    expect(await pageOf('/services?modified_after=2000-01-01')).toMatchObject({
      total_items: total,
    });
  });

  it('finds all of it as a table', async () => {
    const answer = await ask('/services.csv');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    const [heading, ...rows] = readCsv(await answer.text());
    expect(heading).toEqual(columns);
    expect(rows).toHaveLength(organisations().size);
  });

  it('comes to the same answer with a slash at the end', async () => {
    const answer = await ask('/services/?per_page=5');
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe('/open-referral/services?per_page=5');
    // A browser follows a redirect for another website only when that says so, too.
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('an answer', () => {
  it.each(['/', '/services', '/services?per_page=3', '/services.csv', '/taxonomies'])(
    'may be read by any website, and is not sent twice: %s',
    async (path) => {
      const address = `/open-referral${path}`;
      const first = await askPlainly(address, { origin: 'https://other.example' });
      expect(first.headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=0, must-revalidate',
        etag: expect.stringMatching(/^"[^"]+"$/),
      });
      expect(first.headers).not.toHaveProperty('set-cookie');
      const again = await askPlainly(address, { 'if-none-match': String(first.headers.etag) });
      expect(again).toMatchObject({ status: 304, body: '' });
      expect(again.headers).toMatchObject({
        'access-control-allow-origin': '*',
        etag: first.headers.etag,
      });
      const other = await askPlainly(address, { 'if-none-match': '"another"' });
      expect(other).toMatchObject({ status: 200, body: first.body });
    },
  );

  it.each(['/services', '/services?per_page=3', '/services.csv'])(
    'is described and not sent to who asks for its headers: %s',
    async (path) => {
      const address = `/open-referral${path}`;
      const whole = await askPlainly(address);
      const head = await askPlainly(address, { method: 'HEAD' });
      expect(head).toMatchObject({ status: 200, body: '' });
      expect(head.headers.etag).toBe(whole.headers.etag);
      expect(head.headers['content-length']).toBe(String(Buffer.byteLength(whole.body)));
    },
  );

  it('may be asked for with a tag by a browser, which asks for leave first', async () => {
    const leave = await askPlainly('/open-referral/services', {
      method: 'OPTIONS',
      origin: 'https://other.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    });
    expect(leave).toMatchObject({ status: 204, body: '' });
    expect(leave.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'If-None-Match',
    });
  });

  it.each(['POST', 'PUT', 'DELETE'])('cannot be changed with %s', async (method) => {
    const answer = await ask('/services', { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(await answer.json()).toEqual({ error: 'That does not work here.' });
  });

  it('of any other page may not be read by other websites', async () => {
    for (const path of ['/support', '/support/samaritans', '/support/data', '/healthz']) {
      const { headers } = await askPlainly(path, { origin: 'https://other.example' });
      expect(headers, path).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('something that cannot be', () => {
  it.each([
    'page=0',
    'page=-1',
    'page=1e9',
    'page=abc',
    'page=',
    'per_page=0',
    'per_page=101',
    'per_page=ten',
    'modified_after=yesterday',
    'modified_after=2026-02-30',
    'taxonomy_term_id=crisis',
  ])('is refused in words, and not repeated: %s', async (query) => {
    const answer = await ask(`/services?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { error } = (await answer.json()) as { error: string };
    const [name, value] = query.split('=');
    expect(error).toMatch(new RegExp(`^${name} must be`));
    if (value && value.length > 3) expect(error).not.toContain(value);
  });

  it.each([
    ['ten kilobytes', 'a'.repeat(10_000)],
    ['a query of a database', `' OR 1=1; DROP TABLE services; --`],
    ['a mark that turns the reading round', '\u202esnatiramas\u202c'],
    ['text from right to left', 'مساعدة'],
    ['pictures', '😀👩🏽‍⚕️'],
    ['a null', '\0'],
    ['a pattern', '.*(a+)+$'],
    ['markup', '<script>alert(1)</script>'],
  ])('is a search like any other: %s', async (_, text) => {
    const answer = await ask(`/services?text=${encodeURIComponent(text)}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toHaveProperty('contents');
  });

  it.each([
    '/services?page=100000',
    '/organizations?page=3',
    '/taxonomies?page=2',
    '/taxonomy_terms?page=999999999',
  ])('is an empty page beyond the end: %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ empty: true, last_page: true, contents: [] });
  });

  it.each(
    lists.flatMap(([list]) =>
      [
        'none',
        'samaritans',
        '0',
        '__proto__',
        '00000000-0000-4000-8000-000000000000',
        '5F06FFFB-90E5-583E-8471-62399D99DC1E',
      ].map((id) => `/${list}/${id}`),
    ),
  )('is said to be not there, as JSON: %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toEqual({ error: 'There is nothing with this id.' });
  });

  it.each(['/nothing', '/services/a/b', '/services.json', '/services/%27%20OR%201=1', '/Services'])(
    'is an ordinary 404 where there is no such address: %s',
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );

  it('is in Welsh neither: the standard has one language', async () => {
    expect((await fetch(`${portal.url}/cy/open-referral/services`)).status).toBe(404);
  });
});

describe('the page for who would use it', () => {
  it.each(['/support/data', '/cy/support/data'])('%s leads to answers', async (path) => {
    const page = await (await fetch(portal.url + path)).text();
    const addresses = [...page.matchAll(/href="([^"]*\/open-referral\/[^"]*)"/g)].map(([, href]) =>
      href!.replaceAll('&amp;', '&'),
    );
    expect(addresses.length).toBeGreaterThanOrEqual(11);
    for (const address of addresses) expect((await fetch(address)).status, address).toBe(200);
  });

  it('is linked from the directory, in both languages', async () => {
    for (const [list, page] of [
      ['/support', '/support/data'],
      ['/cy/support', '/cy/support/data'],
    ]) {
      expect(await (await fetch(portal.url + list)).text()).toContain(`href="${page}"`);
    }
  });
});

describe('the log', () => {
  it('holds nothing of what was read or searched for', () => {
    const logged = portal
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .join('\n');
    for (const word of ['open-referral', 'samaritens', 'xyzzyplugh', 'DROP TABLE']) {
      expect(logged, word).not.toContain(word);
    }
  });
});
