import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersForms } from '../support/forms';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** What people may do with what is held about them, and what is left when they have it erased. */

let portal: RunningPortal;
let amina: Visitor;
let tomasz: Visitor;
let adviser: Visitor;
let lead: Visitor;

beforeAll(async () => {
  portal = await startPortal();
  const sign = (email: string) => new Visitor(portal).signIn(email);
  amina = await sign('amina.demo@example.test');
  tomasz = await sign('tomasz.demo@example.test');
  adviser = await sign('adviser.north@example.test');
  lead = await sign('lead@example.test');
});
afterAll(() => portal.stop());

/** Fills in a request with words nobody else uses, and sends it. @returns its reference. */
async function ask(person: Visitor, words: string): Promise<string> {
  await person.send('/meetings/new', {});
  for (const [step, fields] of answersForms) {
    const own = fields.map(([name, value]): [string, string] => [
      name,
      name === 'about' ? words : value,
    ]);
    await person.send(`/meetings/new/${step}`, own);
  }
  const sent = await person.send('/meetings/new/check', {});
  return /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.headers.get('location') ?? '')![0];
}

const page = async (person: Visitor, path: string) => (await person.ask(path)).text();
const opening = (reference: string) => `/adviser/requests/${reference}`;

describe('your data', () => {
  let hers: string;
  beforeAll(async () => {
    hers = await ask(amina, 'Heron words of Amina');
    await ask(tomasz, 'Osprey words of Tomasz');
  });

  it('shows who opened a request: nobody, and then the adviser who did, once for each opening', async () => {
    expect(await page(amina, `/meetings/${hers}`)).toContain('Nobody has opened it yet');
    await page(adviser, opening(hers));
    await page(adviser, opening(hers));
    const now = await page(amina, `/meetings/${hers}`);
    expect(now).toContain('Ruth Adeyemi');
    expect(now).toContain('Opened once');
  });

  it('as JSON has all that is hers, and nothing of anybody else', async () => {
    const answer = await amina.send('/account/data/file', { as: 'json' });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('your-data.json');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    const text = await answer.text();
    const held = JSON.parse(text);
    expect(held.account.email).toBe('amina.demo@example.test');
    expect(held.account.createdAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(held.requests[0].answers.topics.about).toBe('Heron words of Amina');
    expect(held.requests[0].openings).toMatchObject([{ name: 'Ruth Adeyemi', times: 1 }]);
    expect(held.events.map(({ action }: { action: string }) => action)).toContain('signed-in');
    expect(Object.keys(held.meaning)).toEqual(Object.keys(held).filter((key) => key !== 'meaning'));
    expect(text).not.toMatch(/osprey|tomasz/i);
  });

  it.each([
    ['en', '/account/data/file'],
    ['cy', '/cy/account/data/file'],
  ])(
    'as a page in %s can be read on its own: no script, no link, nothing to fetch',
    async (locale, path) => {
      const answer = await amina.send(path, { as: 'html' });
      expect(answer.headers.get('content-disposition')).toContain('your-data.html');
      const text = await answer.text();
      expect(text).toContain(`<html lang="${locale}">`);
      expect(text).toContain('Heron words of Amina');
      expect(text).toContain('Ruth Adeyemi');
      expect(text).not.toMatch(/osprey|tomasz/i);
      expect(text).not.toMatch(/<script|<link|<img|<a |href=|src=|url\(/i);
    },
  );

  it('is nobody’s who is not signed in', async () => {
    const nobody = new Visitor(portal);
    const file = await nobody.send('/account/data/file', { as: 'json' });
    for (const answer of [file, await nobody.ask('/account/data')]) {
      expect(answer.headers.get('location')).toContain('/sign-in?next=');
    }
  });

  it('is not given to who only follows a link, nor to another website’s form', async () => {
    const followed = await amina.ask('/cy/account/data/file?as=json');
    expect(followed.headers.get('location')).toBe('/cy/account/data');
    const foreign = await amina.ask('/account/data/file', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: 'https://evil.example.test',
      },
      body: 'as=json',
    });
    expect(foreign.status).toBe(403);
  });
});

describe('correcting an answer', () => {
  const name = { name: 'Dr A. Yusuf-Heron' };

  it('changes it, tells the adviser that there is news and both sides that it was corrected', async () => {
    const reference = await ask(amina, 'Heron again');
    const path = `/meetings/${reference}/correct/name`;
    expect(await page(amina, path)).toContain('Dr Amina Yusuf');
    expect((await amina.send(path, name)).headers.get('location')).toBe(
      `/meetings/${reference}?done=correct`,
    );
    expect(await page(amina, `/meetings/${reference}`)).toContain('You corrected your answers');
    const theirs = await page(adviser, opening(reference));
    expect(theirs).toContain('They corrected their answers');
    expect(theirs).toContain('Dr A. Yusuf-Heron');
    const told = (await portal.mailbox()).find(({ to }) => to === 'adviser.north@example.test')!;
    expect(told.text).not.toMatch(/heron|yusuf|correct/i);
  });

  it('is possible only for the one whose request it is: for others it is not there', async () => {
    const reference = await ask(amina, 'Heron once more');
    const body = async (who: Visitor, path: string) => {
      const answer = await who.send(path, name);
      expect(answer.status).toBe(404);
      return (await answer.text()).replaceAll(reference, '0000-0000');
    };
    const theirs = await body(tomasz, `/meetings/${reference}/correct/name`);
    expect(theirs).toBe(await body(tomasz, '/meetings/0000-0000/correct/name'));
    expect(await page(amina, `/meetings/${reference}`)).not.toContain('Yusuf-Heron');
  });

  it('is not possible for the team that answers, nor once the request has ended', async () => {
    const reference = await ask(tomasz, 'Osprey again');
    for (const step of ['organisation', 'times', 'check', 'constructor']) {
      const answer = await tomasz.send(`/meetings/${reference}/correct/${step}`, name);
      expect(answer.status, step).toBe(404);
    }
    await tomasz.send(`/meetings/${reference}/change/withdraw`, {});
    const late = await tomasz.send(`/meetings/${reference}/correct/name`, name);
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('cannot be corrected');
  });
});

describe('the audit trail', () => {
  it('tells a lead who did what in words, with a number for practitioners, and proves itself', async () => {
    const text = await page(lead, '/adviser/audit?kind=records');
    expect(text).toContain('A request was opened');
    expect(text).toContain('Ruth Adeyemi');
    expect(text).toContain('Answers were corrected');
    expect(text).toContain('a practitioner (number');
    expect(text).not.toMatch(/@example\.test|yusuf|heron|osprey/i);
    expect(await page(lead, '/adviser/audit')).toContain('The audit trail was opened');
    const proved = await lead.send('/adviser/audit', {});
    expect(await proved.text()).toContain('The trail is whole');
  });

  it('can be narrowed to one request, and finds nothing for one that is not there', async () => {
    const reference = await ask(tomasz, 'Osprey for the trail');
    const text = await page(lead, `/adviser/audit?reference=${reference.toLowerCase()}`);
    expect(text).toContain(`/adviser/requests/${reference}`);
    expect(text).not.toContain('Signed in');
    expect(await page(lead, '/adviser/audit?reference=0000-0000')).toContain('Nothing was found');
  });
});

describe('erasing an account', () => {
  it('leaves nothing to open, and the address can begin anew', async () => {
    const email = 'heron@example.test';
    const bird = await new Visitor(portal).signIn(email);
    const reference = await ask(bird, 'Kingfisher words');
    const unticked = await bird.send('/account/erase', {});
    expect(unticked.status).toBe(400);
    expect((await bird.ask(`/meetings/${reference}`)).status).toBe(200);

    const before = new Map(bird.cookies);
    const done = await bird.send('/account/erase', { sure: 'yes' });
    expect(done.headers.get('location')).toBe('/account/erased');
    expect(done.headers.get('clear-site-data')).toContain('"cookies"');
    expect(await page(bird, '/account/erased')).toContain('Your account is erased');

    // The cookie from before opens nothing, and pressing the button again is no harm.
    for (const [cookie, value] of before) bird.cookies.set(cookie, value);
    const again = await bird.send('/account/erase', { sure: 'yes' });
    expect(again.headers.get('location')).toContain('/sign-in?next=');

    // The last message names nothing.
    const [last] = (await portal.mailbox()).filter(({ to }) => to === email);
    expect(last!.subject).toBe('Your account has been erased');
    expect(last!.text).not.toMatch(/meeting with|concern|adviser|practitioner|kingfisher/i);

    // For staff it has ended, without a word.
    const theirs = await page(adviser, opening(reference));
    expect(theirs).toContain('Withdrawn');
    expect(theirs).not.toMatch(/kingfisher|amina yusuf/i);

    // The same address is a new person.
    const newcomer = await new Visitor(portal).signIn(email);
    expect((await newcomer.ask(`/meetings/${reference}`)).status).toBe(404);
    const held = await (await newcomer.send('/account/data/file', { as: 'json' })).json();
    expect(held.requests).toEqual([]);
    const actions = held.events.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action === 'account-opened')).toHaveLength(1);
    expect(actions).not.toContain('account-erased');
  });

  it('is not for staff: they see who to ask', async () => {
    expect((await adviser.send('/account/erase', { sure: 'yes' })).status).toBe(403);
    expect(await page(adviser, '/account/data')).toContain('ask a lead');
    expect((await adviser.ask('/adviser')).status).toBe(200);
  });
});
