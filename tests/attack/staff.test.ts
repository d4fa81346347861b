import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { withoutClock } from '../support/without-clock';

/** How somebody comes to work here, and how they stop; and what a lead cannot find out on the way. */

let portal: RunningPortal;
let lead: Visitor;
beforeAll(async () => {
  portal = await startPortal();
  lead = await new Visitor(portal).signIn('lead@example.test');
});
afterAll(() => portal.stop());

const page = async (visitor: Visitor, path: string) => (await visitor.ask(path)).text();
const codeShape = /(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/g;

const change = (fields: Record<string, string>) => lead.send('/adviser/staff', fields);

const invite = (email: string, name = 'Ruth Two', role = 'adviser') =>
  change({ deed: 'invite', email, name, role, team: 'wales' });

/** What the lead's page shows them to pass on. */
const codeToPassOn = async () => (await page(lead, '/adviser/staff')).match(codeShape)?.[0] ?? '';

/** The id the lead's page has for the person or invitation with this name. */
async function idOn(name: string, field: 'person' | 'invitation'): Promise<string> {
  const html = await page(lead, '/adviser/staff');
  const cards = html.split('<li><h3').filter((part) => part.includes(`>${name}</h3>`));
  const input = new RegExp(`name="${field}"[^>]*value="([^"]+)"`).exec(cards.join(''));
  return input![1]!;
}

/** A new browser that has given an invitation's emailed code. */
async function firstStep(email: string): Promise<Visitor> {
  const visitor = new Visitor(portal);
  await visitor.send('/sign-in', { email });
  const { subject } = (await portal.mailbox()).find(
    ({ to, subject }) => to === email && /\d{6}/.test(subject),
  )!;
  const answer = await visitor.send('/sign-in/code', { code: /\d{6}/.exec(subject)![0] });
  expect(answer.headers.get('location')).toBe('/sign-in/second-step');
  return visitor;
}

/** What an authenticator app makes of the key on a page. */
function appWith(html: string) {
  const key = /<code>([A-Z2-7 ]+)<\/code>/.exec(html)![1]!.replaceAll(' ', '');
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  let next = Date.now();
  return () => {
    // A code works once; the next one is let in half a minute early.
    const token = totp.generate({ timestamp: next });
    next += 30_000;
    return token;
  };
}

const invitationStep = (visitor: Visitor, code: string) =>
  visitor.send('/sign-in/set-up', { step: 'invitation', code });

/** From an invitation to a member of staff who is signed in. @returns them, their app and their recovery codes. */
async function joins(email: string, code: string) {
  const visitor = await firstStep(email);
  await invitationStep(visitor, code);
  const app = appWith(await page(visitor, '/sign-in/set-up'));
  const done = await visitor.send('/sign-in/set-up', { step: 'authenticator', token: app() });
  expect(done.headers.get('location')).toBe('/account/second-step');
  const codes = (await page(visitor, '/account/second-step')).match(codeShape)!;
  return { visitor, app, codes };
}

describe('somebody who is invited', () => {
  it('gives both codes, proves an app, keeps recovery codes, and is in; no step can be left out', async () => {
    const email = 'ruth.two@example.test';
    expect((await invite(email)).headers.get('location')).toBe('/adviser/staff');
    const code = await codeToPassOn();
    expect(code).not.toBe('');
    expect(JSON.stringify(await portal.mailbox())).not.toContain(code);
    await change({ deed: 'passed-on' });
    expect(await codeToPassOn()).toBe('');

    const ruth = await firstStep(email);
    // The second step has nothing to ask for yet, and work is closed.
    const second = await ruth.ask('/sign-in/second-step');
    expect(second.headers.get('location')).toBe('/sign-in/set-up');
    expect((await ruth.ask('/adviser')).headers.get('location')).toBe('/sign-in/second-step');
    const guessed = await ruth.send('/sign-in/second-step', { token: '123456' });
    expect(guessed.headers.get('location')).toBe('/sign-in/set-up');
    expect(await page(ruth, '/sign-in/set-up')).not.toContain('<svg');
    const skipped = await ruth.send('/sign-in/set-up', { step: 'authenticator', token: '123456' });
    expect(skipped.headers.get('location')).toBe('/sign-in/set-up');

    expect((await invitationStep(ruth, '0000-0000-0000-0000')).status).toBe(400);
    expect((await invitationStep(ruth, '')).status).toBe(400);
    const right = await invitationStep(ruth, code.toLowerCase().replaceAll('-', ' '));
    expect(right.headers.get('location')).toBe('/sign-in/set-up');
    const app = appWith(await page(ruth, '/sign-in/set-up'));
    const token = app();
    const wrong = token === '000000' ? '000001' : '000000';
    const refused = await ruth.send('/sign-in/set-up', { step: 'authenticator', token: wrong });
    expect(refused.status).toBe(400);
    const before = ruth.cookies.get('portal-session');
    const done = await ruth.send('/sign-in/set-up', { step: 'authenticator', token });
    expect(done.headers.get('location')).toBe('/account/second-step');
    expect(ruth.cookies.get('portal-session')).not.toBe(before);

    expect(new Set((await page(ruth, '/account/second-step')).match(codeShape)).size).toBe(10);
    const kept = await ruth.send('/account/second-step', { wish: 'kept' });
    expect(kept.headers.get('location')).toBe('/adviser');
    expect(await page(ruth, '/account/second-step')).not.toMatch(codeShape);
    expect((await ruth.ask('/adviser')).status).toBe(200);
    expect((await ruth.ask('/adviser/staff')).status).toBe(403);
  });

  it('cannot use an invitation twice, from wherever it was begun', async () => {
    const email = 'used.once@example.test';
    await invite(email, 'Used Once');
    const code = await codeToPassOn();
    const slow = await firstStep(email);
    await invitationStep(slow, code);
    const slowApp = appWith(await page(slow, '/sign-in/set-up'));
    await joins(email, code);
    // The other browser was as far; the account has a second step now, and only that leads on.
    const late = await slow.send('/sign-in/set-up', { step: 'authenticator', token: slowApp() });
    expect(late.headers.get('location')).toBe('/sign-in/second-step');
    expect((await slow.ask('/adviser')).headers.get('location')).toBe('/sign-in/second-step');
    expect((await invitationStep(slow, code)).headers.get('location')).toBe('/sign-in/second-step');
  });

  it('gets no further with a withdrawn invitation', async () => {
    const email = 'withdrawn@example.test';
    await invite(email, 'Withdrawn');
    const code = await codeToPassOn();
    const visitor = await firstStep(email);
    await invitationStep(visitor, code);
    const app = appWith(await page(visitor, '/sign-in/set-up'));
    await change({ deed: 'withdraw', invitation: await idOn('Withdrawn', 'invitation') });
    await visitor.send('/sign-in/set-up', { step: 'authenticator', token: app() });
    expect((await visitor.ask('/adviser')).headers.get('location')).toBe('/sign-in/second-step');
    expect((await invitationStep(visitor, code)).status).toBe(400);
  });
});

describe('a recovery code', () => {
  it('lets its owner in once, says how many are left and tells them by email', async () => {
    const email = 'lost.phone@example.test';
    await invite(email, 'Lost Phone', 'editor');
    const { codes } = await joins(email, await codeToPassOn());
    const visitor = await firstStep(email);
    expect((await visitor.send('/sign-in/recovery-code', { code: 'wrong' })).status).toBe(400);
    const used = await visitor.send('/sign-in/recovery-code', { code: codes[3]! });
    expect(used.headers.get('location')).toBe('/account/second-step?done=recovery');
    expect(await page(visitor, '/account/second-step?done=recovery')).toContain('9 codes left');
    expect((await visitor.ask('/adviser/content')).status).toBe(200);
    const told = (await portal.mailbox()).filter(({ to }) => to === email);
    expect(told.some(({ subject }) => subject === 'How you sign in has changed')).toBe(true);

    const again = await firstStep(email);
    expect((await again.send('/sign-in/recovery-code', { code: codes[3]! })).status).toBe(400);
    expect((await again.ask('/adviser/content')).status).toBe(303);
  });
});

describe('a lead', () => {
  it('cannot see whether an address is a practitioner’s: the answers are the same, byte by byte', async () => {
    const practitioner = 'dana.known@example.test';
    await new Visitor(portal).signIn(practitioner);
    const nobody = 'dana.other@example.test';

    /** Everything a lead is told, with what must differ each time left out. */
    async function told(email: string): Promise<string> {
      const answer = await invite(email, 'Dana Same');
      const headers = [...answer.headers]
        .filter(([name]) => !['date', 'x-request-id', 'set-cookie'].includes(name))
        .map(([name, value]) => `${name}: ${value}`);
      const cookies = answer.headers
        .getSetCookie()
        .map((cookie) => cookie.replace(/=[^;]*/, ({ length }) => `=${length} characters`));
      const html = withoutClock(await page(lead, '/adviser/staff'));
      const invitation = await idOn('Dana Same', 'invitation');
      const message = (await portal.mailbox()).find(({ to }) => to === email)!;
      const all = JSON.stringify([
        answer.status,
        headers,
        cookies,
        await answer.text(),
        html,
        message.subject,
        message.text,
      ]);
      await change({ deed: 'withdraw', invitation });
      return all
        .replaceAll(email, 'EMAIL')
        .replaceAll(invitation, 'INVITATION')
        .replaceAll(codeShape, 'CODE')
        .replace(/\d\d?[:.]\d\d ?([ap]m)?/g, 'TIME');
    }
    const ofNobody = await told(nobody);
    expect(ofNobody).toContain('EMAIL');
    expect(await told(practitioner)).toBe(ofNobody);
  });

  it('does not make staff of a practitioner: they stay who they are, and are told quietly', async () => {
    const email = 'dana.known@example.test';
    await invite(email, 'Dana Same');
    const dana = await new Visitor(portal).signIn(email);
    expect((await dana.ask('/meetings')).status).toBe(200);
    expect((await dana.ask('/adviser')).status).toBe(403);
    expect(await page(dana, '/account')).toContain('has been invited to work here');
    expect(await page(lead, '/adviser/staff')).not.toContain(
      'dana.known@example.test</li><li>Has not',
    );
  });

  it('ends a session that is open by disabling its account, and gives the account back', async () => {
    const email = 'leaves@example.test';
    await invite(email, 'Leaves Soon');
    const { visitor } = await joins(email, await codeToPassOn());
    expect((await visitor.ask('/adviser')).status).toBe(200);
    const person = await idOn('Leaves Soon', 'person');
    const done = await change({ deed: 'change', person, change: 'disable' });
    expect(done.headers.get('location')).toBe('/adviser/staff?done=disable');
    expect((await visitor.ask('/adviser')).headers.get('location')).toContain('/sign-in?next=');

    const { subject } = await (async () => {
      await visitor.send('/sign-in', { email });
      return (await portal.mailbox()).find(({ to }) => to === email)!;
    })();
    const refused = await visitor.send('/sign-in/code', { code: /\d{6}/.exec(subject)![0] });
    expect(refused.status).toBe(400);
    await change({ deed: 'change', person, change: 'enable' });
    await firstStep(email);
  });

  it('corrects the name of somebody who works here, for everyone who sees it', async () => {
    const email = 'misspelt@example.test';
    await invite(email, 'Gwen Prise', 'editor');
    const { visitor } = await joins(email, await codeToPassOn());
    const person = await idOn('Gwen Prise', 'person');
    const empty = await change({ deed: 'rename', person, name: ' ' });
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('Enter their name');
    await change({ deed: 'rename', person, name: 'Gwen Pryce' });
    expect(await page(visitor, '/account')).toContain('Gwen Pryce');
    const missing = await change({ deed: 'invite', name: 'Nobody', role: 'lead' });
    expect(await missing.text()).toContain('Enter their email address');
  });

  it('resets an account: the old app and codes stop working, and a new code sets up new ones', async () => {
    const email = 'reset@example.test';
    await invite(email, 'Reset Me');
    const { visitor, app, codes } = await joins(email, await codeToPassOn());
    const person = await idOn('Reset Me', 'person');
    await change({ deed: 'change', person, change: 'reset' });
    expect((await visitor.ask('/adviser')).status).toBe(303);
    const back = await firstStep(email);
    const old = await back.send('/sign-in/second-step', { token: app() });
    expect(old.headers.get('location')).toBe('/sign-in/set-up');
    expect((await back.send('/sign-in/recovery-code', { code: codes[0]! })).status).toBe(400);
    await joins(email, await codeToPassOn());
  });

  it('cannot disable or reset themselves, nor do to somebody what there is no word for', async () => {
    const self = 'lead@example.test';
    const html = await page(lead, '/adviser/staff');
    const card = html.split('<li><h3').find((part) => part.includes(self))!;
    expect(card).not.toContain('name="change"');
    for (const unfit of [
      { deed: 'change', person: 'nobody', change: 'disable' },
      { deed: 'change', person: '', change: 'promote' },
      { deed: 'change' },
      { deed: 'withdraw' },
      { deed: 'rename', person: 'nobody', name: 'Somebody' },
      { deed: 'rename', name: '' },
      { deed: 'promote' },
      { deed: 'invite', email: 'x@example.test', name: 'X', role: 'practitioner' },
      { deed: 'invite', email: 'x@example.test\r\nBcc: y@example.test', name: 'X', role: 'lead' },
      { deed: 'invite', email: 'x@example.test', name: 'X', role: 'adviser' },
      { deed: 'invite', email: 'editor@example.test', name: 'X', role: 'lead' },
    ]) {
      expect(
        (await change(unfit as unknown as Record<string, string>)).status,
        JSON.stringify(unfit),
      ).toBe(400);
    }
  });
});

describe('everybody else', () => {
  it.each(['adviser.north@example.test', 'editor@example.test', 'amina.demo@example.test'])(
    'is turned away from who works here: %s',
    async (email) => {
      const visitor = await new Visitor(portal).signIn(email);
      expect((await visitor.ask('/adviser/staff')).status).toBe(403);
      const fields = { deed: 'invite', email: 'mine@example.test', name: 'Mine', role: 'lead' };
      expect((await visitor.send('/adviser/staff', fields)).status).toBe(403);
      expect((await portal.mailbox()).some(({ to }) => to === 'mine@example.test')).toBe(false);
    },
  );

  it('finds no second step of their own as a practitioner', async () => {
    const visitor = await new Visitor(portal).signIn('amina.demo@example.test');
    expect((await visitor.ask('/account/second-step')).status).toBe(403);
    expect((await visitor.ask('/sign-in/set-up')).status).toBe(403);
  });
});
