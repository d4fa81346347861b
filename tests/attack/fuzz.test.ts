import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicHeaders } from '~/platform/http/headers';
import type { RouteEntry } from '~/platform/http/route-entry';
import { localPath } from '~/platform/locale';
import { table } from '~/routes';
import { addressOf } from '../support/addresses';
import { fieldNames, switches } from '../support/field-names';
import { answersForms } from '../support/forms';
import { doorFor, everyIdentity, type Identity } from '../support/identities';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { forAll, formType, Wire, type Answer, type Asking } from '../support/wire';

/**
 * Twenty thousand requests nobody would send, to every address as everybody: whatever comes, the portal stays up,
 * says nothing about its inside, keeps its headers and its doors, and leaves a line about everyone it turned away.
 * Takes `FUZZ_SEED` to repeat a run and `FUZZ_REQUESTS` to send more.
 */

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const wanted = Number(process.env.FUZZ_REQUESTS ?? 20_000);

let portal: RunningPortal;
let file: PortalFile;
let wire: Wire;
let people: Identity[];
let putBack: () => void;

beforeAll(async () => {
  // Behind a proxy, so that the requests come from many clients and the limits for one do not end the run.
  portal = await startPortal({ PORTAL_TRUSTED_PROXIES: '1' });
  file = new PortalFile(portal);
  wire = new Wire(portal.url, 32);
  people = await everyIdentity(portal, file);
  putBack = file.rememberPeople();
});
afterAll(async () => {
  wire.close();
  file.close();
  await portal.stop();
});

/** What a request is made of, before the portal's own address is known. */
interface Shot {
  entry: RouteEntry;
  asking: Asking;
  /** Who sends it, counted round: the people are not there yet when requests are invented. */
  who: number;
}

const senderOf = ({ who }: Pick<Shot, 'who'>): Identity => people[who % people.length]!;

const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' or 1=1 --",
  '"; drop table requests; --',
  '../../../../etc/passwd',
  '..%2f..%2fpackage.json',
  '%00',
  '\u0000',
  '\ud800',
  '\u202Etxt.exe',
  'a\r\nSet-Cookie: x=1',
  '{{7*7}}',
  '${7*7}',
  '__proto__',
  'constructor',
  'toString',
  '=HYPERLINK("https://evil.example")',
  '9'.repeat(400),
  '-1',
  '1e309',
  'NaN',
  '2026-02-30',
  '//evil.example',
  '\\\\evil.example',
  'x'.repeat(5000),
  '🏴󠁧󠁢󠁷󠁬󠁳󠁿'.repeat(50),
);

const text = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom('', 'yes', 'no', 'england', 'wales', '1', 'check') },
);

const fieldName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...fieldNames) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '__proto__[x]',
      'constructor.prototype.x',
      'a[0][b]',
      'a.b.c[9999]',
      '[]',
      '.',
      '',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

/** What chooses one of the forms of a page, as its own buttons and hidden fields do. */
const choice = fc.constantFrom(
  ...[...switches].flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  ),
);

/** Each name once: a field twice is a mistake that is met before any page, and `almostRight` makes it often enough. */
const fields = fc.uniqueArray(
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fieldName, text) },
    { weight: 2, arbitrary: choice },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constant('email'),
        fc.constantFrom('a@example.test', 'lead@example.test', 'x@nhs.net'),
      ),
    },
  ),
  { maxLength: 8, selector: ([name]) => name },
);

/** A form as the portal's pages send it, with a piece changed, doubled or taken out. */
const almostRight = fc
  .tuple(fc.constantFrom(...answersForms), fields, fc.nat(5))
  .map(
    ([[, right], odd, at]) =>
      [...right.slice(0, at), ...odd, ...right.slice(at + 1)] as [string, string][],
  );

const encoded = (pairs: [string, string][]) => new URLSearchParams(pairs).toString();

/** In 200 bodies, so many are of each kind; the long ones are few, because they take long. */
const body = fc.oneof(
  { weight: 70, arbitrary: fields.map(encoded) },
  { weight: 70, arbitrary: almostRight.map(encoded) },
  { weight: 15, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 15, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 14, arbitrary: fc.json() },
  {
    weight: 15,
    arbitrary: fc.constantFrom(
      'a[99999999]=1',
      '%'.repeat(1000),
      '%ff%fe=%00',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="x.json"\r\n\r\n{"kind":"what-happens-next","version":1,"answers":[["__proto__","x"]]}\r\n--x--\r\n',
      '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'x='.repeat(20_000),
      'a'.repeat(70_000),
      'b'.repeat(70_000),
      `a${'[b]'.repeat(5000)}=1`,
      'a.'.repeat(5000) + 'b=1',
      '&'.repeat(60_000),
    ),
  },
);

const header = fc.oneof(
  fc.constantFrom<Record<string, string>>(
    {},
    { 'accept-encoding': 'gzip, br' },
    { 'accept-encoding': '*;q=0' },
    { 'if-none-match': '*' },
    { 'if-none-match': '"x"' },
    { 'if-modified-since': 'yesterday' },
    { range: 'bytes=0-1' },
    { 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-proto': 'https' },
    { 'x-http-method-override': 'DELETE' },
    { host: 'evil.example' },
    { host: '' },
    { accept: 'application/json' },
    { 'accept-language': 'cy;q=x' },
    { 'content-encoding': 'gzip' },
    { 'sec-fetch-site': 'cross-site' },
    { referer: '\u00ff' },
    { 'user-agent': 'x'.repeat(3000) },
    { authorization: 'Basic Zm9v' },
  ),
  fc.string({ minLength: 1, maxLength: 40 }).map((value) => ({ 'x-odd': value })),
);

const cookie = fc.oneof(
  { weight: 12, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'portal-session=',
      'portal-session=x; portal-session=y',
      'portal-sign-in=bm90IGpzb24=',
      'portal-sign-in=eyJ0b2tlbiI6eyJhIjoxfX0%3D',
      'portal-sign-in=%',
      '=; ;;; =x',
      `a=${'x'.repeat(4000)}`,
      '__proto__=x',
    ),
  },
);

const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant(formType) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'application/json',
      'text/plain',
      'application/csp-report',
      `${formType}; charset=utf-7`,
      'application/x-www-form-urlencodedX',
      '',
    ),
  },
);

/** Mostly a method the address takes; a form where there is one. */
const method = fc.oneof(
  { weight: 10, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'HEAD') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'),
  },
);

/** A place in an address, filled with what stands there, what could, or what never should. */
const placeFilling = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'none',
      '0000-0000',
      'check',
      '__proto__',
      'constructor',
      '.',
      '..',
      '-',
      '_',
    ),
  },
  {
    weight: 1,
    arbitrary: text.map((odd) => encodeURIComponent(Buffer.from(odd).toString()).slice(0, 2000)),
  },
);

const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fields.map((pairs) => `?${encoded(pairs)}`.slice(0, 4000)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '?',
      '??',
      '?&&=',
      '?%',
      '?a[b]=c',
      '?_data=root',
      '?index',
      '?_routes=',
    ),
  },
);

const tail = fc.oneof(
  { weight: 14, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/', '//', '.data', '/..', '%2f', ';x', '/.git', '%00', '\\'),
  },
);

const clientAddress = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.0.${a}.${b}`);

const origin = fc.oneof(
  { weight: 8, arbitrary: fc.constant('own') },
  { weight: 1, arbitrary: fc.constantFrom('', 'null', 'https://evil.example') },
);

const shot: fc.Arbitrary<Shot> = fc
  .record({
    // Forms twice as often as pages: they have more to break.
    entry: fc.constantFrom(...table, ...table.filter(({ form }) => form)),
    locale: fc.constantFrom('en', 'en', 'cy'),
    who: fc.nat(10_000),
    method,
    filling: placeFilling,
    tail,
    query,
    body,
    header,
    cookie,
    contentType,
    clientAddress,
    origin,
  })
  .map(({ entry, locale, who, ...one }) => {
    const there = addressOf(entry.path).split('?')[0]!;
    const odd = one.filling;
    const filled = odd === null ? there : entry.path.replace(/:\w+/, () => odd);
    const prefixed = entry.machine ? filled : localPath(locale as 'en' | 'cy', filled);
    const asked = one.method ?? (entry.form ? 'POST' : 'GET');
    const carries = !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(asked);
    return {
      entry,
      who,
      asking: {
        method: asked,
        path: prefixed + one.tail + one.query,
        headers: {
          'x-forwarded-for': one.clientAddress,
          ...(carries && { 'content-type': one.contentType }),
          ...(carries && one.origin && { origin: one.origin }),
          ...one.header,
          ...(one.cookie && { cookie: one.cookie }),
        },
        ...(carries && { body: one.body }),
      },
    };
  });

/** A request as it is sent, by somebody. */
function aimed({ asking, who }: Shot): Asking {
  const headers = { ...asking.headers } as Record<string, string>;
  if (headers.origin === 'own') headers.origin = portal.url;
  headers.cookie ??= senderOf({ who }).cookie;
  if (!headers.cookie) delete headers.cookie;
  return { ...asking, headers };
}

/** What no answer may hold: a place in our code, or the words of an error nobody caught. */
const inside =
  /\bat \S+ \(?(?:file:|node:|\/)[^)\s]*:\d+:\d+|node_modules|\/build\/server|\/app\/[\w/-]+\.tsx?\b|SqliteError|SQLITE_[A-Z]+|ZodError|TypeError: |ReferenceError: |Unexpected (?:token|Server Error)/;

/** Headers without which no answer leaves, whatever it is. */
const always = Object.keys(publicHeaders);

const isDenial = ({ status, headers }: Answer) =>
  status === 403 ||
  /\/sign-in(?:\/again)?\?next=|\/sign-in\/second-step$/.test(headers.location ?? '');

/** What is wrong with an answer. */
function faultsOf(answer: Answer, { entry, who, asking }: Shot): string[] {
  const { status, headers } = answer;
  const faults: string[] = [];
  // Node itself refuses what is not HTTP, or expects of it what nobody does, with nothing but a status.
  if (
    answer.body === '' &&
    headers['x-request-id'] === undefined &&
    [400, 417, 431].includes(status)
  )
    return [];
  if (status >= 500) faults.push(`answers ${status}`);
  const leaked = inside.exec(answer.body);
  if (leaked) faults.push(`tells of its inside: ${leaked[0]}`);
  const missing = always.filter((name) => headers[name.toLowerCase()] === undefined);
  if (missing.length > 0) faults.push(`leaves without ${missing.join(', ')}`);
  if (headers['access-control-allow-origin'] && !entry.open)
    faults.push('lets other websites read it');
  if (headers['set-cookie']?.some((each) => each.includes('x=1'))) faults.push('sets our cookie');
  const door = doorFor(entry, asking.method!, senderOf({ who }).actor);
  // A made-up cookie is nobody's, who may open less still.
  if (status >= 200 && status < 300 && door !== 'open') faults.push(`opens, not ${door}`);
  return faults;
}

/** Numbers of the requests the log has a whole line about. */
const logged = (): Set<string> =>
  new Set(
    [...portal.output().matchAll(/^\{.*"request":"([\da-f-]+)".*\}$/gm)].map(([, id]) => id!),
  );

describe('requests nobody would send', () => {
  it(
    `find the portal as sound as before (FUZZ_SEED=${seed}, ${wanted} requests)`,
    async () => {
      const faults: string[] = [];
      const denied = new Map<string, string>();
      const statuses = new Map<number, number>();
      const perBatch = 500;
      const source = fc.sample(shot, { seed, numRuns: wanted });
      for (let at = 0; at < source.length && faults.length < 20; at += perBatch) {
        const work = async (one: Shot) => {
          const asking = aimed(one);
          const what = `${asking.method} ${asking.path} as ${senderOf(one).name}`;
          let answer: Answer;
          try {
            answer = await wire.ask(asking);
          } catch (error) {
            // What cannot be put on the wire was never sent; a portal that hangs up in the middle of an answer
            // would be one that broke.
            const { code } = error as NodeJS.ErrnoException;
            if (!/^ERR_(?:INVALID|UNESCAPED)/.test(code ?? '')) faults.push(`${what}: ${code}`);
            return;
          }
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          for (const fault of faultsOf(answer, one))
            faults.push(`${what}: ${fault} (${JSON.stringify(asking).slice(0, 1000)})`);
          // Private tools leave no line of anybody, whoever was turned away (docs/security.md).
          if (isDenial(answer) && !one.entry.kept) {
            denied.set(String(answer.headers['x-request-id']), `${what}: ${answer.status}`);
          }
        };
        await forAll(source.slice(at, at + perBatch), work, 32);
        putBack();
      }
      // The last lines may still be on their way through the pipe.
      const unlogged = () => {
        const lines = logged();
        return [...denied].filter(([request]) => !lines.has(request)).map(([, what]) => what);
      };
      await expect.poll(unlogged, { timeout: 10_000, interval: 500 }).toEqual([]);
      expect(faults).toEqual([]);

      // The run did what it was for: requests came through to every kind of answer, and few for the limits.
      const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0);
      process.stdout.write(`FUZZ_SEED=${seed}: ${JSON.stringify(Object.fromEntries(statuses))}\n`);
      expect(sent).toBeGreaterThan(wanted * 0.95);
      for (const status of [200, 302, 303, 400, 403, 404, 405, 413]) {
        expect(statuses.get(status) ?? 0, `answers of ${status}`).toBeGreaterThan(0);
      }
      expect(statuses.get(429) ?? 0).toBeLessThan(sent * 0.1);
      expect(denied.size).toBeGreaterThan(wanted * 0.05);
      expect((await wire.ask({ path: '/readyz' })).status).toBe(200);
    },
    15 * 60_000,
  );
});
