import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { table } from '~/routes';
import { localPath } from '~/platform/locale';
import { addressOf } from '../support/addresses';
import { doorFor, everyIdentity, type Identity } from '../support/identities';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { formType, Wire } from '../support/wire';

/**
 * Cross-site request forgery: a page elsewhere makes somebody's browser send one of our forms. Every form of the
 * route table is sent with the cookies of everybody who may send it, and nothing in the database moves.
 */

let portal: RunningPortal;
let file: PortalFile;
let wire: Wire;
let people: Identity[];

beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  wire = new Wire(portal.url);
  people = await everyIdentity(portal, file);
  await file.settled();
});
afterAll(async () => {
  wire.close();
  file.close();
  await portal.stop();
});

const evil = 'https://evil.example';

/** What a request from elsewhere looks like, or tries to look like. */
const forgeries: [string, (home: URL) => Record<string, string>][] = [
  ['no origin at all', () => ({})],
  ['the null origin', () => ({ origin: 'null' })],
  ['an empty origin', () => ({ origin: '' })],
  ['a foreign origin', () => ({ origin: evil })],
  ['an origin that begins like ours', ({ origin }) => ({ origin: `${origin}.evil.example` })],
  ['an origin that ends like ours', ({ host }) => ({ origin: `http://evil.example/${host}` })],
  ['our host on another port', ({ hostname }) => ({ origin: `http://${hostname}:1` })],
  ['our host over another protocol', ({ host }) => ({ origin: `https://${host}` })],
  ['our origin and a foreign one', ({ origin }) => ({ origin: `${origin}, ${evil}` })],
  ['a forged Host', () => ({ origin: evil, host: 'evil.example' })],
  ['a forged X-Forwarded-Host', () => ({ origin: evil, 'x-forwarded-host': 'evil.example' })],
  [
    'a forged X-Forwarded-Proto',
    ({ host }) => ({ origin: `https://${host}`, 'x-forwarded-proto': 'https' }),
  ],
  ['a forged Forwarded', () => ({ origin: evil, forwarded: 'host=evil.example;proto=https' })],
  ['a foreign referrer', () => ({ referer: `${evil}/` })],
  ['a referrer that begins like ours', ({ origin }) => ({ referer: `${origin}.evil.example/` })],
  [
    'our address as referrer, from a browser that knows better',
    ({ origin }) => ({ referer: `${origin}/`, 'sec-fetch-site': 'cross-site' }),
  ],
  [
    'our address as referrer, and no origin',
    ({ origin }) => ({ referer: `${origin}/`, origin: 'null' }),
  ],
  ['a cross-site Sec-Fetch-Site', () => ({ 'sec-fetch-site': 'cross-site' })],
  ['a same-site Sec-Fetch-Site', () => ({ 'sec-fetch-site': 'same-site' })],
  ['a navigation from nowhere', () => ({ 'sec-fetch-site': 'none' })],
  [
    'a foreign origin that claims to be the same',
    () => ({ origin: evil, 'sec-fetch-site': 'same-origin' }),
  ],
  ['another method in a header', () => ({ origin: evil, 'x-http-method-override': 'GET' })],
];

/** Browsers send reports of broken pages on their own, without an origin: that address opens and changes nothing. */
const forms = table.filter(({ form, path }) => form && path !== '/csp-report');

/** Rows that say that somebody came by, which reading may write. */
const traces = ['audit', 'audit_head', 'challenges', 'devices', 'limits'];

/** Everything that matters in the database. */
function whatMatters() {
  const contents = file.contents(file.tables().filter((name) => !traces.includes(name)));
  const sessions = contents.sessions!.map(({ last_seen_at: _, ...session }) => session);
  return { ...contents, sessions };
}

describe.each(forms.map((entry) => [entry.path, entry] as const))(
  'the form at %s',
  (path, entry) => {
    const languages = entry.machine ? (['en'] as const) : (['en', 'cy'] as const);

    it('is refused from anywhere else, and nothing changes', async () => {
      const home = new URL(portal.url);
      const before = file.contents();
      for (const locale of languages) {
        const address = localPath(locale, addressOf(path));
        const senders = people.filter(({ actor }) => doorFor(entry, 'POST', actor) === 'open');
        for (const { name, cookie } of senders) {
          for (const [what, forge] of forgeries) {
            const { status } = await wire.ask({
              method: 'POST',
              path: address,
              body: 'change=withdraw&intent=discard&email=amina.demo%40example.test',
              headers: { 'content-type': formType, ...(cookie && { cookie }), ...forge(home) },
            });
            expect(status, `${address} as ${name} with ${what}`).toBe(403);
          }
        }
      }
      const { limits: counted, ...after } = file.contents();
      const { limits: countedBefore, ...rest } = before;
      expect(after).toEqual(rest);
      // Counts of a minute that is over may have gone meanwhile; none is new, or higher.
      expect(countedBefore).toEqual(expect.arrayContaining(counted!));
    });

    it('changes nothing when it is only read', async () => {
      const before = whatMatters();
      for (const { cookie } of people.slice(0, 7)) {
        for (const method of ['GET', 'HEAD']) {
          const query =
            '?change=withdraw&intent=discard&_method=POST&email=amina.demo%40example.test';
          await wire.ask({ method, path: addressOf(path) + query, headers: { cookie } });
        }
      }
      expect(whatMatters()).toEqual(before);
    });
  },
);

describe('the same form from the portal itself', () => {
  it('is taken, so the refusals above were for where it came from', async () => {
    const fields = [['email', 'amina.demo@example.test']] as const;
    expect((await wire.send('/sign-in', fields)).status).toBe(302);
    // A browser that sends no origin but says that the form is ours.
    const answer = await wire.ask({
      method: 'POST',
      path: '/sign-in',
      body: 'email=amina.demo%40example.test',
      headers: { 'content-type': formType, 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status).toBe(302);
  });

  it('builds no address from a forged host', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const fields = [['email', 'forged.host@example.test']] as const;
    const sent = await wire.send('/sign-in', fields, { ...headers, origin: portal.url });
    expect(sent.headers.location).toMatch(/^\/sign-in\/code/);
    const mail = (await portal.mailbox()).find(({ to }) => to === 'forged.host@example.test')!;
    expect(JSON.stringify(mail)).not.toContain('evil.example');
    for (const path of ['/', '/sign-in', '/meetings', '/guides/', '/open-referral/services']) {
      const { body, headers: answered } = await wire.ask({ path, headers });
      expect(body + JSON.stringify(answered), path).not.toContain('evil.example');
    }
  });
});
