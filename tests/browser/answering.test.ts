import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker } from '../support/browser';
import { askForMeeting } from '../support/forms';
import { Visitor } from '../support/visitor';

/** How an adviser answers a request: by keyboard alone, without script, at a desk and on a narrow phone. */

const here = portalAndBrowser();

describe.each([
  { locale: 'en', width: 1024, nation: 'england', email: 'adviser.north@example.test' },
  { locale: 'cy', width: 320, nation: 'wales', email: 'adviser.wales@example.test' },
] as const)('an adviser, by keyboard and without script ($locale, $width wide)', (way) => {
  const { locale, width, nation, email } = way;
  const say = speaker(locale);

  it('reads a request, takes it, leaves a note, and mends an offer without a time', async () => {
    const amina = await new Visitor(here.portal).signIn('amina.demo@example.test');
    const reference = await askForMeeting(amina, {
      organisation: [
        ['nation', nation],
        ['separateAdviser', 'yes'],
      ],
    });
    const adviser = await here.open({ script: false, width });
    await adviser.signedInAs(await new Visitor(here.portal).signIn(email));
    const { page, keyboard } = adviser;
    const act = (action: string) => page.locator(`aside a[href$="/${action}"]`);
    const send = page.locator('main form button');
    const address = localPath(locale, `/adviser/requests/${reference}`);
    await adviser.goTo(address);
    await adviser.seesHeading('Dr Amina Yusuf');
    await page.getByText(say('adviser:contact.doNotLeave')).waitFor();
    await page.getByText(say('adviser:conflict.asked.title')).waitFor();
    await adviser.looksRight();

    // In one press it is theirs.
    await keyboard.press(page.locator('main button[name="adviserId"]'));
    await page.getByText(say('adviser:whose.you')).waitFor();

    // What needs the identity check leads there.
    await keyboard.press(act('state-our-part'));
    await page.getByText(say('adviser:blocked.identity-first')).waitFor();
    await adviser.looksRight();
    await keyboard.press(page.locator('main a[href$="/record-identity"]'));
    await adviser.seesHeading(say('adviser:actions.record-identity.title'));

    // A note is for colleagues, and no change of the request.
    await adviser.goTo(address);
    await keyboard.press(act('note'));
    await keyboard.write(page.locator('textarea'), 'For colleagues only.');
    await keyboard.press(send);
    await page.getByText(say('adviser:done.note')).waitFor();
    await page.getByText('For colleagues only.').waitFor();

    // Nothing chosen is said, and nothing is lost.
    await keyboard.press(act('offer-times'));
    await keyboard.press(send);
    await page.getByText(say('meetings:refusals.no-times')).first().waitFor();
    // The browser notes a refused form; here it is meant.
    expect(adviser.troubles.splice(0)).toEqual([expect.stringContaining('status of 400')]);
    await adviser.looksRight();
    for (const nth of [0, 1]) await keyboard.choose(page.locator('[name="startsAt"]').nth(nth));
    await keyboard.press(send);
    await page.getByText(say('adviser:offered.yours')).waitFor();

    await adviser.goTo(localPath(locale, '/adviser/employers'));
    await adviser.looksRight();
    expect(adviser.troubles).toEqual([]);
    await adviser.leave();
  });
});
