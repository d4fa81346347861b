import { randomBytes } from 'node:crypto';
import { parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localPath, switchField } from '~/platform/locale';
import { answerFormId } from '~/platform/ui/language-switch';
import { table } from '~/routes';
import { askForMeeting, fillIn } from '../support/forms';
import { raiseByHttp } from '../support/concerns';
import {
  attribute,
  elementsOf,
  otherLanguageOf,
  readFrom,
  textsIn,
  type Element,
  type PageRead,
} from '../support/reading';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { hasEnglish } from '../support/welsh';
import { Visitor } from '../support/visitor';

/** Every Welsh page that people come upon from link to link: its words are Welsh, and what is typed goes along to English. */

let portal: RunningPortal;
const pages: PageRead[] = [];

/** One page of each kind would leave out questions of which every one is another. */
const allOf = ['/guides/:slug', '/meetings/new/:step', '/meetings/:reference/change/:what'];

/** Every address of the table that stands for one page. */
const fixed = table.filter(({ path, machine }) => !machine && !path.includes(':'));
const startsOf = (...who: string[]) =>
  fixed
    .filter((entry) => who.includes(entry.who) && entry.form !== 'only')
    .map(({ path }) => localPath('cy', path));

const questions = ['topics', 'name', 'how', 'contact', 'reminders', 'supporter', 'needs']
  .concat('organisation', 'slot', 'times', 'check')
  .map((step) => `/cy/meetings/new/${step}`);

beforeAll(async () => {
  portal = await startPortal();
  const counted = new Map<string, number>();
  const read = async (reader: Visitor, ...starts: string[]) =>
    void pages.push(...(await readFrom(reader, starts, allOf, counted)));

  const reader = new Visitor(portal);
  await read(reader, ...startsOf('anyone'));
  await reader.send('/voices/share', {
    page: 'check',
    go: 'send',
    token: randomBytes(32).toString('base64url'),
    'words-told': 'Nobody told me.',
  });
  await reader.beginToSignIn('somebody@example.test');
  await read(reader, '/cy/sign-in/code');

  const amina = await new Visitor(portal).signIn('amina.demo@example.test');
  const sent = await askForMeeting(amina);
  await amina.send(`/meetings/${sent}/account/new`, { words: 'They have not asked me.' });
  await fillIn(amina);
  await raiseByHttp(amina, 'service');
  await amina.send('/concerns/new/discrimination', {});
  const adviser = await new Visitor(portal).signIn('adviser.north@example.test');
  const desk = `/adviser/requests/${sent}`;
  await adviser.send(`${desk}/message`, { words: 'Hello.' });
  await adviser.send(`${desk}/record-identity`, { how: 'called-known-number' });
  const free = await (await adviser.ask(`${desk}/offer-times`)).text();
  await adviser.send(
    `${desk}/offer-times`,
    [...free.matchAll(/value="(\d{13})"/g)].slice(0, 3).map(([, time]) => ['startsAt', time!]),
  );
  const concern = '/cy/concerns/new/discrimination/nation';
  await read(amina, ...startsOf('practitioner', 'signed-in'), ...questions, concern);
  await read(adviser, ...startsOf('adviser', 'staff'), `/cy${desk}`);
  const lead = await new Visitor(portal).signIn('lead@example.test');
  await read(lead, ...startsOf('lead', 'editor'));

  const between = await new Visitor(portal).beginToSignIn('adviser.wales@example.test');
  await between.typeCode('adviser.wales@example.test');
  await read(between, ...startsOf('second-step'));
});
afterAll(() => portal.stop());

/** A summary stands in one language of many, which its title cannot say, and names its own others. */
const isOfThePortal = ({ path }: PageRead): boolean => path !== '/languages/:code';

describe('the words of a Welsh page', () => {
  it('are Welsh, or say that they are not', () => {
    expect(pages.length).toBeGreaterThan(150);
    const found = pages.filter(isOfThePortal).flatMap(({ address, html }) =>
      textsIn(html, 'cy')
        .filter((text) => !/^https?:/.test(text) && hasEnglish(text))
        .map((text) => `${address}: ${text}`),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  it('are in a page that says so, with a way to the same page in English', () => {
    for (const { address, html } of pages) {
      expect(html, address).toMatch(/^<!doctype html><html lang="cy">/);
      expect(html, address).toMatch(/ lang="en"[^>]*>English</);
    }
  });
});

describe('a search engine', () => {
  it('is told of each public page in both languages, and of no other', () => {
    for (const { address, path, status, html } of pages.filter(isOfThePortal)) {
      const links = elementsOf(parse(html), 'link')
        .filter((link) => attribute(link, 'rel') === 'alternate')
        .map((link) => [attribute(link, 'hreflang'), attribute(link, 'href')]);
      const entry = table.find((each) => each.path === path)!;
      if (!entry.kept || status !== 200) expect(links, address).toEqual([]);
      else
        expect(links, address).toEqual([
          ['en', portal.url + otherLanguageOf(address)],
          ['cy', portal.url + address],
          ['x-default', portal.url + otherLanguageOf(address)],
        ]);
    }
  });
});

const formOf = (html: string): Element | undefined =>
  elementsOf(parse(html), 'form').find((form) => attribute(form, 'id') === answerFormId);

const controlsOf = (form: Element) =>
  elementsOf(form, 'input', 'textarea', 'select').filter((control) => {
    const type = attribute(control, 'type') ?? '';
    return attribute(control, 'name') && !['hidden', 'file', 'submit'].includes(type);
  });

const long = "Gair “<b>” & 'gair'\nar ail linell";

/** What somebody might type into everything a form asks: the last of every choice. */
function typedInto(form: Element): [string, string][] {
  const typed = new Map<string, string>();
  for (const control of controlsOf(form)) {
    const name = attribute(control, 'name')!;
    const type = attribute(control, 'type') ?? control.tagName;
    const value = attribute(control, 'value');
    // “I would rather not say” is an answer that need not be kept: it is the same as none.
    if (type === 'radio' || type === 'checkbox') {
      if (value) typed.set(name, value);
    } else if (type === 'select')
      typed.set(name, attribute(elementsOf(control, 'option').at(-1)!, 'value')!);
    else if (type === 'date') typed.set(name, '2027-03-01');
    else if (attribute(control, 'inputmode') === 'numeric') typed.set(name, '12');
    else typed.set(name, type === 'textarea' ? long : 'gair "<b>" & \'gair\'');
  }
  return [...typed];
}

/** What a form holds, as a browser would send it. */
const heldBy = (form: Element): [string, string][] =>
  controlsOf(form).flatMap((control): [string, string][] => {
    const name = attribute(control, 'name')!;
    const type = attribute(control, 'type') ?? control.tagName;
    if (type === 'radio' || type === 'checkbox') {
      const isTicked = attribute(control, 'checked') !== undefined;
      return isTicked ? [[name, attribute(control, 'value')!]] : [];
    }
    if (type === 'select') {
      const options = elementsOf(control, 'option');
      const chosen = options.filter((option) => attribute(option, 'selected') !== undefined);
      return chosen.map((option) => [name, attribute(option, 'value')!]);
    }
    if (type === 'textarea') return [[name, textWithin(control)]];
    return [[name, attribute(control, 'value') ?? '']];
  });

const textWithin = ({ childNodes }: Element): string =>
  childNodes.map((child) => ('value' in child ? child.value : '')).join('');

/** Pages that ask for something which stays behind when the language changes, and why. */
const staysBehind: Record<string, string> = {
  '/account/passkeys': 'the name of a passkey, which is asked for only where a script runs',
  '/adviser/availability/busy': 'a file, which has to be chosen again',
};

/** Pages whose forms are buttons: nothing is typed or chosen. */
const onlyButtons = [
  ...['/account/data/file', '/account/sessions', '/account/unsent', '/sign-in/passkey'],
  ...['/sign-out', '/meetings/new', '/meetings/:reference/documents/:id', '/concerns/new/:kind'],
  ...['/adviser/requests/:reference/documents/:id', '/adviser/availability/calendar'],
  ...['/adviser/undelivered', '/adviser/audit', '/adviser/content'],
];

/** Pages that ask something only when more has happened than here: a note is shared, a new authenticator is wished for. */
const askLater = ['/meetings/:reference/note', '/account/second-step', '/sign-in/set-up'];

describe('what is typed into a Welsh page', () => {
  it('is there again in English, as it was typed, and nothing came of it', async () => {
    const messages = (await portal.mailbox()).length;
    let forms = 0;
    for (const { address, reader, html } of pages) {
      const form = formOf(html);
      if (!form) continue;
      const typed = typedInto(form);
      if (typed.length === 0) continue;
      const hidden = elementsOf(form, 'input')
        .filter((input) => attribute(input, 'type') === 'hidden')
        .map((input) => [attribute(input, 'name')!, attribute(input, 'value')!] as const);
      const to = otherLanguageOf(attribute(form, 'action')!);
      const answer = await reader.send(to, [...hidden, ...typed, [switchField, '']] as [
        string,
        string,
      ][]);
      const english = await answer.text();
      expect([address, answer.status]).toEqual([address, 200]);
      expect(answer.headers.get('cache-control')).toContain('no-store');
      expect(english, address).toContain('<html lang="en">');
      expect(english, address).not.toContain('error-summary');
      const shown = formOf(english);
      expect(shown && new Map(heldBy(shown)), address).toEqual(new Map(typed));
      forms += 1;
    }
    expect(forms).toBeGreaterThan(50);
    expect((await portal.mailbox()).length).toBe(messages);
  });

  it('has a form that goes along on every page that asks for something, or the reason is known', () => {
    const without = pages.filter(({ html }) => {
      const main = elementsOf(parse(html), 'main')[0];
      const asks = main && elementsOf(main, 'form').some((form) => takesAnswers(form));
      return asks && !formOf(html);
    });
    const reasons = new Set(without.map(({ path }) => path));
    expect([...reasons].filter((path) => !(path in staysBehind))).toEqual([]);
  });
});

describe('a page that takes a form', () => {
  it('lets what is typed go along, or it is known why not', () => {
    const goesAlong = new Set(pages.filter(({ html }) => formOf(html)).map(({ path }) => path));
    const others = table
      .filter(({ form, path }) => form === true && !goesAlong.has(path))
      .map(({ path }) => path);
    expect(others.sort()).toEqual(
      [...Object.keys(staysBehind), ...onlyButtons, ...askLater].sort(),
    );
  });
});

const takesAnswers = (form: Element): boolean =>
  attribute(form, 'method') === 'post' && controlsOf(form).length > 0;
