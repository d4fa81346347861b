import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, type PersonAtBrowser, speaker, waysToRead } from '../support/browser';
import { Phone } from '../support/phone';
import { Visitor } from '../support/visitor';

/** Passkeys, kept by a phone. */

const here = portalAndBrowser();
const say = speaker('en');

/** Somebody signed in with a code, with a phone. */
async function signedIn(email: string) {
  const visitor = await new Visitor(here.portal).signIn(email);
  const person = await here.open({ script: true });
  await person.context.addCookies(
    [...visitor.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
  );
  return { person, phone: await Phone.of(person) };
}

const path = (person: PersonAtBrowser) => new URL(person.page.url()).pathname;

async function addPasskey(person: PersonAtBrowser, name: string) {
  await person.goTo('/account/passkeys');
  await person.page.getByLabel(say('passkeys:add.name')).fill(name);
  await person.press(say('passkeys:add.button'));
  await person.page.getByText(say('passkeys:list.done.added')).waitFor();
}

async function signOut(person: PersonAtBrowser) {
  await person.goTo('/sign-out');
  await person.press(say('account:signOut.button'));
  await person.seesHeading(say('account:signOut.done'));
}

/** Goes to sign in with a passkey, by the link. */
async function usePasskey(person: PersonAtBrowser) {
  await person.goTo('/sign-in');
  expect(await person.context.cookies()).toEqual([]);
  await person.follow(say('account:signIn.passkey'));
  await person.press(say('passkeys:use.button'));
}

/** The browser notes that the form came back with a 400. */
async function seesProblem(person: PersonAtBrowser, key: string) {
  await person.seesHeading(say('common:errorSummary'));
  await person.page.getByText(say(key)).waitFor();
  expect(person.troubles.splice(0).every((trouble) => trouble.includes('400'))).toBe(true);
}

const messages = async (email: string) =>
  (await here.portal.mailbox()).filter(
    ({ to, subject }) => to === email && subject === say('mail:signInChanged.subject'),
  );

describe('a practitioner', () => {
  it('adds a passkey, signs in with it, and takes it away', async () => {
    const email = 'amina.demo@example.test';
    const { person, phone } = await signedIn(email);
    await addPasskey(person, 'My phone');
    await person.looksRight();
    await person.isAccessible();
    await person.page.getByRole('heading', { name: 'My phone' }).waitFor();
    await person.page.getByText(say('passkeys:list.unused')).waitFor();
    expect(await phone.passkeys()).toHaveLength(1);
    await expect.poll(() => messages(email)).toHaveLength(1);

    // The same phone does not make a second one, and says so without losing the page.
    await person.page.getByLabel(say('passkeys:add.name')).fill('Again');
    await person.press(say('passkeys:add.button'));
    await person.page.getByText(say('passkeys:add.known')).waitFor();
    expect(await person.page.getByLabel(say('passkeys:add.name')).inputValue()).toBe('Again');
    await person.looksRight();
    await person.isAccessible();

    await signOut(person);
    await usePasskey(person);
    await person.seesHeading(say('meetings:list.title'));
    expect(path(person)).toBe('/meetings');
    // Nothing of the way in is left in the browser.
    const cookies = (await person.context.cookies()).map(({ name }) => name);
    expect(cookies.sort()).toEqual(['portal-device', 'portal-session']);

    await person.goTo('/account/passkeys');
    await person.page.getByText('Last used').waitFor();
    await person.page.getByRole('button', { name: 'Remove My phone' }).click();
    await person.page.getByText(say('passkeys:list.done.removed')).waitFor();
    await person.looksRight();
    await person.isAccessible();
    await expect.poll(() => messages(email)).toHaveLength(2);

    // The phone still has it; the portal does not.
    await signOut(person);
    await usePasskey(person);
    await seesProblem(person, 'passkeys:errors.refused');
    await person.looksRight();
    await person.isAccessible();
    await person.goTo('/meetings');
    expect(path(person)).toBe('/sign-in');
    await person.leave();
  });

  it('is not let in by an answer sent twice, by a copy, or by somebody else’s finger', async () => {
    const { person, phone } = await signedIn('tomasz.demo@example.test');
    await addPasskey(person, '');
    const unnamed = { name: say('passkeys:list.unnamed'), exact: true };
    await person.page.getByRole('heading', unnamed).waitFor();
    await signOut(person);

    await person.goTo('/sign-in/passkey');
    // A thief has seen everything that was sent.
    let sent = '';
    person.page.on('request', (request) => {
      sent = (request.method() === 'POST' && request.postData()) || sent;
    });
    const thief = new Visitor(here.portal);
    for (const { name, value } of await person.context.cookies()) thief.cookies.set(name, value);
    await person.press(say('passkeys:use.button'));
    await person.seesHeading(say('meetings:list.title'));
    const answer = Object.fromEntries(new URLSearchParams(sent)) as Record<string, string>;
    expect(answer.answer).toContain('signature');
    expect((await thief.send('/sign-in/passkey', answer)).status).toBe(400);
    await thief.ask('/sign-in/passkey');
    expect((await thief.send('/sign-in/passkey', answer)).status).toBe(400);
    expect(thief.cookies.has('portal-session')).toBe(false);

    await signOut(person);
    await phone.countsFrom(0);
    await usePasskey(person);
    await seesProblem(person, 'passkeys:errors.refused');

    // Last, because the phone locks itself after it.
    await phone.feels({ theOwner: false });
    await person.press(say('passkeys:use.button'));
    await person.page.getByText(say('passkeys:use.stopped')).waitFor();
    await person.looksRight();
    await person.isAccessible();
    await person.leave();
  });
});

describe('an adviser', () => {
  it('signs in with a passkey and no code from an app, and shows again that it is them', async () => {
    const { person, phone } = await signedIn('adviser.north@example.test');
    await addPasskey(person, 'Work key');
    await signOut(person);

    await person.goTo('/adviser/requests/0000-0000');
    await person.follow(say('account:signIn.passkey'));
    await person.press(say('passkeys:use.button'));
    await person.page.waitForURL('**/adviser/requests/0000-0000');
    await person.goTo('/adviser');
    await person.seesHeading(say('adviser:queue.title'));
    person.troubles.length = 0; // The request is not there, which the browser notes.

    await person.goTo('/sign-in/passkey?next=/account/passkeys');
    await person.seesHeading(say('passkeys:use.title.again'));
    await person.looksRight();
    await person.press(say('passkeys:use.button'));
    await person.seesHeading(say('passkeys:list.title'));
    expect(await phone.passkeys()).toHaveLength(1);
    await person.leave();
  });

  it('gives a passkey for the second step, after a code', async () => {
    const email = 'adviser.wales@example.test';
    const { person } = await signedIn(email);
    await addPasskey(person, 'Work key');
    await signOut(person);

    const visitor = new Visitor(here.portal);
    await visitor.send('/sign-in', { email });
    const sent = (await here.portal.mailbox()).find(({ to }) => to === email)!;
    await visitor.send('/sign-in/code', { code: /\d{6}/.exec(sent.subject)![0] });
    for (const [name, value] of visitor.cookies) {
      await person.context.addCookies([{ name, value, url: here.portal.url }]);
    }
    await person.goTo('/adviser');
    await person.seesHeading(say('account:secondStep.title'));
    await person.looksRight();
    await person.isAccessible();
    await person.follow(say('account:secondStep.passkey'));
    await person.seesHeading(say('passkeys:use.title.second-step'));
    await person.press(say('passkeys:use.button'));
    await person.seesHeading(say('adviser:queue.title'));
    await person.leave();
  });
});

describe.each(waysToRead)('$name', ({ script, locale, width }) => {
  const words = speaker(locale);

  it('the page says what to do, with passkeys or without', async () => {
    const reader = await here.open({ script, width });
    await reader.goTo(localPath(locale, '/sign-in'));
    await reader.looksRight();
    await reader.follow(words('account:signIn.passkey'));
    await reader.seesHeading(words('passkeys:use.title.sign-in'));
    await reader.looksRight();
    const button = reader.page.getByRole('button', { name: words('passkeys:use.button') });
    expect(await button.isVisible()).toBe(script);
    const instead = reader.page.getByText(words('passkeys:use.noScript'));
    expect(await instead.isVisible()).toBe(!script);
    await reader.follow(words('passkeys:use.otherWay.sign-in'));
    await reader.seesHeading(words('account:signIn.title'));
    await reader.leave();
  });
});
