import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  changes,
  isRecordChange,
  staysInState,
  transitions,
  type Change,
  type RecordChange,
  type Side,
  type State,
} from '~/meetings/life';
import { byDay } from '~/meetings/times/published-days';
import { localPath, locales, type Locale } from '~/platform/locale';
import { hour, minute } from '~/platform/time/clock';
import { portalAndBrowser, speaker, type PersonAtBrowser } from './browser';
import { deeds, news, type Deed, type Doer, type Told } from './deeds';
import { askForMeeting, fillIn, type Fields } from './forms';
import { PortalFile } from './portal-file';
import type { MailboxMessage } from './running-portal';
import { Visitor } from './visitor';
import { hasEnglish } from './welsh';

/** Every change of the table, made by every side that may, from every state it starts from, in a real browser. */

export interface Walk {
  change: MeetingChange;
  side: Side;
  from: State;
}

type MeetingChange = Exclude<Change, RecordChange>;

const isOfMeeting = (change: Change): change is MeetingChange => !isRecordChange(change);

/** Read from the table itself: what is new in it is walked, or nothing runs. */
export const everyWalk: Walk[] = changes
  .filter(isOfMeeting)
  .flatMap((change) =>
    transitions[change].by.flatMap((side) =>
      transitions[change].from.map((from) => ({ change, side, from })),
    ),
  );

/**
 * The same, once for each page: a change that leaves the state as it is has one page in all of them, and is walked
 * while a meeting is arranged.
 */
export const everyPage: Walk[] = everyWalk.filter(
  ({ change, from }) => !staysInState(change) || from === 'confirmed',
);

const nameOf = ({ change, side, from }: Walk) =>
  `${change} by the ${side}, from ${from}: done, and both see what became of it`;

export interface WayToWalk {
  walks: readonly Walk[];
  script: boolean;
  width: number;
  locale: Locale;
  hands: 'keyboard' | 'pointer';
}

const people = {
  en: { nation: 'england', adviser: 'adviser.north@example.test', name: 'Ruth Adeyemi' },
  cy: { nation: 'wales', adviser: 'adviser.wales@example.test', name: 'Gwen Prydderch' },
} as const;
const leadsName = 'Daniel Okafor';
const leadsAddress = 'lead@example.test';

export function walkThrough({ walks, script, width, locale, hands }: WayToWalk): void {
  const here = portalAndBrowser();
  const say = speaker(locale);
  const { nation, adviser: advisersAddress, name } = people[locale];
  const answers: Record<string, Fields> = {
    reminders: [],
    organisation: [
      ['nation', nation],
      ['separateAdviser', 'no'],
    ],
  };
  let file: PortalFile;
  let adviser: AtBoth;
  let practitioner: AtBoth;
  let past = 0;
  let turn = 0;
  const looked = new Set<string>();

  beforeAll(async () => {
    file = new PortalFile(here.portal);
    adviser = await atBoth(advisersAddress);
    practitioner = await atBoth('walker@example.test');
  });
  afterAll(() => file.close());

  /** Somebody over http, for what leads up to a walk, and in a browser, for the walk. */
  interface AtBoth {
    email: string;
    visitor: Visitor;
    browser: PersonAtBrowser;
  }

  async function atBoth(email: string): Promise<AtBoth> {
    const visitor = await new Visitor(here.portal).signIn(email, locale);
    const browser = await here.open({ script, width });
    await browser.signedInAs(visitor);
    return { email, visitor, browser };
  }

  const desk = (reference: string) => `/adviser/requests/${reference}`;

  // What leads up to a walk

  async function act(by: Visitor, reference: string, action: Change, fields: Fields = []) {
    const answer = await by.send(`${desk(reference)}/${action}`, fields);
    expect(answer.status, `${action} of ${reference}`).toBe(302);
  }

  /** Free times of the adviser, of another day for each request: nobody's meeting is in the way of another's. */
  async function timesOfADay(reference: string, howMany: number): Promise<Fields> {
    const page = await (await adviser.visitor.ask(`${desk(reference)}/confirm`)).text();
    const times = [...page.matchAll(/value="(\d{13})"/g)].map(([, time]) => Number(time));
    const days = byDay(times).filter((each) => each.times.length >= howMany);
    const day = days[(turn += 1) % days.length]!;
    return day.times.slice(-howMany).map((time) => ['startsAt', String(time)]);
  }

  /** How a request gets into each state where a walk begins. @returns its reference, where it has one. */
  async function requestFor({ change, from: state }: Walk, { visitor }: AtBoth): Promise<string> {
    await visitor.send('/meetings/new', { intent: 'discard' });
    // Whoever walks the sending answers every question on the way.
    if (change === 'submit') return '';
    if (state === 'draft') {
      await fillIn(visitor, answers, locale);
      return '';
    }
    const reference = await askForMeeting(visitor, answers, locale);
    if (state === 'submitted') return reference;
    if (state === 'offered') {
      await act(adviser.visitor, reference, 'offer-times', await timesOfADay(reference, 2));
      return reference;
    }
    await act(adviser.visitor, reference, 'confirm', await timesOfADay(reference, 1));
    if (state === 'confirmed') return reference;
    isOver(reference);
    await noteIdentity(reference);
    const held = state === 'held' || state === 'closed';
    await act(adviser.visitor, reference, held ? 'record-held' : 'record-not-attended');
    if (state === 'closed') await act(adviser.visitor, reference, 'close');
    return reference;
  }

  const noteIdentity = (reference: string) =>
    act(adviser.visitor, reference, 'record-identity', [['how', 'seen-before']]);

  /** The meeting was some hours ago, and no two at one time. */
  const isOver = (reference: string) =>
    file.moveMeeting(reference, Date.now() - (past += 1) * 2 * hour);

  /** What some changes need besides the state. */
  async function makeReady({ change, side, from }: Walk, reference: string) {
    switch (change) {
      case 'state-our-part':
        return noteIdentity(reference);
      case 'record-held':
        isOver(reference);
        return noteIdentity(reference);
      case 'record-not-attended':
        return file.moveMeeting(reference, Date.now() - minute);
      case 'cancel':
        // Too near to be moved, and not too near to be called off.
        return side === 'practitioner' && file.moveMeeting(reference, Date.now() + hour);
      case 'leave':
        return from === 'confirmed' && isOver(reference);
      case 'ask-for-another-adviser':
        // Another than whom? Somebody has it.
        return from === 'submitted' && giveTo(name, reference);
      case 'step-aside':
        // Times and meetings of one's own go to a colleague first.
        return giveTo(leadsName, reference);
    }
  }

  /** Gives a request to one of those who can have it, by their name. */
  async function giveTo(who: string, reference: string) {
    const page = await (await adviser.visitor.ask(`${desk(reference)}/assign`)).text();
    const choices = [...page.matchAll(/value="([^"]+)"[^>]*>\s*<label[^>]*>(.*?)<\/label>/gs)];
    const [, id] = choices.find(([, , label]) => label!.includes(who))!;
    await act(adviser.visitor, reference, 'assign', [['adviserId', id!]]);
  }

  // What both see of it

  /** Looks at a page, once for each state it is seen in. */
  async function looksRight({ browser }: AtBoth, state: State) {
    const { pathname } = new URL(browser.page.url());
    const page = `${pathname.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/, '')} ${state}`;
    if (looked.has(page)) return;
    looked.add(page);
    await browser.looksRight();
  }

  /** Where the request stands, and what happened last. */
  async function sees({ page }: PersonAtBrowser, state: State, sentence: string) {
    const tag = page.locator('main .nhsuk-tag').first();
    const last = page.locator('.timeline__past :is(h3, h4)').last();
    expect([await tag.innerText(), await last.innerText()]).toEqual([
      say(`meetings:states.${state}`),
      say(sentence),
    ]);
  }

  /** What is done is said where somebody looks first: before they scroll. */
  async function readsThatItIsDone({ page }: PersonAtBrowser, words: string) {
    const notice = page.locator('main [role="status"]').filter({ hasText: words });
    const box = await notice.boundingBox();
    expect(box!.y).toBeLessThan(page.viewportSize()!.height * 0.75);
  }

  async function newestMessage(): Promise<string> {
    return (await here.portal.mailbox())[0]?.sentAt ?? '';
  }

  const kindOf = (subject: string) =>
    news.find((kind) =>
      locales.some((its) => subject.startsWith(speaker(its)(`mail:${kind}.subject`, { when: '' }))),
    ) ?? subject;

  async function areTold(told: Told, since: string, practitioners: string) {
    const addresses = { practitioner: practitioners, adviser: advisersAddress, lead: leadsAddress };
    const messages = (await here.portal.mailbox()).filter(({ sentAt }) => sentAt > since);
    const expected = Object.entries(told).map(([who, what]) => [addresses[who as Side], what]);
    const found = messages.map(({ to, subject }) => [to, kindOf(subject)]);
    expect(found.sort()).toEqual(expected.sort());
    if (locale === 'cy')
      expect(messages.filter(isTo(practitioners)).flatMap(englishIn)).toEqual([]);
  }

  const doerOf = (person: AtBoth): Doer => ({
    page: person.browser.page,
    hands: person.browser[hands],
    say,
    answers,
    goTo: (path) => person.browser.goTo(localPath(locale, path)),
    arrivesAt: async (heading) => {
      await person.browser.seesHeading(heading);
      // What one fills in looks the same, whatever the state.
      await looksRight(person, 'draft');
    },
  });

  async function walk(walk: Walk, deed: Deed, them: AtBoth) {
    const { change, side, from } = walk;
    // What went wrong on the walk before is told there.
    for (const { browser } of [them, adviser]) browser.troubles.length = 0;
    const before = await requestFor(walk, them);
    await makeReady(walk, before);
    const doer = side === 'practitioner' ? them : adviser;
    const other = side === 'practitioner' ? adviser : them;
    const pageOf = ({ browser }: AtBoth, reference: string) =>
      browser.goTo(
        localPath(locale, browser === them.browser ? `/meetings/${reference}` : desk(reference)),
      );
    if (before) await pageOf(doer, before);
    const since = await newestMessage();

    await deed.do(doerOf(doer), from);

    const says = deed.says ? deed.says(from) : `${wordsOf[side]}:done.${change}`;
    if (says) await readsThatItIsDone(doer.browser, say(says));
    const to = transitions[change].to ?? from;
    await looksRight(doer, to);
    const reference = before || /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(doer.browser.page.url())![0];
    await pageOf(other, reference);
    await sees(other.browser, to, `meetings:events.${change}.${side}`);
    if (change !== 'leave' && change !== 'step-aside')
      await sees(doer.browser, to, `meetings:events.${change}.you`);
    if (deed.words) await other.browser.page.getByText(deed.words).first().waitFor();
    await looksRight(other, to);
    await areTold(deed.told(from), since, them.email);
    expect([...doer.browser.troubles, ...other.browser.troubles]).toEqual([]);
  }

  const wordsOf = { practitioner: 'manage', adviser: 'adviser' } as const;

  it('everything in the table has its deed, and nothing else has', () => {
    const ofMeeting = changes.filter(isOfMeeting);
    const whoDoes = ofMeeting.map((change) => [change, Object.keys(deeds[change]).sort()]);
    const whoMay = ofMeeting.map((change) => [change, [...transitions[change].by].sort()]);
    expect(whoDoes).toEqual(whoMay);
  });

  it.each(walks.map((each) => [nameOf(each), each] as const))('%s', async (_, each) => {
    const { change, side, from } = each;
    // Whoever leaves is not there for the next walk.
    const them = change === 'leave' ? await atBoth(`leaves.${from}@example.test`) : practitioner;
    await walk(each, deeds[change][side]!, them);
  });
}

const isTo =
  (address: string) =>
  ({ to }: MailboxMessage): boolean =>
    to === address;

/** Lines of a message, and of the calendar file that comes with it, that are not in Welsh. */
function englishIn({ subject, text, attachments }: MailboxMessage): string[] {
  const calendars = attachments.flatMap(({ content }) =>
    // A line of a calendar goes on where the next begins with a space (RFC 5545, 3.1).
    [...content.replaceAll(/\r?\n /g, '').matchAll(calendarWords)].map(([, words]) => words!),
  );
  return [subject, ...text.split('\n'), ...calendars]
    .map((line) => line.replaceAll(/https?:\S+/g, ''))
    .filter(hasEnglish);
}

const calendarWords = /^(?:SUMMARY|DESCRIPTION|LOCATION)[^:]*:(.*)/gm;
