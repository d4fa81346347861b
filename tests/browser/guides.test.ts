import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { glossary, listGuides, readGuide } from '~/guides/index.server';
import { localPath, locales } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
import { portalAndBrowser, speaker, type PersonAtBrowser } from '../support/browser';

/** Every guide as a reader meets it: on a narrow phone, without script, in both languages, and on paper. */

const here = portalAndBrowser();

const onPhone = () => here.open({ script: false, width: 320 });
const atDesk = () => here.open({ script: true });

describe.each(locales)('guides (%s)', (locale) => {
  const say = speaker(locale);
  const slugs = listGuides(locale).map(({ slug }) => slug);
  /** One reader, who reads them all. */
  let reader: PersonAtBrowser;
  beforeAll(async () => {
    reader = await onPhone();
  });
  afterAll(() => reader.leave());

  it('are all two clicks from the first page', async () => {
    await reader.goTo(localPath(locale, '/'));
    await reader.follow(say('common:navigation.guides'));
    await reader.seesHeading(say('guides:list.title'));
    const links = await reader.page
      .locator('main a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    for (const slug of slugs) expect(links).toContain(localPath(locale, `/guides/${slug}`));
    await reader.looksRight();
  });

  it.each(slugs)('%s can be read by everyone, and says where it comes from', async (slug) => {
    await reader.goTo(localPath(locale, `/guides/${slug}`));
    await reader.seesHeading(readGuide(locale, slug)!.about.title);
    await reader.seesHeading(say('guides:source.title'));
    const { checked, review } = readGuide(locale, slug)!.about;
    for (const date of [checked, review]) {
      const words = dateInWords(date, locale, { weekday: false });
      expect(await reader.page.getByText(words).count(), words).toBeGreaterThan(0);
    }
    await reader.looksRight();
  });
});

describe('a word a reader may not know', () => {
  it.each(locales)('shows its meaning at a press, without script (%s)', async (locale) => {
    const reader = await onPhone();
    await reader.goTo(localPath(locale, '/guides/formal-investigation'));
    const word = reader.page.locator('button[popovertarget="word-trust"]');
    const meaning = reader.page.getByText(glossary().get('trust')!.meaning[locale]);
    expect(await meaning.isVisible()).toBe(false);
    await word.click();
    expect(await meaning.isVisible()).toBe(true);
    await reader.page.keyboard.press('Escape');
    expect(await meaning.isVisible()).toBe(false);
    await reader.looksRight();
    await reader.isAccessible();
    await reader.leave();
  });

  it.each(locales)('stands in the list of all words (%s)', async (locale) => {
    const reader = await onPhone();
    await reader.goTo(localPath(locale, '/glossary'));
    for (const { term, meaning } of glossary().values()) {
      expect(await reader.page.getByText(term[locale]).count(), term[locale]).toBeGreaterThan(0);
      expect(await reader.page.getByText(meaning[locale]).count()).toBeGreaterThan(0);
    }
    await reader.looksRight();
    await reader.leave();
  });
});

describe('on paper', () => {
  it('a guide keeps its words and sheds the menu, and hard words carry their meaning', async () => {
    const reader = await atDesk();
    await reader.goTo('/guides/formal-investigation');
    await reader.page.emulateMedia({ media: 'print' });
    expect(await reader.page.locator('nav').first().isVisible()).toBe(false);
    expect(await reader.page.locator('ol.timeline').first().isVisible()).toBe(true);
    const meaning = reader.page.getByText(glossary().get('trust')!.meaning.en);
    expect(await meaning.isVisible()).toBe(true);
    // An A4 page is 210 mm wide with margins of 16 mm: 672 CSS pixels.
    await reader.page.setViewportSize({ width: 672, height: 1000 });
    const overflow = await reader.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await reader.leave();
  });
});
