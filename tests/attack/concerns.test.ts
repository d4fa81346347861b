import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodies } from '~/concerns/consents';
import { changePages, consentPage } from '~/concerns/change-pages';
import { leadActions } from '~/concerns/lead-actions';
import { localPath } from '~/platform/locale';
import { raiseByHttp } from '../support/concerns';
import { askForMeeting } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { withoutClock } from '../support/without-clock';

/**
 * A concern reaches nobody whom it must not reach: neither the adviser of the case, nor the lead it is about, nor
 * another practitioner, by no address, no method and no trace. And nothing is passed on without a yes.
 */

const never = '0000-0000';

let portal: RunningPortal;
let file: PortalFile;
let amina: Visitor;
let tomasz: Visitor;
/** Advises in the case, and became a lead since: the concern is about her. */
let gwen: Visitor;
let ruth: Visitor;
let daniel: Visitor;
let concern: string;

beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  [amina, tomasz, ruth, gwen, daniel] = (await Promise.all(
    ['amina.demo', 'tomasz.demo', 'adviser.north', 'adviser.wales', 'lead'].map((name) =>
      new Visitor(portal).signIn(`${name}@example.test`),
    ),
  )) as [Visitor, Visitor, Visitor, Visitor, Visitor];
  const request = await askForMeeting(tomasz, {
    organisation: [
      ['nation', 'wales'],
      ['separateAdviser', 'no'],
    ],
  });
  const message = await gwen.send(`/adviser/requests/${request}/message`, { words: 'Hello.' });
  expect(message.status).toBe(302);
  const gwensId = accountOf(gwen);
  file.run("update accounts set role = 'lead', team = null where id = ?", gwensId);
  concern = await raiseByHttp(tomasz, 'service', {
    request: [['request', request]],
    nation: [['nation', 'wales']],
    whom: [['whom', gwensId]],
    consent: [['adviser', 'no']],
  });
  await file.settled();
});
afterAll(async () => {
  file.close();
  await portal.stop();
});

const cookieOf = ({ cookies }: Visitor) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const accountOf = (who: Visitor): string => file.accountOf(cookieOf(who));

/** Every address there is about one concern, with what each of its forms holds. */
const forms: Record<string, string> = {
  words: 'Some words.',
  more: 'Some more.',
  outcome: 'upheld',
  body: 'adviser',
  until: '2099-01-01',
  change: 'give-consent',
};
const theirPages = ['', ...changePages, ...bodies.map(consentPage)];
const leadPages = ['', ...leadActions];

/** What somebody is told, without what differs from one moment to the next. */
async function told(who: Visitor, method: 'GET' | 'POST', address: string, fields = forms) {
  const answer = method === 'GET' ? await who.ask(address) : await who.send(address, fields);
  const body = withoutClock(await answer.text());
  return { status: answer.status, to: answer.headers.get('location'), body };
}

/** Compares every page with the same page of what never was. */
async function findsNothing(who: Visitor, base: string, pages: string[], status: number) {
  const fields = { ...forms, leadId: accountOf(who) };
  for (const locale of ['en', 'cy'] as const) {
    for (const page of pages) {
      for (const method of page === '' ? (['GET'] as const) : (['GET', 'POST'] as const)) {
        const at = (reference: string) =>
          localPath(locale, `${base}/${reference}${page && `/${page}`}`);
        const what = `${method} ${at(concern)}`;
        const theirs = await told(who, method, at(concern), fields);
        const nobodys = await told(who, method, at(never), fields);
        expect(theirs.status, what).toBe(status);
        expect(theirs.body.replaceAll(concern, never), what).toBe(nobodys.body);
      }
    }
  }
}

const before = () => file.contents(['concerns', 'concern_events', 'concern_notes']);

describe('somebody else’s concern', () => {
  it('is not there for another practitioner', async () => {
    const kept = before();
    await findsNothing(amina, '/concerns', theirPages, 404);
    await findsNothing(amina, '/read', [''], 404);
    expect((await amina.ask(`/adviser/concerns/${concern}`)).status).toBe(403);
    expect(before()).toEqual(kept);
  });

  it('is not there for the lead it is about, who advised in the case', async () => {
    const kept = before();
    await findsNothing(gwen, '/adviser/concerns', leadPages, 404);
    await findsNothing(gwen, '/read', [''], 404);
    expect(before()).toEqual(kept);
    const pages = ['/adviser/concerns', '/adviser/team', '/adviser/audit', '/adviser/undelivered'];
    for (const page of pages) {
      const answer = await gwen.ask(page);
      expect(answer.status, page).toBe(200);
      expect(await answer.text(), page).not.toContain(concern);
    }
    const trail = await (await gwen.ask('/adviser/audit?kind=concerns')).text();
    expect(trail).not.toMatch(/A concern was (changed|opened)/);
    const list = await (await gwen.ask('/adviser/concerns')).text();
    expect(list).toContain('No concern waits for us.');
    const gwens = (await portal.mailbox()).filter(({ to }) => to === 'adviser.wales@example.test');
    expect(gwens.some(({ text }) => text.includes(concern))).toBe(false);
  });

  it('is not there for any adviser', async () => {
    await findsNothing(ruth, '/adviser/concerns', leadPages, 403);
    await findsNothing(ruth, '/concerns', theirPages, 403);
    await findsNothing(ruth, '/read', [''], 404);
  });

  it('is there for its own practitioner and a lead who is free, so the test would notice', async () => {
    expect((await tomasz.ask(`/concerns/${concern}`)).status).toBe(200);
    expect((await daniel.ask(`/adviser/concerns/${concern}`)).status).toBe(200);
    const list = await (await daniel.ask('/adviser/concerns')).text();
    expect(list).toContain(concern);
    const trail = await (await daniel.ask('/adviser/audit?kind=concerns')).text();
    expect(trail).toContain('A concern was changed');
    for (const [who, page] of [
      [tomasz, '/concerns'],
      [daniel, '/adviser/concerns'],
    ] as const) {
      const answer = await who.ask(`/read/${concern}`);
      expect(answer.headers.get('location')).toBe(`${page}/${concern}`);
    }
  });

  it('cannot be given to the lead it is about', async () => {
    await daniel.send(`/adviser/concerns/${concern}/acknowledge`, {});
    const page = `/adviser/concerns/${concern}/hand-over`;
    expect(await (await daniel.ask(page)).text()).not.toContain(accountOf(gwen));
    const answer = await daniel.send(page, { leadId: accountOf(gwen) });
    expect(answer.status).toBe(400);
  });

  it('says nothing of itself in an email', async () => {
    const about = (await portal.mailbox()).filter(({ text }) => text.includes(concern));
    expect(about.map(({ to }) => to)).toEqual(
      expect.arrayContaining(['tomasz.demo@example.test', 'lead@example.test']),
    );
    for (const { subject, text, html } of about)
      expect(subject + text + html).not.toMatch(/concern|challeng|complain|discriminat/i);
  });
});

describe('a forged form', () => {
  it('gives no consent that was not asked for, and none by halves', async () => {
    await tomasz.send('/concerns/new/discrimination', {});
    const step = (name: string) => `/concerns/new/discrimination/${name}`;
    await tomasz.send(step('nation'), { nation: 'wales' });
    for (const service of ['on', 'YES', 'true', '', 'maybe']) {
      const answer = await tomasz.send(step('consent'), { service });
      expect(answer.status, service).toBe(400);
    }
    const twice = await tomasz.send(step('consent'), [
      ['service', 'no'],
      ['service', 'yes'],
    ]);
    expect(twice.status).toBe(400);
    const more = { service: 'no', cqc: 'yes', 'nhs-england': 'yes', adviser: 'yes' };
    expect((await tomasz.send(step('consent'), more)).status).toBe(302);
    const reference = await raiseByHttp(tomasz, 'discrimination', {
      request: [['request', 'none']],
      nation: [['nation', 'wales']],
      consent: Object.entries(more),
    });
    const given = file.rows(
      `select detail from concern_events where change = 'give-consent' and concern_id =
       (select id from concerns where reference = ?)`,
      reference,
    );
    expect(given).toEqual([]);
    for (const body of ['cqc', 'adviser', 'gmc', '__proto__']) {
      const page = `/concerns/${reference}/consent-${body}`;
      const answer = await tomasz.send(page, { change: 'give-consent' });
      expect([400, 404], body).toContain(answer.status);
    }
  });

  it('chooses nobody else’s request, and nobody they have not met', async () => {
    const theirs = await askForMeeting(amina);
    await tomasz.send('/concerns/new/service', {});
    const step = (name: string) => `/concerns/new/service/${name}`;
    const request = await tomasz.send(step('request'), { request: theirs });
    const whom = await tomasz.send(step('whom'), { whom: accountOf(ruth) });
    expect([request.status, whom.status]).toEqual([400, 400]);
    // In the same words as what never was.
    const unknown = await tomasz.send(step('request'), { request: never });
    expect((await unknown.text()).includes('Choose a request')).toBe(true);
  });

  it('makes no change that its page does not make', async () => {
    const kept = before();
    for (const change of ['raise', 'answer', 'pass-on', 'made-up', '__proto__', '']) {
      const answer = await tomasz.send(`/concerns/${concern}/consent-adviser`, { change });
      expect(answer.status, change).toBe(400);
    }
    for (const page of ['raise', 'answer', 'pass-on', 'give-consent', '__proto__'])
      expect((await tomasz.send(`/concerns/${concern}/${page}`, forms)).status).toBe(404);
    for (const page of ['raise', 'withdraw', 'give-consent', '__proto__'])
      expect((await daniel.send(`/adviser/concerns/${concern}/${page}`, forms)).status).toBe(404);
    expect(before()).toEqual(kept);
  });
});

describe('passing on', () => {
  const lastSaid = `select change from concern_events where concern_id = passed.concern_id
    and detail = passed.detail and id < passed.id
    and change in ('give-consent', 'withdraw-consent', 'take-back') order by id desc limit 1`;

  it('never overtakes a consent that is taken back in the same moment', async () => {
    const page = `/concerns/${concern}/consent-adviser`;
    const passOn = `/adviser/concerns/${concern}/pass-on`;
    for (let round = 0; round < 10; round += 1) {
      await tomasz.send(page, { change: 'give-consent' });
      const words = `Round ${round}.`;
      const pass = () => daniel.send(passOn, { body: 'adviser', words, more: 'In person' });
      const back = () => tomasz.send(page, { change: 'withdraw-consent' });
      await Promise.all(round % 2 ? [pass(), back()] : [back(), pass()]);
      await tomasz.send(page, { change: 'take-back' });
      const late = await daniel.send(passOn, {
        body: 'adviser',
        words: `Late ${round}.`,
        more: 'x',
      });
      expect(late.status).toBe(409);
    }
    const passed = file.rows<{ said: string }>(
      `select (${lastSaid}) as said from concern_events as passed where passed.change = 'pass-on'`,
    );
    expect(passed.every(({ said }) => said === 'give-consent')).toBe(true);
    const told = file.rows('select 1 from concern_events where change = ?', 'withdraw-consent');
    expect(passed.length + told.length).toBeGreaterThanOrEqual(10);
  });
});
