import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localPath, locales } from '~/platform/locale';
import { organisations } from '~/support/index.server';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** The directory and what people take along from it, asked for things that do not exist or mean harm. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const ask = (path: string) => new Visitor(portal).ask(path);

/** Asks byte by byte, for addresses that fetch would tidy up. */
const statusOf = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(portal.url);
    rawRequest({ port, host: '127.0.0.1', path }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode!));
    })
      .on('error', reject)
      .end();
  });

/** A word nobody else uses: it must not be found in the log, whatever it was typed into. */
const secret = 'qanneqarfik';

const absurd: [string, string][] = [
  ['ten kilobytes', `${secret} `.repeat(850).slice(0, 10_000)],
  ['a database command', `${secret}'; DROP TABLE accounts; --`],
  ['a search language', `+${secret}:* AND (a OR NOT b) NEAR/2 "c`],
  ['a pattern', `${secret}.*(a+)+$`],
  ['marks that turn the reading round', `\u202e${secret}\u202c\u200f`],
  ['pictures', `😀👩🏽‍⚕️🏴󠁧󠁢󠁷󠁬󠁳󠁿 ${secret}`],
  ['a null', `${secret}\0`],
  ['lines', `${secret}\r\nSet-Cookie: a=b`],
  ['markup', `<script>${secret}</script>`],
  ['names every object has', `__proto__ constructor toString ${secret}`],
  ['a path', `../../${secret}/etc/passwd`],
  ['nothing', ''],
];

describe.each(locales)('the directory (%s)', (locale) => {
  const to = (path: string) => localPath(locale, path);

  it.each(absurd)('answers a search for %s with an ordinary page', async (_, typed) => {
    for (const name of ['q', 'need', 'group', 'open', 'page']) {
      const answer = await ask(`${to('/support')}?${new URLSearchParams([[name, typed]])}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.text()).not.toContain('<script>');
    }
  });

  it.each(absurd)('leaves %s off a list', async (_, typed) => {
    const list = `${new URLSearchParams([['list', typed]])}`;
    expect((await ask(`${to('/support')}?${list}`)).status).toBe(200);
    const own = new URLSearchParams([
      ['id', 'samaritans'],
      ['id', typed],
    ]);
    const answer = await ask(`${to('/support/shortlist')}?${own}`);
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('116 123');
    expect(page).not.toContain('<script>');
    expect((await ask(`${to('/support/shortlist/cards.vcf')}?${own}`)).status).toBe(200);
  });

  it.each(['%E0%A4%A', '%', '%00', '%ff%fe', 'q=%E0%A4%A&id=%&list=%C3%28', '?&&==', 'q[]=a&q=b'])(
    'answers a query that cannot be read: ?%s',
    async (query) => {
      for (const path of ['/support', '/support/shortlist', '/support/all']) {
        expect(await statusOf(`${to(path)}?${query}`)).toBe(200);
      }
    },
  );

  it.each(['0', '-1', '1.5', 'two', '%00', '1e3', ''])('has a page for page=%s', async (page) => {
    const { status } = await ask(`${to('/support')}?page=${page}`);
    expect([200, 404]).toContain(status);
  });

  it.each(['999', '9007199254740991'])('has no page %s', async (page) => {
    const answer = await ask(`${to('/support')}?page=${page}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain(`lang="${locale}"`);
  });

  it.each(['none', 'Samaritans', '__proto__', 'constructor', '..', '%00', 'samaritans%20'])(
    'has no card for %s',
    async (id) => {
      for (const path of [`/support/${id}/card.vcf`, `/support/${id}/card`]) {
        expect(await statusOf(to(path)), path).toBe(404);
      }
    },
  );

  it('says kindly that a card is not there', async () => {
    for (const path of ['/support/none/card.vcf', '/support/shortlist/cards.vcf?id=none']) {
      const answer = await ask(to(path));
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).toContain(`lang="${locale}"`);
    }
  });

  it('has a card for everybody', async () => {
    for (const { id, name } of organisations().values()) {
      const answer = await ask(to(`/support/${id}/card.vcf`));
      expect(answer.status, id).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/vcard; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${id}.vcf"`);
      // Long names go on in the next line.
      const card = (await answer.text()).replaceAll('\r\n ', '');
      expect(card).toContain(`FN:${name[locale].replaceAll(',', '\\,')}\r\n`);
    }
  });

  it('gives the same card from memory as the first time', async () => {
    const [first, again] = [
      await ask(to('/support/acas/card.vcf')),
      await ask(to('/support/acas/card.vcf')),
    ];
    expect(again.headers.get('content-disposition')).toBe(first.headers.get('content-disposition'));
    expect(await again.text()).toBe(await first.text());
  });

  it('has everybody on the list for paper', async () => {
    const page = await (await ask(to('/support/all'))).text();
    for (const { id } of organisations().values()) {
      expect(page).toContain(`href="${to(`/support/${id}`)}"`);
    }
  });

  it('keeps a list of twenty, each once, and no more', async () => {
    const ids = [...organisations().keys()].slice(0, 30);
    const query = new URLSearchParams([...ids, ...ids].map((id) => ['id', id]));
    const cards = await (await ask(`${to('/support/shortlist/cards.vcf')}?${query}`)).text();
    expect(cards.match(/BEGIN:VCARD/g)).toHaveLength(20);
    const page = await (await ask(`${to('/support/shortlist')}?${query}`)).text();
    expect(page.match(/<h2><a /g)).toHaveLength(20);
  });

  it('asks no browser and no proxy to keep somebody’s list or search', async () => {
    for (const path of [
      '/support?q=visa',
      '/support?list=samaritans',
      '/support/shortlist?id=samaritans',
      '/support/shortlist/cards.vcf?id=samaritans',
    ]) {
      expect((await ask(to(path))).headers.get('cache-control'), path).toBe('no-store');
    }
  });

  it('takes a list along to the other language', async () => {
    const other = locale === 'en' ? 'cy' : 'en';
    const page = await (await ask(`${to('/support/shortlist')}?id=acas&id=shout`)).text();
    expect(page).toContain(`href="${localPath(other, '/support/shortlist')}?id=acas&amp;id=shout"`);
  });
});

describe('the log, after all this', () => {
  it('holds nothing that was typed, and nothing went wrong', () => {
    const output = portal.output();
    expect(output).not.toContain(secret);
    expect(output).not.toContain('samaritans');
    expect(output).not.toMatch(/error/i);
  });
});
