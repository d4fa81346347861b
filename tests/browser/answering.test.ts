import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, type PersonAtBrowser } from '../support/browser';
import { answersForms } from '../support/forms';
import { Visitor } from '../support/visitor';

/** How an adviser answers a request: by keyboard alone, without script, at a desk and on a narrow phone. */

const here = portalAndBrowser();

/** Questions that are not asked in every version of the form come with an answer that fits. */
const answers = new Map<string, [string, string][]>([
  ...answersForms,
  ['reminders', []],
  ['slot', [['slot', 'other']]],
]);

async function requestSent(nation: string): Promise<string> {
  const person = await new Visitor(here.portal).signIn('amina.demo@example.test');
  await person.send('/meetings/new', {});
  for (const [step, fields] of answers) {
    const sent = fields.map(([name, value]): [string, string] => [
      name,
      name === 'nation' ? nation : value,
    ]);
    await person.send(`/meetings/new/${step}`, sent);
  }
  const sent = await person.send('/meetings/new/check', {});
  return /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
}

/** Goes on with the Tab key until what has the focus matches. */
async function tabTo(person: PersonAtBrowser, selector: string) {
  for (let tabs = 0; tabs < 250; tabs += 1) {
    await person.page.keyboard.press('Tab');
    if ((await person.page.locator(`:focus`).and(person.page.locator(selector)).count()) > 0)
      return;
  }
  throw new Error(`The Tab key does not lead to ${selector} on ${person.page.url()}`);
}

async function enterBy(person: PersonAtBrowser, selector: string) {
  await tabTo(person, selector);
  await Promise.all([
    person.page.waitForEvent('framenavigated'),
    person.page.keyboard.press('Enter'),
  ]);
  await person.page.waitForLoadState();
}

describe.each([
  { locale: 'en', width: 1024, nation: 'england', email: 'adviser.north@example.test' },
  { locale: 'cy', width: 320, nation: 'wales', email: 'adviser.wales@example.test' },
] as const)('an adviser, by keyboard and without script ($locale, $width wide)', (way) => {
  const { locale, width, nation, email } = way;
  const say = speaker(locale);

  it('reads a request, notes who it is, offers times, writes, and leaves a note', async () => {
    const reference = await requestSent(nation);
    const adviser = await here.open({ script: false, width });
    const visitor = await new Visitor(here.portal).signIn(email);
    await adviser.context.addCookies(
      [...visitor.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
    );
    const { page } = adviser;
    const address = localPath(locale, `/adviser/requests/${reference}`);
    const act = async (action: string, fill: () => Promise<void>) => {
      await enterBy(adviser, `aside a[href$="/${action}"]`);
      await adviser.seesHeading(say(`adviser:actions.${action}.title`));
      await adviser.looksRight();
      await fill();
      await enterBy(adviser, 'main form button');
      await page.getByText(say(`adviser:done.${action}`)).waitFor();
    };
    const write = async (words: string) => {
      await tabTo(adviser, 'textarea');
      await page.keyboard.type(words);
    };

    await adviser.goTo(address);
    await adviser.seesHeading('Dr Amina Yusuf');
    await page.getByText(say('adviser:contact.doNotLeave')).waitFor();
    await page.getByText(say('adviser:conflict.asked.title')).waitFor();
    await adviser.looksRight();

    // In one press it is theirs.
    await enterBy(adviser, 'button[name="adviserId"]');
    await page.getByText(say('adviser:whose.you')).waitFor();

    // What needs the identity check leads there.
    await enterBy(adviser, 'aside a[href$="/state-our-part"]');
    await page.getByText(say('adviser:blocked.identity-first')).waitFor();
    await adviser.looksRight();
    await adviser.goTo(address);
    await act('record-identity', async () => {
      await tabTo(adviser, '[name="how"]');
      await page.keyboard.press('Space');
    });
    await act('state-our-part', () => write('We were asked what the policy says.'));
    await page.getByText('We were asked what the policy says.').first().waitFor();
    await act('message', () => write('Thank you for writing.'));
    await act('note', () => write('For colleagues only.'));
    await page.getByText('For colleagues only.').waitFor();

    // Nothing chosen is said, and nothing is lost.
    await enterBy(adviser, 'aside a[href$="/offer-times"]');
    await enterBy(adviser, 'main form button');
    await page.getByText(say('meetings:refusals.no-times')).first().waitFor();
    // The browser notes a refused form; here it is meant.
    expect(adviser.troubles.splice(0)).toEqual([expect.stringContaining('status of 400')]);
    await adviser.looksRight();
    for (let times = 0; times < 2; times += 1) {
      await tabTo(adviser, '[name="startsAt"]:not(:checked)');
      await page.keyboard.press('Space');
    }
    await enterBy(adviser, 'main form button');
    await page.getByText(say('adviser:done.offer-times')).waitFor();
    await page.getByText(say('adviser:offered.yours')).waitFor();
    await adviser.looksRight();

    for (const action of ['assign', 'decline', 'confirm']) {
      await adviser.goTo(`${address}/${action}`);
      await adviser.looksRight();
    }
    await adviser.goTo(localPath(locale, '/adviser/employers'));
    await adviser.looksRight();
    expect(adviser.troubles).toEqual([]);
    await adviser.leave();
  });
});
