import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemas, steps, type Step } from '~/meetings/questions/questions';
import { localPath } from '~/platform/locale';
import { table } from '~/routes';
import { chromiumArguments, findChromium } from '../../bin/chromium.mjs';
import { addressOf } from '../support/addresses';
import { readCsv } from '../support/csv';
import { fieldNames, switches } from '../support/field-names';
import { answersForms } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { forAll, Wire, type Answer, type Fields } from '../support/wire';

/**
 * Words that try to be more than words: in pages, in messages, in files, in addresses, in the database. Pages are
 * read by a browser's own parser, which is the one they would have to deceive.
 */

let portal: RunningPortal;
let file: PortalFile;
let wire: Wire;
let browser: Browser;
let parser: Page;
let writer: Visitor;
let adviser: Visitor;
let lead: Visitor;
let editor: Visitor;

beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  wire = new Wire(portal.url);
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  parser = await browser.newPage();
  writer = await new Visitor(portal).signIn('amina.demo@example.test');
  adviser = await new Visitor(portal).signIn('adviser.north@example.test');
  lead = await new Visitor(portal).signIn('lead@example.test');
  editor = await new Visitor(portal).signIn('editor@example.test');
});
afterAll(async () => {
  await browser.close();
  wire.close();
  file.close();
  await portal.stop();
});

const cookieOf = ({ cookies }: Visitor) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

/** Short enough for every field; each would leave an element, an attribute or a word of ours if it worked. */
const payloads = [
  '<x-payload data-payload onload=payload()>seen</x-payload>',
  '"><x-payload data-payload>seen<a b="',
  "'><x-payload data-payload>seen<a b='",
  '" data-payload="1" onfocus="payload()" c="seen',
  "' data-payload='1' onfocus='payload()' c='seen",
  '</title></textarea></script><svg data-payload>seen',
  '--><x-payload>seen<!--',
  '<script src=//evil.example/payload></script>seen',
  '&lt;x-payload&gt;&#60;x-payload&#62;seen',
  'javascript:payload() https://evil.example/payload seen',
  '{{payload}} $t(common:portal) ${payload} <%= p %> seen',
  '[seen](javascript:payload()) **seen** ![](//evil.example)',
  '\u202Etxt.seen\u202C \u2066seen\u2069',
  'null\u0000seen <x-payload\u0000>',
  'lone\ud800seen<x-payload>',
];

/** What a browser makes of a page that no page of ours has. Nothing of it runs. */
async function strangersIn(html: string): Promise<string[]> {
  return parser.evaluate((text) => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    const found: string[] = [];
    for (const element of page.querySelectorAll('*')) {
      if (element.localName.startsWith('x-')) found.push(`<${element.localName}>`);
      for (const { name, value } of element.attributes) {
        if (/^on|payload/.test(name)) found.push(`<${element.localName} ${name}>`);
        const leads = /^(href|src|action|formaction|srcset|poster|data)$/.test(name);
        const away = /^\s*(?:(?:javascript|data|vbscript):|(?:https?:)?[/\\]{2}[^/]*evil)/i;
        if (leads && away.test(value)) {
          found.push(`<${element.localName} ${name}="${value}">`);
        }
      }
    }
    for (const script of page.querySelectorAll('script')) {
      const ours = /^\/assets\/entry\.client-[\w-]+\.js$/.test(script.getAttribute('src') ?? '');
      if (!ours || script.textContent) found.push('<script>');
    }
    return found;
  }, html);
}

/** How many forms a page is sent until each of its switches has had each value. */
const mostValues = Math.max(...[...switches.values()].map(({ length }) => length));

/** Every payload holds one of these words, so a page without them holds none, and needs no parser. */
const mark = /seen|payload/;

async function expectWords(html: string, where: string) {
  if (!mark.test(html)) return;
  expect(await strangersIn(html), where).toEqual([]);
}

describe('the parser of these tests', () => {
  it('is asked about every page that holds a payload', () => {
    for (const payload of payloads) expect(payload).toMatch(mark);
  });

  it('sees what would have got through', async () => {
    for (const payload of payloads.slice(0, 2)) {
      expect(await strangersIn(`<p title="${payload}">${payload}</p>`)).not.toEqual([]);
    }
    expect(await strangersIn('<a href="javascript:payload()">x</a>')).not.toEqual([]);
    expect(await strangersIn('<script>payload()</script>')).not.toEqual([]);
  });
});

const typedAt = new Map(answersForms);

/** The fields of a question that take any words, when the others are filled in as they usually are. */
const freeFields = (step: Step): string[] =>
  Object.keys(schemas[step].shape).filter((name) => {
    const answer = { ...Object.fromEntries(typedAt.get(step)!), [name]: '<b>any words</b>' };
    return schemas[step].safeParse(answer).success;
  });

/** A request with the same words in every field that takes words. @returns its reference. */
async function requestSaying(words: string): Promise<string> {
  await writer.send('/meetings/new', {});
  for (const [step, typed] of answersForms) {
    const free = freeFields(step as Step);
    const fields = typed.filter(([name]) => !free.includes(name));
    const said = free.map((name): [string, string] => [name, words]);
    const saved = await writer.send(`/meetings/new/${step}`, [...fields, ...said]);
    expect(saved.status, step).toBe(302);
    await expectWords(await (await writer.ask(`/meetings/new/${step}?from=check`)).text(), step);
  }
  await expectWords(await (await writer.ask('/meetings/new/check')).text(), 'check');
  const sent = await writer.send('/meetings/new/check', {});
  return /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
}

describe('words kept and shown to others', () => {
  it('are asked in fields the schemas name', () => {
    const free = steps.flatMap(freeFields);
    expect(free).toEqual(expect.arrayContaining(['about', 'name', 'organisation', 'timesMore']));
    expect(free.length).toBeGreaterThan(8);
  });

  it.each(payloads.map((payload) => [JSON.stringify(payload), payload]))(
    '%s stay words wherever they are shown',
    async (_, payload) => {
      const reference = await requestSaying(payload);
      const staffPage = `/adviser/requests/${reference}`;
      const offering = `${staffPage}/offer-times`;
      const times = (await (await adviser.ask(offering)).text()).match(
        /(?<=name="startsAt"[^>]*value=")\d+/g,
      )!;
      await adviser.send(offering, { startsAt: times[0]! });
      await writer.send(`/meetings/${reference}/change/message`, { words: payload });
      await writer.send(`/meetings/${reference}/change/ask-for-other-times`, { words: payload });
      // Refused, so that the page hands the words back.
      const lost = await writer.send(`/meetings/${reference}/change/cancel`, { words: payload });
      await expectWords(await lost.text(), 'lost words');
      await adviser.send(`${staffPage}/message`, { words: payload });
      await adviser.send(`${staffPage}/note`, { words: payload });
      const refused = await adviser.send(`${staffPage}/state-our-part`, { words: payload });
      await expectWords(await refused.text(), 'words of an adviser that come back');
      await adviser.send('/adviser/employers', { deed: 'add', employer: `another ${payload}` });
      await adviser.send(`${staffPage}/decline`, { reason: 'other', words: payload });
      await writer.send('/support/samaritans/report', { problem: 'other', words: payload });
      const shown: [Visitor, string][] = [
        [writer, `/meetings/${reference}`],
        [writer, '/meetings'],
        [writer, '/account/data'],
        [writer, `/cy/meetings/${reference}`],
        [adviser, '/adviser'],
        [adviser, staffPage],
        [adviser, '/adviser/employers'],
        [lead, '/adviser'],
        [lead, `/cy${staffPage}`],
        [editor, '/adviser/content'],
        [editor, '/adviser/content/samaritans'],
      ];
      for (const [reader, path] of shown) {
        const answer = await reader.ask(path);
        expect(answer.status, path).toBe(200);
        const html = await answer.text();
        await expectWords(html, path);
        if (path.endsWith(reference)) {
          expect(html, path).toContain('seen');
          if (payload.includes('$t(')) expect(html).toContain('{{payload}} $t(common:portal)');
        }
      }
    },
  );

  it('are in no message that leaves the portal', async () => {
    await file.settled();
    const messages = await portal.mailbox();
    expect(messages.length).toBeGreaterThan(payloads.length);
    for (const { subject, text, html, to, attachments } of messages) {
      const all = JSON.stringify([subject, text, html, to, attachments]);
      expect(all).not.toMatch(/payload|seen|evil/);
      expect(subject + to).not.toMatch(/[\r\n]/);
      await expectWords(html, subject);
    }
  });
});

describe('words of a request that come straight back', () => {
  const asAnybody = (path: string) =>
    path.startsWith('/adviser/content') ? editor : path.startsWith('/adviser') ? lead : writer;

  const pages = table.filter(({ path, machine }) => !machine && path !== '/sign-out');

  /**
   * Each payload reaches each field of each form in one of the rounds, and every form of a page is sent. Addresses
   * are read in a third of them: a parameter is a word like any other there.
   */
  const rounds = Math.max(
    payloads.length,
    ...[...switches.values()].map(({ length }) => length + 1),
  );

  const payloadFor = (field: number, round: number) => payloads[(field + round) % payloads.length]!;

  /** What one round types into every field; what chooses a form of a page takes its values in turn, then words. */
  const saidIn = (round: number): Fields =>
    fieldNames.map((name, field) => {
      const values = switches.get(name);
      return [name, values?.[round % (values.length + 1)] ?? payloadFor(field, round)];
    });

  it('stay words on every page, from the query and from a form', async () => {
    const showed = new Set<string>();
    const check = async ({ status, headers, body }: Answer, where: string) => {
      expect(status, where).toBeLessThan(500);
      for (const value of Object.values(headers)) {
        expect(String(value), where).not.toMatch(/payload/);
      }
      if (!headers['content-type']?.startsWith('text/html')) return;
      if (mark.test(body)) showed.add(where);
      await expectWords(body, where);
    };
    await writer.send('/meetings/new', {});
    for (let round = 0; round < rounds; round += 1) {
      const said = saidIn(round);
      const query = new URLSearchParams(said as [string, string][]);
      await forAll(pages, async ({ path: template, form }) => {
        const path = localPath(round % 2 ? 'cy' : 'en', addressOf(template).split('?')[0]!);
        const cookie = cookieOf(asAnybody(template));
        if (form) await check(await wire.send(path, said, { cookie }), `a form to ${template}`);
        if (round % 3 > 0) return;
        if (form !== 'only') {
          await check(await wire.ask({ path: `${path}?${query}`, headers: { cookie } }), template);
        }
        const odd = encodeURIComponent(Buffer.from(payloadFor(0, round)).toString());
        await check(await wire.ask({ path: `${path}/${odd}`, headers: { cookie } }), 'its path');
      });
    }
    // The run did what it was for: these hand back what was typed, so the browser looked at it.
    expect([...showed]).toEqual(
      expect.arrayContaining([
        ...['/search', '/support', 'a form to /sign-in', 'a form to /account/email'],
        ...['a form to /account/passkeys', 'a form to /meetings/new/:step'],
        ...['a form to /adviser/staff', 'a form to /adviser/content/:id'],
        ...['a form to /support/:id/report', 'a form to /support/match'],
      ]),
    );
  });
});

describe('a search', () => {
  it.each([
    "' or '1'='1",
    "'; drop table accounts; --",
    'a" OR "b',
    'x NEAR/2 y',
    '* ^ : ( ) { }',
    '%_%',
    'union select sealed_email from accounts',
    "\\'; --",
  ])('for %s finds words, and changes nothing', async (words) => {
    const q = encodeURIComponent(words);
    for (const path of [`/search?q=${q}`, `/support?q=${q}`, `/open-referral/services?text=${q}`]) {
      const { status, body } = await wire.ask({ path });
      expect([200, 400], path).toContain(status);
      expect(body).not.toMatch(/SQLITE|syntax error/i);
    }
    expect(file.tables()).toContain('accounts');
  });
});

describe('extra fields in a form', () => {
  it('change nothing about who somebody is or what became of a request', async () => {
    const extra: [string, string][] = [
      ['role', 'lead'],
      ['team', 'wales'],
      ['accountId', 'x'],
      ['account_id', 'x'],
      ['id', 'x'],
      ['state', 'confirmed'],
      ['adviserId', 'x'],
      ['reference', '0000-0001'],
      ['secondFactor', 'true'],
      ['verifiedAt', '9999999999999'],
      ['disabledAt', ''],
      ['submittedAt', '1'],
      ['createdAt', '1'],
    ];
    const person = new Visitor(portal);
    const email = 'mass.assignment@example.test';
    await person.send('/sign-in', [['email', email], ...extra]);
    const code = /\d{6}/.exec((await portal.mailbox()).find(({ to }) => to === email)!.subject)![0];
    await person.send('/sign-in/code', [['code', code], ...extra]);
    const staff = "select id, role, team, disabled_at from accounts where role <> 'practitioner'";
    const staffBefore = file.rows(staff);
    const headers = { cookie: cookieOf(person) };
    const forms = table.filter(({ path, form }) => form && !path.startsWith('/sign-'));
    for (let round = 0; round < mostValues; round += 1) {
      const chosen = [...switches].map(([name, of]) => [name, of[round % of.length]!] as const);
      await forAll(forms, async ({ path }) => {
        const { status } = await wire.send(addressOf(path), [...chosen, ...extra], headers);
        expect(status, path).toBeLessThan(500);
      });
    }
    expect(file.rows(staff)).toEqual(staffBefore);
    await person.send('/meetings/new', extra);
    for (const [step, fields] of answersForms) {
      await person.send(`/meetings/new/${step}`, [...fields, ...extra]);
    }
    const sent = await person.send('/meetings/new/check', extra);
    const reference = /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
    expect(reference).not.toBe('0000-0001');
    const accountId = file.accountOf(cookieOf(person));
    const [account] = file.rows('select * from accounts where id = ?', accountId);
    expect(account).toMatchObject({ role: 'practitioner', team: null, disabled_at: null });
    const [request] = file.rows('select * from requests where reference = ?', reference);
    expect(request).toMatchObject({
      account_id: accountId,
      state: 'submitted',
      adviser_id: null,
      team: 'north',
    });
  });
});

describe('an address', () => {
  const elsewhere = /^(?!\/(?![/\\]))/;

  it('never sends anybody to another website', async () => {
    const targets = [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/%09/evil.example',
    ];
    const paths = [
      ...targets.flatMap((to) => [to, `${to}/`, `/cy${to}/`, `${to}/meetings/`]),
      ...[
        '//guides/',
        '///guides/',
        '/guides//',
        '//support/samaritans/',
        '/cy//guides/',
        '/.//evil/',
      ],
      ...targets.map((to) => `/sign-in?next=${encodeURIComponent(to)}`),
      ...targets.map((to) => `/meetings/?next=${encodeURIComponent(to)}`),
    ];
    for (const path of paths.filter((each) => each.startsWith('/'))) {
      const { headers, status } = await wire.ask({ path });
      expect(status, path).toBeLessThan(500);
      if (headers.location !== undefined) expect(headers.location, path).not.toMatch(elsewhere);
    }
    for (const next of targets) {
      const person = new Visitor(portal);
      await person.send('/sign-in', { email: 'open.redirect@example.test', next });
      const [message] = await portal.mailbox();
      const code = /\d{6}/.exec(message!.subject)![0];
      const answer = await person.send('/sign-in/code', { code });
      expect(answer.headers.get('location'), next).toBe('/meetings');
    }
  });

  it('leads to no file outside, by any place in it', async () => {
    const ways = [
      '..',
      '../..',
      '..%2f..',
      '%2e%2e%2f%2e%2e',
      '..%5c..',
      '%252e%252e',
      '.%00.',
      '....//',
    ];
    const files = ['package.json', 'etc/passwd', 'portal.sqlite', 'demo-keys.json'];
    const places = table.filter(({ path }) => path.includes(':')).map(({ path }) => path);
    const starts = [...places.map((path) => path.replace(/:\w+.*$/, '')), '/assets/', '/'];
    const paths = [...new Set(starts)].flatMap((start) =>
      ways.flatMap((way) => files.map((name) => `${start}${way}/${name}`)),
    );
    await forAll(paths, async (path) => {
      const { status, body } = await wire.ask({ path, headers: { cookie: cookieOf(lead) } });
      expect([303, 403, 404], path).toContain(status);
      expect(body, path).not.toMatch(/practitioner-support-portal"|root:x:|SQLite format/);
    });
  });
});

describe('files made from words', () => {
  it('hold no cell a spreadsheet would run', async () => {
    const { body } = await wire.ask({ path: '/open-referral/services.csv' });
    const cells = readCsv(body).flat();
    expect(cells.length).toBeGreaterThan(500);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('hold no line of a calendar that somebody slipped in', async () => {
    const slipped = '\r\nEND:VEVENT\r\nX-PAYLOAD:1';
    const fields = [
      'nation',
      'profession',
      'setting',
      'happened',
      'worry',
      'investigator-appointed-day',
    ].map((name) => [name, `england${slipped}`] as const);
    const { status, body } = await wire.send('/what-happens-next/calendar', [
      ['page', 'all'],
      ...fields,
    ]);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/^X-PAYLOAD/m);
  });

  it('that come back hold nothing that changes the portal', async () => {
    const saved = [
      '{"kind":"what-happens-next","version":1,"answers":[["__proto__","x"],["constructor","y"]]}',
      '{"__proto__":{"polluted":true},"kind":"what-happens-next","version":1,"answers":[]}',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`,
      '"\\ud800"',
      'null',
    ];
    for (const text of saved) {
      const form = new FormData();
      form.append('file', new File([text], '../../my-dates.json'));
      const encoded = new Response(form);
      const { status } = await wire.ask({
        method: 'POST',
        path: '/what-happens-next',
        body: await encoded.text(),
        headers: { origin: portal.url, 'content-type': encoded.headers.get('content-type')! },
      });
      expect([200, 400], text.slice(0, 40)).toContain(status);
    }
    expect((await wire.ask({ path: '/readyz' })).status).toBe(200);
  });
});

/** A mail server that takes everything and keeps it as it came. */
async function mailSink(): Promise<{
  server: Server;
  port: number;
  heard: string[];
  sockets: Socket[];
}> {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let inData = false;
    let said = '';
    socket.write('220 sink\r\n');
    socket.on('data', (chunk) => {
      heard.push(String(chunk));
      said += String(chunk);
      if (!said.endsWith(inData ? '\r\n.\r\n' : '\r\n')) return;
      const answer = inData ? '250 taken' : /^DATA/i.test(said) ? '354 go on' : '250 yes';
      inData = answer.startsWith('354');
      said = '';
      socket.write(`${answer}\r\n`);
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, heard, sockets };
}

describe('a message on the wire', () => {
  it('has the one receiver and the headers we gave it, whatever was typed', async () => {
    const { server, port, heard, sockets } = await mailSink();
    const real = await startPortal({
      ...forReal,
      PORTAL_SMTP_URL: `smtp://127.0.0.1:${port}`,
    });
    const realWire = new Wire(real.url);
    try {
      const ask = (email: string) =>
        realWire.send('/sign-in', [['email', email]], { origin: forReal.PORTAL_BASE_URL! });
      for (const email of [
        'victim@example.test\r\nBcc: evil@evil.example',
        'victim@example.test\nSubject: payload',
        'victim@example.test,evil@evil.example',
        'victim@example.test; evil@evil.example',
        '"a\r\nBcc: evil@evil.example"@example.test',
        'Victim <evil@evil.example>',
        'victim@example.test%0d%0aBcc:evil@evil.example',
      ]) {
        expect((await ask(email)).status, email).toBe(400);
      }
      expect((await ask("o'neill+notes@example.test")).status).toBe(302);
      await expect.poll(() => heard.join(''), { timeout: 10_000 }).toContain('\r\n.\r\n');
      const said = heard.join('');
      expect(said.match(/^RCPT TO:.*$/gm)).toEqual([
        expect.stringContaining("<o'neill+notes@example.test>"),
      ]);
      expect(said.match(/^(Bcc|Cc):/gim)).toBeNull();
      expect(said.match(/^Subject:/gm)).toHaveLength(1);
      expect(said).not.toContain('evil');
    } finally {
      realWire.close();
      await real.stop();
      server.close();
      sockets.forEach((socket) => socket.destroy());
    }
  });
});
