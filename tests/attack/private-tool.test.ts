import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { table } from '~/routes';
import { localPath, locales } from '~/platform/locale';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** What is told to the private tools goes into the page and nowhere else. */

let portal: RunningPortal;
let person: Visitor;
beforeAll(async () => {
  portal = await startPortal();
  person = await new Visitor(portal).signIn('amina.demo@example.test');
});
afterAll(() => portal.stop());

const privateTools = table
  .filter(({ who, form }) => who === 'anyone' && form)
  .filter(({ path }) => /^\/(what-happens-next|support\/match|for-organisations)/.test(path));

const answers: [string, string][] = [
  ['page', 'all'],
  ['nation', 'england'],
  ['profession', 'doctor'],
  ['setting', 'employed'],
  ['happened', 'investigation'],
  ['investigator-appointed-day', '2'],
  ['investigator-appointed-month', '11'],
  ['investigator-appointed-year', '1999'],
  ['worry', 'visa'],
];

const addresses = locales.flatMap((locale) =>
  privateTools.map(({ path }) => [localPath(locale, path), path] as const),
);

/** Lines the log has about a route, once the portal has had the time to write one about a later request. */
async function linesAbout(route: string): Promise<string[]> {
  await person.ask('/healthz');
  return portal
    .output()
    .split('\n')
    .filter((line) => line.includes(`"route":"${route}"`));
}

describe.each(addresses)('%s', (address, route) => {
  it('answers a person who is signed in without asking who they are, and leaves no line', async () => {
    const answer = await person.send(address, answers);
    expect(answer.status).toBeLessThan(400);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.url).not.toContain('?');
    expect(await linesAbout(route)).toEqual([]);
  });

  it('leaves no line of a form it refuses either', async () => {
    const foreign = await person.ask(address, {
      method: 'POST',
      body: new URLSearchParams(answers),
      headers: { origin: 'https://elsewhere.test' },
    });
    expect(foreign.status).toBe(403);
    const long = await person.send(address, [...answers, ['more', 'x'.repeat(70_000)]]);
    expect(long.status).toBe(413);
    expect(await linesAbout(route)).toEqual([]);
  });
});

describe('a file for the private tool', () => {
  const sendBody = (path: string, type: string, body: string) =>
    person.ask(path, {
      method: 'POST',
      body,
      headers: { origin: portal.url, 'content-type': type },
    });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=x', 'Multipart/Form-Data'])(
    'that is broken is turned away with what to do (%s)',
    async (type) => {
      const answer = await sendBody('/what-happens-next', type, 'x');
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('We could not read that file');
    },
  );

  it('is taken by the tool alone', async () => {
    for (const path of ['/what-happens-next/file', '/support/match', '/for-organisations/sheet']) {
      expect((await sendBody(path, 'multipart/form-data; boundary=x', '--x--')).status).toBe(400);
    }
  });

  it('that holds ten thousand answers is read as no file of ours', async () => {
    const form = new FormData();
    const many = Array.from({ length: 1000 }, () => ['nation', 'england']);
    const saved = JSON.stringify({ kind: 'what-happens-next', version: 1, answers: many });
    form.append('file', new File([saved], 'my-dates.json'));
    // A form of parts is sent in one piece here, because its length has to be said beforehand.
    const encoded = new Response(form);
    const answer = await sendBody(
      '/what-happens-next',
      encoded.headers.get('content-type')!,
      await encoded.text(),
    );
    expect(answer.status).toBe(400);
  });
});
