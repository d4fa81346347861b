import { beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { readCsv } from '../support/csv';
import { portalAndBrowser, speaker, waysToRead, type PersonAtBrowser } from '../support/browser';
import { runTask } from '../support/task';
import { Visitor } from '../support/visitor';

/** Somebody tells what it was like; a lead reads and releases their words; a reader sees what people told. */

/** The browser notes that a form came back with a 400. */
const comesBack = (person: PersonAtBrowser) =>
  expect(person.troubles.splice(0)).toEqual([expect.stringContaining('status of 400')]);

const here = portalAndBrowser();
let lead: Visitor;
beforeAll(async () => {
  lead = await new Visitor(here.portal).signIn('lead@example.test');
});

describe.each(waysToRead)('$name', (way) => {
  const { locale, width } = way;
  const say = speaker(locale);
  const title = (topic: string) => say(`voices:topics.${topic}.title`);

  it('they tell what they like, leave out the rest, and it is published once a lead has read it', async () => {
    const amina = await here.open(way);
    // On the narrow phone, by keyboard alone.
    const hands = width === 320 ? amina.keyboard : amina.pointer;
    const { page } = amina;
    const button = (key: string) => page.getByRole('button', { name: say(key), exact: true });
    await amina.goTo(localPath(locale, '/voices'));
    await amina.looksRight();
    await hands.press(page.getByRole('link', { name: say('voices:about.start') }));
    await amina.seesHeading(title('told'));
    await amina.looksRight();

    await hands.choose(page.locator('[name=told-how][value=by-phone]'));
    await hands.write(page.locator('#words-told'), 'Dr Bloggs rang me at home. It was a shock.');
    await hands.press(button('voices:continue'));
    await amina.seesHeading(title('understanding'));
    await page.getByText(say('voices:step', { number: 2, count: 11 })).waitFor();
    await hands.press(button('voices:back'));
    await amina.seesHeading(title('told'));
    expect(await page.locator('[name=told-how][value=by-phone]').isChecked()).toBe(true);
    expect(await page.locator('#words-told').inputValue()).toContain('Dr Bloggs');

    await hands.press(button('voices:sendWhatIHave'));
    await amina.seesHeading(say('voices:check.title'));
    await amina.looksRight();
    const change = page.locator('[name=go][value=change-about-you]');
    await hands.press(change);
    await amina.seesHeading(say('voices:aboutYou.title'));
    await amina.looksRight();
    await page.locator('#ethnicity').selectOption('asian');
    await hands.press(button('voices:toCheck'));
    await page.getByText(say('voices:groups.ethnicity.asian')).waitFor();
    await hands.press(button('voices:check.send'));
    await amina.seesHeading(say('voices:sent.title'));
    await amina.looksRight();
    expect(await amina.context.cookies()).toEqual([]);

    const daniel = await here.open(way);
    await daniel.signedInAs(lead);
    await daniel.goTo(localPath(locale, '/adviser'));
    await daniel.follow(say('common:navigation.insight'));
    await daniel.seesHeading(say('insight:staff.title'));
    await daniel.looksRight();
    const words = daniel.page.locator('#words');
    await words.fill('She rang me at home. It was a shock.');
    await daniel.press(say('insight:staff.publish'));
    await daniel.page.getByRole('link', { name: say('insight:staff.notTheirs') }).waitFor();
    expect(await words.inputValue()).toBe('She rang me at home. It was a shock.');
    comesBack(daniel);
    await daniel.looksRight();
    await words.fill('[…] rang me at home. It was a shock.');
    await daniel.press(say('insight:staff.publish'));
    await daniel.page.getByText(say('insight:staff.done.published')).waitFor();
    await daniel.looksRight();

    await amina.goTo(localPath(locale, '/voices/insight/told'));
    await page.getByText('[…] rang me at home. It was a shock.').waitFor();
    expect(await page.content()).not.toContain('Bloggs');
    await amina.looksRight();
    await daniel.press(
      `${say('insight:staff.takeDown')} ([…] rang me at home. It was a shock.)`.slice(0, 200),
    );
    await daniel.page.getByText(say('insight:staff.done.taken-down')).waitFor();
    await amina.goTo(localPath(locale, '/voices/insight/told'));
    await page.getByText(say('insight:words.none')).waitFor();
    await amina.leave();
    await daniel.leave();
  });

  it('whoever leaves out everything is told so, and what is too long is shown again', async () => {
    const reader = await here.open(way);
    await reader.goTo(localPath(locale, '/voices/share'));
    await reader.press(say('voices:sendWhatIHave'));
    await reader.press(say('voices:check.send'));
    await reader.page.getByText(say('voices:errors.empty')).waitFor();
    comesBack(reader);
    await reader.looksRight();
    await reader.goTo(localPath(locale, '/voices/share'));
    const words = reader.page.locator('#words-told');
    await words.evaluate((field) => field.removeAttribute('maxlength'));
    await words.fill('long '.repeat(121));
    await reader.press(say('voices:continue'));
    await reader.page.getByRole('link', { name: say('voices:errors.tooLong') }).waitFor();
    expect(await words.inputValue()).toHaveLength(604);
    comesBack(reader);
    await reader.looksRight();
    await reader.leave();
  });
});

describe('what people told', () => {
  beforeAll(async () => {
    await runTask(here.portal.dataDir, 'demo', 'voices', '--scale', '600');
    await runTask(here.portal.dataDir, 'demo', 'seed', '--scale', '120');
  });

  it.each(waysToRead.slice(1))(
    'is shown as charts and tables, by group and over time, $name',
    async (way) => {
      const { locale } = way;
      const say = speaker(locale);
      const reader = await here.open(way);
      // Asked with a query, a page is made anew, and does not wait for its minute.
      await reader.goTo(localPath(locale, '/voices/insight?now'));
      await reader.seesHeading(say('insight:title'));
      await reader.looksRight();
      await reader.goTo(localPath(locale, '/voices/insight/fairness?now'));
      await reader.page.locator('details > summary').first().click();
      await reader.looksRight();
      await reader.goTo(localPath(locale, '/voices/standard?now'));
      await reader.seesHeading(say('insight:standard.title'));
      await reader.looksRight();
      await reader.leave();
    },
  );

  it('is the same in the table to download', async () => {
    const csv = await (await fetch(`${here.portal.url}/voices/insight.csv?now`)).text();
    const [, ...rows] = readCsv(csv);
    const latest = rows.filter(([, to]) => to === rows[0]![1]);
    const reader = await here.open({ script: false });
    await reader.goTo('/voices/insight/fairness?now');
    for (const question of ['fair-employer', 'fair-us', 'discrimination']) {
      const shown = await reader.page
        .locator(`table:has(#${question}) tbody tr td:nth-child(2)`)
        .allInnerTexts();
      const published = latest
        .filter((row) => row[3] === question && row[6] === 'all' && row[7] !== 'all')
        .map((row) => row[9]!.replace('hidden', 'not shown'));
      expect(shown).toEqual(published);
      expect(shown).toHaveLength(3);
    }
    await reader.leave();
  });
});
