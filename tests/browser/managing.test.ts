import { beforeAll, expect, it } from 'vitest';
import { portalAndBrowser, speaker } from '../support/browser';
import { fillIn } from '../support/forms';
import { Visitor } from '../support/visitor';

/** A meeting that is arranged, for those who come to it: by keyboard alone, without script, on a narrow phone. */

const here = portalAndBrowser();
const say = speaker('en');
let visitor: Visitor;
let reference = '';

/** A free time is taken at once, over http, so that the browser begins where the meeting is arranged. */
beforeAll(async () => {
  visitor = await new Visitor(here.portal).signIn('managing@example.test');
  await fillIn(visitor, {
    how: [['method', 'video']],
    reminders: [
      ['reminders', 'hour'],
      ['reminderWay', 'email'],
    ],
  });
  const page = await (await visitor.ask('/meetings/new/slot')).text();
  // Far enough ahead to be moved.
  const slot = [...page.matchAll(/value="(\d{13})"/g)].at(-1)![1]!;
  await visitor.send('/meetings/new/slot', { slot });
  const sent = await visitor.send('/meetings/new/check', {});
  reference = /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
});

it('from the list to how to join, and a supporter’s page that goes with the meeting', async () => {
  const me = await here.open({ script: false, width: 320 });
  const { page, keyboard } = me;
  const request = `/meetings/${reference}`;
  const link = (key: string, values?: Record<string, string>) =>
    page.getByRole('link', { name: say(key, values) });
  await me.signedInAs(visitor);
  await me.goTo('/meetings');
  await me.seesHeading(say('manage:list.current'));
  await me.looksRight();
  await keyboard.press(link('meetings:list.request', { reference }));
  await me.seesHeading(say('manage:overview.can'));
  await me.seesHeading(say('manage:ahead.reminder.title'));
  await me.looksRight();

  await keyboard.press(link('manage:actions.join'));
  await me.seesHeading(say('manage:join.title'));
  const room = page.getByRole('link', { name: say('meetings:meeting.join') });
  expect(await room.getAttribute('rel')).toBe('noreferrer noopener');
  await me.looksRight();

  // Whoever has the link reads it, signed in or not, and learns no name.
  const address = await page.locator('.address').last().innerText();
  const friend = await here.open({ script: false, width: 320 });
  await friend.goTo(new URL(address).pathname);
  await friend.seesHeading(say('manage:along.title'));
  expect(await friend.page.content()).not.toMatch(/Amina|Yusuf|Sam Lee/);
  expect(await friend.context.cookies()).toEqual([]);
  await friend.looksRight();

  // With the meeting, the supporter's page is gone: the same as one that never was.
  await visitor.send(`${request}/change/cancel`, {});
  await me.goTo(request);
  await page.getByText(say('manage:stands.cancelled-by-you')).waitFor();
  const answer = await fetch(address);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('x-robots-tag')).toBe('noindex');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(here.portal.output()).not.toContain(new URL(address).pathname);
  await friend.leave();
  await me.leave();
});

it('keeps what was written for a change that cannot be made any more', async () => {
  const answer = await visitor.send(`/meetings/${reference}/change/message`, {
    words: 'Too late, but not lost.',
  });
  expect(answer.status).toBe(409);
  const page = await answer.text();
  expect(page).toContain('Too late, but not lost.');
  expect(page).toContain(say('manage:change.closedTitle'));
});
