import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead } from '../support/browser';
import { Visitor } from '../support/visitor';

/** Somebody ends a session they do not know, shows again that it is them, and changes their email address. */

const here = portalAndBrowser();

async function latestCode(email: string): Promise<string> {
  const messages = (await here.portal.mailbox()).filter(({ to }) => to === email);
  return messages.flatMap(({ subject }) => /\d{6}/.exec(subject) ?? [])[0]!;
}

describe.each(waysToRead)('$name', (way) => {
  const { locale, script, width } = way;
  const say = speaker(locale);
  const at = (path: string) => localPath(locale, path);

  it('a practitioner sees where they are signed in, and changes their address', async () => {
    const email = `details.${locale}.${script}@example.test`;
    const signedIn = await new Visitor(here.portal).signIn(email);
    const elsewhere = await new Visitor(here.portal).signIn(email);
    const amina = await here.open({ script, width });
    const { page } = amina;
    await amina.context.addCookies(
      [...signedIn.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
    );

    await amina.goTo(at('/account'));
    await amina.follow(say('account:account.sessions'));
    await amina.seesHeading(say('sessions:title'));
    expect(await page.locator('.cards > li').count()).toBe(2);
    await amina.looksRight();
    await page.getByRole('button', { name: say('sessions:end') }).click();
    await page.getByText(say('sessions:done.one')).waitFor();
    await page.getByText(say('sessions:only')).waitFor();
    await amina.looksRight();
    expect((await elsewhere.ask('/account')).status).toBe(303);

    // Shows again that it is them, on the way to the address.
    await amina.goTo(at('/sign-in/again?next=/account/email'));
    await amina.seesHeading(say('sign-in-details:again.title'));
    await amina.looksRight();
    await amina.press(say('account:signIn.send'));
    await amina.seesHeading(say('account:code.title'));
    await page.getByLabel(say('account:code.label')).fill(await latestCode(email));
    await amina.press(say('account:code.continue'));

    await amina.seesHeading(say('sign-in-details:email.title'));
    await amina.looksRight();
    const address = page.getByLabel(say('sign-in-details:email.label'));
    await address.fill('amina@leeds.nhs.uk');
    await amina.press(say('sign-in-details:email.send'));
    await page.getByText(say('sign-in-details:email.anyway')).waitFor();
    expect(await address.inputValue()).toBe('amina@leeds.nhs.uk');
    await amina.looksRight();

    const after = `after.${email}`;
    await address.fill(after);
    await amina.press(say('sign-in-details:email.send'));
    await amina.seesHeading(say('sign-in-details:codes.title'));
    await amina.looksRight();
    await page.locator('[name="current"]').fill(await latestCode(email));
    await amina.press(say('sign-in-details:codes.change'));
    await amina.seesHeading(say('common:errorSummary'));
    // The browser notes that the form came back with a 400.
    amina.troubles.length = 0;
    await amina.looksRight();
    await page.locator('[name="next"]').fill(await latestCode(after));
    await amina.press(say('sign-in-details:codes.change'));
    await amina.seesHeading(say('sign-in-details:email.done'));
    await page.getByText(after).waitFor();
    await amina.looksRight();
    await amina.leave();
  });
});

it('an editor shows with an authenticator that it is them', async () => {
  const email = 'editor@example.test';
  const say = speaker('en');
  const signedIn = await new Visitor(here.portal).signIn(email);
  const mair = await here.open({ script: false });
  await mair.context.addCookies(
    [...signedIn.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
  );
  await mair.goTo('/sign-in/again?next=/account/email');
  await mair.seesHeading(say('sign-in-details:again.title'));
  await mair.looksRight();
  await mair.page
    .getByLabel(say('account:secondStep.label'))
    .fill(await here.portal.staffCode(email));
  await mair.press(say('sign-in-details:again.continue'));
  await mair.seesHeading(say('sign-in-details:email.title'));
  await mair.leave();
});
