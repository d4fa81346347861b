import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Keeping the directory true, from a reader's report to an entry that is gone for everyone, and back. */

let portal: RunningPortal;
let reader: Visitor;
let mair: Visitor;
beforeAll(async () => {
  portal = await startPortal();
  reader = new Visitor(portal);
  mair = await new Visitor(portal).signIn('editor@example.test');
});
afterAll(() => portal.stop());

const textOf = async (person: Visitor, path: string) => (await person.ask(path)).text();

/** Links of a page, which is how a reader gets anywhere. */
const leadsTo = (html: string, path: string) => html.includes(`href="${path}"`);

const suspend = (id: string) =>
  mair.send(`/adviser/content/${id}`, { change: 'suspend', reason: 'The number is wrong.' });
const restore = (id: string) => mair.send(`/adviser/content/${id}`, { change: 'restore' });

/** Where readers see Samaritans; most of these pages are kept in memory once they were read. */
const seenOn = [
  '/',
  '/cy',
  '/support?q=samaritans',
  '/support/all',
  '/cy/support/all',
  '/support/acas',
  '/support/shortlist?id=samaritans',
  '/support/shortlist/cards.vcf?id=samaritans&id=acas',
  '/search?q=suicide',
  '/open-referral/services?text=samaritans',
  '/open-referral/services.csv',
];

describe('a wrong entry', () => {
  it('is reported, seen by an editor, taken down everywhere at once, and put back', async () => {
    const told = await reader.send('/support/samaritans/report', {
      problem: 'number',
      words: 'A fish shop answers.',
    });
    expect(told.headers.get('location')).toBe('/support/samaritans/report?sent=1');
    expect(told.headers.getSetCookie()).toEqual([]);
    const thanks = await textOf(reader, '/support/samaritans/report?sent=1');
    expect(thanks).toContain('We have what you told us');

    expect(leadsTo(await textOf(mair, '/adviser/content'), '/adviser/content/samaritans')).toBe(
      true,
    );
    expect(await textOf(mair, '/adviser/content')).toContain('1 report, the latest on');
    expect(await textOf(mair, '/adviser/content/samaritans')).toContain('A fish shop answers.');

    const places = async () => {
      const matched = await reader.send('/support/match', { worry: 'safety' });
      const pages = await Promise.all(seenOn.map((path) => textOf(reader, path)));
      return [...pages, await matched.text()].map((html) =>
        /href="(\/cy)?\/support\/samaritans"|samaritans\.org/.test(html),
      );
    };
    const everywhere = (seen: boolean) => Array(seenOn.length + 1).fill(seen);
    expect(await places()).toEqual(everywhere(true));
    expect((await reader.ask('/support/samaritans')).status).toBe(200);

    expect((await suspend('samaritans')).headers.get('location')).toBe(
      '/adviser/content/samaritans?done=suspend',
    );
    expect(await places()).toEqual(everywhere(false));
    const gone = await reader.ask('/support/samaritans');
    expect(gone.status).toBe(410);
    const page = await gone.text();
    expect(page).toContain('This page has been taken down while we check it');
    expect(leadsTo(page, '/support#urgent')).toBe(true);
    expect((await reader.ask('/cy/support/samaritans')).status).toBe(410);
    expect((await reader.ask('/support/samaritans/report')).status).toBe(410);

    await restore('samaritans');
    expect(await places()).toEqual(everywhere(true));
    expect((await reader.ask('/support/samaritans')).status).toBe(200);
  });

  it('whose report is handled is no longer among those reported', async () => {
    await reader.send('/support/mdu/report', { problem: 'hours' });
    const page = await textOf(mair, '/adviser/content/mdu');
    const reports = [...page.matchAll(/name="reports" value="([^"]+)"/g)].map(
      ([, id]): [string, string] => ['reports', id!],
    );
    expect(reports).toHaveLength(1);
    await mair.send('/adviser/content/mdu', [['change', 'handle'], ...reports]);
    expect(await textOf(mair, '/adviser/content/mdu')).toContain('No report is open.');
  });

  it('shows readers the day of its latest check', async () => {
    await textOf(reader, '/support/bma-counselling');
    const day = new Date().toISOString().slice(0, 10);
    const form = { change: 'check', on: day, note: 'Rang them.' };
    for (const press of ['first', 'second']) {
      const answer = await mair.send('/adviser/content/bma-counselling', form);
      expect(answer.headers.get('location'), press).toBe(
        '/adviser/content/bma-counselling?done=check',
      );
    }
    expect(await textOf(reader, '/support/bma-counselling')).toContain('by the portal team.');
    const history = await textOf(mair, '/adviser/content/bma-counselling');
    expect(history.match(/Rang them\./g)).toHaveLength(1);
  });
});

describe('what an editor does', () => {
  it.each([
    ['an adviser', 'adviser.north@example.test'],
    ['a practitioner', 'amina.demo@example.test'],
  ])('is not for %s', async (_, email) => {
    const person = await new Visitor(portal).signIn(email);
    expect((await person.ask('/adviser/content')).status).toBe(403);
    expect((await person.ask('/adviser/content/acas')).status).toBe(403);
    const answer = await person.send('/adviser/content/acas', {
      change: 'suspend',
      reason: 'I say so.',
    });
    expect(answer.status).toBe(403);
    expect((await reader.ask('/support/acas')).status).toBe(200);
  });

  it('is open to a lead', async () => {
    const lead = await new Visitor(portal).signIn('lead@example.test');
    expect((await lead.ask('/adviser/content')).status).toBe(200);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no reason', { change: 'suspend', reason: ' ' }, 'Say why you take it down'],
    ['a day that is no day', { change: 'check', on: '2026-02-30' }, 'Enter the date of the check'],
    ['no day', { change: 'check', on: '' }, 'Enter the date of the check'],
    [
      'a day that has not come',
      { change: 'check', on: '2999-01-01' },
      'The date of the check cannot be in the future',
    ],
    ['too many words', { change: 'restore', note: 'x'.repeat(501) }, 'Use 500 characters or fewer'],
  ])('comes back with %s, and says what to do', async (_, form, words) => {
    const answer = await mair.send('/adviser/content/acas', form);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(words);
    expect((await reader.ask('/support/acas')).status).toBe(200);
  });

  it('keeps what was typed when it comes back', async () => {
    const answer = await mair.send('/adviser/content/acas', {
      change: 'check',
      on: '2999-01-01',
      note: 'Rang at ten.',
    });
    const html = await answer.text();
    expect(html).toContain('Rang at ten.');
    expect(html).toContain('value="2999-01-01"');
    expect(html).toContain('<title>Error: ');
  });

  it.each<Record<string, string>>([
    {},
    { change: 'delete' },
    { change: 'handle' },
    { change: '__proto__' },
  ])('is nothing else: %o', async (form) => {
    expect((await mair.send('/adviser/content/acas', form)).status).toBe(400);
  });

  it('is about an entry that is there', async () => {
    expect((await mair.ask('/adviser/content/nobody')).status).toBe(404);
    expect((await mair.ask('/adviser/content/__proto__')).status).toBe(404);
    expect((await suspend('nobody')).status).toBe(404);
  });
});

describe('a report', () => {
  it('with nothing chosen comes back with what was typed, in the language of the page', async () => {
    const answer = await reader.send('/cy/support/acas/report', { words: 'Nid yw’n gweithio.' });
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain('Dewiswch beth sy’n anghywir');
    expect(html).toContain('Nid yw’n gweithio.');
    expect(html).toContain('lang="cy"');
  });

  it('that is too long, or not one of the choices, is turned down in words', async () => {
    const long = await reader.send('/support/acas/report', {
      problem: 'number',
      words: 'x'.repeat(501),
    });
    expect(long.status).toBe(400);
    expect(await long.text()).toContain('Use 500 characters or fewer');
    expect((await reader.send('/support/acas/report', { problem: 'rude' })).status).toBe(400);
    const twice = await reader.send('/support/acas/report', [
      ['problem', 'number'],
      ['problem', 'hours'],
    ]);
    expect(twice.status).toBe(400);
  });

  it('of nobody we know is a 404', async () => {
    expect((await reader.ask('/support/nobody/report')).status).toBe(404);
    expect((await reader.send('/support/nobody/report', { problem: 'gone' })).status).toBe(404);
  });

  it('asks nobody who they are, and leaves no line in the log', async () => {
    const person = await new Visitor(portal).signIn('amina.demo@example.test');
    const answer = await person.send('/support/acas/report', {
      problem: 'other',
      words: 'Something only I would write.',
    });
    expect(answer.status).toBe(302);
    expect(answer.headers.getSetCookie()).toEqual([]);
    await person.ask('/healthz');
    expect(portal.output()).not.toContain('/support/:id/report');
    expect(portal.output()).not.toContain('only I would write');
  });
});

describe('somebody who reports without end', () => {
  it('is asked to wait, and keeps what they typed', async () => {
    const strict = await startPortal(forReal);
    try {
      const report = () =>
        new Visitor(strict).ask('/support/acas/report', {
          method: 'POST',
          body: new URLSearchParams({ problem: 'number', words: 'It rings and rings.' }),
          headers: { origin: forReal.PORTAL_BASE_URL! },
        });
      for (let sent = 0; sent < 5; sent += 1) expect((await report()).status).toBe(302);
      const refused = await report();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const html = await refused.text();
      expect(html).toContain('We have had many reports in a short time');
      expect(html).toContain('It rings and rings.');
    } finally {
      await strict.stop();
    }
  });
});
