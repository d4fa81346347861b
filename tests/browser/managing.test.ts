import { beforeAll, expect, it } from 'vitest';
import { portalAndBrowser, speaker, type PersonAtBrowser } from '../support/browser';
import { answersForms } from '../support/forms';
import { Visitor } from '../support/visitor';

/** A meeting is managed on a narrow phone, without script, and by keyboard alone where something is pressed. */

const here = portalAndBrowser();
const say = speaker('en');
const email = 'managing@example.test';
let reference = '';

/** A free time is taken at once, over http, so that the browser begins where the meeting is arranged. */
beforeAll(async () => {
  const visitor = await new Visitor(here.portal).signIn(email);
  await visitor.send('/meetings/new', {});
  const answers = new Map(answersForms);
  answers.set('how', [['method', 'video']]);
  answers.set('reminders', [
    ['reminders', 'hour'],
    ['reminderWay', 'email'],
  ]);
  for (const [step, fields] of answers) await visitor.send(`/meetings/new/${step}`, fields);
  const page = await (await visitor.ask('/meetings/new/slot')).text();
  // Far enough ahead to be moved.
  const slot = [...page.matchAll(/value="(\d{13})"/g)].at(-1)![1]!;
  await visitor.send('/meetings/new/slot', { slot });
  const sent = await visitor.send('/meetings/new/check', {});
  reference = /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
});

async function signedIn(person: PersonAtBrowser) {
  const visitor = await new Visitor(here.portal).signIn(email);
  const { hostname } = new URL(here.portal.url);
  const cookies = [...visitor.cookies].map(([name, value]) => ({
    name,
    value,
    domain: hostname,
    path: '/',
  }));
  await person.context.addCookies(cookies);
}

/** Goes to a control with the Tab key, as somebody without a mouse does, and presses Enter. */
async function reachAndPress(person: PersonAtBrowser, name: string) {
  const { page } = person;
  const target = page.getByRole('link', { name }).or(page.getByRole('button', { name })).first();
  for (let tabs = 0; tabs < 80; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
  }
  throw new Error(`The Tab key does not lead to “${name}”`);
}

it('from the list to how to join, a supporter’s page, a question, a message, and calling it off', async () => {
  const me = await here.open({ script: false, width: 320 });
  const { page } = me;
  const request = `/meetings/${reference}`;
  await signedIn(me);
  await me.goTo('/meetings');
  await me.seesHeading(say('manage:list.current'));
  await me.looksRight();
  await reachAndPress(me, say('meetings:list.request', { reference }));
  await me.seesHeading(say('manage:overview.can'));
  await me.seesHeading(say('manage:ahead.reminder.title'));
  await me.looksRight();

  await reachAndPress(me, say('manage:actions.join'));
  await me.seesHeading(say('manage:join.title'));
  const room = page.getByRole('link', { name: say('meetings:meeting.join') });
  expect(await room.getAttribute('rel')).toBe('noreferrer noopener');
  await me.looksRight();

  // Whoever has the link reads it, signed in or not, and learns no name.
  const link = await page.locator('.address').last().innerText();
  const friend = await here.open({ script: false, width: 320 });
  await friend.goTo(new URL(link).pathname);
  await friend.seesHeading(say('manage:along.title'));
  expect(await friend.page.content()).not.toMatch(/Amina|Yusuf|Sam Lee/);
  expect(await friend.context.cookies()).toEqual([]);
  await friend.looksRight();

  await me.goTo(`${request}/change/add-question`);
  await me.looksRight();
  await page.locator('textarea').fill('May I see the letter?');
  await reachAndPress(me, say('manage:change.add-question.button'));
  await page.getByText(say('manage:done.add-question')).waitFor();
  await me.seesHeading(say('manage:overview.questions'));

  await reachAndPress(me, say('manage:actions.message'));
  await me.seesHeading(say('manage:change.message.title'));
  await page.locator('textarea').fill('I should like to speak Arabic.');
  await reachAndPress(me, say('manage:change.message.button'));
  await page.getByText(say('manage:done.message')).waitFor();
  await page.locator('.said--own').getByText('I should like to speak Arabic.').waitFor();
  await me.looksRight();

  for (const change of ['ask-to-move', 'ask-for-another-adviser', 'cancel']) {
    await me.goTo(`${request}/change/${change}`);
    await me.looksRight();
  }
  await reachAndPress(me, say('manage:change.cancel.button'));
  await page.getByText(say('manage:done.cancel')).waitFor();
  await page.getByText(say('manage:stands.cancelled-by-you')).waitFor();
  await me.looksRight();
  await me.goTo(`/cy${request}`);
  await me.looksRight();

  // With the meeting, the supporter's page is gone: the same as one that never was.
  const answer = await fetch(link);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('x-robots-tag')).toBe('noindex');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(here.portal.output()).not.toContain(new URL(link).pathname);
  await friend.leave();
  await me.leave();
});

it('keeps what was written for a change that cannot be made any more', async () => {
  const visitor = await new Visitor(here.portal).signIn(email);
  const answer = await visitor.send(`/meetings/${reference}/change/message`, {
    words: 'Too late, but not lost.',
  });
  expect(answer.status).toBe(409);
  const page = await answer.text();
  expect(page).toContain('Too late, but not lost.');
  expect(page).toContain(say('manage:change.closedTitle'));
});
