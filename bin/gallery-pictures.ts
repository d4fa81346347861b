// Takes the pictures of the gallery: every page in every state, as tests/support/every-page.ts lists them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { chromium, type Page } from 'playwright-core';
import { locales } from '~/platform/locale';
import { table } from '~/routes';
import { everyView, open, type Sent, type View } from '../tests/support/every-page';
import { startPortal } from '../tests/support/running-portal';
import { setScene } from '../tests/support/scene';
import { chromiumArguments, findChromium } from './chromium.mjs';

const folder = path.resolve(import.meta.dirname, '..', 'gallery');
const screens = { phone: { width: 390, height: 844 }, desk: { width: 1100, height: 900 } };
const schemes = ['light', 'dark'] as const;

/** The room that a page belongs to; what goes wrong belongs to none. */
const roomOf = (view: View) =>
  table.find((entry) => entry.path === view.path)?.file.split('/')[0] ?? 'problems';

const fileOf = (view: View, ...how: string[]) =>
  `${[view.name.replaceAll(/[^\w]+/g, '-'), ...how].join('_')}.jpg`;

/** The answer as it was sent, on each screen, in each scheme. */
async function keep(page: Page, { view, locale, address, html, status }: Sent, home: string) {
  await page.route(home + address, (route) =>
    route.fulfill({ status, contentType: 'text/html', body: html }),
  );
  await page.goto(home + address);
  for (const [screen, viewport] of Object.entries(screens)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const file = path.join(folder, fileOf(view, locale, screen, colorScheme));
      await page.screenshot({ path: file, type: 'jpeg', quality: 70, fullPage: true });
    }
  }
  await page.unroute(home + address);
}

const figureOf = (view: View) =>
  `<section><h3>${view.name}</h3><p>${locales
    .flatMap((locale) =>
      Object.keys(screens).flatMap((screen) =>
        schemes.map((scheme) => {
          const file = fileOf(view, locale, screen, scheme);
          const said = [locale, screen, scheme].join(', ');
          return `<a href="${file}"><img src="${file}" class="${screen}" alt="${said}" title="${said}" loading="lazy"></a>`;
        }),
      ),
    )
    .join('')}</p></section>`;

/** One page to look through. */
function contactSheet(views: View[]): string {
  const rooms = [...new Set(views.map(roomOf))];
  const style =
    'body{font-family:sans-serif}p{display:flex;gap:4px;overflow-x:auto}img{height:24rem;object-fit:cover;object-position:top;border:1px solid #888}.phone{width:11rem}.desk{width:20rem}';
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>',
    `<style>${style}</style><h1>${views.length} pages and states</h1><ul>`,
    ...rooms.map((room) => `<li><a href="#${room}">${room}</a></li>`),
    '</ul>',
    ...rooms.flatMap((room) => [
      `<h2 id="${room}">${room}</h2>`,
      ...views.filter((view) => roomOf(view) === room).map(figureOf),
    ]),
  ].join('\n');
}

const [wanted = ''] = process.argv.slice(2);
const views = everyView.filter(({ name }) => name.includes(wanted));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const portal = await startPortal();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: chromiumArguments,
});
try {
  const scene = await setScene(portal);
  const page = await browser.newPage({ javaScriptEnabled: false });
  for (const [index, view] of views.entries()) {
    for (const locale of locales) await keep(page, await open(view, scene, locale), portal.url);
    if (index % 50 === 49) console.log(`${index + 1} of ${views.length}`);
  }
  writeFileSync(path.join(folder, 'index.html'), contactSheet(views));
  console.log(`${views.length} pages and states: ${path.join(folder, 'index.html')}`);
} finally {
  await browser.close();
  await portal.stop();
}
