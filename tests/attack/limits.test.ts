import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Limit } from '~/platform/limits.server';
import { hour } from '~/platform/time/clock';
import { answersForms } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Limits as they are in production, met by people and by those who want to be many people. */

/** Asks as somebody whose address a proxy gives as `from`. */
type Ask = (path: string, from?: string, fields?: Record<string, string>) => Promise<Response>;

interface Behind {
  running: () => RunningPortal;
  ask: Ask;
}

function portalBehind(proxies: number): Behind {
  let portal: RunningPortal;
  beforeAll(async () => {
    portal = await startPortal({ ...forReal, PORTAL_TRUSTED_PROXIES: String(proxies) });
  });
  afterAll(() => portal.stop());
  return {
    running: () => portal,
    ask: (path, from, fields) =>
      fetch(portal.url + path, {
        redirect: 'manual',
        headers: {
          ...(from && { 'x-forwarded-for': from }),
          ...(fields && { origin: forReal.PORTAL_BASE_URL! }),
        },
        ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
      }),
  };
}

/**
 * Does something once, lets the database say that it was done until one time is left, uses that, and is refused.
 * Windows of time follow the clock on the wall, so one may end meanwhile: then it is begun again.
 * @param limit its name in `limits.server.ts`. @param most how often it is allowed.
 */
async function untilRefused(
  { dataDir }: RunningPortal,
  limit: Limit,
  most: number,
  once: (time: number) => Promise<Response>,
): Promise<Response> {
  const file = new PortalFile({ dataDir });
  const latest = 'select max(rowid) from limits where subject like ?';
  try {
    for (let time = 0; time < 9; time += 3) {
      const first = await once(time);
      if (first.status === 429) throw new Error('Refused at the first time');
      await first.text();
      const sql = `update limits set count = ? where rowid = (${latest})`;
      expect(file.run(sql, most - 1, `${limit}:%`).changes, limit).toBe(1);
      const last = await once(time + 1);
      expect(last.status, 'the last that is allowed').not.toBe(429);
      await last.text();
      const answer = await once(time + 2);
      if (answer.status === 429) return answer;
      await answer.text();
    }
  } finally {
    file.close();
  }
  throw new Error('Never refused');
}

const report = { problem: 'hours', words: 'They close at five.' };

describe('somebody who does one thing too often', () => {
  const { ask, running } = portalBehind(1);

  it('is told in plain words how long to wait, and can go on reading', async () => {
    const me = '198.51.100.1';
    const answer = await untilRefused(running(), 'search-from-client', 60, () =>
      ask('/search?q=', me),
    );
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const page = await answer.text();
    expect(page).toContain('Please wait a little');
    expect(page).toContain('You can try again in 1 minute.');
    expect((await ask('/support/samaritans', me)).status).toBe(200);
    expect((await ask('/search', me)).status, 'the page to search on').toBe(200);
    expect((await ask('/search?q=', '198.51.100.2')).status, 'somebody else').toBe(200);
  });

  it('is told in Welsh on Welsh pages, and counted once for both', async () => {
    const answer = await untilRefused(running(), 'search-from-client', 60, (time) =>
      ask(time % 2 ? '/search?q=' : '/cy/support?q=colled', '198.51.100.3'),
    );
    const page = await answer.text();
    const welsh = await (await ask('/cy/support?q=colled', '198.51.100.3')).text();
    expect(page).toMatch(/You can try again in|Gallwch roi cynnig arall arni ymhen/);
    expect(welsh).toContain('Gallwch roi cynnig arall arni ymhen 1 funud.');
    expect(welsh).toContain('lang="cy"');
  });

  it('is told as JSON where programs read the open data', async () => {
    const answer = await untilRefused(running(), 'search-from-client', 60, () =>
      ask('/open-referral/services?page=999', '198.51.100.4'),
    );
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toEqual({ error: 'Please wait a little.' });
    expect((await ask('/open-referral/services', '198.51.100.4')).status).toBe(200);
  });

  it('cannot make any page anew without end by adding something to its address', async () => {
    await untilRefused(running(), 'query-from-client', 120, (time) =>
      ask(`/cookies?${time}`, '198.51.100.5'),
    );
  });

  it('cannot send forms without end, each to be read and answered', async () => {
    const answer = await untilRefused(running(), 'form-from-client', 300, () =>
      ask('/sign-out', '198.51.100.6', {}),
    );
    const page = await answer.text();
    expect(page).toMatch(/You can try again in \d+ minutes?\./);
    expect(page).toContain('What you typed should still be there.');
  });

  it('keeps what was typed where the form says so itself', async () => {
    const answer = await untilRefused(running(), 'report-from-client', 5, () =>
      ask('/support/acas/report', '198.51.100.7', report),
    );
    expect(await answer.text()).toContain(report.words);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('cannot ask for code after code from one place, and still has what was typed', async () => {
    const answer = await untilRefused(running(), 'code-for-address-by-network', 6, () =>
      ask('/sign-in', '192.0.2.1', { email: 'somebody@example.test' }),
    );
    expect(await answer.text()).toContain('value="somebody@example.test"');
    const other = { email: 'somebody.else@example.test' };
    expect((await ask('/sign-in', '192.0.2.1', other)).status).toBe(302);
  });

  it('is still refused after the portal was restarted', async () => {
    const me = '198.51.100.8';
    const first = running();
    const again = await startPortal({
      ...forReal,
      PORTAL_TRUSTED_PROXIES: '1',
      PORTAL_DATA_DIR: first.dataDir,
    });
    const askAgain = () =>
      fetch(`${again.url}/support/acas/report`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(report),
        headers: { origin: forReal.PORTAL_BASE_URL!, 'x-forwarded-for': me },
      });
    try {
      let answer: Response;
      let begun: number;
      do {
        begun = Math.floor(Date.now() / hour);
        await untilRefused(first, 'report-from-client', 5, () =>
          ask('/support/acas/report', me, report),
        );
        answer = await askAgain();
        // An hour that ended meanwhile gave everything back.
      } while (Math.floor(Date.now() / hour) !== begun);
      expect(answer.status).toBe(429);
    } finally {
      await again.stop();
    }
  });
});

describe('somebody who writes to an adviser without end', () => {
  it('waits until tomorrow, keeps what they wrote, and can still call everything off', async () => {
    const portal = await startPortal();
    const file = new PortalFile(portal);
    try {
      const amina = await new Visitor(portal).signIn('amina.demo@example.test');
      await amina.send('/meetings/new', {});
      for (const [step, fields] of answersForms) await amina.send(`/meetings/new/${step}`, fields);
      const sent = await amina.send('/meetings/new/check', {});
      const page = /(\/meetings\/[^?]+)/.exec(sent.headers.get('location')!)![1]!;
      const usedUp = () =>
        file.run("update limits set count = 1000000 where subject like 'change-of-account:%'");
      const words = 'Words that must not be lost';
      const forms: [string, Record<string, string>][] = [
        ['change/message', { words }],
        ['correct/name', { name: words }],
        ['times', { time: '1', change: 'take' }],
      ];
      expect((await amina.send(`${page}/change/message`, { words: 'The first.' })).status).toBe(
        302,
      );
      usedUp();
      await file.settled();
      const before = file.contents(['events', 'outbox', 'requests']);
      for (const [form, fields] of forms) {
        const refused = await amina.send(`${page}/${form}`, fields);
        expect(refused.status, form).toBe(429);
        const html = await refused.text();
        expect(html, form).toContain('many things today');
        if (form !== 'times') expect(html, form).toContain(words);
      }
      expect(file.contents(['events', 'outbox', 'requests'])).toEqual(before);
      expect((await amina.send(`${page}/change/withdraw`, {})).status).toBe(302);
    } finally {
      file.close();
      await portal.stop();
    }
  });
});

describe('codes for somebody else’s address', () => {
  const { running } = portalBehind(1);
  const email = 'amina@example.test';
  let file: PortalFile;
  beforeAll(() => {
    file = new PortalFile(running());
  });
  afterAll(() => file.close());

  const from = (network: string) =>
    new Visitor(running(), { 'x-forwarded-for': network, origin: forReal.PORTAL_BASE_URL! });
  const ask = (asking: Visitor) =>
    asking.ask('/sign-in', { method: 'POST', body: new URLSearchParams({ email }) });
  const mails = () => file.rows('select id from outbox').length;
  /** What an answer tells: everything but what is random. */
  const told = async (answer: Response) => ({
    status: answer.status,
    location: answer.headers.get('location'),
    retry: answer.headers.get('retry-after'),
    cookies: answer.headers
      .getSetCookie()
      .map((each) => each.replace(/=[^;]+/, '=…').replace(/Expires=[^;]+/, '')),
    page: await answer.text(),
  });

  it('end silently: nobody learns that others ask, no mailbox is flooded, and its owner gets in', async () => {
    // Amina has signed in with this browser before.
    const amina = from('198.51.100.1');
    await ask(amina);
    const code = codeIn(file);
    const body = new URLSearchParams({ code });
    expect((await amina.ask('/sign-in/code', { method: 'POST', body })).status).toBe(302);
    amina.cookies.delete('__Host-portal-session');

    const first = await told(await ask(from('203.0.113.1')));
    expect(first).toMatchObject({ status: 302, location: '/sign-in/code', retry: null });
    // Twenty in each quarter of an hour, of which two may be met here: then one after which no mail goes out.
    let stranger = from('203.0.113.2');
    for (let network = 3, before = -1; before < mails(); network += 1) {
      expect(network).toBeLessThan(45);
      before = mails();
      stranger = from(`203.0.113.${network}`);
      expect(await told(await ask(stranger))).toEqual(first);
    }
    const quiet = mails();
    // The stranger's page says as much as anybody's.
    const page = await (await stranger.ask('/sign-in/code')).text();
    expect(page).toContain(email);
    expect(page).toContain('wait a quarter of an hour');

    expect(await told(await ask(amina))).toMatchObject({ status: 302 });
    expect(mails(), 'a mail for Amina').toBe(quiet + 1);
    const again = new URLSearchParams({ code: codeIn(file) });
    const inside = await amina.ask('/sign-in/code', { method: 'POST', body: again });
    expect(inside.headers.get('location')).toBe('/meetings');
    expect((await amina.ask('/meetings')).status).toBe(200);
    expect(running().output()).not.toContain(email);
  });
});

/** The code that was sent last, found as nobody can who has not got the portal's key: by trying them all. */
function codeIn(file: PortalFile): string {
  const [row] = file.rows<{ id: string; code_hash: string }>(
    'select id, code_hash from sign_in_codes order by rowid desc limit 1',
  );
  const key = createHash('sha256').update(forReal.PORTAL_LOOKUP_KEY!).digest();
  for (let number = 0; number < 1_000_000; number += 1) {
    const code = String(number).padStart(6, '0');
    const text = `sign-in-code:${row!.id}:${code}`.toLowerCase();
    if (createHmac('sha256', key).update(text).digest('hex') === row!.code_hash) return code;
  }
  throw new Error('No six digits are right');
}

describe('who a client is', () => {
  /** Whether two clients are counted as one. */
  async function areOne({ running, ask }: Behind, first: (time: number) => string, second: string) {
    await untilRefused(running(), 'report-from-client', 5, (time) =>
      ask('/support/acas/report', first(time), report),
    );
    const answer = await ask('/support/acas/report', second, report);
    await answer.text();
    return answer.status === 429;
  }

  describe('without a proxy', () => {
    const behind = portalBehind(0);
    it('is never what a header says', async () => {
      expect(await areOne(behind, (time) => `203.0.113.${time}`, '203.0.113.200')).toBe(true);
    });
  });

  describe('behind one proxy', () => {
    const behind = portalBehind(1);
    const { ask } = behind;
    it('is what the proxy added, whatever was claimed before it', async () => {
      const forged = (time: number) => `10.0.0.${time}, 127.0.0.1, 198.51.100.20`;
      expect(await areOne(behind, forged, '198.51.100.20')).toBe(true);
      expect(await areOne(behind, () => '198.51.100.21', '198.51.100.21, 198.51.100.22')).toBe(
        false,
      );
    });

    it('is a whole network where addresses are given away by the million', async () => {
      const inOneHome = (time: number) => `2001:db8:7:7::${time + 1}`;
      expect(await areOne(behind, inOneHome, '2001:db8:7:7:ffff:ffff:ffff:ffff')).toBe(true);
      expect((await ask('/support/acas/report', '2001:db8:7:8::1', report)).status).toBe(302);
    });

    it('is the same, written as IPv4 or as IPv6', async () => {
      expect(await areOne(behind, () => '198.51.100.30', '::ffff:198.51.100.30')).toBe(true);
    });

    it('is one and the same for everything that is no address', async () => {
      expect(await areOne(behind, (time) => `nonsense-${time}`, 'other nonsense')).toBe(true);
    });
  });

  describe('behind two proxies', () => {
    const behind = portalBehind(2);
    const { ask } = behind;
    it('is what the outer one added', async () => {
      const forged = (time: number) => `10.0.0.${time}, 198.51.100.40, 192.0.2.1`;
      expect(await areOne(behind, forged, '198.51.100.40, 192.0.2.1')).toBe(true);
      expect((await ask('/support/acas/report', '198.51.100.41, 192.0.2.1', report)).status).toBe(
        302,
      );
    });
  });
});

describe('reading what is made for one reader', () => {
  const { running, ask } = portalBehind(1);
  it('has an end, too, and asking for a passkey an earlier one', async () => {
    await untilRefused(running(), 'passkey-from-client', 60, () =>
      ask('/sign-in/passkey', '198.51.100.60'),
    );
    await untilRefused(running(), 'page-from-client', 300, () => ask('/sign-in', '198.51.100.61'));
    expect((await ask('/', '198.51.100.61')).status, 'a page that is kept').toBe(200);
  });
});

describe('the log', () => {
  it('counts readers who were refused, and says neither who nor what they read', async () => {
    const portal = await startPortal({ ...forReal, PORTAL_TRUSTED_PROXIES: '1' });
    const headers = { 'x-forwarded-for': '198.51.100.50' };
    await untilRefused(portal, 'search-from-client', 60, () =>
      fetch(`${portal.url}/search?q=qanneqarfik`, { headers }),
    );
    const foreign = { ...headers, origin: 'https://evil.example' };
    const body = new URLSearchParams(report);
    await fetch(`${portal.url}/support/acas/report`, { method: 'POST', body, headers: foreign });
    await portal.stop();
    const lines = portal
      .output()
      .split('\n')
      .filter((line) => line.includes('readers were refused'))
      .map((line) => JSON.parse(line) as { refusals: Record<string, number> });
    const counted = (reason: string) =>
      lines.reduce((sum, { refusals }) => sum + (refusals[reason] ?? 0), 0);
    expect(counted('search-from-client')).toBe(1);
    expect(counted('origin')).toBe(1);
    for (const word of ['198.51.100', 'qanneqarfik', 'acas', 'evil', '/search']) {
      expect(portal.output(), word).not.toContain(word);
    }
  });

  it('has a line for everybody who was not let in where signing in is needed', async () => {
    const portal = await startPortal(forReal);
    const sent = { method: 'POST', body: new URLSearchParams() };
    await fetch(`${portal.url}/meetings/0000-0000`, { redirect: 'manual' });
    await fetch(`${portal.url}/sign-in`, sent);
    await portal.stop();
    const refused = portal
      .output()
      .split('\n')
      .filter((line) => line.includes('"refused"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(refused).toMatchObject([
      { route: '/meetings/:reference', status: 303, refused: 'sign-in' },
      { route: '/sign-in', status: 403, refused: 'origin' },
    ]);
    for (const line of refused) {
      expect(line.request).toMatch(/^[\da-f-]{36}$/);
      expect(line.time, 'UTC').toMatch(/^[\d-]{10}T[\d:.]+Z$/);
    }
  });
});
