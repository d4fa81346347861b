import { expect, it, beforeAll, afterAll } from 'vitest';
import { locales, type Locale } from '~/platform/locale';
import { portalAndBrowser, speaker, type PersonAtBrowser } from './browser';
import { open, type Sent, type View } from './every-page';
import {
  faultsOfFocus,
  faultsOfForcedColours,
  faultsOfFrame,
  faultsOfHeadings,
  faultsOfMotion,
  faultsOfPrint,
  faultsOfSentBack,
  faultsOfSpacing,
  faultsOfWidth,
} from './looks';
import { setScene, type Scene } from './scene';
import { formsThatSendNothing, wordsThatRunTogether } from './text-only';
import { faultsOfMarkup } from './valid-html';

/** A phone, and a window four times magnified (WCAG 1.4.10). */
const narrow = { width: 320, height: 640 };
const wide = { width: 1280, height: 900 };

/** Looks at each of these pages, in both languages, as those do who see, hear, type and print otherwise. */
export function lookAtPages(views: readonly View[]): void {
  const here = portalAndBrowser();
  let scene: Scene;
  let person: PersonAtBrowser;
  const sent = new Map<string, Sent>();
  const sentAs = (view: View, locale: Locale) => sent.get(`${locale} ${view.name}`)!;

  beforeAll(async () => {
    scene = await setScene(here.portal);
    for (const view of views)
      for (const locale of locales)
        sent.set(`${locale} ${view.name}`, await open(view, scene, locale));
    person = await here.open({ script: true, width: narrow.width });
    await person.page.route('**/*', (route) => {
      const isPage = route.request().isNavigationRequest() && route.request().url() === shown.href;
      return isPage ? route.fulfill(shown.answer) : route.continue();
    });
  });
  afterAll(() => person.leave());

  /** What the page's address answers: every other goes to the portal. */
  let shown: {
    href: string;
    answer: { status: number; headers: Record<string, string>; body: string };
  };

  /** Shows what was sent, at its own address. */
  async function show({ view, address, status, headers, html }: Sent) {
    const { page, context, home, troubles } = person;
    await context.clearCookies();
    await person.signedInAs(scene.readers[view.reader]);
    shown = { href: new URL(address, home).href, answer: { status, headers, body: html } };
    await page.goto(home + address);
    // Each page that says that something is wrong is noted.
    const noted = (each: string) =>
      each.includes(`status of ${status}`) || each.startsWith(`${status} `);
    if (status >= 400) troubles.splice(0, Infinity, ...troubles.filter((each) => !noted(each)));
  }

  async function faultsAsShown(its: Sent): Promise<string[]> {
    const { page, inspector, troubles } = person;
    const { view, locale } = its;
    await page.setViewportSize(narrow);
    await show(its);
    const faults = [
      // First, while the focus is where the page puts it.
      ...(view.sentBack ? await page.evaluate(faultsOfSentBack) : []),
      ...(await inspector.faults()),
      ...(await page.evaluate(faultsOfHeadings)),
      ...(await page.evaluate(faultsOfFrame, locale)),
      ...(await page.evaluate(faultsOfWidth)),
      ...(await page.evaluate(faultsOfSpacing)),
    ];
    if (locale === 'en') {
      faults.push(...(await page.evaluate(faultsOfFocus)));
      await page.emulateMedia({ colorScheme: 'dark' });
      faults.push(
        ...(await inspector.faults({ coloursOnly: true })).map((each) => `dark: ${each}`),
      );
      await page.emulateMedia({ forcedColors: 'active' });
      faults.push(...(await page.evaluate(faultsOfForcedColours)));
      await page.emulateMedia({ forcedColors: null });
      faults.push(...(await page.evaluate(faultsOfMotion)));
      // Whoever reads in the dark prints on white paper all the same.
      await page.emulateMedia({ media: 'print' });
      faults.push(
        ...(await page.evaluate(faultsOfPrint)),
        ...(await inspector.faults({ coloursOnly: true }))
          // A link on paper leads nowhere, and need not be told from the words around it.
          .filter((each) => !each.startsWith('link-in-text-block'))
          .map((each) => `on paper: ${each}`),
      );
      await page.emulateMedia({ media: null, colorScheme: null });
    }
    await page.setViewportSize(wide);
    faults.push(...(await page.evaluate(faultsOfWidth)).map((each) => `wide: ${each}`));
    return [...faults, ...troubles.splice(0)];
  }

  const toLookAt = views.filter(({ alike }) => !alike);
  it.each(toLookAt.map((view) => [view.name, view] as const))('%s', async (_, view) => {
    for (const locale of locales) {
      const shown = sentAs(view, locale);
      expect(shown.status, shown.address).toBe(view.status);
      expect.soft((await faultsAsShown(shown)).join('\n'), shown.address).toBe('');
    }
  });

  it('is valid HTML on every page', async () => {
    const pages = [...sent].map(([name, { html }]) => [name, html] as const);
    expect((await faultsOfMarkup(pages)).join('\n')).toBe('');
  });

  it('keeps words apart where there are no styles, and sends its forms from any browser', () => {
    for (const [name, { html }] of sent) {
      const faults = [...wordsThatRunTogether(html), ...formsThatSendNothing(html)];
      expect.soft(faults.join('\n'), name).toBe('');
    }
  });

  it('is never a dead end: each page has a next step', () => {
    for (const [name, { html }] of sent) {
      const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
      expect.soft(main.includes('data-next-step'), name).toBe(true);
    }
  });

  it.each(locales)('has a title of its own on every page (%s)', (locale) => {
    const say = speaker(locale);
    const seen = new Map<string, string>();
    for (const view of views) {
      const { html, status } = sentAs(view, locale);
      if (view.alike) expect.soft(status, view.name).toBe(view.status);
      const title = /<title>(.*?) – /.exec(html)?.[1] ?? '';
      expect(title, view.name).not.toBe('');
      const begins = title.startsWith(say('common:titleWithError', { title: '' }).trim());
      expect
        .soft(begins, `${view.name} says that something is wrong`)
        .toBe(html.includes('nhsuk-error-summary'));
      if (status >= 400) continue;
      // What is asked of a page is no other page; neither is the same page of another request.
      const page = view.path + (view.address(scene).split('/').at(-1)!.split('?')[0] ?? '');
      const theirs = `${view.reader}: ${title}`;
      expect.soft(seen.get(theirs) ?? page, theirs).toBe(page);
      seen.set(theirs, page);
    }
  });
}
