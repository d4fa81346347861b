import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyView } from '../support/every-page';
import { answersForms } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { TextBrowser } from '../support/text-browser';
import { Visitor } from '../support/visitor';

/** In a text browser, which shows no styles and runs no script: every public page is read, and forms are sent. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

describe('every public page', () => {
  const addresses = everyView
    .filter(
      ({ reader, status, form, alike }) => reader === 'nobody' && status === 200 && !form && !alike,
    )
    .filter(({ address }) => !address.toString().includes('supporter'))
    .map(({ address }) => address(undefined as never));

  it.each(addresses)('%s begins with its heading and can be read', async (address) => {
    const browser = new TextBrowser(portal);
    const html = await (await fetch(portal.url + address)).text();
    const heading = /<h1[^>]*>(.*?)<\/h1>/s.exec(html)![1]!;
    const shown = words(await browser.read(address));
    expect(shown).toContain(words(heading.replaceAll(/<[^>]+>/g, '')));
    // Whoever is in need finds help on the way to any page.
    expect(shown).toContain('Urgent help');
    browser.leave();
  });
});

/** Words with one space between them, and without what HTML and a text browser write in their own way. */
const words = (text: string): string =>
  text.replaceAll('&#x27;', "'").replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ').trim();

describe('signing in', () => {
  it('begins with an address and a code', async () => {
    const browser = new TextBrowser(portal);
    await browser.fillIn('/sign-in', [['email', 'typed.in.lynx@example.test']]);
    const [message] = await portal.mailbox();
    expect(message).toMatchObject({ to: 'typed.in.lynx@example.test' });
    browser.leave();

    const visitor = new Visitor(portal);
    await visitor.send('/sign-in', { email: 'code.in.lynx@example.test' });
    const [{ subject } = { subject: '' }] = await portal.mailbox();
    const file = new PortalFile(portal);
    const sessions = () => file.rows('select 1 from sessions').length;
    const before = sessions();
    const second = new TextBrowser(portal, visitor.cookies);
    await second.fillIn('/sign-in/code', [['code', /\d{6}/.exec(subject)![0]]]);
    expect(sessions()).toBe(before + 1);
    second.leave();
    file.close();
  });
});

describe('asking for a meeting', () => {
  it('goes from the first question to the sent request', { timeout: 120_000 }, async () => {
    const visitor = await new Visitor(portal).signIn('asking.in.lynx@example.test');
    const browser = new TextBrowser(portal, visitor.cookies);
    await browser.fillIn('/meetings/new', []);
    for (const [step, fields] of answersForms)
      await browser.fillIn(`/meetings/new/${step}`, fields);
    const shown = words(await browser.read('/meetings/new/check'));
    for (const said of ['Dr Amina Yusuf', 'I do not know what happens next.', 'Sam Lee', 'Arabic'])
      expect(shown).toContain(said);
    await browser.fillIn('/meetings/new/check', []);
    const list = await (await visitor.ask('/meetings')).text();
    const [address] = /\/meetings\/[A-Z0-9-]{6,}/.exec(list) ?? [];
    expect(words(await browser.read(address!))).toContain('An adviser reads your request');
    browser.leave();
  });
});
