import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { i18nFor } from '~/platform/i18n';
import type { Locale } from '~/platform/locale';
import { chromiumArguments, findChromium } from '../../bin/chromium.mjs';
import { Inspector } from './accessibility';
import { Keyboard, Pointer } from './hands';
import { startPortal, type RunningPortal } from './running-portal';
import { lostStyles } from './styles';
import type { Visitor } from './visitor';

/** The ways a page is read: with and without script, on a desk and on a narrow phone, in both languages. */
export const waysToRead: { name: string; script: boolean; locale: Locale; width: number }[] = [
  { name: 'in English, with script', script: true, locale: 'en', width: 1024 },
  {
    name: 'in English, without script, on a narrow phone',
    script: false,
    locale: 'en',
    width: 320,
  },
  { name: 'in Welsh', script: true, locale: 'cy', width: 390 },
];

/** Words of the interface by key (`meetings:list.ask`), as a reader of the language sees them. */
export const speaker = (locale: Locale) => (key: string, values?: Record<string, unknown>) =>
  i18nFor[locale].t(key as never, values as never) as unknown as string;

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error('Browser tests need Chromium: install it, or name it in CHROMIUM_PATH');
  }
  return chromium.launch({ executablePath, args: chromiumArguments });
}

interface HowToOpen {
  script: boolean;
  /** Whether the portal's stylesheet arrives. */
  styles?: boolean;
  width?: number;
}

/** A person's browser, which remembers everything that went wrong in it. */
export class PersonAtBrowser {
  readonly troubles: string[] = [];
  /** Uses the page without a mouse. */
  readonly keyboard: Keyboard;
  readonly pointer: Pointer;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly home: string,
    readonly inspector: Inspector,
  ) {
    this.keyboard = new Keyboard(page);
    this.pointer = new Pointer(page);
  }

  static async open(
    browser: Browser,
    home: string,
    { script, styles = true, width = 1024 }: HowToOpen,
  ): Promise<PersonAtBrowser> {
    const context = await browser.newContext({
      javaScriptEnabled: script,
      viewport: { width, height: 800 },
      acceptDownloads: true,
    });
    const page = await context.newPage();
    const person = new PersonAtBrowser(context, page, home, await Inspector.of(page, script));
    const isStyles = (address: string) => address.endsWith('.css');
    if (!styles)
      await page.route(
        (url) => isStyles(url.pathname),
        (route) => route.abort(),
      );
    page.on('console', (message) => {
      if (message.type() === 'error' && (styles || !isStyles(message.location().url)))
        person.troubles.push(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => person.troubles.push(`script: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500) person.troubles.push(`${response.status()} ${response.url()}`);
    });
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (origin !== home) person.troubles.push(`another website: ${request.url()}`);
    });
    return person;
  }

  /** Goes on with the session of somebody who signed in over http. */
  async signedInAs({ cookies }: Visitor) {
    await this.context.addCookies(
      [...cookies].map(([name, value]) => ({ name, value, url: this.home })),
    );
  }

  goTo(path: string) {
    return this.page.goto(this.home + path);
  }

  /** Follows a link by its words. */
  async follow(name: string | RegExp) {
    await this.page
      .getByRole('link', { name, exact: typeof name === 'string' })
      .first()
      .click();
  }

  async press(name: string) {
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }

  async seesHeading(name: string | RegExp) {
    await this.page.getByRole('heading', { name }).first().waitFor();
  }

  async leave() {
    await this.context.close();
  }

  /** Axe finds nothing wrong with the page as it is. Every page as it is opened is looked at in `tests/pages`. */
  async isAccessible() {
    // A link under the pointer looks otherwise: where somebody clicked last is by chance where a link is now.
    await this.page.mouse.move(0, 0);
    const where = new URL(this.page.url()).pathname;
    expect(await this.inspector.faults(), `accessibility of ${where}`).toEqual([]);
  }

  /** Nothing sticks out of the page sideways, no style is lost, and nothing went wrong on the way. */
  async looksRight() {
    const where = new URL(this.page.url()).pathname;
    const overflow = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${where} is wider than the window`).toBeLessThanOrEqual(0);
    const classes = await this.page.evaluate(() => [
      ...new Set([...document.querySelectorAll('[class]')].flatMap((each) => [...each.classList])),
    ]);
    expect(lostStyles(classes), `styles left out of ${where}`).toEqual([]);
    expect(this.troubles.splice(0), `troubles up to ${where}`).toEqual([]);
  }
}

/** A portal and a browser for all tests of a file: started before the first, stopped after the last. */
export function portalAndBrowser() {
  let portal: RunningPortal;
  let browser: Browser;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });
  return {
    get portal() {
      return portal;
    },
    /** Somebody's browser, without cookies. */
    open: (how: HowToOpen) => PersonAtBrowser.open(browser, portal.url, how),
  };
}
