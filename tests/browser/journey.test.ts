import { describe, expect, it } from 'vitest';
import samaritans from '#content/directory/samaritans.json';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, type PersonAtBrowser, speaker, waysToRead } from '../support/browser';
import type { MailboxMessage } from '../support/running-portal';

/** The whole way through, as people walk it: reading first, then a meeting asked for, arranged and called off. */

const here = portalAndBrowser();

async function messagesTo(email: string): Promise<MailboxMessage[]> {
  return (await here.portal.mailbox()).filter(({ to }) => to === email);
}

describe.each(waysToRead)('$name', ({ script, locale, width }) => {
  const say = speaker(locale);
  const path = (neutral: string) => localPath(locale, neutral);
  const open = () => here.open({ script, width });

  async function signIn(person: PersonAtBrowser, email: string, staff = false) {
    await person.goTo(path(staff ? '/adviser' : '/meetings'));
    await person.seesHeading(say('account:signIn.title'));
    await person.looksRight();
    await person.page.getByLabel(say('account:signIn.email')).fill(email);
    await person.press(say('account:signIn.send'));
    await person.seesHeading(say('account:code.title'));
    const code = /\d{6}/.exec((await messagesTo(email))[0]!.subject)![0];
    await person.page.getByLabel(say('account:code.label')).fill(code);
    await person.looksRight();
    await person.press(say('account:code.continue'));
    if (!staff) return;
    await person.page
      .getByLabel(say('account:secondStep.label'))
      .fill(await here.portal.staffCode(email));
    await person.looksRight();
    await person.press(say('account:secondStep.continue'));
  }

  it('a reader finds guides, and who can help', async () => {
    const reader = await open();
    await reader.goTo(path('/'));
    await reader.seesHeading(say('home:title'));
    await reader.looksRight();
    expect(await reader.page.locator('.doors a').count()).toBe(3);

    await reader.follow(say('common:navigation.guides'));
    await reader.seesHeading(say('guides:list.title'));
    await reader.looksRight();
    // The directory.
    await reader.follow(say('common:navigation.support'));
    await reader.seesHeading(say('support:title'));
    expect(await reader.page.locator('.cards > li').count()).toBeGreaterThanOrEqual(20);
    await reader.looksRight();
    await reader.page.locator('#q').fill('samaritens');
    await reader.press(say('support:show'));
    await reader.page
      .locator('.cards')
      .getByRole('link', { name: samaritans.name[locale] })
      .first()
      .click();
    await reader.seesHeading(samaritans.name[locale]);
    await reader.page.getByText('116 123').first().waitFor();
    await reader.looksRight();
    await reader.goTo(path('/support?need=legal&profession=dentist&nation=wales'));
    await reader.looksRight();
    await reader.goTo(path('/support?q=qqqqqq'));
    await reader.page.getByText(say('support:nothing')).waitFor();

    // Three contacts.
    await reader.goTo(path('/support/match'));
    await reader.looksRight();
    await reader.page.getByLabel(say('matching:worries.feelings')).check();
    await reader.page.getByLabel(say('support:professions.doctor'), { exact: true }).check();
    await reader.page.getByLabel(say('support:nations.england'), { exact: true }).check();
    await reader.press(say('matching:show'));
    await reader.page.getByText(say('matching:found')).waitFor();
    expect(await reader.page.locator('ol.cards > li').count()).toBe(3);
    await reader.looksRight();

    for (const page of ['about', 'privacy', 'cookies', 'accessibility', 'contact']) {
      await reader.goTo(path(`/${page}`));
      await reader.looksRight();
    }
    expect(await reader.context.cookies()).toEqual([]);
    await reader.leave();
  });

  it('a practitioner asks for a meeting, an adviser offers times, and either can call it off', async () => {
    const email = `${locale}.${script}@example.test`;
    const adviserEmail =
      locale === 'cy' ? 'adviser.wales@example.test' : 'adviser.north@example.test';
    const practitioner = await open();
    const adviser = await open();
    const { page } = practitioner;

    await signIn(practitioner, email);
    await practitioner.seesHeading(say('meetings:list.title'));
    await practitioner.looksRight();
    await practitioner.follow(say('meetings:list.ask'));
    await practitioner.looksRight();
    await practitioner.press(say('meetings:start.begin'));

    const answer = async (title: string, fill: () => Promise<void>) => {
      await page
        .getByText(say(`meetings:questions.${title}.title`), { exact: true })
        .first()
        .waitFor();
      await practitioner.looksRight();
      await fill();
      await practitioner.press(say('meetings:question.continue'));
    };
    const tick = (key: string) => page.getByLabel(say(key), { exact: true }).first().check();
    const write = (key: string, words: string) => page.getByLabel(say(key)).first().fill(words);

    await answer('topics', async () => {
      await tick('meetings:topics.process');
      await write('meetings:questions.topics.about', 'I do not know what happens next.');
    });
    await answer('name', () => write('meetings:questions.name.title', 'Dr Amina Yusuf'));
    await answer('how', () => tick('meetings:methods.video'));
    await answer('contact', async () => {
      await tick('meetings:ways.email');
      await tick('meetings:answers.leaveMessage.no');
    });
    await answer('reminders', async () => {
      await tick('meetings:reminderTimes.day');
      await tick('meetings:reminderWays.email');
    });
    await answer('supporter', async () => {
      await tick('meetings:answers.supporter.yes');
      await write('meetings:questions.supporter.name', 'Sam Lee');
    });
    await answer('needs', async () => {
      await tick('meetings:needs.interpreter');
      await write('meetings:questions.needs.language', 'Arabic');
    });
    await answer('organisation', async () => {
      await tick(`meetings:nations.${locale === 'cy' ? 'wales' : 'england'}`);
      await tick('meetings:answers.separateAdviser.yes');
    });
    await answer('slot', () => tick('meetings:questions.slot.other'));
    await answer('times', async () => {
      await tick('meetings:days.any');
      await tick('meetings:parts.morning');
    });

    await practitioner.seesHeading(say('meetings:check.title'));
    await practitioner.looksRight();
    await page
      .getByRole('link', {
        name: `${say('meetings:check.change')} ${say('meetings:list.name')}`,
        exact: true,
      })
      .click();
    expect(await page.locator('[name="name"]').inputValue()).toBe('Dr Amina Yusuf');
    await page.locator('[name="name"]').fill('Dr Yusuf');
    await practitioner.press(say('meetings:question.continue'));
    await practitioner.seesHeading(say('meetings:check.title'));
    await page.getByText('Dr Yusuf').first().waitFor();
    await practitioner.press(say('meetings:check.send'));
    await practitioner.seesHeading(say('meetings:meeting.sent'));
    const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(
      await page.locator('.reference').innerText(),
    )![0];
    await practitioner.looksRight();

    // The adviser reads it and offers three times.
    await signIn(adviser, adviserEmail, true);
    await adviser.seesHeading(say('adviser:queue.title'));
    await adviser.looksRight();
    await adviser.page.locator(`a[href$="${reference}"]`).first().click();
    await adviser.seesHeading('Dr Yusuf');
    await adviser.page.getByText('Arabic').waitFor();
    await adviser.looksRight();
    const desk = path(`/adviser/requests/${reference}`);
    await adviser.goTo(`${desk}/offer-times`);
    await adviser.looksRight();
    const slots = adviser.page.locator('[name="startsAt"]');
    for (const index of [0, 2, 5]) await slots.nth(index).check();
    await adviser.press(say('adviser:actions.offer-times.button'));
    await adviser.page.getByText(say('meetings:states.offered'), { exact: true }).first().waitFor();

    // The practitioner takes one of them.
    await page.reload();
    expect(await page.locator('[name="offer"]').count()).toBe(3);
    await practitioner.looksRight();
    await page.locator('[name="offer"]').nth(1).check();
    await practitioner.press(say('meetings:meeting.accept'));
    await page.getByText(say('meetings:states.confirmed'), { exact: true }).first().waitFor();
    await page.getByRole('link', { name: say('meetings:meeting.join') }).waitFor();
    await practitioner.looksRight();
    await adviser.goTo(desk);
    await adviser.page
      .getByText(say('meetings:states.confirmed'), { exact: true })
      .first()
      .waitFor();
    await adviser.page.getByText(say('meetings:events.accept.practitioner')).waitFor();
    await adviser.looksRight();

    // Both get a message in neutral words with an invitation, and neither sees the other's address.
    const invitation = await invitationTo(email, 'REQUEST', adviserEmail);
    await invitationTo(adviserEmail, 'REQUEST', email);

    // On this walk the adviser calls it off in English, the practitioner in Welsh.
    if (locale === 'en') {
      await adviser.goTo(`${desk}/cancel`);
      await adviser.looksRight();
      await adviser.page.locator('textarea').fill('I am unwell. I am sorry.');
      await adviser.press(say('adviser:actions.cancel.button'));
      await adviser.page
        .getByText(say('meetings:states.cancelled'), { exact: true })
        .first()
        .waitFor();
      await page.reload();
      await page.getByText('I am unwell. I am sorry.').first().waitFor();
    } else {
      await page.getByText(say('manage:actions.cancel'), { exact: true }).click();
      await practitioner.press(say('meetings:meeting.cancel'));
    }
    await page.getByText(say('meetings:states.cancelled'), { exact: true }).first().waitFor();
    await practitioner.looksRight();

    const cancellation = await invitationTo(email, 'CANCEL', adviserEmail);
    await invitationTo(adviserEmail, 'CANCEL', email);
    expect(cancellation.uid).toBe(invitation.uid);
    expect(cancellation.sequence).toBeGreaterThan(invitation.sequence);

    // Everything held is there to see, and signing out ends it.
    await practitioner.goTo(path('/account'));
    await practitioner.looksRight();
    await practitioner.goTo(path('/account/data'));
    await page.getByText('Arabic').first().waitFor();
    await practitioner.looksRight();
    await practitioner.goTo(path('/sign-out'));
    await practitioner.press(say('account:signOut.button'));
    await practitioner.seesHeading(say('account:signOut.done'));
    await practitioner.looksRight();
    await practitioner.goTo(path(`/meetings/${reference}`));
    await practitioner.seesHeading(say('account:signIn.title'));

    await practitioner.leave();
    await adviser.leave();
  });
});

/** Words an email must never hold: an employer or a family member may see it. */
const telling =
  /concern|investigat|performance|practitioner performance|PPA|pryder|ymchwil|Yusuf|Arabic|Sam Lee/i;

async function invitationTo(email: string, method: 'REQUEST' | 'CANCEL', other: string) {
  const [message] = (await messagesTo(email)).filter(({ attachments }) => attachments.length > 0);
  const [file] = message!.attachments;
  expect(file!.contentType).toContain(`method=${method}`);
  expect(file!.content).toContain(`METHOD:${method}`);
  if (method === 'CANCEL') expect(file!.content).toContain('STATUS:CANCELLED');
  const whole = `${message!.subject}\n${message!.text}\n${file!.content}`;
  expect(whole).not.toMatch(telling);
  expect(whole).not.toContain(other);
  return {
    uid: /UID:(\S+)/.exec(file!.content)![1]!,
    sequence: Number(/SEQUENCE:(\d+)/.exec(file!.content)![1]),
  };
}
