import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { localPath, type Locale } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead, type PersonAtBrowser } from '../support/browser';
import { Phone } from '../support/phone';
import { Visitor } from '../support/visitor';

/** A lead invites a colleague, who sets up a second step, and comes back with it or without it. */

const here = portalAndBrowser();
let lead: Visitor;
beforeAll(async () => {
  lead = await new Visitor(here.portal).signIn('lead@example.test');
});

/** Gives an email address, and the code that is sent there, typed by hand. */
async function signInWithCode(person: PersonAtBrowser, email: string, locale: Locale) {
  const say = speaker(locale);
  await person.goTo(localPath(locale, '/sign-in'));
  await person.page.getByLabel(say('account:signIn.email')).fill(email);
  await person.press(say('account:signIn.send'));
  await person.seesHeading(say('account:code.title'));
  const sent = (await here.portal.mailbox()).find(
    ({ to, subject }) => to === email && /\d{6}/.test(subject),
  )!;
  await person.page.getByLabel(say('account:code.label')).fill(/\d{6}/.exec(sent.subject)![0]);
  await person.press(say('account:code.continue'));
}

describe.each(waysToRead)('$name', (way) => {
  const { locale } = way;
  const say = speaker(locale);
  const at = (path: string) => localPath(locale, path);
  const email = `ruth.${locale}.${way.width}@example.test`;
  const name = `Ruth ${locale} ${way.width}`;

  it('somebody is invited, sets up a second step, and comes back without their phone', async () => {
    const daniel = await here.open(way);
    await daniel.context.addCookies(
      [...lead.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
    );
    await daniel.goTo(at('/adviser'));
    await daniel.page.getByText(say('common:navigation.more'), { exact: true }).click();
    await daniel.follow(say('common:navigation.staff'));
    await daniel.seesHeading(say('staff:list.title'));
    await daniel.looksRight();
    await daniel.press(say('staff:invite.send'));
    await daniel.seesHeading(say('common:errorSummary'));
    // The browser notes that the form came back with a 400.
    daniel.troubles.length = 0;
    await daniel.looksRight();
    await daniel.page.locator('#invite-name').fill(name);
    await daniel.page.getByLabel(say('staff:invite.email')).fill(email);
    await daniel.page.getByLabel(say('staff:roles.adviser'), { exact: true }).check();
    await daniel.page.getByLabel(say('staff:teams.wales'), { exact: true }).check();
    await daniel.press(say('staff:invite.send'));
    await daniel.seesHeading(say('staff:code.title', { name }));
    const code = await daniel.page.locator('.reference').innerText();
    await daniel.looksRight();
    await daniel.press(say('staff:code.passedOn'));
    expect(await daniel.page.locator('.reference').count()).toBe(0);

    const ruth = await here.open(way);
    const signIn = () => signInWithCode(ruth, email, locale);
    await signIn();
    await ruth.seesHeading(say('staff:setUp.title'));
    await ruth.looksRight();
    await ruth.isAccessible();
    await ruth.page.getByLabel(say('staff:setUp.label')).fill('wrong');
    await ruth.press(say('staff:setUp.continue'));
    await ruth.seesHeading(say('common:errorSummary'));
    ruth.troubles.length = 0;
    await ruth.looksRight();
    await ruth.isAccessible();
    await ruth.page.getByLabel(say('staff:setUp.label')).fill(code);
    await ruth.press(say('staff:setUp.continue'));
    await ruth.seesHeading(say('staff:setUp.orApp'));
    await ruth.looksRight();
    await ruth.isAccessible();
    const key = (await ruth.page.locator('code').innerText()).replaceAll(' ', '');
    const token = new TOTP({ secret: Secret.fromBase32(key) }).generate();
    await ruth.page.getByLabel(say('staff:authenticator.label')).fill(token);
    await ruth.press(say('staff:authenticator.continue'));
    await ruth.seesHeading(say('staff:codes.title'));
    await ruth.looksRight();
    await ruth.isAccessible();
    const recovery = await ruth.page.locator('code').first().innerText();
    await ruth.press(say('staff:codes.kept'));
    await ruth.seesHeading(say('adviser:queue.title'));

    await ruth.goTo(at('/sign-out'));
    await ruth.press(say('account:signOut.button'));
    await signIn();
    await ruth.follow(say('staff:recovery.link'));
    await ruth.seesHeading(say('staff:recovery.title'));
    await ruth.looksRight();
    await ruth.isAccessible();
    await ruth.page.getByLabel(say('staff:recovery.label')).fill(recovery);
    await ruth.press(say('staff:recovery.continue'));
    await ruth.page.getByText(say('staff:own.left', { count: 9 })).waitFor();
    await ruth.looksRight();
    await ruth.isAccessible();
    await ruth.press(say('staff:own.newAuthenticator'));
    await ruth.seesHeading(say('staff:authenticator.title'));
    await ruth.looksRight();
    await ruth.isAccessible();
    await ruth.press(say('staff:own.keepOld'));
    await ruth.seesHeading(say('staff:own.title'));

    await daniel.goTo(at('/adviser/staff'));
    await daniel.page.getByText(say('staff:disable.summary', { name })).click();
    await daniel.press(say('staff:disable.button', { name }));
    await daniel.page.getByText(say('staff:list.done.disable')).waitFor();
    await daniel.looksRight();
    await ruth.goTo(at('/account/second-step'));
    await ruth.seesHeading(say('account:signIn.title'));
    await ruth.leave();
    await daniel.leave();
  });
});

describe('a passkey instead of an app', () => {
  const say = speaker('en');
  const email = 'gwen.passkey@example.test';

  /** Invites her over http. @returns the code for her. */
  async function invited(): Promise<string> {
    const adviser = { name: 'Gwen Pass', role: 'adviser', team: 'north' };
    await lead.send('/adviser/staff', { deed: 'invite', email, ...adviser });
    const page = await (await lead.ask('/adviser/staff')).text();
    return /class="reference">([^<]+)</.exec(page)![1]!;
  }

  async function signOut(person: PersonAtBrowser) {
    await person.goTo('/sign-out');
    await person.press(say('account:signOut.button'));
    await person.seesHeading(say('account:signOut.done'));
  }

  it('is set up with an invitation, lets its owner in alone, and is all she is asked for', async () => {
    const code = await invited();
    const gwen = await here.open({ script: true, width: 390 });
    const phone = await Phone.of(gwen);
    const usePasskey = async () => {
      await gwen.press(say('passkeys:use.button'));
      await gwen.seesHeading(say('adviser:queue.title'));
    };
    await signInWithCode(gwen, email, 'en');
    await gwen.page.getByLabel(say('staff:setUp.label')).fill(code);
    await gwen.press(say('staff:setUp.continue'));
    await gwen.seesHeading(say('staff:setUp.passkey'));
    await gwen.looksRight();
    await gwen.page.getByLabel(say('passkeys:add.name')).fill('Her phone');
    await gwen.press(say('passkeys:add.button'));
    await gwen.seesHeading(say('staff:codes.title'));
    expect(await phone.passkeys()).toHaveLength(1);
    await gwen.press(say('staff:codes.kept'));
    await gwen.seesHeading(say('adviser:queue.title'));

    await signOut(gwen);
    await gwen.goTo('/sign-in');
    await gwen.follow(say('account:signIn.passkey'));
    await usePasskey();

    // When it is long ago that she showed that it is her, and after a code, no app is spoken of.
    await gwen.goTo('/sign-in/again');
    await gwen.seesHeading(say('sign-in-details:again.title'));
    expect(await gwen.page.getByRole('textbox').count()).toBe(0);
    await gwen.looksRight();
    await signOut(gwen);
    await signInWithCode(gwen, email, 'en');
    await gwen.seesHeading(say('account:secondStep.title'));
    expect(await gwen.page.getByRole('textbox').count()).toBe(0);
    expect(await gwen.page.locator('main').innerText()).not.toMatch(/\bapp\b/);
    await gwen.looksRight();
    await gwen.follow(say('passkeys:use.title.second-step'));
    await gwen.seesHeading(say('passkeys:use.title.second-step'));
    expect(await gwen.page.locator('main').innerText()).not.toMatch(/\bapp\b/);
    await gwen.looksRight();
    await usePasskey();
    await gwen.leave();
  });
});
