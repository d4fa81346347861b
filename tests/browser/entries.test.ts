import { beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, type PersonAtBrowser, speaker, waysToRead } from '../support/browser';
import { Visitor } from '../support/visitor';

/** A reader says that an entry is wrong; an editor looks at it, takes it down and puts it back. */

const here = portalAndBrowser();
/** Signed in once: an authenticator’s code works once, and the next one comes after half a minute. */
let signedIn: Visitor;
beforeAll(async () => {
  signedIn = await new Visitor(here.portal).signIn('editor@example.test');
});

/** An editor's browser, signed in. */
async function editorAt(way: (typeof waysToRead)[number]): Promise<PersonAtBrowser> {
  const person = await here.open(way);
  await person.context.addCookies(
    [...signedIn.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
  );
  return person;
}

describe.each(waysToRead)('$name', (way) => {
  const { locale } = way;
  const say = speaker(locale);
  const at = (path: string) => localPath(locale, path);

  it('a reader says what is wrong, without saying who they are', async () => {
    const reader = await here.open(way);
    await reader.goTo(at('/support/mdu'));
    await reader.follow(say('support:report'));
    await reader.seesHeading(say('entries:report.title'));
    await reader.looksRight();

    await reader.page.getByLabel(say('entries:report.words')).fill('It rings and rings.');
    await reader.press(say('entries:report.send'));
    await reader.seesHeading(say('common:errorSummary'));
    expect(await reader.page.getByLabel(say('entries:report.words')).inputValue()).toBe(
      'It rings and rings.',
    );
    // The browser notes that the form came back with a 400.
    reader.troubles.length = 0;
    await reader.looksRight();

    await reader.page.getByLabel(say('entries:report.problems.number')).check();
    await reader.press(say('entries:report.send'));
    await reader.seesHeading(say('entries:report.sentTitle'));
    expect(await reader.context.cookies()).toEqual([]);
    await reader.looksRight();
    await reader.leave();
  });

  it('an editor finds the report, records a check, takes the entry down and puts it back', async () => {
    const mair = await editorAt(way);
    await mair.goTo(at('/adviser/content'));
    await mair.seesHeading(say('entries:list.title'));
    expect(
      await mair.page.getByRole('link', { name: say('common:navigation.content') }).count(),
    ).toBeGreaterThan(0);
    await mair.looksRight();
    await mair.page
      .locator(`section a[href="${at('/adviser/content/mdu')}"]`)
      .first()
      .click();
    await mair.page.getByText('It rings and rings.').waitFor();
    await mair.looksRight();

    await mair.press(say('entries:entry.handle'));
    await mair.page.getByText(say('entries:entry.noReports')).waitFor();
    await mair.press(say('entries:entry.check.button'));
    await mair.page.getByText(say('entries:entry.done.check')).waitFor();

    await mair.press(say('entries:entry.suspend.button'));
    await mair.seesHeading(say('common:errorSummary'));
    mair.troubles.length = 0;
    await mair.looksRight();
    await mair.page.getByLabel(say('entries:entry.suspend.reason')).fill('The number is wrong.');
    await mair.press(say('entries:entry.suspend.button'));
    await mair.page.getByText(say('entries:entry.suspended')).waitFor();
    await mair.looksRight();

    const reader = await here.open(way);
    await reader.goTo(at('/support/mdu'));
    await reader.seesHeading(say('problems:410.title'));
    reader.troubles.length = 0;
    await reader.looksRight();
    await reader.leave();

    await mair.press(say('entries:entry.restore.button'));
    await mair.page.getByText(say('entries:entry.done.restore')).waitFor();
    await mair.looksRight();
    await mair.leave();
  });
});
