import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { Wire } from '../support/wire';

/** Diaries met by people who mean harm: secret addresses, calendar files, and what is a colleague's. */

let portal: RunningPortal;
let file: PortalFile;
let ruth: Visitor;
let gwen: Visitor;
let daniel: Visitor;
beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  ruth = await new Visitor(portal).signIn('adviser.north@example.test');
  gwen = await new Visitor(portal).signIn('adviser.wales@example.test');
  daniel = await new Visitor(portal).signIn('lead@example.test');
});
afterAll(async () => {
  file.close();
  await portal.stop();
});

const addressPage = '/adviser/availability/calendar';
const busyPage = '/adviser/availability/busy';

/** Makes an address. @returns its path. */
async function makeAddress(owner: Visitor): Promise<string> {
  expect((await owner.send(addressPage, { deed: 'make' })).status).toBe(302);
  const page = await (await owner.ask(addressPage)).text();
  return /<code>[^<]*(\/calendar\/[\w-]{43}\.ics)<\/code>/.exec(page)![1]!;
}

const ask = (path: string) => fetch(portal.url + path, { redirect: 'manual' });

/** What an answer tells, but for its number and moment. */
async function told(answer: Response) {
  const incidental = ['x-request-id', 'date', 'keep-alive', 'connection'];
  const headers = [...answer.headers].filter(([name]) => !incidental.includes(name));
  return { status: answer.status, headers, body: await answer.text() };
}

/** Brings a file as a browser does. */
function bring(who: Visitor, content: string | Uint8Array<ArrayBuffer>, name = 'calendar.ics') {
  const body = new FormData();
  body.append('file', new Blob([content], { type: 'text/calendar' }), name);
  return who.ask(busyPage, { method: 'POST', body, headers: { origin: portal.url } });
}

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  );

describe('a secret calendar address', () => {
  it('opens without signing in, is kept by nobody on the way, and leaves no trace', async () => {
    const path = await makeAddress(ruth);
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-robots-tag')).toMatch(/noindex/);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR/);
    const token = path.slice('/calendar/'.length, -'.ics'.length);
    await file.settled();
    expect(portal.output()).not.toContain(token);
    const kept = JSON.stringify(file.contents(file.tables()));
    expect(kept).not.toContain(token);
  });

  it('that was replaced or ended is answered like one that never was', async () => {
    const never = await told(await ask(`/calendar/${'A'.repeat(43)}.ics`));
    expect(never.status).toBe(404);
    const first = await makeAddress(gwen);
    const second = await makeAddress(gwen);
    expect(await told(await ask(first))).toEqual(never);
    expect((await ask(second)).status).toBe(200);
    await gwen.send(addressPage, { deed: 'end' });
    expect(await told(await ask(second))).toEqual(never);
  });

  it('ends with its owner’s account, in the same words', async () => {
    const never = await told(await ask(`/calendar/${'A'.repeat(43)}.ics`));
    const path = await makeAddress(gwen);
    const [{ id }] = file.rows<{ id: string }>(
      "select adviser_id as id from calendar_feeds where adviser_id in (select id from accounts where team = 'wales')",
    ) as [{ id: string }];
    file.run('update accounts set disabled_at = 1 where id = ?', id);
    try {
      expect(await told(await ask(path))).toEqual(never);
    } finally {
      file.run('update accounts set disabled_at = null where id = ?', id);
    }
    expect((await ask(path)).status).toBe(200);
  });

  it('is not shown to anybody else, and not a second time once it is copied', async () => {
    const path = await makeAddress(ruth);
    expect(await (await daniel.ask(addressPage)).text()).not.toContain(path);
    await ruth.send(addressPage, { deed: 'copied' });
    expect(await (await ruth.ask(addressPage)).text()).not.toContain(path);
    expect((await ask(path)).status).toBe(200);
  });

  it('that is read without end is refused for a while, and nobody else’s with it', async () => {
    const [busy, quiet] = [await makeAddress(ruth), await makeAddress(gwen)];
    let answer: Response;
    let tries = 0;
    do {
      // A window of time may end just then, and give everything back.
      expect((tries += 1)).toBeLessThan(4);
      file.run("delete from limits where subject like 'calendar-of-owner:%'");
      await ask(busy);
      // Only the owner of this one has been counted.
      file.run("update limits set count = 1000000 where subject like 'calendar-of-owner:%'");
      answer = await ask(busy);
    } while (answer.status === 200);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).not.toContain('BEGIN');
    expect((await ask(quiet)).status).toBe(200);
  });

  it.each([
    '/calendar/.ics',
    '/calendar/..%2fhealthz.ics',
    '/calendar/%00.ics',
    "/calendar/'or'1'='1.ics",
    '/calendar/',
    '/calendar',
    `/calendar/${'A'.repeat(5000)}.ics`,
  ])('is never %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});

describe('a calendar file', () => {
  const busyRows = () => file.rows('select id from busy_times').length;

  it('that is right is read, so the tests below would notice', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000)
      .toISOString()
      .slice(0, 10)
      .replaceAll('-', '');
    const good = calendar('SUMMARY:Wren', `DTSTART:${tomorrow}T100000Z`, 'DURATION:PT1H');
    const answer = await bring(ruth, good);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('1 busy time is kept.');
    expect(busyRows()).toBe(1);
    expect(portal.output()).not.toContain('Wren');
  });

  it.each([
    ['is empty', ''],
    ['is no calendar', '<html><script>alert(1)</script></html>'],
    ['is a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xfe])],
    [
      'repeats every second since 1970',
      calendar('DTSTART:19700101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'),
    ],
    [
      'has a day that never comes',
      calendar(
        'DTSTART:20260101T000000Z',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      ),
    ],
    ['has more than a megabyte', `BEGIN:VCALENDAR\r\n${'X-A:b\r\n'.repeat(150_000)}END:VCALENDAR`],
  ])('that %s is refused in words, and changes nothing', async (_, content) => {
    const before = file.contents(['busy_times']);
    const answer = await bring(ruth, content, '../../etc/passwd');
    expect([400, 413]).toContain(answer.status);
    expect(await answer.text()).toMatch(/There is a problem|too large|too long/i);
    expect(file.contents(['busy_times'])).toEqual(before);
    expect((await ask('/healthz')).status).toBe(200);
  });

  /** What comes back when all of a body is sent, as browsers do, before an answer is looked at. */
  function sendAll(bytes: number): Promise<string> {
    const cookie = [...ruth.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const head = [
      `POST ${busyPage} HTTP/1.1`,
      'Host: localhost',
      `Origin: ${portal.url}`,
      `Cookie: ${cookie}`,
      'Content-Type: multipart/form-data; boundary=x',
      `Content-Length: ${bytes}`,
      'Connection: close',
      '\r\n',
    ].join('\r\n');
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(portal.url).port), '127.0.0.1');
      let answer = '';
      socket.on('error', reject).on('end', () => resolve(answer));
      socket.write(head + 'x'.repeat(bytes), () => {
        socket.on('data', (chunk) => (answer += String(chunk)));
      });
    });
  }

  it('of several megabytes is let come in, so that a browser shows why it is refused', async () => {
    const answer = await sendAll(8_000_000);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('too long for us to take');
    expect(answer).toContain('</html>');
  });

  it('of many megabytes is not waited for', async () => {
    const wire = new Wire(portal.url);
    const headers = {
      origin: portal.url,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': '1000000000',
    };
    const answer = await wire.ask({ method: 'POST', path: busyPage, headers });
    expect(answer.status).toBe(413);
    expect(answer.headers.connection).toBe('close');
    wire.close();
  });

  it('puts no markup on the page with the name of a time zone', async () => {
    const odd = '"><script>alert(1)</script>';
    const answer = await bring(
      ruth,
      calendar(`DTSTART;TZID=x${odd}:20991124T100000`, 'DURATION:PT1H'),
    );
    expect(await answer.text()).not.toContain('<script>alert');
  });

  it('is taken up to a megabyte here, and nowhere else; and never as a form of words', async () => {
    const words = 'a='.padEnd(66_000, 'x');
    const headers = { origin: portal.url, 'content-type': 'application/x-www-form-urlencoded' };
    const sent = await ruth.ask(busyPage, { method: 'POST', body: words, headers });
    expect(sent.status).toBe(413);
    const body = new FormData();
    body.append('file', new Blob(['x'.repeat(66_000)]), 'a.json');
    const elsewhere = await ruth.ask('/what-happens-next', {
      method: 'POST',
      body,
      headers: { origin: portal.url },
    });
    expect(elsewhere.status).toBe(413);
  });
});

describe('a colleague’s diary', () => {
  const gwenId = () =>
    file.rows<{ id: string }>(
      "select id from accounts where role = 'adviser' and team = 'wales'",
    )[0]!.id;

  it('is not there for another adviser: like somebody who never was', async () => {
    const theirs = await ruth.ask(`/adviser/diary?adviser=${gwenId()}`);
    const nobodys = await ruth.ask('/adviser/diary?adviser=never');
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    expect((await ruth.ask(`/adviser/availability/${gwenId()}`)).status).toBe(403);
    expect((await daniel.ask(`/adviser/diary?adviser=${gwenId()}`)).status).toBe(200);
    expect((await daniel.ask('/adviser/diary?adviser=never')).status).toBe(404);
  });

  it('cannot be changed by naming hours or days that are theirs', async () => {
    const [{ id }] = file.rows<{ id: string }>(
      'select id from availability where adviser_id = ?',
      gwenId(),
    ) as [{ id: string }];
    const before = file.contents(['availability', 'exceptions']);
    await ruth.send('/adviser/availability', { deed: 'remove-hours', which: id });
    await ruth.send('/adviser/availability', { deed: 'remove-days', which: id });
    expect(file.contents(['availability', 'exceptions'])).toEqual(before);
  });

  it.each([
    'week=2026-02-30',
    'day=0000-00-00',
    'week=9999-99-99',
    'day=%00',
    'week[]=1',
    'day=-271821-04-20',
  ])('opens today when the address asks for no day there is: %s', async (query) => {
    expect((await ruth.ask(`/adviser/diary?${query}`)).status).toBe(200);
  });
});
