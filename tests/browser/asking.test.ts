import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, type PersonAtBrowser, speaker, waysToRead } from '../support/browser';

/** Asking for a meeting and taking a free time at once, on a phone: without script, by keyboard, in both languages. */

const here = portalAndBrowser();

/** Signs in, by an email that just arrived. */
async function signIn(person: PersonAtBrowser, email: string, locale: 'en' | 'cy') {
  const say = speaker(locale);
  await person.goTo(localPath(locale, '/meetings/new'));
  await person.page.getByLabel(say('account:signIn.email')).fill(email);
  await person.press(say('account:signIn.send'));
  await person.seesHeading(say('account:code.title'));
  const message = (await here.portal.mailbox()).find(({ to }) => to === email)!;
  await person.page.getByLabel(say('account:code.label')).fill(/\d{6}/.exec(message.subject)![0]);
  await person.press(say('account:code.continue'));
  await person.seesHeading(say('meetings:start.title'));
}

/** And when nothing of the page arrives but its words. */
const wordsOnly = {
  name: 'in English, without script and styles',
  script: false,
  styles: false,
  locale: 'en' as const,
  width: 320,
};

describe.each([...waysToRead, wordsOnly])('$name', (way) => {
  const { locale } = way;
  const say = speaker(locale);
  const path = (neutral: string) => localPath(locale, neutral);
  const radios = '.day__times input';

  async function ask(person: PersonAtBrowser) {
    const { page } = person;
    const tick = (key: string) => page.getByLabel(say(key), { exact: true }).first().check();
    const goOn = () => person.press(say('meetings:question.continue'));
    const on = (step: string) => page.waitForURL(new RegExp(`/meetings/new/${step}`));
    await person.press(say('meetings:start.begin'));
    await tick('meetings:topics.process');
    await goOn();
    await on('name');
    await page.locator('[name="name"]').fill('Dr Yusuf');
    await goOn();
    await on('how');
    await tick('meetings:methods.phone');
    await page.locator('[name="phone"]').fill('07700 900 123');
    await goOn();
    await on('contact');
    // The number given a moment ago is there; who writes from work is warned.
    expect(await page.locator('[name="contactNumber"]').inputValue()).toBe('07700 900 123');
    await page.getByRole('link', { name: say('meetings:questions.contact.otherEmail') }).waitFor();
    await person.looksRight();
    await page.locator('[name="ways"][value="email"]').check();
    await tick('meetings:answers.leaveMessage.no');
    await goOn();
    await on('reminders');
    await goOn();
    await on('supporter');
    await tick('meetings:answers.supporter.no');
    await goOn();
    await on('needs');
    await goOn();
    await on('organisation');
    await tick('meetings:nations.wales');
    await page.locator('[name="separateAdviser"][value="no"]').check();
    await goOn();
    await on('slot');
  }

  it('somebody takes a free time, changes where they work, chooses again, and moves the meeting', async () => {
    const person = await here.open(way);
    const { page } = person;
    const send = (name: string) => person.press(say(name));
    await signIn(person, `asking.${locale}.${way.name.length}@nhs.net`, locale);
    await person.looksRight();
    await ask(person);

    // Nothing chosen: said kindly, and the link leads to the first time.
    await send('meetings:question.continue');
    await page.getByRole('link', { name: say('meetings:errors.slot') }).click();
    person.troubles.length = 0; // the browser itself remarks on the 400
    await person.looksRight();

    // More times, and back. What is chosen there is kept for ten minutes.
    const first = await page.locator(radios).first().getAttribute('value');
    await person.follow(say('meetings:picker.later'));
    await page.waitForURL(/after=/);
    expect(await page.locator(radios).first().getAttribute('value')).not.toBe(first);
    await person.looksRight();
    await page.locator(radios).nth(2).check();
    const chosen = await page.locator(`${radios}:checked`).getAttribute('value');
    await send('meetings:question.continue');
    await person.seesHeading(say('meetings:check.title'));
    await page.getByText(say('meetings:check.kept', { time: '' }).slice(0, 20)).waitFor();
    await person.looksRight();

    // The first page of times still has the chosen one, and knows that it is chosen.
    await person.goTo(path('/meetings/new/slot?from=check'));
    expect(await page.locator(`${radios}:checked`).getAttribute('value')).toBe(chosen);
    await person.looksRight();

    // Another team answers: the time is asked again, and it says why.
    await person.goTo(path('/meetings/new/organisation?from=check'));
    await page.locator('[name="nation"][value="england"]').check();
    await send('meetings:question.continue');
    await page.getByText(say('meetings:why.organisation')).waitFor();
    await person.looksRight();
    await page.locator(radios).nth(1).check();
    await send('meetings:question.continue');
    await person.seesHeading(say('meetings:check.title'));
    await send('meetings:check.take');
    await person.seesHeading(say('meetings:sent.arranged'));
    await person.looksRight();

    // Then another time, once more asked about, with the time on the button.
    const meeting = new URL(page.url()).pathname;
    await page.goto(`${here.portal.url}${meeting}/times`);
    await person.looksRight();
    await page.locator(radios).first().check();
    await send('meetings:question.continue');
    await person.seesHeading(say('meetings:pick.move.sure'));
    await person.looksRight();
    const button = page.locator('main button[name="change"]');
    const wanted = await page.locator('.panel .when').innerText();
    expect(await button.innerText()).toContain(wanted);
    await button.click();
    await page.getByText(say('meetings:events.move.you')).waitFor();
    await page.getByText(wanted).first().waitFor();
    await person.leave();
  });
});

describe('by keyboard alone', () => {
  it('a time is chosen with the arrows, past the days, and sent with Enter', async () => {
    const say = speaker('en');
    const person = await here.open({ script: false, width: 390 });
    const { page } = person;
    await signIn(person, 'keyboard.asking@example.test', 'en');
    await page.getByRole('button', { name: say('meetings:start.begin') }).press('Enter');
    await person.goTo('/meetings/new/organisation');
    await page.locator('[name="nation"][value="england"]').press('Space');
    await page.locator('[name="separateAdviser"][value="no"]').press('Space');
    await page.keyboard.press('Enter');
    await person.seesHeading(say('meetings:questions.slot.title'));

    // All days are one group: one stop for Tab, the arrows inside.
    const days = page.locator('.day');
    const onFirstDay = await days.first().locator('input').count();
    await page.locator('#slot-slot').focus();
    await page.keyboard.press('Space');
    for (let step = 0; step < onFirstDay; step += 1) await page.keyboard.press('ArrowDown');
    expect(await days.nth(1).locator('input').first().isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.innerText()).toBe(say('meetings:picker.later'));
    await page.locator('[name="slot"]:checked').press('Enter');
    await page.waitForURL(/\/meetings\/new\/(?!slot|organisation)/);
    // The draft is on the server: another device goes on where this one stopped.
    await person.goTo('/meetings/new/slot');
    expect(await days.nth(1).locator('input').first().isChecked()).toBe(true);
    await person.leave();
  });
});
