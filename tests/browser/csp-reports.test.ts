import { expect, it } from 'vitest';
import { portalAndBrowser } from '../support/browser';

/**
 * What the content policy kept from happening is told to the portal by the browser itself. With `report-to` beside
 * `report-uri` no report came here within ten seconds.
 */

const here = portalAndBrowser();

it('a style that somebody slipped into a page is not used, and the log says so', async () => {
  const reader = await here.open({ script: true });
  await reader.goTo('/guides');
  await reader.page.evaluate(() => document.body.setAttribute('style', 'display: none'));
  await reader.seesHeading(/.+/);
  await expect
    .poll(() => here.portal.output(), { timeout: 10_000, interval: 200 })
    .toMatch(/"directive":"style-src-attr".*"a browser blocked something"/);
  await reader.leave();
});
