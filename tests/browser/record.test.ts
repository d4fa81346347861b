import { afterAll, beforeAll, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { hour } from '~/platform/time/clock';
import { portalAndBrowser, speaker, type PersonAtBrowser } from '../support/browser';
import { askForMeeting } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { Visitor } from '../support/visitor';

/**
 * What is written into a request beside its meeting, by both sides: without script, on a narrow phone and at a
 * desk, with keys alone but for what stands after a date: a browser's own field for one has stops of its own.
 */

const here = portalAndBrowser();
const say = speaker('en');
let file: PortalFile;
let them: Visitor;
let adviser: Visitor;
let reference = '';
const desk = () => `/adviser/requests/${reference}`;
const request = () => `/meetings/${reference}`;

/** A meeting that took place two hours ago. */
beforeAll(async () => {
  file = new PortalFile(here.portal);
  them = await new Visitor(here.portal).signIn('record@example.test');
  adviser = await new Visitor(here.portal).signIn('adviser.north@example.test');
  reference = await askForMeeting(them);
  const page = await (await adviser.ask(`${desk()}/confirm`)).text();
  await adviser.send(`${desk()}/confirm`, { startsAt: /value="(\d{13})"/.exec(page)![1]! });
  file.moveMeeting(reference, Date.now() - 2 * hour);
  await adviser.send(`${desk()}/record-identity`, { how: 'seen-before' });
  const held = await adviser.send(`${desk()}/record-held`, {});
  expect(held.status).toBe(302);
});
afterAll(() => file.close());

async function at(visitor: Visitor, width: number): Promise<PersonAtBrowser> {
  const person = await here.open({ script: false, width });
  await person.signedInAs(visitor);
  return person;
}

const button = ({ page }: PersonAtBrowser, key: string) =>
  page.getByRole('button', { name: say(key) }).first();
const link = ({ page }: PersonAtBrowser, key: string, values?: Record<string, unknown>) =>
  page.getByRole('link', { name: say(key, values) }).first();

/** Is told what is wrong, and nothing else went wrong: the browser notes that the form came back. */
async function isAsked({ page, troubles }: PersonAtBrowser) {
  await page.getByRole('alert').waitFor();
  expect(troubles.splice(0)).toEqual([expect.stringMatching(/status of 4\d\d/)]);
}

/** Reads a page once more in Welsh. */
async function looksRightInWelsh(person: PersonAtBrowser, path: string) {
  await person.goTo(localPath('cy', path));
  await person.looksRight();
}

it('one side writes its account, the other notes what it found out, and neither changes a word', async () => {
  const me = await at(them, 320);
  await me.goTo(request());
  await me.keyboard.press(link(me, 'record:links.account'));
  await me.seesHeading(say('record:account.title'));
  await me.looksRight();
  await me.keyboard.press(link(me, 'record:account.addFirst'));
  await me.keyboard.press(button(me, 'record:point.button'));
  await isAsked(me);
  await me.looksRight();
  await me.keyboard.write(me.page.locator('textarea'), 'I was on leave that day.');
  await me.keyboard.press(button(me, 'record:point.button'));
  await me.page.locator('main [role="status"]').waitFor();
  await me.keyboard.press(link(me, 'record:account.againLabel', { number: 1 }));
  await me.keyboard.write(me.page.locator('textarea'), 'I was on leave until the fourth.');
  await me.keyboard.press(button(me, 'record:point.button'));
  await me.page.getByText('I was on leave until the fourth.').waitFor();
  await me.looksRight();

  const she = await at(adviser, 1024);
  await she.goTo(desk());
  await she.keyboard.press(link(she, 'record:links.accountTheirs'));
  await she.page.getByText('I was on leave until the fourth.').waitFor();
  await she.looksRight();
  await she.keyboard.press(link(she, 'record:account.clarify', { number: 1 }));
  await she.looksRight();
  await she.pointer.press(button(she, 'record:clarify.button'));
  await isAsked(she);
  await she.looksRight();
  await she.keyboard.choose(she.page.locator('[name="with"]').first());
  await she.page.locator('[name="on"]').fill('2026-01-05');
  await she.pointer.choose(she.page.locator('[name="result"]').first());
  await she.pointer.write(she.page.locator('textarea'), 'The rota says the same.');
  await she.pointer.press(button(she, 'record:clarify.button'));
  await she.page.locator('main [role="status"]').waitFor();
  await she.looksRight();

  await me.goTo(`${request()}/account`);
  await me.page.getByText('The rota says the same.').waitFor();
  // What was written first is still there, for both.
  for (const person of [me, she]) {
    await person.keyboard.tabTo(person.page.locator('main summary'));
    await person.page.keyboard.press('Enter');
    await person.page.getByText('I was on leave that day.').waitFor();
    await person.looksRight();
  }
  await looksRightInWelsh(me, `${request()}/account`);
  await looksRightInWelsh(she, `${desk()}/account/1`);
  expect((await here.portal.mailbox())[0]).toMatchObject({ to: 'record@example.test' });
  await Promise.all([me.leave(), she.leave()]);
});

it('a note is drafted, shared, put right and agreed on, and what was agreed gets done', async () => {
  const [me, she] = [await at(them, 320), await at(adviser, 1024)];
  const fills = async (name: string, words: string) =>
    she.page.locator(`[name="${name}"]`).fill(words);
  await she.goTo(`${desk()}/meeting-note`);
  await she.looksRight();
  await she.pointer.press(button(she, 'record:note.write.share'));
  await isAsked(she);
  await she.looksRight();
  await fills('words', 'We spoke about the rota.');
  await fills('what1', 'Send us the rota.');
  await she.page.locator('[name="owner2"]').selectOption('adviser');
  await fills('what2', 'Ask the case manager.');
  await she.pointer.press(button(she, 'record:note.write.keep'));
  await she.page.getByText(say('record:note.done.draft')).waitFor();
  await she.looksRight();

  // Nobody else has seen a word of it.
  await me.goTo(`${request()}/note`);
  await me.page.getByText(say('record:note.none')).waitFor();
  expect(await me.page.content()).not.toContain('rota.');
  await me.looksRight();

  await she.pointer.press(button(she, 'record:note.write.share'));
  await she.page.getByText(say('record:note.done.share-note')).waitFor();
  await me.goTo(request());
  await me.page.getByText(say('record:state.noteWaits')).waitFor();
  await me.keyboard.press(link(me, 'record:links.note'));
  await me.page.getByText('We spoke about the rota.').waitFor();
  await me.looksRight();
  await me.keyboard.press(button(me, 'record:note.comment.button'));
  await isAsked(me);
  await me.looksRight();
  await me.keyboard.write(me.page.locator('textarea'), 'It was the rota of May.');
  await me.keyboard.press(button(me, 'record:note.comment.button'));
  await me.page.locator('main [role="status"]').waitFor();

  await she.goTo(`${desk()}/meeting-note`);
  await she.page.getByText('It was the rota of May.').waitFor();
  await fills('words', 'We spoke about the rota of May.');
  await she.pointer.press(button(she, 'record:note.write.share'));
  await she.page.getByText(say('record:note.done.share-note')).waitFor();
  await she.looksRight();

  // Whoever agrees to a version that is not the latest is shown the latest first.
  await me.keyboard.press(button(me, 'record:note.agree.button'));
  await isAsked(me);
  await me.page.getByText(say('meetings:refusals.older-note')).first().waitFor();
  await me.looksRight();
  await me.keyboard.press(button(me, 'record:note.agree.button'));
  await me.page.getByText(say('record:note.done.agree-note')).waitFor();
  await me.looksRight();
  await me.keyboard.press(button(me, 'record:note.finish'));
  await me.page.getByText(say('record:note.done.finish-action')).waitFor();
  await she.goTo(`${desk()}/meeting-note`);
  await she.pointer.press(button(she, 'record:note.finish'));
  await she.page.getByText(say('record:note.done.finish-action')).waitFor();
  await she.looksRight();
  for (const [person, page, key] of [
    [me, request(), 'meetings:events.finish-action.adviser'],
    [she, desk(), 'meetings:events.finish-action.practitioner'],
  ] as const) {
    await person.goTo(page);
    await person.seesHeading(say(key));
    await person.looksRight();
  }
  await looksRightInWelsh(me, `${request()}/note`);
  await looksRightInWelsh(she, `${desk()}/meeting-note`);
  await Promise.all([me.leave(), she.leave()]);
});

it('a contact is planned, comes after the end, is answered, and the answer waits for the adviser', async () => {
  const [me, she] = [await at(them, 320), await at(adviser, 1024)];
  await me.goTo(`${request()}/following-up`);
  await me.looksRight();
  await me.pointer.press(button(me, 'record:followUp.plan.button'));
  await isAsked(me);
  await me.looksRight();
  await me.keyboard.choose(me.page.locator('[name="when"][value="after-closing"]'));
  await me.pointer.choose(me.page.locator('[name="channel"][value="email"]'));
  await me.pointer.press(button(me, 'record:followUp.plan.button'));
  await me.page.getByText(say('record:followUp.done.plan-follow-up')).waitFor();
  await me.looksRight();

  await she.goTo(`${desk()}/following-up`);
  await she.page.getByText(say('record:followUp.after.email')).first().waitFor();
  await she.looksRight();
  await she.goTo(`${desk()}/close`);
  await she.keyboard.press(button(she, 'adviser:actions.close.button'));
  await she.page.getByText(say('adviser:done.close')).waitFor();

  // The day comes. (That the message goes out then is told in app/meetings/record/record.server.test.ts.)
  file.run("update follow_ups set state = 'due', due_on = '2026-11-01'");
  await me.goTo(`${request()}/following-up`);
  await me.keyboard.choose(me.page.locator('[name="weeks"][value="1"]'));
  await me.keyboard.press(button(me, 'record:followUp.snooze.button'));
  await me.page.getByText(say('record:followUp.done.snooze-follow-up')).waitFor();
  await me.keyboard.choose(me.page.locator('[name="how"][value="up-and-down"]'));
  await me.keyboard.write(me.page.locator('textarea'), 'Some days are better.');
  await me.keyboard.press(button(me, 'record:followUp.reply.button'));
  await me.page.getByText(say('record:followUp.done.reply-to-follow-up')).waitFor();
  await me.keyboard.press(button(me, 'record:followUp.stop.button'));
  await me.page.getByText(say('record:followUp.done.stop-follow-ups')).waitFor();
  await me.looksRight();

  await she.goTo('/adviser');
  await she.page.locator(`main a[href$="${desk()}"]`).first().waitFor();
  await she.goTo(desk());
  await she.page.getByText('Some days are better.').first().waitFor();
  await she.looksRight();
  await she.goTo(`${desk()}/message`);
  await she.keyboard.write(she.page.locator('textarea'), 'Thank you for telling us.');
  await she.keyboard.press(button(she, 'adviser:actions.message.button'));
  await me.goTo(request());
  await me.page.getByText('Thank you for telling us.').first().waitFor();
  await me.looksRight();
  await looksRightInWelsh(me, `${request()}/following-up`);
  await looksRightInWelsh(she, `${desk()}/following-up`);
  await Promise.all([me.leave(), she.leave()]);
});
