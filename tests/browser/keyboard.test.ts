import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { Keyboard } from '../support/hands';

/** Whoever walks by keyboard in these tests notices when the focus cannot be seen: else its silence would say nothing. */

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([{ script: true }, { script: false }])('with script: $script', ({ script }) => {
  async function goToLast(style: string) {
    const context = await browser.newContext({ javaScriptEnabled: script });
    const page = await context.newPage();
    await page.setContent(`
      <style>${style}</style>
      <a href="#1">one</a>
      <span><a href="#2">two</a></span>
      <input type="radio" name="r" id="yes"><label for="yes">Yes</label>
      <input type="radio" name="r" id="no"><label for="no">No</label>
      <button>Go on</button>`);
    const keyboard = new Keyboard(page);
    await keyboard.choose(page.locator('#no'));
    expect(await page.locator('#no').isChecked()).toBe(true);
    await keyboard.tabTo(page.locator('button'));
    await context.close();
  }

  it('goes where the focus is marked', () => goToLast(''));

  it.each([
    ['a link without a mark', 'a:focus { outline: none }', 'href="#1"'],
    ['a link out of the window', 'span { position: absolute; top: -99px }', 'href="#2"'],
    ['a radio without a mark', 'input:focus { outline: none }', 'type="radio"'],
  ])('stops at %s', async (_, style, where) => {
    await expect(goToLast(style)).rejects.toThrow(where);
  });

  it('says so when the keyboard does not get somewhere', async () => {
    await expect(goToLast('button { visibility: hidden }')).rejects.toThrow('does not lead to');
  });
});
