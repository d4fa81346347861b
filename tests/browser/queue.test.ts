import { beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead, type PersonAtBrowser } from '../support/browser';
import { answersForms } from '../support/forms';
import { Visitor } from '../support/visitor';

/** An adviser finds what is to be done, and a lead sees who has how much: each way the pages are read. */

const here = portalAndBrowser();
let lead: Visitor;
let reference: string;

beforeAll(async () => {
  const amina = await new Visitor(here.portal).signIn('amina.demo@example.test');
  await amina.send('/meetings/new', {});
  for (const [step, fields] of answersForms) await amina.send(`/meetings/new/${step}`, fields);
  const sent = await amina.send('/meetings/new/check', {});
  reference = /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
  lead = await new Visitor(here.portal).signIn('lead@example.test');
});

describe.each(waysToRead)('$name', (way) => {
  const { locale } = way;
  const say = speaker(locale);
  const at = (path: string) => localPath(locale, path);

  async function daniel(): Promise<PersonAtBrowser> {
    const person = await here.open(way);
    await person.context.addCookies(
      [...lead.cookies].map(([name, value]) => ({ name, value, url: here.portal.url })),
    );
    return person;
  }

  it('the first thing to do is the first link, by keyboard', async () => {
    const person = await daniel();
    await person.goTo(at('/adviser'));
    await person.seesHeading(say('queue:groups.to-do'));
    await person.looksRight();
    await person.page.keyboard.press('Tab');
    await person.page.keyboard.press('Enter');
    await person.page.keyboard.press('Tab');
    await person.page.keyboard.press('Enter');
    await person.page.waitForURL(`**/adviser/requests/${reference}`);
    await person.leave();
  });

  it('lists, choices, saved views and search lead to the request', async () => {
    const person = await daniel();
    await person.goTo(at('/adviser?group=new&who=nobody'));
    await person.seesHeading(say('queue:groups.new'));
    await person.page.locator('.queue').getByText(reference).waitFor();
    await person.looksRight();
    const name = `New ones, ${way.width}`;
    await person.press(say('queue:views.save'));
    await person.seesHeading(say('common:errorSummary'));
    person.troubles.length = 0;
    await person.page.getByLabel(say('queue:views.label')).fill(name);
    await person.press(say('queue:views.save'));
    await person.page.getByText(say('queue:done.saved')).waitFor();
    await person.looksRight();
    await person.follow(name);
    expect(person.page.url()).toContain('group=new&who=nobody');
    await person.press(say('queue:views.remove', { name }));
    await person.page.getByText(say('queue:done.removed')).waitFor();

    await person.page.getByLabel(say('queue:search.label')).fill('nobody of that name');
    await person.press(say('queue:search.button'));
    await person.page.getByText(say('queue:search.nothing')).waitFor();
    expect(person.page.url()).not.toContain('nobody+of');
    await person.looksRight();
    await person.page.getByLabel(say('queue:search.label')).fill(reference.toLowerCase());
    await person.press(say('queue:search.button'));
    await person.page.waitForURL(`**/adviser/requests/${reference}`);
    await person.leave();
  });

  it('a lead sees the teams, and gives somebody’s requests to a colleague', async () => {
    const person = await daniel();
    await person.goTo(at('/adviser'));
    await person.follow(say('common:navigation.team'));
    await person.seesHeading(say('team:title'));
    await person.looksRight();
    await person.follow(say('team:cover.link'));
    await person.press(say('team:cover.button'));
    await person.seesHeading(say('common:errorSummary'));
    person.troubles.length = 0;
    await person.looksRight();
    await person.page.getByLabel(say('team:cover.from')).selectOption({ label: 'Ruth Adeyemi' });
    await person.page.getByLabel(say('team:cover.to')).selectOption({ label: 'Gwen Prydderch' });
    await person.press(say('team:cover.button'));
    await person.page.getByRole('status').first().waitFor();
    await person.looksRight();
    await person.leave();
  });
});
