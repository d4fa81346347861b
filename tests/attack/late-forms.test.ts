import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, visitor } from '~/platform/access';
import { localPath, switchField } from '~/platform/locale';
import { table } from '~/routes';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** What somebody wrote when their time ran out: kept for them, and for nobody else. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

/** Everybody who is signed in did nothing for an hour. */
function anHourPasses(): void {
  const db = new Database(path.join(portal.dataDir, 'portal.sqlite'));
  db.prepare('update sessions set last_seen_at = last_seen_at - 3600000').run();
  db.close();
}

let people = 0;
const newEmail = () => `late.${(people += 1)}@example.test`;

/** A practitioner with a request that is not finished. */
async function writer(): Promise<{ person: Visitor; email: string }> {
  const email = newEmail();
  const person = await new Visitor(portal).signIn(email);
  await person.send('/meetings/new', {});
  return { person, email };
}

const form: [string, string][] = [
  ['topics', 'process'],
  ['about', 'What I wrote for <b>an hour</b>\r\n& did not send'],
];
const to = '/meetings/new/topics';

const textAt = async (person: Visitor, address: string) => (await person.ask(address)).text();

/** The fields of the form on a page that leads to an address beginning with `start`. */
function formTo(page: string, start: string): { action: string; fields: [string, string][] } {
  const found = [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find(
    ([, action]) => plain(action!).startsWith(start),
  )!;
  const fields = [...found[2]!.matchAll(/name="([^"]*)" value="([^"]*)"/g)];
  return {
    action: plain(found[1]!),
    fields: fields.map(([, name, value]) => [plain(name!), plain(value!)]),
  };
}

const plain = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');

/** A form in readable form, on the page that offers it again. */
const escaped = 'What I wrote for &lt;b&gt;an hour&lt;/b&gt;';

describe('a form that is sent when time has run out', () => {
  it('is offered to its writer who signs in again, put back, and arrives', async () => {
    const { person, email } = await writer();
    anHourPasses();
    const late = await person.send(to, form);
    expect(late.status).toBe(303);
    expect(late.headers.get('location')).toBe(
      '/sign-in?next=%2Fmeetings%2Fnew%2Ftopics&ended=kept',
    );
    expect(await textAt(person, late.headers.get('location')!)).toContain(
      'What you were writing is kept for you',
    );

    await person.send('/sign-in', { email, next: to });
    const message = (await portal.mailbox()).find((each) => each.to === email)!;
    const signedIn = await person.send('/sign-in/code', {
      code: /\d{6}/.exec(message.subject)![0],
    });
    const offered = signedIn.headers.get('location')!;
    expect(offered).toBe('/account/unsent?next=%2Fmeetings%2Fnew%2Ftopics');
    const page = await textAt(person, offered);
    expect(page).toContain('You were writing something when your time ran out');
    expect(page).toContain(escaped);

    const { action, fields } = formTo(page, to);
    expect(fields.map(([name, value]) => [name, value.replace(/\r?\n/g, '\r\n')])).toEqual(form);
    const arrived = await person.send(action, fields);
    expect(arrived.headers.get('location')).toBe('/meetings/new/name');
    expect(await textAt(person, to)).toContain(escaped);
    expect(await textAt(person, '/account/unsent')).toContain('Nothing is waiting here');
  });

  it('to change the language is put back as that: it is shown again, and is no answer', async () => {
    const { person, email } = await writer();
    anHourPasses();
    await person.send(`/cy${to}`, [...form, [switchField, '']]);
    await person.signIn(email);
    const { action, fields } = formTo(await textAt(person, '/account/unsent'), `/cy${to}`);
    const shown = await person.send(action, fields);
    expect(shown.status).toBe(200);
    const page = await shown.text();
    expect(page).toContain('<html lang="cy">');
    expect(page).toContain('What I wrote for');
    expect(await textAt(person, to)).not.toContain('What I wrote for');
  });

  it('can be thrown away', async () => {
    const { person, email } = await writer();
    anHourPasses();
    await person.send(to, form);
    await person.signIn(email);
    const page = await textAt(person, '/account/unsent');
    const { action, fields } = formTo(page, '/account/unsent');
    const answer = await person.send(action, fields);
    expect(await textAt(person, answer.headers.get('location')!)).not.toContain(escaped);
  });

  it('is mended on its page when something in it is not right, and kept when the page is not there', async () => {
    const { person, email } = await writer();
    anHourPasses();
    await person.send(to.replace('topics', 'name'), { name: '', pronunciation: 'Ah-MEE-na' });
    await person.send('/meetings/0000-0000/change/cancel', { words: 'A meeting long gone' });
    await person.signIn(email);
    const page = await textAt(person, '/account/unsent');
    const wrong = formTo(page, '/meetings/new/name');
    const mending = await person.send(wrong.action, wrong.fields);
    expect(mending.status).toBe(400);
    expect(await mending.text()).toContain('Ah-MEE-na');
    const gone = formTo(page, '/meetings/0000-0000');
    expect((await person.send(gone.action, gone.fields)).status).toBe(404);
    const left = await textAt(person, '/account/unsent');
    expect(left).not.toContain('Ah-MEE-na');
    expect(left).toContain('A meeting long gone');
  });

  it('is kept although another page was opened in between', async () => {
    const { person, email } = await writer();
    anHourPasses();
    expect((await person.ask('/account/stay')).status).toBe(303);
    expect((await person.ask('/sign-in')).headers.getSetCookie()).toEqual([]);
    expect((await person.send(to, form)).headers.get('location')).toContain('ended=kept');
    expect(await textAt(await person.signIn(email), '/account/unsent')).toContain(escaped);
  });

  it('is not for a different person who signs in in the same browser', async () => {
    const { person, email } = await writer();
    anHourPasses();
    await person.send(to, form);
    await person.signIn(newEmail());
    for (const address of ['/account/unsent', '/account', '/meetings']) {
      expect(await textAt(person, address)).not.toContain('What I wrote');
    }
    const elsewhere = await new Visitor(portal).signIn(email);
    const page = await textAt(elsewhere, '/account/unsent');
    const { fields } = formTo(page, '/account/unsent');
    await person.send('/account/unsent', fields);
    expect(await textAt(elsewhere, '/account/unsent'), 'still there').toContain(escaped);
  });

  it('is not kept for somebody who signed out, was never here, or sends from another website', async () => {
    const { person, email } = await writer();
    const cookies = new Map(person.cookies);
    await person.send('/sign-out', {});
    for (const [name, value] of cookies) person.cookies.set(name, value);
    expect((await person.send(to, form)).headers.get('location')).toMatch(/ended=1$/);
    const stranger = new Visitor(portal);
    stranger.cookies.set('portal-session', 'made-up');
    expect((await stranger.send(to, form)).headers.get('location')).toMatch(/ended=1$/);

    const second = await writer();
    anHourPasses();
    const foreign = await second.person.ask(to, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: 'https://elsewhere.test' },
    });
    expect(foreign.status).toBe(403);
    for (const [person, email_] of [
      [new Visitor(portal), email],
      [second.person, second.email],
    ] as const) {
      await person.signIn(email_);
      expect(await textAt(person, '/account/unsent')).toContain('Nothing is waiting here');
    }
  });

  it('opens nothing with the cookie of the session that ended', async () => {
    const { person } = await writer();
    anHourPasses();
    await person.send(to, form);
    for (const address of ['/account/unsent', '/account/stay.json', '/meetings']) {
      const answer = await person.ask(address);
      expect(answer.status).toBe(303);
      expect(await answer.text()).not.toContain('What I wrote');
    }
  });

  it('is kept for staff, too, but not between their two steps: anybody who reads their email can be there', async () => {
    const adviser = await new Visitor(portal).signIn('adviser.north@example.test');
    anHourPasses();
    const about = '/adviser/requests/0000-0000/decline';
    const first = await adviser.send(about, { reason: 'other', words: 'First words' });
    expect(first.headers.get('location')).toContain('ended=kept');
    await adviser.send('/sign-in', { email: 'adviser.north@example.test' });
    const message = (await portal.mailbox()).find((each) => each.to.startsWith('adviser.north'))!;
    await adviser.send('/sign-in/code', { code: /\d{6}/.exec(message.subject)![0] });
    const second = await adviser.send(about, { reason: 'other', words: 'Second words' });
    expect(second.headers.get('location')).toBe('/sign-in/second-step');
    expect((await adviser.ask('/account/unsent')).status).toBe(303);
    const token = await portal.staffCode('adviser.north@example.test');
    const answer = await adviser.send('/sign-in/second-step', { token });
    expect(answer.headers.get('location')).toBe('/account/unsent?next=%2Fadviser');
    const page = await textAt(adviser, '/account/unsent');
    expect(page).toContain('First words');
    expect(page).not.toContain('Second words');
  });
});

describe('how long somebody stays signed in', () => {
  it('is said on every signed-in page and to the portal’s script, and reading it stays signed in', async () => {
    const { person } = await writer();
    for (const address of ['/meetings', to, '/account']) {
      expect(await textAt(person, address)).toMatch(/You stay signed in until .*\d:\d\d[ap]m/);
    }
    const db = new Database(path.join(portal.dataDir, 'portal.sqlite'));
    db.prepare('update sessions set last_seen_at = last_seen_at - 1200000').run();
    db.close();
    const { left, isLast } = await (await person.ask('/account/stay.json')).json();
    expect(left / 60_000).toBeGreaterThan(29);
    expect(isLast).toBe(false);
  });

  it('comes with what becomes of a form that is late: kept, lost, or nothing where there is none', async () => {
    const { person } = await writer();
    const kept = 'send it anyway: we keep it for you';
    const lost = 'A form on this page is not kept';
    expect(await textAt(person, to)).toContain(kept);
    expect(await textAt(person, to)).not.toContain(lost);
    const passkeys = await textAt(person, '/account/passkeys');
    expect(passkeys).toContain(lost);
    expect(passkeys).not.toContain('we keep it');
    const list = await textAt(person, '/meetings');
    for (const words of [kept, lost]) expect(list).not.toContain(words);
    anHourPasses();
    // And so it is.
    const late = await person.send('/account/passkeys', { name: 'My telephone' });
    expect(late.headers.get('location')).toBe('/sign-in?next=%2Faccount%2Fpasskeys&ended=1');
  });

  it('cannot be put off for ever, and that is said', async () => {
    const { person } = await writer();
    const db = new Database(path.join(portal.dataDir, 'portal.sqlite'));
    db.prepare('update sessions set expires_at = ?').run(Date.now() + 10 * 60_000);
    db.close();
    expect(await textAt(person, to)).toContain('You cannot stay longer without signing in again');
    const { left, isLast } = await (await person.ask('/account/stay.json')).json();
    expect(left / 60_000).toBeLessThanOrEqual(10);
    expect(isLast).toBe(true);
  });
});

describe('nothing of signed-in addresses is stored by a browser', () => {
  const addresses = table
    .filter(({ who, kept, machine }) => !kept && !machine && who !== 'anyone')
    .map((entry) => ({ ...entry, address: entry.path.replace(/:\w+/g, '0000-0000') }));

  it.each(addresses)('$address', async ({ address, who }) => {
    const nobody = new Visitor(portal);
    const { person } = await shared();
    for (const visitorOrPerson of [nobody, person]) {
      for (const locale of ['en', 'cy'] as const) {
        const here = localPath(locale, address);
        const answers = [
          await visitorOrPerson.ask(here),
          await visitorOrPerson.send(here, { nothing: 'useful' }),
          await visitorOrPerson.ask(here, { method: 'POST' }),
          await visitorOrPerson.ask(here, { method: 'DELETE' }),
        ];
        for (const answer of answers) {
          expect(answer.headers.get('cache-control'), String(answer.status)).toBe('no-store');
        }
      }
    }
    expect(judge(who, visitor)).toBe('sign-in');
  });

  let made: ReturnType<typeof writer> | undefined;
  const shared = () => (made ??= writer());
});
