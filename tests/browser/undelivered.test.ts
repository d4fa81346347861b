import { beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead } from '../support/browser';
import { PortalFile } from '../support/portal-file';
import { Visitor } from '../support/visitor';

/** A lead looks after messages that did not arrive. */

const here = portalAndBrowser();
let lead: Visitor;
beforeAll(async () => {
  lead = await new Visitor(here.portal).signIn('lead@example.test');
});

/** What had arrived did not arrive: nothing really fails in a demonstration. */
async function loseEverything(failure: string): Promise<void> {
  const file = new PortalFile(here.portal);
  await file.settled();
  file.run(
    `update outbox set delivered_at = null, abandoned_at = ?, failure = ? where sealed_message is not null`,
    Date.now(),
    failure,
  );
  file.close();
}

describe.each(waysToRead)('$name', (way) => {
  const { locale } = way;
  const say = speaker(locale);

  it('they find what did not arrive, send one again, and put another aside', async () => {
    const nobody = new Visitor(here.portal);
    for (const name of ['one', 'two', 'three']) {
      await nobody.send('/sign-in', { email: `${name}@example.test` });
    }
    await loseEverything('unreachable');

    const daniel = await here.open(way);
    await daniel.context.addCookies(
      [...lead.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
    );
    await daniel.goTo(localPath(locale, '/adviser'));
    await daniel.page.getByText(say('common:navigation.more'), { exact: true }).click();
    await daniel.follow(say('undelivered:navigation'));
    await daniel.seesHeading(say('undelivered:title'));
    await daniel.seesHeading(say('undelivered:failures.unreachable'));
    await daniel.looksRight();
    const main = daniel.page.locator('main');
    expect(await main.innerText()).not.toMatch(/@example\.test|\d{6}/);

    const again = main.getByRole('button', { name: say('undelivered:send'), exact: false });
    const before = await again.count();
    await again.last().click();
    await daniel.page.getByRole('status').filter({ hasText: '1' }).waitFor();
    expect(await again.count()).toBe(before - 1);
    await daniel.looksRight();

    const aside = main.getByRole('button', { name: say('undelivered:aside') });
    const left = await aside.count();
    await aside.first().click();
    await daniel.page.getByText(say('undelivered:done.aside')).waitFor();
    expect(await aside.count()).toBe(left - 1);
    // For the next reader there is nothing left.
    const file = new PortalFile(here.portal);
    file.run('update outbox set sealed_message = null where abandoned_at is not null');
    file.close();
    await daniel.goTo(localPath(locale, '/adviser/undelivered'));
    await daniel.page.getByText(say('undelivered:none')).waitFor();
    await daniel.looksRight();
    await daniel.leave();
  });
});
