import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { happenings } from '~/next-steps/index.server';
import { localPath } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { portalAndBrowser, type PersonAtBrowser, speaker, waysToRead } from '../support/browser';

/** The private tool, question by question and all at once; then sheets for organisations, and the search. */

const here = portalAndBrowser();

describe.each(waysToRead)('$name', ({ script, locale, width }) => {
  const say = speaker(locale);
  const to = (neutral: string) => localPath(locale, neutral);
  const open = () => here.open({ script, width });

  async function tick(reader: PersonAtBrowser, name: string, ...values: string[]) {
    for (const value of values) {
      await reader.page.locator(`[name="${name}"][value="${value}"]`).check();
    }
  }

  async function type(reader: PersonAtBrowser, date: string, iso: string) {
    const [year, month, day] = iso.split('-');
    await reader.page.fill(`#${date}-day`, day!);
    await reader.page.fill(`#${date}-month`, month!);
    await reader.page.fill(`#${date}-year`, year!);
  }

  const appointed = addDays(today(clock.now()), -7);
  /** Four weeks after the case investigator was appointed. */
  const ends = addDays(appointed, 28);
  const due = dateInWords(ends, locale);

  it('a reader answers one question at a time, mends a date, keeps the result and comes back', async () => {
    const reader = await open();
    const onward = () => reader.press(say('next-steps:continue'));
    await reader.goTo(to('/what-happens-next'));
    await reader.looksRight();

    // Nothing chosen: the question comes back and says what to do.
    await onward();
    await reader.seesHeading(say('common:errorSummary'));
    expect(await reader.page.getByText(say('next-steps:errors.nation')).count()).toBeGreaterThan(0);
    reader.troubles.length = 0; // the browser itself remarks on the 400
    await reader.looksRight();

    await tick(reader, 'nation', 'england');
    await onward();
    await tick(reader, 'profession', 'doctor');
    await reader.looksRight();
    await onward();
    await tick(reader, 'setting', 'employed');
    await onward();
    await tick(reader, 'happened', 'investigation', 'excluded');
    await reader.looksRight();
    await onward();

    // A date that is not one comes back as it was typed.
    await type(reader, 'investigator-appointed', '2026-2-31');
    await onward();
    await reader.seesHeading(say('common:errorSummary'));
    const inFocus = () => document.activeElement?.getAttribute('role');
    expect(await reader.page.evaluate(inFocus), 'focus goes to what is wrong').toBe('alert');
    expect(await reader.page.inputValue('#investigator-appointed-day')).toBe('31');
    expect(await reader.page.title()).toContain(say('common:titleWithError', { title: '' }).trim());
    reader.troubles.length = 0;
    await reader.looksRight();

    // Back and forth again: what was answered is still there.
    await reader.press(say('next-steps:back'));
    expect(await reader.page.locator('[value="excluded"]').isChecked()).toBe(true);
    await onward();
    await type(reader, 'investigator-appointed', appointed);
    await onward();
    await tick(reader, 'worry', 'visa');
    await reader.looksRight();
    await reader.press(say('next-steps:show'));

    await reader.seesHeading(say('next-steps:result.title'));
    await reader.looksRight();
    expect(await reader.page.getByText(due).count()).toBeGreaterThan(0);
    expect(await reader.page.locator('.call a[href^="tel:"]').count()).toBeGreaterThan(0);
    for (const part of ['here', 'ahead', 'received', 'rights', 'ask', 'guides'] as const) {
      await reader.seesHeading(say(`next-steps:result.${part}`));
    }
    expect(new URL(reader.page.url()).search).toBe('');

    const download = async (button: string) => {
      const arriving = reader.page.waitForEvent('download');
      await reader.press(button);
      return readFile(await (await arriving).path(), 'utf8');
    };
    const calendar = await download(say('next-steps:result.calendar'));
    expect(calendar).toContain(`DTSTART;VALUE=DATE:${ends.replaceAll('-', '')}`);
    const kept = await download(say('next-steps:result.file'));
    const file = path.join(tmpdir(), `answers-${locale}-${script}.json`);
    await writeFile(file, kept);

    // One answer is changed, and the result is there again at once.
    const change = `${say('next-steps:result.change')} ${say('next-steps:questions.worries.label')}`;
    await reader.press(change);
    await tick(reader, 'worry', 'health');
    await reader.press(say('next-steps:show'));
    await reader.seesHeading(say('next-steps:result.title'));
    expect(await reader.page.getByText(due).count()).toBeGreaterThan(0);

    await reader.press(say('next-steps:result.print'));
    await reader.page.getByText(say('next-steps:result.printNow')).waitFor();
    await reader.looksRight();

    // Another day: the file brings everything back; a file of something else is turned away kindly.
    await reader.goTo(to('/what-happens-next'));
    await reader.page.getByText(say('next-steps:load.title')).click();
    const other = path.join(tmpdir(), `other-${locale}-${script}.json`);
    await writeFile(other, '{"kind":"something else"}');
    await reader.page.setInputFiles('#file', other);
    await reader.press(say('next-steps:load.button'));
    await reader.page.getByText(say('next-steps:load.wrong')).waitFor();
    reader.troubles.length = 0;
    await reader.looksRight();
    await reader.page.setInputFiles('#file', file);
    await reader.press(say('next-steps:load.button'));
    await reader.seesHeading(say('next-steps:result.title'));
    expect(await reader.page.getByText(due).count()).toBeGreaterThan(0);
    expect(await reader.context.cookies()).toEqual([]);
    await reader.leave();
  });

  it('a reader answers everything on one page', async () => {
    const reader = await open();
    await reader.goTo(to('/what-happens-next'));
    await reader.follow(say('next-steps:allLink'));
    await reader.looksRight();
    await reader.press(say('next-steps:show'));
    for (const name of ['nation', 'profession', 'setting', 'happened']) {
      expect(await reader.page.getByText(say(`next-steps:errors.${name}`)).count()).toBeGreaterThan(
        1,
      );
    }
    reader.troubles.length = 0;
    await tick(reader, 'nation', 'england');
    await tick(reader, 'profession', 'doctor');
    await tick(reader, 'setting', 'training');
    await tick(reader, 'happened', 'investigation');
    const dates = reader.page.locator('details:has(#investigator-appointed-day) > summary');
    await dates.click();
    await type(reader, 'investigator-appointed', appointed);
    await reader.press(say('next-steps:show'));
    await reader.seesHeading(say('next-steps:result.title'));
    expect(await reader.page.getByText(due).count()).toBeGreaterThan(0);
    await reader.leave();
  });

  it('a pharmacist is told that no national procedure covers an investigation', async () => {
    const reader = await open();
    await reader.goTo(to('/what-happens-next/all'));
    await tick(reader, 'nation', 'england');
    await tick(reader, 'profession', 'pharmacist');
    await tick(reader, 'setting', 'employed');
    await tick(reader, 'happened', 'investigation');
    await reader.press(say('next-steps:show'));
    const happening = happenings().find(({ id }) => id === 'investigation')!.label[locale];
    await reader.page
      .getByText(say('next-steps:result.uncovered', { happening }))
      .first()
      .waitFor();
    await reader.looksRight();
    await reader.leave();
  });

  it('an organisation makes a sheet and a letter, in either language', async () => {
    const host = await open();
    await host.goTo(to('/for-organisations'));
    await host.looksRight();
    await host.page
      .locator(`a[href="${to('/for-organisations/sheet')}"]`)
      .first()
      .click();
    await host.looksRight();
    await host.press(say('sheets:english'));
    await host.seesHeading('There is a problem');
    host.troubles.length = 0;
    await host.goTo(to('/for-organisations/sheet'));
    await tick(host, 'happened', 'investigation');
    await tick(host, 'nation', 'wales');
    await tick(host, 'profession', 'dentist');
    await tick(host, 'setting', 'employed');
    await host.press(say(locale === 'en' ? 'sheets:english' : 'sheets:welsh'));
    await host.seesHeading(say('sheets:sheet.title'));
    await host.seesHeading(say('sheets:letter.title'));
    expect(await host.page.getByText(here.portal.url).count()).toBeGreaterThan(1);
    await host.looksRight();
    await host.leave();
  });

  it('a reader finds what they mean, whatever they call it', async () => {
    const reader = await open();
    await reader.goTo(to('/'));
    await reader.follow(say('common:navigation.search'));
    await reader.looksRight();
    const find = async (words: string) => {
      await reader.page.fill('#q', words);
      await reader.press(say('search:button'));
    };
    await find(locale === 'en' ? 'suspention' : 'gwaharddiad');
    const found = reader.page.locator(`ol.cards a[href*="exclusion"]`);
    expect(await found.count()).toBeGreaterThan(0);
    expect(await reader.page.locator('ol.cards mark').count()).toBeGreaterThan(0);
    await reader.looksRight();
    await find('zzzxqj');
    await reader.page.getByText(say('search:nothing', { query: 'zzzxqj' })).waitFor();
    expect(await reader.page.locator('main ul a').count()).toBeGreaterThan(3);
    await reader.looksRight();
    await reader.leave();
  });
});
