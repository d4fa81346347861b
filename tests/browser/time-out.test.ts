import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead, type PersonAtBrowser } from '../support/browser';

/** Time runs out while somebody writes; somebody comes in while they read. */

const here = portalAndBrowser();
let people = 0;

/** Makes everybody's session end in `minutes` from now, or have ended; `for-good` sets the absolute end. */
function endIn(minutes: number, forGood = false): void {
  const db = new Database(path.join(here.portal.dataDir, 'portal.sqlite'));
  const end = Date.now() + minutes * 60_000;
  if (forGood) db.prepare('update sessions set expires_at = ?').run(end);
  else db.prepare('update sessions set last_seen_at = ?').run(end - 30 * 60_000);
  db.close();
}

describe.each(waysToRead)('$name', ({ script, locale, width }) => {
  const say = speaker(locale);
  const at = (neutral: string) => localPath(locale, neutral);
  const question = at('/meetings/new/topics');

  async function signIn(person: PersonAtBrowser, email: string): Promise<void> {
    const { page } = person;
    await page.getByLabel(say('account:signIn.email')).fill(email);
    await person.press(say('account:signIn.send'));
    await person.seesHeading(say('account:code.title'));
    const message = (await here.portal.mailbox()).find(({ to }) => to === email)!;
    await page.getByLabel(say('account:code.label')).fill(/\d{6}/.exec(message.subject)![0]);
    await person.press(say('account:code.continue'));
  }

  /** Somebody who has begun to ask for a meeting, with a clock that the test moves. */
  async function writer(): Promise<{ person: PersonAtBrowser; email: string }> {
    const email = `time.${(people += 1)}@example.test`;
    const person = await here.open({ script, width });
    await person.goTo(at('/meetings/new'));
    await signIn(person, email);
    await person.press(say('meetings:start.begin'));
    await person.page.clock.install();
    await person.goTo(question);
    return { person, email };
  }

  const words = 'I was writing this for half an hour.';
  const about = ({ page }: PersonAtBrowser) => page.locator('[name="about"]');
  /** What follows the time of day in a sentence. */
  const afterTime = (key: string) => say(key).split('</time>')[1]!.trim();

  it('nobody loses what they wrote when their time runs out', async () => {
    const { person, email } = await writer();
    const { page } = person;
    await page.getByText(afterTime('common:timeOut.line')).waitFor();
    await person.looksRight();
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      person.follow(say('common:timeOut.stayInNewTab')),
    ]);
    await tab.getByRole('heading', { name: say('account:unsent.stay.title') }).waitFor();
    await tab.close();

    await page.getByLabel(say('meetings:topics.process'), { exact: true }).check();
    await about(person).fill(words);
    endIn(-1);
    await person.press(say('meetings:question.continue'));
    await page.getByText(say('account:unsent.kept')).waitFor();
    await person.looksRight();
    await signIn(person, email);
    await person.seesHeading(say('account:unsent.title'));
    await page.getByText(words, { exact: true }).waitFor();
    await person.looksRight();
    await person.press(say('account:unsent.send'));
    await page.getByText(say('meetings:questions.name.title'), { exact: true }).first().waitFor();
    await person.goTo(question);
    expect(await about(person).inputValue()).toBe(words);
    await person.leave();
  });

  it('leaves the page at once', async () => {
    const { person } = await writer();
    const { page } = person;
    const weather = 'https://www.bbc.co.uk/weather';
    await page
      .context()
      .route(`${weather}**`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }),
      );
    await person.goTo(at('/guides'));
    await person.looksRight();
    await person.goTo(question);
    if (script) {
      const status = page.locator('[data-leave-status]');
      // A capital letter is no press of Shift.
      await about(person).press('Shift+A');
      await page.keyboard.press('Shift');
      expect(await status.textContent()).toBe(say('common:leave.press1'));
      await page.keyboard.press('Shift');
      expect(await status.textContent()).toBe(say('common:leave.press2'));
      const out = page.waitForRequest((request) => request.url().endsWith(at('/sign-out')));
      await page.keyboard.press('Shift');
      await out;
    } else {
      await person.follow(say('common:leave.link'));
    }
    await page.waitForURL(weather);
    if (script) {
      await page.goBack();
      // The page before, which is public, in place of the one that was left.
      expect(page.url()).toContain(at('/guides'));
      await person.goTo(at('/meetings'));
      await person.seesHeading(say('account:signIn.title'));
    }
    await person.leave();
  });

  // What follows needs the portal's script.
  if (!script) return;

  it('is warned, and stays signed in without losing a word', async () => {
    const { person } = await writer();
    const { page } = person;
    const warning = page.getByRole('alertdialog', { name: say('common:timeOut.soon.title') });
    await about(person).fill(words);
    await page.clock.fastForward('27:00');
    expect(await warning.isVisible()).toBe(false);
    await page.clock.fastForward('01:01');
    await warning.waitFor();
    expect(await warning.getByText(say('common:timeOut.soon.last')).isVisible()).toBe(false);
    expect(await warning.getByRole('alert').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      say('common:timeOut.soon.stay'),
    );
    await person.looksRight();
    await person.isAccessible();
    await person.press(say('common:timeOut.soon.stay'));
    await warning.waitFor({ state: 'hidden' });
    expect(await about(person).inputValue()).toBe(words);
    await page.clock.fastForward('27:00');
    expect(await warning.isVisible()).toBe(false);
    await person.leave();
  });

  it('is told the truth when it cannot be put off, and when time is over', async () => {
    const { person } = await writer();
    const { page } = person;
    endIn(5, true);
    await person.goTo(question);
    await page.getByText(afterTime('common:timeOut.lastLine')).waitFor();
    await page.clock.fastForward('03:30');
    const warning = page.getByRole('alertdialog', { name: say('common:timeOut.soon.title') });
    await warning.getByText(say('common:timeOut.soon.last')).waitFor();
    const stay = warning.getByRole('button', { name: say('common:timeOut.soon.stay') });
    expect(await stay.isVisible()).toBe(false);
    await person.looksRight();
    await person.isAccessible();
    await person.press(say('common:timeOut.soon.goOn'));
    await about(person).fill(words);
    await page.clock.fastForward('02:00');
    const over = page.getByRole('alertdialog', { name: say('common:timeOut.over.title') });
    await over.waitFor();
    await person.looksRight();
    await person.isAccessible();
    await person.press(say('common:timeOut.over.back'));
    expect(await about(person).inputValue()).toBe(words);
    expect(page.url()).toContain(question);
    await person.leave();
  });

  it('is led to sign in when nothing was typed, so that nobody else reads it', async () => {
    const { person } = await writer();
    endIn(-1);
    await person.page.clock.fastForward('31:00');
    await person.page.getByText(say('account:unsent.nothing')).waitFor();
    await person.looksRight();
    await person.isAccessible();
    await person.leave();
  });
});
