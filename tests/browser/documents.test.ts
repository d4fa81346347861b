import { beforeAll, describe, expect, it } from 'vitest';
import { localPath } from '~/platform/locale';
import { portalAndBrowser, speaker, waysToRead } from '../support/browser';
import { aJpeg, aPdf, aPng } from '../support/documents';
import { answersForms } from '../support/forms';
import { Visitor } from '../support/visitor';

/** A letter is shared and opened, a photo is sent, a newer version comes, and what was shared by mistake is taken back. */

const here = portalAndBrowser();
let amina: Visitor;
let ruth: Visitor;
beforeAll(async () => {
  amina = await new Visitor(here.portal).signIn('amina.demo@example.test');
  ruth = await new Visitor(here.portal).signIn('adviser.north@example.test');
});

/** A request that was sent, with its practitioner known. @returns its reference. */
async function sentRequest(): Promise<string> {
  await amina.send('/meetings/new', {});
  for (const [step, fields] of answersForms) await amina.send(`/meetings/new/${step}`, fields);
  const sent = await amina.send('/meetings/new/check', {});
  return /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
}

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: aPdf() });
const photo = { name: 'IMG_1.JPG', mimeType: 'image/jpeg', buffer: aJpeg() };

describe.each(waysToRead)('$name', (way) => {
  const { locale } = way;
  const say = speaker(locale);

  it('both sides share, open, renew and take back', async () => {
    const reference = await sentRequest();
    const at = (page: string) => localPath(locale, page);
    const theirs = at(`/meetings/${reference}`);
    const desk = at(`/adviser/requests/${reference}`);

    const adviser = await here.open(way);
    await adviser.signedInAs(ruth);
    await adviser.goTo(desk);
    await adviser.page.getByText(say('documents:none.adviser')).waitFor();
    await adviser.follow(say('documents:add.adviser'));
    await adviser.page.getByText(say('documents:blocked.identity-first')).waitFor();
    await adviser.looksRight();
    await ruth.send(`/adviser/requests/${reference}/record-identity`, { how: 'seen-before' });

    // What is wrong is said, and what was typed stays.
    await adviser.goTo(`${desk}/documents/new`);
    await adviser.looksRight();
    await adviser.page.getByLabel(say('documents:form.name')).fill('Our letter of advice');
    const file = adviser.page.getByLabel(say('documents:form.file'));
    const script = Buffer.from('<svg onload="alert(1)"/>');
    await file.setInputFiles({ name: 'letter.png', mimeType: 'image/png', buffer: script });
    await adviser.press(say('documents:form.send.adviser'));
    await adviser.page.getByRole('alert').waitFor();
    for (const wrong of ['kind.missing', 'file.wrong-type'])
      await adviser.page.getByRole('link', { name: say(`documents:wrong.${wrong}`) }).waitFor();
    // Chromium tells its console of every answer that is not a success.
    expect(adviser.troubles.splice(0).join()).toMatch(/^console: [^,]*400/);
    await adviser.looksRight();
    const name = adviser.page.getByLabel(say('documents:form.name'));
    expect(await name.inputValue()).toBe('Our letter of advice');
    await adviser.page.getByLabel(say('documents:kinds.advice-letter')).check();
    await file.setInputFiles(pdf('Smith advice.pdf'));
    await adviser.press(say('documents:form.send.adviser'));
    await adviser.page.getByText(say('documents:done.adviser')).waitFor();
    await adviser.page.getByText(say('documents:page.nobody')).waitFor();
    await adviser.looksRight();
    const letter = new URL(adviser.page.url()).pathname;

    // The practitioner is told, without a word of it, and opens it.
    const mails = (await here.portal.mailbox()).filter(({ to }) => to.startsWith('amina'));
    expect(mails[0]!.text).toContain(`/meetings/${reference}`);
    expect(JSON.stringify(mails[0])).not.toMatch(/letter|advice|document/i);
    const person = await here.open(way);
    await person.signedInAs(amina);
    await person.goTo(theirs);
    await person.page.getByText(say('documents:tags.new'), { exact: true }).waitFor();
    await person.looksRight();
    await person.follow('Our letter of advice');
    await person.looksRight();
    const [download] = await Promise.all([
      person.page.waitForEvent('download'),
      person.page.getByRole('link', { name: say('documents:page.save') }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('document-1.pdf');
    await person.page.reload();
    await person.page.getByText(say('documents:page.you'), { exact: true }).waitFor();
    await adviser.goTo(desk);
    await adviser.page.getByText(say('documents:tags.opened'), { exact: true }).waitFor();
    await adviser.looksRight();
    await adviser.goTo(letter);
    await adviser.page.getByText(say('documents:page.practitioner'), { exact: true }).waitFor();

    // They send a photo, which is shown on its page.
    await person.goTo(theirs);
    await person.follow(say('documents:add.practitioner'));
    await person.looksRight();
    await person.page.getByLabel(say('documents:form.name')).fill('Letter from my trust');
    await person.page.getByLabel(say('documents:form.file')).setInputFiles(photo);
    await person.press(say('documents:form.send.practitioner'));
    await person.page.getByText(say('documents:done.practitioner')).waitFor();
    await person.follow(say('documents:page.show'));
    const shown = person.page.getByRole('img', { name: /Letter from my trust/ });
    await shown.waitFor();
    const width = await shown.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return image.naturalWidth;
    });
    expect(width).toBe(1);
    await person.looksRight();

    // A newer version stands beside the letter, which stays.
    await adviser.goTo(letter);
    await adviser.follow(say('documents:page.replace'));
    await adviser.looksRight();
    await adviser.page.getByLabel(say('documents:form.name')).fill('Our letter, put right');
    await adviser.page
      .getByLabel(say('documents:form.file'))
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: aPng() });
    await adviser.press(say('documents:form.send.adviser'));
    await adviser.page.getByText(say('documents:done.adviser')).waitFor();
    await person.goTo(theirs);
    await person.page.getByText(say('documents:tags.older'), { exact: true }).waitFor();
    await person.follow('Our letter of advice');
    await person.follow('Our letter, put right');
    await person.seesHeading('Our letter, put right');

    // It was for somebody else: it is taken back, and nobody can open it any more.
    await adviser.page.getByText(say('documents:takeBack.summary'), { exact: true }).click();
    await adviser.looksRight();
    await adviser.press(say('documents:takeBack.button'));
    await adviser.page.getByText(say('documents:done.taken-back')).waitFor();
    await adviser.page.getByText(say('documents:hadNotOpened')).waitFor();
    await adviser.looksRight();
    await person.page.reload();
    await person.seesHeading(say('documents:gone.taken-back'));
    await person.looksRight();
    expect((await amina.ask(`${new URL(person.page.url()).pathname}/file`)).status).toBe(404);
    await person.goTo(theirs);
    await person.looksRight();
    await person.leave();
    await adviser.leave();
  });
});
