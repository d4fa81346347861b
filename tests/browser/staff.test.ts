import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead } from '../support/browser';
import { Visitor } from '../support/visitor';

/** A lead invites a colleague, who sets up a second step, loses the phone and gets in with a recovery code. */

const here = portalAndBrowser();
let lead: Visitor;
beforeAll(async () => {
  lead = await new Visitor(here.portal).signIn('lead@example.test');
});

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
    await daniel.follow(say('common:navigation.staff'));
    await daniel.seesHeading(say('staff:list.title'));
    await daniel.looksRight();
    await daniel.press(say('staff:invite.send'));
    await daniel.seesHeading(say('common:errorSummary'));
    // The browser notes that the form came back with a 400.
    daniel.troubles.length = 0;
    await daniel.looksRight();
    await daniel.page.getByLabel(say('staff:invite.name')).fill(name);
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
    /** The emailed code, typed by hand. */
    async function signIn() {
      await ruth.goTo(at('/sign-in'));
      await ruth.page.getByLabel(say('account:signIn.email')).fill(email);
      await ruth.press(say('account:signIn.send'));
      await ruth.seesHeading(say('account:code.title'));
      const sent = (await here.portal.mailbox()).find(
        ({ to, subject }) => to === email && /\d{6}/.test(subject),
      )!;
      await ruth.page.getByLabel(say('account:code.label')).fill(/\d{6}/.exec(sent.subject)![0]);
      await ruth.press(say('account:code.continue'));
    }
    await signIn();
    await ruth.seesHeading(say('staff:setUp.title'));
    await ruth.looksRight();
    await ruth.page.getByLabel(say('staff:setUp.label')).fill('wrong');
    await ruth.press(say('staff:setUp.continue'));
    await ruth.seesHeading(say('common:errorSummary'));
    ruth.troubles.length = 0;
    await ruth.looksRight();
    await ruth.page.getByLabel(say('staff:setUp.label')).fill(code);
    await ruth.press(say('staff:setUp.continue'));
    await ruth.seesHeading(say('staff:authenticator.title'));
    await ruth.looksRight();
    const key = (await ruth.page.locator('code').innerText()).replaceAll(' ', '');
    const token = new TOTP({ secret: Secret.fromBase32(key) }).generate();
    await ruth.page.getByLabel(say('staff:authenticator.label')).fill(token);
    await ruth.press(say('staff:authenticator.continue'));
    await ruth.seesHeading(say('staff:codes.title'));
    await ruth.looksRight();
    const recovery = await ruth.page.locator('code').first().innerText();
    await ruth.press(say('staff:codes.kept'));
    await ruth.seesHeading(say('adviser:queue.title'));

    await ruth.goTo(at('/sign-out'));
    await ruth.press(say('account:signOut.button'));
    await signIn();
    await ruth.follow(say('staff:recovery.link'));
    await ruth.seesHeading(say('staff:recovery.title'));
    await ruth.looksRight();
    await ruth.page.getByLabel(say('staff:recovery.label')).fill(recovery);
    await ruth.press(say('staff:recovery.continue'));
    await ruth.page.getByText(say('staff:own.left', { count: 9 })).waitFor();
    await ruth.looksRight();
    await ruth.press(say('staff:own.newAuthenticator'));
    await ruth.seesHeading(say('staff:authenticator.title'));
    await ruth.looksRight();
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
