import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { organisations } from '~/support/index.server';
import { portalAndBrowser, type PersonAtBrowser, speaker, waysToRead } from '../support/browser';

/** The directory: finding somebody, and taking a few of them along. */

const here = portalAndBrowser();

describe.each(waysToRead)('$name', ({ script, locale, width }) => {
  const say = speaker(locale);
  const to = (neutral: string) => localPath(locale, neutral);
  const open = () => here.open({ script, width });
  const nameOf = (id: string) => organisations().get(id)!.name[locale];

  const found = (reader: PersonAtBrowser) =>
    reader.page.locator('.cards > li').evaluateAll((all) => all.map(({ id }) => id));

  async function putOnList(reader: PersonAtBrowser, id: string) {
    await reader.page.locator(`li[id="${id}"]`).getByText(say('shortlist:putOn')).click();
    await reader.page.locator(`li[id="${id}"]`).getByText(say('shortlist:isOn')).waitFor();
  }

  it('a reader says what they need in their own words, and chooses from what fits', async () => {
    const reader = await open();
    await reader.goTo(to('/support'));
    await reader.looksRight();
    await reader.page.fill('#q', locale === 'en' ? 'cant sleep' : 'methu cysgu');
    await reader.page.selectOption('#nation', 'england');
    await reader.press(say('support:show'));
    await reader.seesHeading(/\d+/);
    const ids = await found(reader);
    expect(ids.slice(0, 5)).toContain('your-gp');
    expect(ids).not.toContain('canopi');
    expect(await reader.page.locator('#nation').inputValue()).toBe('england');
    await reader.looksRight();
    await reader.leave();
  });

  it('a reader pages through all of them and sees nobody twice', async () => {
    const reader = await open();
    await reader.goTo(to('/support'));
    const seen = await found(reader);
    const next = say('support:pages.after');
    while ((await reader.page.getByRole('link', { name: next }).count()) > 0) {
      const page = reader.page.url();
      await reader.follow(next);
      await reader.page.waitForURL((url) => url.href !== page);
      seen.push(...(await found(reader)));
    }
    expect(seen.toSorted()).toEqual([...organisations().keys()].toSorted());
    await reader.looksRight();
    await reader.leave();
  });

  it('a reader puts two on a list, filters meanwhile, sees the list and takes one off', async () => {
    const reader = await open();
    await reader.goTo(to('/support?need=crisis'));
    await putOnList(reader, 'samaritans');
    // The list stays while the reader looks for somebody else.
    await reader.page.selectOption('#need', 'financial');
    await reader.press(say('support:show'));
    await reader.page.locator('#stepchange').waitFor();
    await putOnList(reader, 'stepchange');
    expect(await reader.page.getByText(say('shortlist:onList', { count: 2 })).count()).toBe(1);
    await reader.looksRight();

    await reader.follow(say('shortlist:seeList'));
    await reader.seesHeading(say('shortlist:title'));
    const names = () => reader.page.locator('.shortlist h2').allTextContents();
    expect(await names()).toEqual([nameOf('samaritans'), nameOf('stepchange')]);
    expect(await reader.page.getByText(say('shortlist:private')).isVisible()).toBe(true);
    expect(await reader.page.locator('.by-hand').first().isVisible()).toBe(false);
    await reader.looksRight();

    await reader.follow(new RegExp(`^${say('shortlist:remove')}.*${nameOf('samaritans')}$`));
    await reader.page.waitForURL((url) => !url.search.includes('samaritans'));
    expect(await names()).toEqual([nameOf('stepchange')]);

    // The list leads back to choosing, and comes along.
    await reader.follow(say('shortlist:addMore'));
    await reader.seesHeading(say('support:title'));
    expect(await reader.page.getByText(say('shortlist:onList', { count: 1 })).count()).toBe(1);
    await reader.leave();
  });

  it('a list changes language and stays', async () => {
    const reader = await open();
    await reader.goTo(to('/support/shortlist?id=shout&id=stepchange'));
    await reader.follow(say('common:otherLanguage'));
    const other = locale === 'en' ? 'cy' : 'en';
    await reader.seesHeading(speaker(other)('shortlist:title'));
    expect(await reader.page.locator('.shortlist > li').count()).toBe(2);
    await reader.leave();
  });

  it('an empty list says how to begin', async () => {
    const reader = await open();
    await reader.goTo(to('/support/shortlist'));
    await reader.page.getByText(say('shortlist:empty')).waitFor();
    await reader.looksRight();
    await reader.follow(say('shortlist:choose'));
    await reader.seesHeading(say('support:title'));
    await reader.leave();
  });

  it('a list is saved as contacts, and has room to write by hand on paper', async () => {
    const reader = await open();
    await reader.goTo(to('/support/shortlist?id=shout&id=stepchange&id=nobody'));
    expect(await reader.page.getByText(say('shortlist:unknown')).isVisible()).toBe(true);
    const [download] = await Promise.all([
      reader.page.waitForEvent('download'),
      reader.follow(say('shortlist:saveAll')),
    ]);
    expect(download.suggestedFilename()).toBe('contacts.vcf');
    const cards = await readFile(await download.path(), 'utf8');
    expect(cards.match(/^FN:.*$/gm)).toHaveLength(2);

    await reader.page.emulateMedia({ media: 'print' });
    const paper = await reader.page.locator('body').innerText();
    for (const line of ['when', 'who', 'what']) {
      expect(paper).toContain(say(`shortlist:byHand.${line}`));
    }
    expect(paper).not.toContain(say('shortlist:remove'));
    expect(paper).not.toContain(say('shortlist:saveAll'));
    await reader.leave();
  });

  it('one organisation is a card on paper, with its website written out', async () => {
    const reader = await open();
    await reader.goTo(to('/support/bma-counselling'));
    await reader.looksRight();
    await reader.page.emulateMedia({ media: 'print' });
    const paper = await reader.page.locator('body').innerText();
    const { web } = organisations().get('bma-counselling')!;
    expect(paper).toContain(web!.replace(/^https:\/\/(www\.)?/, ''));
    expect(paper).not.toContain(say('common:navigation.guides'));
    expect(paper).not.toContain(say('support:keep.card'));
    await reader.leave();
  });

  it('everybody is on one list, for the screen and for paper', async () => {
    const reader = await open();
    await reader.goTo(to('/support'));
    await reader.follow(say('shortlist:printAll'));
    await reader.seesHeading(say('shortlist:all.title'));
    expect(await reader.page.locator('.whole-list h3').count()).toBe(organisations().size);
    await reader.looksRight();
    await reader.leave();
  });
});
