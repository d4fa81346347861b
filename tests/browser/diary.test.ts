import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead, type PersonAtBrowser } from '../support/browser';
import { Visitor } from '../support/visitor';

/** An adviser says when they can be met, looks at their diary, and brings and takes calendars. */

const here = portalAndBrowser();
let lead: Visitor;
beforeAll(async () => {
  lead = await new Visitor(here.portal).signIn('lead@example.test');
});

async function leadAt(way: (typeof waysToRead)[number]): Promise<PersonAtBrowser> {
  const person = await here.open(way);
  await person.context.addCookies(
    [...lead.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
  );
  return person;
}

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** Goes on with Tab until something with this label or these words is in focus, as who has no mouse does. */
async function tabTo({ page }: PersonAtBrowser, selector: string) {
  for (let presses = 0; presses < 200; presses += 1) {
    const found = await page.locator(selector).and(page.locator(':focus')).count();
    if (found > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached with the keyboard`);
}

describe.each(waysToRead)('$name', (way) => {
  const { locale } = way;
  const say = speaker(locale);
  const at = (address: string) => localPath(locale, address);

  it('hours and leave are added and taken out', async () => {
    const daniel = await leadAt(way);
    const { page } = daniel;
    await daniel.goTo(at('/adviser'));
    await daniel.follow(say('common:navigation.availability'));
    await daniel.seesHeading(say('diary:availability.title'));
    await daniel.looksRight();

    await daniel.press(say('diary:differs.save'));
    await daniel.seesHeading(say('common:errorSummary'));
    // The browser notes that the form came back with a 400.
    daniel.troubles.length = 0;
    await daniel.looksRight();

    await page.getByLabel(say('diary:differs.kinds.away'), { exact: true }).check();
    await page.getByLabel(say('diary:differs.firstDay')).fill(tomorrow);
    await daniel.press(say('diary:differs.save'));
    await page.getByText(say('diary:availability.done.days-added')).waitFor();
    await daniel.looksRight();
    await page.getByText(say('diary:differs.removeSummary')).first().click();
    await page
      .getByRole('button', { name: say('diary:differs.remove') })
      .first()
      .click();
    await page.getByText(say('diary:availability.done.days-removed')).waitFor();

    await daniel.goTo(at('/adviser/availability/team/north'));
    await daniel.seesHeading(say('diary:team.title', { team: say('staff:teams.north') }));
    await daniel.looksRight();
    await daniel.leave();
  });

  it('the diary is read by day and by week', async () => {
    const daniel = await leadAt(way);
    await daniel.goTo(at('/adviser/diary'));
    await daniel.seesHeading(say('diary:diary.title'));
    await daniel.looksRight();
    await daniel.follow(say('diary:diary.nextWeek'));
    await daniel.page.getByText(say('diary:diary.kinds.free')).first().waitFor();
    await daniel.follow(say('diary:diary.today'));
    await daniel.follow(say('diary:diary.nextDay'));
    await daniel.looksRight();
    await daniel.leave();
  });

  it('a calendar file is brought and forgotten, and an address made and ended', async () => {
    const daniel = await leadAt(way);
    const { page } = daniel;
    const file = path.join(here.portal.dataDir, 'calendar.ics');
    const stamp = tomorrow.replaceAll('-', '');
    writeFileSync(
      file,
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:${stamp}T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
    );
    await daniel.goTo(at('/adviser/availability/busy'));
    await daniel.press(say('diary:busy.bring'));
    await daniel.seesHeading(say('common:errorSummary'));
    daniel.troubles.length = 0;
    await daniel.looksRight();
    const tooLarge = {
      name: 'photos.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.alloc(6_000_000),
    };
    await page.getByLabel(say('diary:busy.label')).setInputFiles(tooLarge);
    await daniel.press(say('diary:busy.bring'));
    await daniel.seesHeading(say('problems:413.title'));
    daniel.troubles.length = 0;
    await daniel.goTo(at('/adviser/availability/busy'));
    await page.getByLabel(say('diary:busy.label')).setInputFiles(file);
    await daniel.press(say('diary:busy.bring'));
    await page.getByText(say('diary:busy.done', { count: 1 })).waitFor();
    await daniel.looksRight();
    await page.getByText(say('diary:busy.forgetSummary')).click();
    await daniel.press(say('diary:busy.forget'));
    await page.getByText(say('diary:busy.forgotten')).waitFor();

    await daniel.goTo(at('/adviser/availability/calendar'));
    await daniel.press(say('diary:feed.make'));
    await daniel.seesHeading(say('diary:feed.addressTitle'));
    expect(await page.locator('.panel code').innerText()).toMatch(/\/calendar\/[\w-]{43}\.ics$/);
    await daniel.looksRight();
    await daniel.press(say('diary:feed.copied'));
    expect(await page.locator('.panel code').count()).toBe(0);
    await page.getByText(say('diary:feed.endSummary'), { exact: true }).click();
    await daniel.press(say('diary:feed.end'));
    await page.getByText(say('diary:feed.ended')).waitFor();
    await daniel.looksRight();
    await daniel.leave();
  });
});

describe('with the keyboard alone', () => {
  it('hours are added to the week', async () => {
    const say = speaker('en');
    const daniel = await leadAt({ name: '', script: true, locale: 'en', width: 1024 });
    const { page } = daniel;
    await daniel.goTo('/adviser/availability');
    await tabTo(daniel, 'input[name="weekday"][value="5"]');
    await page.keyboard.press('Space');
    await tabTo(daniel, 'input[name="opens"]');
    await page.keyboard.type('17');
    await tabTo(daniel, 'input[name="closes"]');
    await page.keyboard.type('18:30');
    await page.keyboard.press('Enter');
    await page.getByText(say('diary:availability.done.hours-added')).waitFor();
    const friday = page.getByRole('row', { name: say('diary:weekdays.5') });
    expect(await friday.innerText()).toContain('5:00pm to 6:30pm');
    await daniel.leave();
  });
});
