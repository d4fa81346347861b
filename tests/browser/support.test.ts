import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { organisations, readConversation } from '~/support/index.server';
import { portalAndBrowser, type PersonAtBrowser, speaker, waysToRead } from '../support/browser';

/** Finding three contacts, and what to say to them. */

const here = portalAndBrowser();

describe.each(waysToRead)('three contacts $name', ({ script, locale, width }) => {
  const say = speaker(locale);
  const path = localPath(locale, '/support/match');
  const open = async () => {
    const reader = await here.open({ script, width });
    await reader.goTo(path);
    return reader;
  };
  const answer = async (reader: PersonAtBrowser, ...labels: string[]) => {
    for (const label of labels) await reader.page.getByLabel(say(label), { exact: true }).check();
    await reader.press(say('matching:show'));
    await reader.page.getByText(say('matching:found')).waitFor();
  };
  const names = (reader: PersonAtBrowser) => reader.page.locator('ol.three h2').allTextContents();
  const nameOf = (id: string) => organisations().get(id)!.name[locale];

  it('are found, each with a reason, words to say and things to have ready; answers can be changed', async () => {
    const reader = await open();
    await reader.page.getByText(say('matching:private')).waitFor();
    const first = await reader.page.locator('legend').first().textContent();
    expect(first).toBe(say('matching:questions.worry'));
    await reader.looksRight();

    await answer(
      reader,
      'matching:worries.advice',
      'support:professions.dentist',
      'support:nations.wales',
      'next-steps:settings.primary-care',
      'support:stages.just-told',
      'matching:members.mdu-or-ddu',
      'matching:members.other',
    );
    expect(new URL(reader.page.url()).search).toBe('');
    expect(await names(reader)).toEqual(
      ['ddu', 'local-dental-committees', 'acas'].map((id) => nameOf(id)),
    );
    for (const part of ['matching:why', 'matching:talk.say', 'matching:talk.ready']) {
      expect(await reader.page.getByText(say(part), { exact: true }).count()).toBe(3);
    }
    await reader.page.getByText(say('matching:member.also', { count: 1 })).waitFor();
    await reader.looksRight();

    // Everything is still ticked; another answer leads elsewhere.
    await reader.page.locator('details summary').last().click();
    expect(await reader.page.locator('details:last-of-type input:checked').count()).toBe(7);
    await answer(reader, 'matching:worries.visa');
    expect((await names(reader)).slice(0, 2)).toEqual(
      ['acas', 'immigration-advice-authority'].map((id) => nameOf(id)),
    );
    const { about } = readConversation('work-rights');
    await reader.page.getByText(about!.visa![locale]).first().waitFor();
    const list = reader.page.getByRole('link', { name: say('matching:shortlist', { count: 3 }) });
    expect(await list.getAttribute('href')).toContain('?id=acas&id=immigration');
    await reader.leave();
  });

  it('are crisis lines for somebody who is not safe, and nothing else stands between', async () => {
    const reader = await open();
    await answer(reader, 'matching:worries.safety', 'matching:members.bma');
    expect((await names(reader))[0]).toBe(nameOf('samaritans'));
    for (const id of ['call', 'callToo', 'also', 'ask', 'askSoftly'].map((id) => `member.${id}`)) {
      const words = say(`matching:${id}`, { count: 1 });
      expect(await reader.page.getByText(words).count()).toBe(0);
    }
    for (const id of ['closed', 'unsaid']) {
      expect(await reader.page.getByText(say(`matching:${id}`)).count()).toBe(0);
    }
    await reader.looksRight();
    await reader.leave();
  });

  it('are for everybody when somebody says nothing, with a question about unions', async () => {
    const reader = await open();
    await answer(reader);
    expect(await names(reader)).toHaveLength(3);
    await reader.page.getByText(say('matching:member.askTitle')).waitFor();
    await reader.page.getByText(say('matching:unsaid')).waitFor();
    await reader.looksRight();
    await reader.leave();
  });

  it('can be prepared for on an organisation’s own page', async () => {
    const reader = await open();
    await reader.goTo(localPath(locale, '/support/acas'));
    await reader.seesHeading(say('matching:talk.title'));
    await reader.page.locator('.say').waitFor();
    await reader.looksRight();
    await reader.leave();
  });
});
