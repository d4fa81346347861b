import { afterAll, beforeAll, expect, it } from 'vitest';
import { localPath, type Locale } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead, type PersonAtBrowser } from '../support/browser';
import { askForMeeting } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { Visitor } from '../support/visitor';

/** A practitioner raises a concern and follows it; a lead answers it. Both kinds, each to its end. */

const here = portalAndBrowser();
let file: PortalFile;
let lead: Visitor;
beforeAll(async () => {
  file = new PortalFile(here.portal);
  lead = await new Visitor(here.portal).signIn('lead@example.test');
});
afterAll(() => file.close());

const [onADesk, onAPhone, inWelsh] = waysToRead as [
  (typeof waysToRead)[number],
  (typeof waysToRead)[number],
  (typeof waysToRead)[number],
];

/** Somebody with a concern before them: what they fill in, press and read. */
class Reader {
  readonly say;
  constructor(
    readonly person: PersonAtBrowser,
    readonly locale: Locale,
  ) {
    this.say = speaker(locale);
  }

  get main() {
    return this.person.page.locator('main');
  }

  words = (key: string, values?: Record<string, unknown>) => this.say(`concerns:${key}`, values);

  goTo = (path: string) => this.person.goTo(localPath(this.locale, path));

  follow = (key: string, values?: Record<string, unknown>) =>
    this.main
      .getByRole('link', { name: this.words(key, values) })
      .first()
      .click();

  press = (key: string) =>
    this.main
      .getByRole('button', { name: this.words(key) })
      .first()
      .click();

  /** Fills in a field that people write in, or chooses one of several. */
  async fillIn(fields: Record<string, string>) {
    for (const [name, value] of Object.entries(fields)) {
      const choice = this.main.locator(`input[name="${name}"][value="${value}"]`);
      if ((await choice.count()) > 0) await choice.check();
      else await this.main.locator(`[name="${name}"]`).fill(value);
    }
  }

  reads = (text: string | RegExp) => this.main.getByText(text).first().waitFor();
  /** The pointer is out of the way: a link under it has lost its line. */
  async looksRight() {
    await this.person.page.mouse.move(0, 0);
    await this.person.looksRight();
  }

  /** A form was not taken, and nothing else went wrong: the browser's own word for it is expected. */
  refused(status: 400 | 409 = 400) {
    const { troubles } = this.person;
    expect(troubles.splice(0)).toEqual([expect.stringContaining(`status of ${status}`)]);
  }

  /** Answers one question, and looks at its page first. */
  async answers(heading: string, fields: Record<string, string>) {
    await this.person.seesHeading(this.words(heading));
    await this.looksRight();
    await this.fillIn(fields);
    await this.press('question.continue');
  }
}

async function open(way: (typeof waysToRead)[number], who: Visitor): Promise<Reader> {
  const person = await here.open(way);
  await person.signedInAs(who);
  return new Reader(person, way.locale);
}

const referenceIn = (reader: Reader): string =>
  /\/concerns\/([0-9A-Z-]{9})/.exec(reader.person.page.url())![1]!;

/** What a lead does on the page of one action. */
async function act(reader: Reader, reference: string, action: string, fields = {}) {
  await reader.goTo(`/adviser/concerns/${reference}/${action}`);
  await reader.looksRight();
  await reader.fillIn(fields);
  await reader.press(`lead.actions.${action}.button`);
  await reader.reads(reader.words(`lead.done.${action}`));
}

it('about discrimination, without script on a narrow phone: raised, passed on with consent, taken back, answered', async () => {
  const amina = await open(onAPhone, await new Visitor(here.portal).signIn('one@example.test'));
  await amina.goTo('/meetings');
  await amina.follow('meetings.link');
  await amina.person.seesHeading(amina.words('list.title'));
  await amina.looksRight();
  await amina.follow('doors.discrimination.link');
  await amina.looksRight();
  await amina.press('start.begin');

  await amina.answers('questions.nation.title', { nation: 'england' });
  await amina.answers('questions.who.title', { who: 'employer', whoName: 'A trust' });
  // Nothing written: it is said what is missing, and nothing typed is lost.
  await amina.fillIn({ when: 'since spring' });
  await amina.press('question.continue');
  await amina.person.page.getByRole('alert').getByText(amina.words('errors.happened')).waitFor();
  amina.refused();
  expect(await amina.main.locator('[name=when]').inputValue()).toBe('since spring');
  await amina.answers('questions.what.title', { happened: 'They checked only one side.' });
  await amina.answers('questions.grounds.title', { grounds: 'race' });
  await amina.answers('questions.wanted.title', {});
  await amina.answers('questions.name.title', { name: 'Dr Amina Yusuf' });
  // Nothing is chosen for anybody, and each is asked by itself.
  expect(await amina.main.locator('input:checked').count()).toBe(0);
  await amina.fillIn({ service: 'no', cqc: 'yes' });
  await amina.press('question.continue');
  await amina.reads(amina.words('errors.consents.nhs-england'));
  amina.refused();
  await amina.answers('questions.consent.title', { 'nhs-england': 'no' });
  await amina.person.seesHeading(amina.words('check.title'));
  await amina.looksRight();
  await amina.press('check.send');
  await amina.reads(amina.words('page.sent'));
  await amina.looksRight();
  const reference = referenceIn(amina);

  const daniel = await open(onAPhone, lead);
  await daniel.goTo('/adviser/team');
  await daniel.main.locator('a[href="/adviser/concerns"]').click();
  await daniel.looksRight();
  await daniel.follow('lead.concernOf', { reference });
  await daniel.reads('They checked only one side.');
  await daniel.looksRight();
  await act(daniel, reference, 'acknowledge');
  await act(daniel, reference, 'message', { words: 'When did it begin?' });
  await daniel.goTo(`/adviser/concerns/${reference}/pass-on`);
  // Only who was agreed to can be chosen.
  expect(await daniel.main.locator('input[name=body]').count()).toBe(1);
  const passedOn = { body: 'cqc', more: 'The contact centre', words: 'A doctor tells us this.' };
  await act(daniel, reference, 'pass-on', passedOn);

  await amina.goTo(`/concerns/${reference}`);
  await amina.reads('When did it begin?');
  await amina.reads('A doctor tells us this.');
  await amina.reads('Daniel Okafor');
  await amina.looksRight();
  await amina.follow('consent.change.take-back');
  await amina.person.seesHeading(amina.words('change.take-back.title'));
  await amina.looksRight();
  await amina.press('change.take-back.button');
  await amina.reads(amina.words('consent.mustBeTold'));
  await amina.looksRight();

  await act(daniel, reference, 'record-told', { body: 'cqc', words: 'We told them.' });
  await act(daniel, reference, 'record-reply', { body: 'cqc', words: 'They have noted it.' });
  await act(daniel, reference, 'answer', { words: 'We read it all.', more: 'We keep it in mind.' });

  await amina.goTo(`/concerns/${reference}`);
  await amina.reads('We keep it in mind.');
  await amina.reads('They have noted it.');
  await amina.reads(amina.words('outside.ombudsman'));
  await amina.looksRight();
  await amina.goTo(`/concerns/${reference}/close`);
  await amina.looksRight();
  await amina.press('change.close.button');
  await amina.reads(amina.words('done.close'));
  await Promise.all([amina.person.leave(), daniel.person.leave()]);
});

it('about an adviser, in Welsh: linked to a request, answered, and looked at again', async () => {
  const visitor = await new Visitor(here.portal).signIn('two@example.test');
  const ruth = await new Visitor(here.portal).signIn('adviser.north@example.test');
  const request = await askForMeeting(visitor);
  await ruth.send(`/adviser/requests/${request}/message`, { words: 'Hello.' });

  const tomasz = await open(inWelsh, visitor);
  await tomasz.goTo(`/meetings/${request}`);
  await tomasz.follow('meetings.link');
  await tomasz.follow('doors.service.link');
  await tomasz.looksRight();
  await tomasz.press('start.begin');
  await tomasz.answers('questions.request.title', { request });
  // What they told us before is there already.
  expect(await tomasz.main.locator('input:checked').getAttribute('value')).toBe('england');
  await tomasz.answers('questions.nation.title', {});
  await tomasz.main.getByLabel('Ruth Adeyemi').check();
  await tomasz.answers('questions.whom.title', {});
  await tomasz.answers('questions.what.title', { happened: 'Ni ffoniodd neb yn ôl.' });
  await tomasz.answers('questions.wanted.service', { wanted: 'Galwad.' });
  expect(await tomasz.main.locator('[name=name]').inputValue()).toBe('Dr Amina Yusuf');
  await tomasz.answers('questions.name.title', {});
  await tomasz.answers('questions.consent.title', { adviser: 'no' });
  await tomasz.reads('Ruth Adeyemi');
  await tomasz.looksRight();
  await tomasz.press('check.send');
  await tomasz.reads(tomasz.words('page.sent'));
  const reference = referenceIn(tomasz);

  const daniel = await open(inWelsh, lead);
  await daniel.goTo(`/adviser/concerns/${reference}`);
  await daniel.reads(daniel.words('lead.about', { name: 'Ruth Adeyemi' }));
  await daniel.looksRight();
  await act(daniel, reference, 'acknowledge');
  await act(daniel, reference, 'extend', { until: soon(40), words: 'Rydym yn aros am ateb.' });
  await daniel.goTo(`/adviser/concerns/${reference}/answer`);
  await daniel.fillIn({ words: 'Darllenwyd popeth.', more: 'Byddwn yn ffonio.' });
  await daniel.press('lead.actions.answer.button');
  await daniel.reads(daniel.words('refusals.outcome-missing'));
  daniel.refused();
  expect(await daniel.main.locator('[name=more]').inputValue()).toBe('Byddwn yn ffonio.');
  await daniel.looksRight();
  await daniel.fillIn({ outcome: 'partly-upheld' });
  await daniel.press('lead.actions.answer.button');
  await daniel.reads(daniel.words('lead.done.answer'));

  await tomasz.goTo(`/concerns/${reference}`);
  await tomasz.reads(tomasz.words('outcomes.partly-upheld'));
  await tomasz.reads(tomasz.words('answer.same'));
  await tomasz.reads('Rydym yn aros am ateb.');
  await tomasz.looksRight();
  await tomasz.follow('actions.ask-for-review');
  await tomasz.looksRight();
  await tomasz.fillIn({ words: 'Nid oedd hynny’n ateb.' });
  await tomasz.press('change.ask-for-review.button');
  await tomasz.reads(tomasz.words('done.ask-for-review'));
  await tomasz.looksRight();

  await act(daniel, reference, 'answer', {
    outcome: 'upheld',
    words: 'Edrychwyd eto.',
    more: 'Ymddiheurwn.',
  });
  await act(daniel, reference, 'close');
  await tomasz.goTo('/concerns');
  await tomasz.reads(tomasz.words('states.closed'));
  await tomasz.looksRight();
  await Promise.all([tomasz.person.leave(), daniel.person.leave()]);
});

it('that nobody may read says so before and after, waits, and can be withdrawn; a form sent too late is kept', async () => {
  const visitor = await new Visitor(here.portal).signIn('three@example.test');
  const request = await askForMeeting(visitor);
  // The only lead has had a hand in it.
  await lead.send(`/adviser/requests/${request}/message`, { words: 'Hello.' });

  const gwen = await open(onADesk, visitor);
  await gwen.goTo('/concerns/new/service');
  await gwen.press('start.begin');
  await gwen.answers('questions.request.title', { request });
  await gwen.answers('questions.nation.title', { nation: 'wales' });
  await gwen.answers('questions.whom.title', { whom: 'service' });
  // Their time runs out while they write.
  const cookies = await gwen.person.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  await gwen.fillIn({ happened: 'Nobody called back.' });
  file.setSession(cookie, { last_seen_at: Date.now() - 3_600_000 });
  await gwen.press('question.continue');
  await gwen.person.page.waitForURL(/sign-in/);
  await visitor.signIn('three@example.test');
  await gwen.person.signedInAs(visitor);
  await gwen.goTo('/account/unsent');
  await gwen.reads(gwen.words('answers.happened'));
  await gwen.looksRight();
  await gwen.main.getByRole('button', { name: gwen.say('account:unsent.send') }).click();
  await gwen.answers('questions.wanted.service', {});
  await gwen.answers('questions.name.title', {});
  await gwen.person.seesHeading(gwen.words('nobodyFree.title'));
  await gwen.reads('Nobody called back.');
  await gwen.looksRight();
  await gwen.press('check.send');
  await gwen.person.seesHeading(gwen.words('nobodyFree.title'));
  await gwen.looksRight();
  const reference = referenceIn(gwen);
  expect((await lead.ask(`/adviser/concerns/${reference}`)).status).toBe(404);

  await gwen.follow('actions.add-words');
  await gwen.looksRight();
  await gwen.press('change.add-words.button');
  await gwen.person.page.getByRole('alert').waitFor();
  gwen.refused();
  await gwen.fillIn({ words: 'I wait.' });
  await gwen.press('change.add-words.button');
  await gwen.reads(gwen.words('done.add-words'));
  await gwen.follow('actions.withdraw');
  await gwen.looksRight();
  await gwen.press('change.withdraw.button');
  await gwen.reads(gwen.words('done.withdraw'));
  await gwen.looksRight();
  // What can no longer be done says so, and keeps what was written.
  await gwen.goTo(`/concerns/${reference}/add-words`);
  await gwen.person.seesHeading(gwen.words('change.closedTitle'));
  gwen.refused(409);
  await gwen.looksRight();
  await gwen.person.leave();
});

/** A date so many days from now, as a field of a form holds it. */
const soon = (days: number): string =>
  new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
