import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { withoutClock } from '../support/without-clock';

/** Sessions, from the first sign-in to the last: taken over, taken up again, ended, and a changed address. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const signIn = (email: string) => new Visitor(portal).signIn(email);

let people = 0;
const newEmail = () => `somebody-${(people += 1)}@example.test`;

const sessionOf = (person: Visitor) => person.cookies.get('portal-session');

/** Whether a page of somebody who is signed in opens. */
const isIn = async (person: Visitor) => (await person.ask('/account')).status === 200;

/** Somebody who has nothing but a session's id. */
function thiefWith(session: string | undefined): Visitor {
  const thief = new Visitor(portal);
  thief.cookies.set('portal-session', session!);
  return thief;
}

async function messagesTo(email: string) {
  return (await portal.mailbox()).filter(({ to }) => to === email);
}

/** The code in the latest message to an address that has one. */
async function codeTo(email: string): Promise<string> {
  const codes = (await messagesTo(email)).flatMap(({ subject }) => /\d{6}/.exec(subject) ?? []);
  return codes[0] ?? 'none';
}

const newSignIns = async (email: string) =>
  (await messagesTo(email)).filter(({ subject }) => subject === 'A new sign-in').length;

/** Lets time pass for every session there is: the portal's own clock cannot be moved from here. */
function letPass(minutes: number): void {
  const file = new Database(path.join(portal.dataDir, 'portal.sqlite'));
  const milliseconds = minutes * 60_000;
  file
    .prepare('update sessions set verified_at = verified_at - ?, last_seen_at = last_seen_at - ?')
    .run(milliseconds, milliseconds);
  file.close();
}

const locationOf = (response: Response) => response.headers.get('location');

const handlesIn = (html: string) =>
  [...html.matchAll(/name="session" value="([^"]+)"/g)].map(([, handle]) => handle!);

describe('an id that was there before sign-in', () => {
  it('is worth nothing afterwards, when it was made up', async () => {
    const victim = thiefWith('chosen-by-somebody-else');
    await victim.signIn(newEmail());
    expect(await isIn(victim)).toBe(true);
    expect(sessionOf(victim)).not.toBe('chosen-by-somebody-else');
    expect(await isIn(thiefWith('chosen-by-somebody-else'))).toBe(false);
  });

  it('is never the victim’s, when it is a session of the attacker’s own', async () => {
    const mallory = await signIn(newEmail());
    const planted = sessionOf(mallory);
    const victim = thiefWith(planted);
    const email = newEmail();
    await victim.send('/sign-in', { email });
    const refused = await victim.send('/sign-in/code', { code: await codeTo(email) });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Sign out first');
    await victim.send('/sign-out', {});
    await victim.signIn(email);
    expect(await isIn(victim)).toBe(true);
    expect(await isIn(thiefWith(planted))).toBe(false);
  });
});

describe('a session’s id', () => {
  it('changes at sign-in, at the second step and when somebody shows again who they are', async () => {
    const email = 'adviser.north@example.test';
    const ruth = new Visitor(portal);
    await ruth.send('/sign-in', { email });
    await ruth.send('/sign-in/code', { code: await codeTo(email) });
    const first = sessionOf(ruth);
    expect(locationOf(await ruth.ask('/account'))).toBe('/sign-in/second-step');

    await ruth.send('/sign-in/second-step', { token: await portal.staffCode(email) });
    const second = sessionOf(ruth);
    expect(await isIn(ruth)).toBe(true);

    letPass(10);
    expect(locationOf(await ruth.ask('/account/email'))).toBe(
      '/sign-in/again?next=%2Faccount%2Femail',
    );
    const wrong = await ruth.send('/sign-in/again', { token: '000000', next: '/account/email' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('value="/account/email"');
    const shown = await ruth.send('/sign-in/again', {
      token: await portal.staffCode(email),
      next: '/account/email',
    });
    expect(locationOf(shown)).toBe('/account/email');
    expect((await ruth.ask('/account/email')).status).toBe(200);

    expect(new Set([first, second, sessionOf(ruth)]).size).toBe(3);
    for (const old of [first, second]) expect(await isIn(thiefWith(old))).toBe(false);
  });

  it('opens nothing after signing out', async () => {
    const amina = await signIn(newEmail());
    const session = sessionOf(amina);
    const out = await amina.send('/sign-out', {});
    expect(out.headers.get('clear-site-data')).toContain('"cookies"');
    expect([...amina.cookies.keys()]).toEqual([]);
    expect(await isIn(thiefWith(session))).toBe(false);
  });

  it('opens nothing after half an hour without use, and stays in the browser for a late form', async () => {
    const amina = await signIn(newEmail());
    letPass(31);
    expect(await isIn(amina)).toBe(false);
    expect(sessionOf(amina)).toBeTruthy();
  });
});

describe('showing again who one is', () => {
  const wanted = '/account/email';

  async function asked(): Promise<{ person: Visitor; email: string }> {
    const email = newEmail();
    const person = await signIn(email);
    letPass(10);
    expect(locationOf(await person.ask(wanted))).toBe(
      `/sign-in/again?next=${encodeURIComponent(wanted)}`,
    );
    return { person, email };
  }

  it('takes a practitioner a code, and leads to the page they wanted', async () => {
    const { person, email } = await asked();
    const before = sessionOf(person);
    const page = await (await person.ask(`/sign-in/again?next=${wanted}`)).text();
    expect(page).toContain(email);
    expect(page, 'they have none').not.toContain('/sign-in/passkey');
    const sent = await person.send('/sign-in/again', { send: 'code', next: wanted });
    expect(locationOf(sent)).toBe('/sign-in/code');
    const codePage = await (await person.ask('/sign-in/code')).text();
    expect(codePage).toContain(`/sign-in/again?next=${encodeURIComponent(wanted)}`);
    expect(codePage).not.toContain('Use another email address');
    // Until the code is typed, nothing has been shown.
    expect((await person.ask(wanted)).status).toBe(303);
    const shown = await person.send('/sign-in/code', { code: await codeTo(email) });
    expect(locationOf(shown)).toBe(wanted);
    expect((await person.ask(wanted)).status).toBe(200);
    expect(await isIn(thiefWith(before))).toBe(false);
  });

  it('tells whoever was sending a form that it was not sent', async () => {
    const { person } = await asked();
    const sent = await person.send(wanted, { step: 'ask', email: newEmail() });
    const there = locationOf(sent)!;
    expect(await (await person.ask(there)).text()).toContain('What you typed was not sent.');
  });

  it('sends the code to the person’s own address, whatever the form says', async () => {
    const { person, email } = await asked();
    const evil = newEmail();
    await person.send('/sign-in/again', { send: 'code', email: evil, next: wanted });
    expect(await messagesTo(evil)).toEqual([]);
    expect((await messagesTo(email)).length).toBe(2);
  });

  it.each(['https://evil.example.test', '//evil.example.test', '/\\evil.example.test'])(
    'never leads to another website: %s',
    async (evil) => {
      const { person, email } = await asked();
      const page = await (
        await person.ask(`/sign-in/again?next=${encodeURIComponent(evil)}`)
      ).text();
      // The way to the same page in Welsh repeats what was asked; nothing else does, and nothing leads there.
      const leadsTo = [...page.matchAll(/(?:href|action|value)="([^"]*)"/g)].map(([, to]) => to!);
      expect(leadsTo.filter((to) => !to.startsWith('/cy/sign-in/again?')).join(' ')).not.toContain(
        'evil',
      );
      await person.send('/sign-in/again', { send: 'code', next: evil });
      const shown = await person.send('/sign-in/code', { code: await codeTo(email) });
      expect(locationOf(shown)).toBe('/account');
    },
  );

  it.each(['of somebody we know', 'of nobody we know'])(
    'with a code for the address %s makes nobody somebody else',
    async (whose) => {
      const other = newEmail();
      if (whose === 'of somebody we know') await signIn(other);
      const { person } = await asked();
      const before = sessionOf(person);
      await person.send('/sign-in', { email: other, next: wanted });
      const refused = await person.send('/sign-in/code', { code: await codeTo(other) });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('Sign out first');
      expect(sessionOf(person)).toBe(before);
      expect((await person.ask(wanted)).status).toBe(303);
    },
  );

  it('is not for somebody who is not signed in', async () => {
    const nobody = new Visitor(portal);
    expect(locationOf(await nobody.ask('/sign-in/again'))).toContain('/sign-in?next=');
    expect(locationOf(await nobody.send('/sign-in/again', { send: 'code' }))).toContain(
      '/sign-in?',
    );
  });

  it('without end is asked to wait', { timeout: 60_000 }, async () => {
    const { person } = await asked();
    let answer = await person.send('/sign-in/again', { send: 'code' });
    // Demo mode allows 300 in a quarter of an hour; one may end meanwhile.
    for (let sent = 1; sent < 700 && answer.status === 302; sent += 1) {
      answer = await person.send('/sign-in/again', { send: 'code' });
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).toContain('Too many codes have been asked for');
  });
});

describe('the list of sessions', () => {
  const page = '/account/sessions';

  it('ends one, or all others, at once', async () => {
    const email = newEmail();
    const mine = await signIn(email);
    const [lost, other, third] = [await signIn(email), await signIn(email), await signIn(email)];
    const handles = handlesIn(await (await mine.ask(page)).text());
    expect(handles).toHaveLength(3);

    // Each browser lists the others: what mine lists and lost does not is lost itself.
    const seenByLost = handlesIn(await (await lost.ask(page)).text());
    const handleOfLost = handles.find((handle) => !seenByLost.includes(handle))!;
    const ended = await mine.send(page, { end: 'one', session: handleOfLost });
    expect(locationOf(ended)).toBe('/account/sessions?done=one');
    const isOpen = () => Promise.all([lost, other, third, mine].map(isIn));
    expect(await isOpen()).toEqual([false, true, true, true]);

    expect(locationOf(await mine.send(page, { end: 'others' }))).toBe(
      '/account/sessions?done=others',
    );
    expect(await isOpen()).toEqual([false, false, false, true]);
    const text = await (await mine.ask('/account/sessions?done=others')).text();
    expect(text).toContain('You are not signed in anywhere but here.');
    expect(text).toContain('You are not signed in anywhere else.');
  });

  it('answers for somebody else’s session as for one that never was, and ends neither', async () => {
    const email = newEmail();
    const them = await signIn(email);
    const [theirs] = handlesIn(await (await (await signIn(email)).ask(page)).text());
    const me = await signIn(newEmail());
    const answers = await Promise.all(
      [theirs!, 'no-such-handle'].map((session) => me.send(page, { end: 'one', session })),
    );
    expect(answers.map(({ status }) => status)).toEqual([302, 302]);
    expect(answers.map(locationOf)).toEqual(Array(2).fill('/account/sessions?done=one'));
    expect(await isIn(them)).toBe(true);
  });

  it.each<Record<string, string>>([{}, { end: 'all' }, { end: 'one' }, { end: '__proto__' }])(
    'takes nothing else: %o',
    async (form) => {
      const me = await signIn(newEmail());
      expect((await me.send(page, form)).status).toBe(400);
      expect(await isIn(me)).toBe(true);
    },
  );

  it('is for who has shown lately that it is them, not for somebody at an open computer', async () => {
    const email = newEmail();
    const [me, lost] = [await signIn(email), await signIn(email)];
    letPass(10);
    const ended = await me.send(page, { end: 'others' });
    expect(locationOf(ended)).toMatch(/^\/sign-in\/again\?next=%2Faccount%2Fsessions/);
    expect(await isIn(lost)).toBe(true);
  });
});

describe('a sign-in in a browser that was not used before', () => {
  it('is told of once; not the first time, and not in a known browser', async () => {
    const email = newEmail();
    const laptop = await signIn(email);
    expect(await newSignIns(email)).toBe(0);
    await signIn(email);
    expect(await newSignIns(email)).toBe(1);
    await laptop.signIn(email);
    expect(await newSignIns(email)).toBe(1);
    await laptop.send('/sign-out', {});
    await laptop.signIn(email);
    expect(await newSignIns(email)).toBe(2);
    const [told] = await messagesTo(email);
    expect(`${told!.subject}\n${told!.text}`).not.toMatch(/PPA|performance|concern|practitioner/i);
  });
});

describe('changing one’s email address', () => {
  const page = '/account/email';

  async function askFor(person: Visitor, email: string) {
    return person.send(page, { step: 'ask', email });
  }

  it('takes the code sent to each, ends other sessions, and is told to both', async () => {
    const [before, after] = [newEmail(), newEmail()];
    const amina = await signIn(before);
    const elsewhere = await signIn(before);
    expect(locationOf(await askFor(amina, after))).toBe(page);
    const codes = { current: await codeTo(before), next: await codeTo(after) };

    const wrong = await amina.send(page, { step: 'confirm', ...codes, next: 'abc' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain(`value="${codes.current}"`);

    expect(locationOf(await amina.send(page, { step: 'confirm', ...codes }))).toBe(
      '/account/email?done=1',
    );
    expect(await (await amina.ask('/account/email?done=1')).text()).toContain(after);
    expect(await isIn(amina)).toBe(true);
    expect(await isIn(elsewhere)).toBe(false);
    for (const email of [before, after]) {
      const [told] = await messagesTo(email);
      expect(told!.subject).toBe('Your email address was changed');
    }
    const again = await signIn(after);
    expect(await (await again.ask('/account')).text()).toContain(after);
  });

  it('tells nobody whether the new address has an account', async () => {
    const taken = newEmail();
    const owner = await signIn(taken);
    const free = newEmail();

    /** Everything the person sees on the way, with what is theirs taken out. */
    async function walk(to: string): Promise<unknown[]> {
      const from = newEmail();
      const person = await signIn(from);
      const answers = [
        await askFor(person, to),
        await person.ask(page),
        await person.send(page, {
          step: 'confirm',
          current: await codeTo(from),
          next: '000000',
        }),
        await person.send(page, { step: 'stop' }),
        await askFor(person, to),
      ];
      return Promise.all(
        answers.map(async (answer) => [
          answer.status,
          locationOf(answer),
          withoutClock(await answer.text())
            .replaceAll(from, 'from')
            .replaceAll(to, 'to')
            .replace(/value="\d{6}"/g, 'value="code"'),
        ]),
      );
    }

    expect(await walk(taken)).toEqual(await walk(free));
    const [told] = (await messagesTo(taken)).filter(({ subject }) =>
      /cannot be used/.test(subject),
    );
    expect(told!.text).not.toMatch(/\d{6}/);
    expect(await codeTo(free)).toMatch(/^\d{6}$/);
    expect(await isIn(owner)).toBe(true);
  });

  it('stops after five wrong tries, and keeps the address', async () => {
    const [before, after] = [newEmail(), newEmail()];
    const amina = await signIn(before);
    await askFor(amina, after);
    const codes = { current: await codeTo(before), next: await codeTo(after) };
    const other = codes.next === '000000' ? '111111' : '000000';
    let last = '';
    for (let tries = 0; tries < 5; tries += 1) {
      const answer = await amina.send(page, { step: 'confirm', ...codes, next: other });
      expect(answer.status).toBe(400);
      last = await answer.text();
    }
    expect(last).toContain('These codes no longer work.');
    expect((await amina.send(page, { step: 'confirm', ...codes })).status).toBe(400);
    expect(await (await amina.ask('/account')).text()).toContain(before);
  });

  it('warns kindly of an employer’s address, and lets the person decide', async () => {
    const amina = await signIn(newEmail());
    const work = 'amina@leeds.nhs.uk';
    const warned = await askFor(amina, work);
    expect(warned.status).toBe(200);
    const html = await warned.text();
    expect(html).toContain(`${work} looks like a work address`);
    expect(html).toContain(`value="${work}"`);
    expect(await messagesTo(work)).toEqual([]);

    const other = await amina.send(page, { step: 'ask', email: 'amina@nhs.net', sure: work });
    expect(await other.text()).toContain('amina@nhs.net looks like a work address');
    const sure = await amina.send(page, { step: 'ask', email: work, sure: work });
    expect(locationOf(sure)).toBe(page);
    expect(await codeTo(work)).toMatch(/^\d{6}$/);
  });

  it('is not to the address one has, nor to something that is none', async () => {
    const email = newEmail();
    const amina = await signIn(email);
    const same = await askFor(amina, email.toUpperCase());
    expect(same.status).toBe(400);
    expect(await same.text()).toContain('That is the address you have now');
    const none = await askFor(amina, 'amina at home');
    expect(none.status).toBe(400);
    expect(await none.text()).toContain('value="amina at home"');
    const header = await askFor(amina, 'a@example.test\r\nBcc: b@example.test');
    expect(header.status).toBe(400);
    expect((await amina.send(page, { step: '__proto__' })).status).toBe(400);
  });

  it('is only for somebody who has just shown that it is them', async () => {
    const amina = await signIn(newEmail());
    letPass(10);
    const to = newEmail();
    expect(locationOf(await askFor(amina, to))).toMatch(
      /^\/sign-in\/again\?next=%2Faccount%2Femail/,
    );
    expect(await messagesTo(to)).toEqual([]);
  });
});

describe('the log', () => {
  it('holds no address, no code and no session of anybody', async () => {
    const amina = await signIn('hidden.person@example.test');
    await amina.ask('/account/sessions');
    expect(portal.output().slice(portal.output().indexOf('Second factor'))).not.toContain('hidden');
    expect(portal.output()).not.toContain(sessionOf(amina)!);
  });
});
