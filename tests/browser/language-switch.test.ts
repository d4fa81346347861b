import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { localPath, type Locale } from '~/platform/locale';
import { portalAndBrowser, speaker, type PersonAtBrowser } from '../support/browser';
import { askForMeeting } from '../support/forms';
import { Visitor } from '../support/visitor';

/** Somebody changes the language in the middle of writing: the page stays, what they wrote stays, and nothing is sent. */

const here = portalAndBrowser();
let amina: Visitor;
let adviser: Visitor;
let reference: string;

beforeAll(async () => {
  amina = await new Visitor(here.portal).signIn('amina.demo@example.test');
  reference = await askForMeeting(amina);
  await amina.send('/meetings/new', {});
  await amina.send('/concerns/new/service', {});
  await amina.send('/concerns/new/service/nation', { nation: 'england' });
  await amina.send('/concerns/new/service/whom', { whom: 'service' });
  adviser = await new Visitor(here.portal).signIn('adviser.north@example.test');
  await adviser.send(`/adviser/requests/${reference}/record-identity`, {
    how: 'called-known-number',
  });
});

const ways = [
  {
    name: 'from English, without script, on a narrow phone',
    script: false,
    from: 'en',
    width: 320,
  },
  { name: 'from Welsh, with script', script: true, from: 'cy', width: 1024 },
] as const;

const words = 'They said “wait” & <nothing> else.\nI wrote twice.';

describe.each(ways)('$name', ({ script, from, width }) => {
  const to: Locale = from === 'en' ? 'cy' : 'en';
  const [before, after] = [speaker(from), speaker(to)];
  const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`).first();
  const choice = (page: Page, name: string, value: string) =>
    page.locator(`main [name="${name}"][value="${value}"]`);

  const open = async (as: Visitor | null, path: string) => {
    const person = await here.open({ script, width });
    if (as) await person.signedInAs(as);
    await person.goTo(localPath(from, path));
    return person;
  };

  /** Presses the other language, and is on the page of that address in it, with no word in the address. */
  async function changeLanguage({ page, home, troubles }: PersonAtBrowser, path: string) {
    await page.getByRole('button', { name: before('common:otherLanguage') }).click();
    await page.waitForURL(home + localPath(to, path));
    expect(await page.locator('html').getAttribute('lang')).toBe(to);
    expect(await page.locator('.nhsuk-error-summary').count()).toBe(0);
    expect(troubles).toEqual([]);
  }

  it('a question of a request keeps what was ticked and written, and is not answered', async () => {
    const person = await open(amina, '/meetings/new/topics');
    const { page } = person;
    await choice(page, 'topics', 'fairness').check();
    await field(page, 'about').fill(words);
    await changeLanguage(person, '/meetings/new/topics');
    expect(await choice(page, 'topics', 'fairness').isChecked()).toBe(true);
    expect(await choice(page, 'topics', 'process').isChecked()).toBe(false);
    expect(await field(page, 'about').inputValue()).toBe(words);
    await person.looksRight();
    await person.goTo('/meetings/new/topics');
    expect(await field(page, 'about').inputValue()).toBe('');
    await person.leave();
  });

  it('a refused form comes along with what is wrong in it, and is looked at again when it is sent', async () => {
    const person = await open(amina, '/meetings/new/how');
    const { page } = person;
    await choice(page, 'method', 'phone').check();
    await field(page, 'phone').fill('twelve');
    await person.press(before('meetings:question.continue'));
    await page.locator('.nhsuk-error-summary').waitFor();
    person.troubles.length = 0; // the browser itself remarks on the 400
    await changeLanguage(person, '/meetings/new/how');
    expect(await field(page, 'phone').inputValue()).toBe('twelve');
    await person.press(after('meetings:question.continue'));
    await page.locator('.nhsuk-error-summary').waitFor();
    await person.leave();
  });

  it('a concern keeps what happened', async () => {
    const person = await open(amina, '/concerns/new/service/what');
    await field(person.page, 'happened').fill(words);
    await changeLanguage(person, '/concerns/new/service/what');
    expect(await field(person.page, 'happened').inputValue()).toBe(words);
    await person.leave();
  });

  it('the address to sign in with stays, no code is sent, and a code in the middle of being typed still works', async () => {
    const email = `switch.${from}@example.test`;
    const codes = async () =>
      (await here.portal.mailbox()).filter((message) => message.to === email);
    const person = await open(null, '/sign-in?next=/meetings/new');
    const { page } = person;
    await field(page, 'email').fill(email);
    await changeLanguage(person, '/sign-in');
    expect(await field(page, 'email').inputValue()).toBe(email);
    expect(await codes()).toEqual([]);

    // Enter sends the form, though the button of the language stands before its own.
    await field(page, 'email').press('Enter');
    await page.waitForURL(person.home + localPath(to, '/sign-in/code'));
    const [message] = await codes();
    const code = /\d{6}/.exec(message!.subject)![0];
    await field(page, 'code').fill(code);
    await page.getByRole('button', { name: after('common:otherLanguage') }).click();
    await page.waitForURL(person.home + localPath(from, '/sign-in/code'));
    expect(await field(page, 'code').inputValue()).toBe(code);
    await field(page, 'code').press('Enter');
    // Where they wanted to go came along, too.
    await person.seesHeading(before('meetings:start.title'));
    await person.leave();
  });

  it('the private tool keeps dates, choices and the result, and puts nothing into the address', async () => {
    const person = await open(null, '/what-happens-next');
    const { page } = person;
    const goOn = () => person.press(before('next-steps:continue'));
    await choice(page, 'nation', 'wales').check();
    await goOn();
    await choice(page, 'profession', 'dentist').check();
    await goOn();
    await choice(page, 'setting', 'employed').check();
    await goOn();
    await choice(page, 'happened', 'investigation').check();
    await goOn();
    const [day] = await page.locator('main input[name$="-day"]').all();
    const date = (await day!.getAttribute('name'))!;
    await day!.fill('2');
    await changeLanguage(person, '/what-happens-next');
    expect(await field(page, date).inputValue()).toBe('2');
    await field(page, date).fill('');
    await person.press(after('next-steps:continue'));
    await choice(page, 'worry', 'visa').check();
    await person.press(after('next-steps:show'));
    await person.seesHeading(after('next-steps:result.title'));
    await page.getByRole('button', { name: after('common:otherLanguage') }).click();
    await person.seesHeading(before('next-steps:result.title'));
    expect(new URL(page.url()).search).toBe('');
    await person.looksRight();
    await person.leave();
  });

  it('three contacts stay three contacts, and a form that is half filled in stays one', async () => {
    const person = await open(null, '/support/match');
    const { page } = person;
    await choice(page, 'worry', 'money').check();
    await changeLanguage(person, '/support/match');
    expect(await choice(page, 'worry', 'money').isChecked()).toBe(true);
    expect(await page.locator('.three').count()).toBe(0);
    await person.press(after('matching:show'));
    await page.locator('.three').waitFor();
    await page.getByRole('button', { name: after('common:otherLanguage') }).click();
    await page.getByText(before('matching:first'), { exact: true }).waitFor();
    await person.leave();
  });

  it('a report about an entry keeps its words', async () => {
    const person = await open(null, '/support/samaritans/report');
    const { page } = person;
    await page.locator('main [name="problem"]').nth(1).check();
    await field(page, 'words').fill(words);
    await changeLanguage(person, '/support/samaritans/report');
    expect(await page.locator('main [name="problem"]').nth(1).isChecked()).toBe(true);
    expect(await field(page, 'words').inputValue()).toBe(words);
    await person.leave();
  });

  it('what somebody tells us comes along from page to page, and is not told', async () => {
    const person = await open(null, '/voices/share');
    const { page } = person;
    await field(page, 'words-told').fill(words);
    await changeLanguage(person, '/voices/share');
    expect(await field(page, 'words-told').inputValue()).toBe(words);
    await person.press(after('voices:sendWhatIHave'));
    await person.seesHeading(after('voices:check.title'));
    await page.getByRole('button', { name: after('common:otherLanguage') }).click();
    await person.seesHeading(before('voices:check.title'));
    await page.getByText('I wrote twice.').waitFor();
    await person.leave();
  });

  it('an adviser keeps the words of a message, and of a document whose file has to be chosen again', async () => {
    const desk = `/adviser/requests/${reference}`;
    const person = await open(adviser, `${desk}/message`);
    const { page } = person;
    await field(page, 'words').fill(words);
    await changeLanguage(person, `${desk}/message`);
    expect(await field(page, 'words').inputValue()).toBe(words);

    await person.goTo(localPath(from, `${desk}/documents/new`));
    await field(page, 'file').setInputFiles({
      name: 'letter.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('A letter.'),
    });
    await page.locator('main [type="text"]').first().fill('The trust');
    await changeLanguage(person, `${desk}/documents/new`);
    await page.getByText(after('common:fileAgain')).waitFor();
    expect(await page.locator('main [type="text"]').first().inputValue()).toBe('The trust');
    await person.looksRight();
    await person.leave();
  });

  it('a page where nothing is typed has a link, which keeps what the page was asked', async () => {
    const person = await open(null, '/search?q=visa');
    await person.follow(before('common:otherLanguage'));
    await person.page.waitForURL(`${person.home}${localPath(to, '/search?q=visa')}`);
    await person.leave();
  });
});
