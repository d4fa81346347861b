import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';

/** Reports of browsers come from anybody, and with anything in them. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal({ ...forReal, PORTAL_TRUSTED_PROXIES: '1' });
});
afterAll(() => portal.stop());

const older = 'application/csp-report';
const newer = 'application/reports+json';

let network = 0;

/** Each report comes from another network, unless a test says from where. */
const send = (
  body: string,
  type = older,
  { path = '/csp-report', from = `2001:db8:0:${(network += 1)}::1` } = {},
) =>
  fetch(portal.url + path, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { 'content-type': type, 'x-forwarded-for': from },
  });

const secrets = ['qanneqarfik', 'evil.example', '/guides/your-rights', 'document.cookie'];
const said = {
  'document-uri': `https://portal.example.test/guides/your-rights?who=${secrets[0]}`,
  'violated-directive': 'script-src-elem',
  'effective-directive': 'script-src-elem',
  'original-policy': `script-src 'self' ${secrets[0]}`,
  disposition: 'enforce',
  'blocked-uri': 'https://evil.example/a.js',
  'script-sample': 'alert(document.cookie)',
};
const inNewForm = (count: number) =>
  Array.from({ length: count }, () => ({
    type: 'csp-violation',
    url: said['document-uri'],
    body: { effectiveDirective: 'img-src', disposition: 'enforce', blockedURL: 'inline' },
  }));

/** The lines about reports: what is printed arrives a little after the answer. */
const logged = () =>
  portal
    .output()
    .split('\n')
    .filter((line) => line.includes('a browser blocked something') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

let told = 0;
/** The next lines about reports, when there are so many. */
async function nextLines(count: number) {
  const lines = await vi.waitFor(() => {
    const all = logged();
    expect(all.length).toBe(told + count);
    return all;
  });
  told += count;
  return lines.slice(-count);
}

describe('a report', () => {
  it.each([
    ['in the older form', older, { 'csp-report': said }, 1],
    ['in the newer one', newer, inNewForm(1), 1],
    ['with a charset', `${newer}; charset=utf-8`, inNewForm(2), 2],
  ])('%s is taken without saying where it is from', async (_, type, report, count) => {
    const answer = await send(JSON.stringify(report), type);
    await nextLines(count);
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('leaves in the log what kind of thing it was, and no word of its own', async () => {
    await send(JSON.stringify({ 'csp-report': said }));
    const [line] = await nextLines(1);
    const { directive, disposition, blocked, ...rest } = line!;
    expect({ directive, disposition, blocked }).toEqual({
      directive: 'script-src-elem',
      disposition: 'enforce',
      blocked: 'other-origin',
    });
    expect(Object.keys(rest).sort()).toEqual(['level', 'msg', 'time']);
    for (const secret of secrets) expect(portal.output()).not.toContain(secret);
  });

  it('of a thousand is read up to the twentieth', async () => {
    const short = Array.from({ length: 500 }, () => ({ type: 'csp-violation', body: {} }));
    expect((await send(JSON.stringify(short), newer)).status).toBe(413);
    expect((await send(JSON.stringify(short.slice(0, 300)), newer)).status).toBe(204);
    await nextLines(20);
  });
});

describe('what is no report', () => {
  it.each([
    ['nothing', ''],
    ['half a report', '{"csp-report":'],
    ['words', 'hello'],
    ['a number', '1e999'],
    ['brackets in brackets', '['.repeat(8000) + ']'.repeat(8000)],
    ['objects in objects', '{"a":'.repeat(2500) + '1' + '}'.repeat(2500)],
    ['an attempt on every object', '{"__proto__":{"polluted":1}}'],
    ['bytes that are no text', '\u0000\uffff'],
  ])('is refused without a page: %s', async (_, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe('');
  });

  it('is refused when it is long, without being read', async () => {
    expect((await send('x'.repeat(16 * 1024 + 1))).status).toBe(413);
    expect((await send('x'.repeat(16 * 1024))).status).toBe(400);
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded'])(
    'is refused as %s',
    async (type) => {
      expect((await send(JSON.stringify({ 'csp-report': said }), type)).status).toBe(400);
    },
  );

  it('is a reading: there is nothing to read', async () => {
    const answer = await fetch(`${portal.url}/csp-report`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

describe('the way in for reports', () => {
  it.each(['/sign-in', '/sign-out', '/support/match', '/support/acas/report', '/meetings/new'])(
    'is the only one without an origin: %s has none',
    async (path) => {
      for (const type of [older, newer, 'application/x-www-form-urlencoded']) {
        expect((await send('a=b', type, { path })).status).toBe(403);
      }
    },
  );

  it('closes to who reports without end, and leaves them their forms', async () => {
    const from = '198.51.100.9';
    let status = 204;
    let times = 0;
    for (; status === 204 && times <= 40; times += 1) {
      ({ status } = await send(JSON.stringify({ 'csp-report': said }), older, { from }));
    }
    expect(status).toBe(429);
    expect(times).toBeGreaterThan(20);
    const form = await fetch(`${portal.url}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(),
      headers: { origin: forReal.PORTAL_BASE_URL!, 'x-forwarded-for': from },
    });
    expect(form.status).not.toBe(429);
  });
});
