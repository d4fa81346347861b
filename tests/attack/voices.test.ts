import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { table } from '~/routes';
import { addressOf } from '../support/addresses';
import { PortalFile } from '../support/portal-file';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Whoever tells us what it was like is known to nobody, and whoever would spoil what others say does not get far. */

let portal: RunningPortal;
let file: PortalFile;
/** Signed in, with a cookie that must not matter. */
let amina: Visitor;
beforeAll(async () => {
  portal = await startPortal({ PORTAL_LOG_LEVEL: 'debug' });
  file = new PortalFile(portal);
  amina = await new Visitor(portal).signIn('amina.demo@example.test');
  await file.settled();
});
afterAll(async () => {
  file.close();
  await portal.stop();
});

const newToken = () => randomBytes(32).toString('base64url');

const voice = (more: [string, string][] = [], token = newToken()): [string, string][] => [
  ['page', 'check'],
  ['go', 'send'],
  ['token', token],
  ['told-how', 'by-phone'],
  ['ethnicity', 'black'],
  ...more,
];

const tell = (fields: [string, string][], who = amina) => who.send('/voices/share', fields);

const kept = () => ({
  voices: file.rows('select * from voices').length,
  words: file.rows('select * from voice_words').length,
});

const addresses = table
  .filter(({ path: its }) => its.startsWith('/voices'))
  .map((entry) => addressOf(entry.path));

describe('somebody who tells us', () => {
  it('is given no cookie, and leaves no line in the log, though they are signed in', async () => {
    const before = portal.output().length;
    for (const address of addresses) {
      const answer = await amina.ask(address);
      expect(answer.status, address).toBe(200);
      expect(answer.headers.getSetCookie(), address).toEqual([]);
    }
    const sent = await tell(voice([['words-told', 'A call on a Friday.']]));
    expect([sent.status, sent.headers.get('location')]).toEqual([302, '/voices/share?sent=1']);
    expect(sent.headers.getSetCookie()).toEqual([]);
    await amina.ask('/healthz');
    const since = portal.output().slice(before);
    expect(since).not.toMatch(/voices|Friday|127\.0\.0/);
    expect(addresses.length).toBe(7);
  });

  it('leaves nothing in the database but their answers, their words, and that a form was sent', async () => {
    // Public figures, which the portal counts anew when it starts.
    const tables = file.tables().filter((name) => name !== 'service_waits');
    const before = file.contents(tables);
    await tell(voice([['words-fairness', 'It was not fair, wren.']]));
    const after = file.contents(tables);
    const changed = tables.filter(
      (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
    );
    // What is counted so that nobody sends hundreds is of a network, under a hash of this hour, for this hour.
    expect(changed.sort()).toEqual(['limits', 'voice_forms', 'voice_words', 'voices']);
    const bytes = ['portal.sqlite', 'portal.sqlite-wal'].map((name) =>
      readFileSync(path.join(portal.dataDir, name)).toString('latin1'),
    );
    expect(bytes.join('')).not.toMatch(/wren|by-phone/);
    const sent = voice([], newToken());
    await tell(sent);
    const [, , [, token]] = sent as [unknown, unknown, [string, string]];
    expect(JSON.stringify(file.contents(tables))).not.toContain(token);
  });

  it('counts once, also when they press five times at the same moment', async () => {
    const before = kept();
    const fields = voice([['words-told', 'Once.']]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => tell(fields)));
    for (const answer of answers)
      expect(answer.headers.get('location')).toBe('/voices/share?sent=1');
    expect(kept()).toEqual({ voices: before.voices + 1, words: before.words + 1 });
  });
});

describe('a form that nobody could have filled in', () => {
  it.each([
    ['an answer there is not', [['told-kindly', 'maybe']]],
    ['an answer that would be a formula', [['told-kindly', '=cmd()']]],
    ['an answer to another question', [['sex', 'doctor']]],
    [
      'two answers to one question',
      [
        ['health', 'no'],
        ['health', 'a-lot'],
      ],
    ],
    ['words without an end', [['words-told', 'x'.repeat(601)]]],
  ] as [string, [string, string][]][])('with %s is shown again, and not kept', async (_, more) => {
    const before = kept();
    const answer = await tell(voice([...more, ['words-better', 'Kept on the page.']]));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Kept on the page.');
    expect(kept()).toEqual(before);
  });

  it('with questions we do not ask is kept without them', async () => {
    await tell(
      voice([
        ['name', 'Amina'],
        ['month', '2020-01'],
        ['id', '1'],
        ['words-made-up', 'x'],
      ]),
    );
    const numbers = file.rows<{ id: number }>('select id from voices').map(({ id }) => id);
    const month = new Date().toISOString().slice(0, 7).replace('-', '');
    for (const id of numbers) expect(String(id).slice(0, 6)).toBe(month);
  });

  it('with nothing in it is not kept, and one without its token is asked for once more', async () => {
    const before = kept();
    const empty = await tell([
      ['page', 'check'],
      ['go', 'send'],
      ['token', newToken()],
    ]);
    expect(empty.status).toBe(400);
    for (const token of ['', 'short', `${newToken()}!`]) {
      const again = await tell(voice([], token));
      expect(again.status).toBe(200);
      expect(await again.text()).toMatch(/name="token" value="[\w-]{43}"/);
    }
    expect(kept()).toEqual(before);
  });
});

it('what is told is stopped when one network tells too much, and stays on the page', async () => {
  const real = await startPortal(forReal);
  try {
    const send = () =>
      fetch(`${real.url}/voices/share`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: forReal.PORTAL_BASE_URL! },
        body: new URLSearchParams(voice([['words-told', 'Many of us.']])),
      });
    // Windows follow the clock on the wall: in two of them at most twice as many get through.
    let answer = await send();
    for (let more = 0; more < 20 && answer.status === 302; more += 1) answer = await send();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).toContain('Many of us.');
  } finally {
    await real.stop();
  }
});

it('nobody but a lead reads what was written, or decides about it', async () => {
  await tell(voice([['words-told', 'For a lead alone.']]));
  for (const email of ['adviser.north@example.test', 'editor@example.test']) {
    const other = await new Visitor(portal).signIn(email);
    const page = await other.ask('/adviser/insight');
    expect(page.status).toBe(403);
    expect((await other.send('/adviser/insight', { deed: 'leave-out', text: '1' })).status).toBe(
      403,
    );
  }
  const lead = await new Visitor(portal).signIn('lead@example.test');
  const page = await (await lead.ask('/adviser/insight')).text();
  const text = /name="text" value="(\d+)"/.exec(page)![1]!;
  const before = kept();
  for (const words of ['Their boss is a liar.', '', '[…]']) {
    const answer = await lead.send('/adviser/insight', { deed: 'publish', text, words });
    expect(answer.status).toBe(400);
  }
  for (const fields of [
    { deed: 'publish', text },
    { deed: 'made-up', text },
    { deed: 'leave-out', text: 'x' },
  ]) {
    expect((await lead.send('/adviser/insight', fields as never)).status).toBe(400);
  }
  expect(kept()).toEqual(before);
  expect(file.rows('select * from published_words')).toEqual([]);
});
