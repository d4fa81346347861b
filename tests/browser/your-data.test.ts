import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead, type PersonAtBrowser } from '../support/browser';
import { answersForms } from '../support/forms';
import { Visitor } from '../support/visitor';

const stage = portalAndBrowser();

/** Gives a browser the session of somebody who signed in over http. */
async function signedIn(person: Visitor, browser: PersonAtBrowser) {
  const cookies = [...person.cookies].map(([name, value]) => ({
    name,
    value: decodeURIComponent(value),
    url: browser.home,
  }));
  await browser.context.addCookies(cookies);
}

/** A form that is sent back with what to put right answers 400, which a browser notes; nothing else went wrong. */
function expectRefusal(reader: PersonAtBrowser) {
  expect(reader.troubles.splice(0)).toEqual([expect.stringContaining('400 (Bad Request)')]);
}

/** A practitioner of this test alone, with a request that was sent. */
async function practitionerWithRequest(name: string) {
  const person = await new Visitor(stage.portal).signIn(`${name}@example.test`);
  await person.send('/meetings/new', {});
  for (const [step, fields] of answersForms) await person.send(`/meetings/new/${step}`, fields);
  const sent = await person.send('/meetings/new/check', {});
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.headers.get('location') ?? '')![0];
  return { person, reference };
}

describe.each(waysToRead)('what is held about a person, $name', ({ script, locale, width }) => {
  const say = speaker(locale);
  const path = (to: string) => localPath(locale, to);

  it('is read, corrected and erased by the one whose it is', async () => {
    const { person, reference } = await practitionerWithRequest(`wren-${locale}-${width}`);
    const reader = await stage.open({ script, width });
    await signedIn(person, reader);
    const { page } = reader;

    await reader.goTo(path(`/meetings/${reference}`));
    await page.getByText(say('meetings:openings.nobody')).waitFor();
    await reader.looksRight();
    await page.locator(`a[href$="/correct/name"]`).click();
    await reader.looksRight();
    await page.locator('[name="name"]').fill('');
    await reader.press(say('meetings:correct.save'));
    await page.getByText(say('meetings:errors.name')).first().waitFor();
    expectRefusal(reader);
    await page.locator('[name="name"]').fill('Dr Wren');
    await reader.press(say('meetings:correct.save'));
    await page.getByText(say('meetings:events.correct.you')).waitFor();
    await page.getByText('Dr Wren').waitFor();

    await reader.goTo(path('/account/data'));
    await page.getByText('Dr Wren').waitFor();
    await reader.looksRight();
    await page.locator('a[href$="/account/erase"]').click();
    await reader.seesHeading(say('account:erase.title'));
    await reader.looksRight();
    await reader.press(say('account:erase.button'));
    // The summary says so, and leads to the box.
    await reader.follow(say('account:erase.notSure'));
    expectRefusal(reader);
    await page.locator('[name="sure"]').check();
    await reader.press(say('account:erase.button'));
    await reader.seesHeading(say('account:erase.done'));
    await reader.looksRight();
    await reader.leave();
  });
});

describe('the audit trail', () => {
  it('is read and proved by a lead, in both languages', async () => {
    const lead = await new Visitor(stage.portal).signIn('lead@example.test');
    for (const { script, locale, width } of waysToRead.slice(1)) {
      const say = speaker(locale);
      const reader = await stage.open({ script, width });
      await signedIn(lead, reader);
      await reader.goTo(localPath(locale, '/adviser/audit'));
      await reader.looksRight();
      await reader.press(say('audit:prove'));
      await reader.page.getByRole('main').getByRole('status').waitFor();
      await reader.page.locator('select[name="kind"]').selectOption('records');
      await reader.press(say('audit:show'));
      await reader.page.getByText(say('audit:actions.audit-opened')).first().waitFor();
      await reader.looksRight();
      await reader.leave();
    }
  });
});
