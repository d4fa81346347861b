import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directionOf, languages, summaryAddress } from '~/languages/languages';
import { listSummaries, readTranslation } from '~/languages/summaries.server';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, type PersonAtBrowser } from '../support/browser';

/** The summaries in other languages, as somebody meets them who reads no other, and in the mirror. */

const here = portalAndBrowser();

let reader: PersonAtBrowser;
beforeAll(async () => {
  reader = await here.open({ script: false, width: 320 });
});
afterAll(() => reader.leave());

const article = () => reader.page.locator('article');

it('are found from the first page by the languages’ own names', async () => {
  await reader.goTo('/');
  const links = await reader.page
    .locator('main a[lang]')
    .evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute('href')]));
  const named = listSummaries().filter(({ language }) => language !== 'en');
  expect(links).toEqual(named.map(({ language, name }) => [name, summaryAddress(language)]));
  await reader.follow('اردو');
  await reader.seesHeading(readTranslation('ur').about.title);
});

it.each(languages)(
  'in %s say in what language they are and how far they were checked',
  async (language) => {
    const { about } = readTranslation(language);
    for (const locale of ['en', 'cy'] as const) {
      await reader.goTo(localPath(locale, summaryAddress(language)));
      expect(await reader.page.locator('html').getAttribute('lang')).toBe(locale);
      expect(await article().getAttribute('lang')).toBe(language);
      expect(await article().getAttribute('dir')).toBe(directionOf(language));
      expect(await reader.page.title()).toContain(about.title);
      const status = await reader.page.locator('.notice').textContent();
      expect(status).toContain(about.words.machine);
      expect(status).toContain(about.words.unchecked);
      expect(status).toContain(speaker(locale)('languages:status.unchecked'));
    }
  },
);

it('lead somewhere, and call those they name', async () => {
  const hrefs = new Set<string>();
  for (const language of languages) {
    await reader.goTo(summaryAddress(language));
    const its = await article()
      .locator('a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
    its.forEach((href) => hrefs.add(href));
  }
  const inside = [...hrefs].filter((href) => href.startsWith('/'));
  const answers = await Promise.all(inside.map((href) => fetch(here.portal.url + href)));
  expect(answers.filter(({ status }) => status !== 200).map(({ url }) => url)).toEqual([]);
  expect([...hrefs]).toEqual(expect.arrayContaining(['tel:999', 'tel:116123', 'tel:111']));
});

/**
 * Leaves of the words only blocks, which have no direction of their own, and gives the text a direction.
 * @param spoil a margin on the left, as somebody might write it.
 */
const inBlocks = (page: Page, dir: 'ltr' | 'rtl', spoil: boolean) =>
  page.locator('article').evaluate(
    (whole: HTMLElement, [to, isSpoilt]) => {
      const texts = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        texts.currentNode.nodeValue = texts.currentNode.nodeValue!.replace(/\S/g, '\u2588');
      }
      for (const part of whole.querySelectorAll<HTMLElement>('[dir]')) part.removeAttribute('dir');
      // A number before a list item is no mirror image of itself.
      for (const list of whole.querySelectorAll('ol')) list.style.listStyleType = 'square';
      const notice = whole.querySelector<HTMLElement>('.notice')!;
      notice.style.marginLeft = isSpoilt ? '8px' : '';
      whole.dir = to;
    },
    [dir, spoil] as const,
  );

/** The part of two pictures' points that differ when the second is seen in a mirror. Runs in a page. */
async function apart([one, other]: readonly [string, string]): Promise<number> {
  const pointsOf = async (picture: string, mirrored: boolean) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d')!;
    if (mirrored) context.transform(-1, 0, 0, 1, image.width, 0);
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pointsOf(one, false), await pointsOf(other, true)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const far = [0, 1, 2].some(
      (colour) => Math.abs(a.data[at + colour]! - b.data[at + colour]!) > 96,
    );
    if (far) different += 1;
  }
  return different / (a.data.length / 4);
}

describe.each([320, 1024])('in the mirror, %i px wide', (width) => {
  /** How far the page from right to left is from the mirror image of the page from left to right. */
  async function distance(spoil: boolean): Promise<number> {
    const person = await here.open({ script: true, width });
    await person.goTo(summaryAddress('ar'));
    const pictures: string[] = [];
    for (const dir of ['ltr', 'rtl'] as const) {
      await inBlocks(person.page, dir, spoil);
      pictures.push((await person.page.locator('article').screenshot()).toString('base64'));
    }
    await person.page.goto('about:blank');
    const found = await person.page.evaluate(apart, [pictures[0]!, pictures[1]!] as const);
    await person.leave();
    return found;
  }

  // The edges of letters fall between two points of the screen, on either side.
  const edges = 0.002;

  it('a page from right to left looks as its mirror image does', async () => {
    expect(await distance(false)).toBeLessThan(edges);
  });

  it('a margin on the left would be seen', async () => {
    expect(await distance(true)).toBeGreaterThan(edges);
  });
});
