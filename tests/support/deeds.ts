import type { Page } from 'playwright-core';
import type { Change, RecordChange, Side, State } from '~/meetings/life';
import { answersForms, type Fields } from './forms';
import type { Hands } from './hands';

/** What somebody does in their browser to make each change of a request, and who gets a message of it. */

/** Somebody who makes a change, at the page where it begins. */
export interface Doer {
  page: Page;
  hands: Hands;
  /** The words of a key, in their language. */
  say: (key: string) => string;
  /** What they answer otherwise than the usual form. */
  answers: Record<string, Fields>;
  /** Goes to an address of the portal, as typed. */
  goTo: (path: string) => Promise<unknown>;
  /** Sees a heading, and that nothing is wrong with the page. */
  arrivesAt: (heading: string) => Promise<void>;
}

/** The messages there are, by their namesakes in the locale files. */
export const news = ['news', 'confirmed', 'moved', 'cancelled', 'erased'] as const;
export type News = (typeof news)[number];
export type Told = Partial<Record<Side | 'lead', News>>;

export interface Deed {
  do: (doer: Doer, from: State) => Promise<void>;
  /** The key of what the page says when it is done; usual when left out, null when the page is another. */
  says?: (from: State) => string | null;
  /** What they wrote, which the other side reads. */
  words?: string;
  /** Whoever is not named gets no message. */
  told: (from: State) => Told;
}

const nobody = (): Told => ({});
const both = (each: News) => (): Told => ({ practitioner: each, adviser: each });
const practitioner = (): Told => ({ practitioner: 'news' });
const adviser = (): Told => ({ adviser: 'news' });
const lead = (): Told => ({ lead: 'news' });

// What a practitioner does

/** Fills in the fields of a page in their order, as the form would send them. */
async function fillIn({ page, hands }: Doer, fields: Fields) {
  for (const [name, value] of fields) {
    const field = page.locator(`main [name="${name}"]`);
    const isChoice = ['radio', 'checkbox'].includes(
      (await field.first().getAttribute('type')) ?? '',
    );
    if (isChoice) await hands.choose(page.locator(`main [name="${name}"][value="${value}"]`));
    else await hands.write(field, value);
  }
}

const button = ({ page, say }: Doer, key: string) =>
  page.getByRole('button', { name: say(key), exact: true });

/** All questions, from the list of one's meetings to the button that sends the answers. */
async function asks(doer: Doer) {
  const { page, hands, say, goTo, arrivesAt } = doer;
  await goTo('/meetings');
  await hands.press(page.locator('main a[href$="/meetings/new"]'));
  await arrivesAt(say('meetings:start.title'));
  await hands.press(button(doer, 'meetings:start.begin'));
  for (const [step, usual] of answersForms) {
    await arrivesAt(say(`meetings:questions.${step}.title`));
    await fillIn(doer, doer.answers[step] ?? usual);
    await hands.press(button(doer, 'meetings:question.continue'));
  }
  await arrivesAt(say('meetings:check.title'));
  await hands.press(button(doer, 'meetings:check.send'));
}

/** Changes "no time suits" into a free time, on the page of all answers. */
async function choosesInDraft(doer: Doer) {
  const { page, hands, say, goTo, arrivesAt } = doer;
  await goTo('/meetings/new/check');
  await hands.press(page.locator('main a[href*="/meetings/new/slot"]'));
  await arrivesAt(say('meetings:questions.slot.title'));
  await hands.choose(page.locator('.day__times input'));
  await hands.press(button(doer, 'meetings:question.continue'));
  await arrivesAt(say('meetings:check.title'));
  await hands.press(button(doer, 'meetings:check.take'));
}

/** Chooses a free time for a request that was sent, and says that it is meant. */
const chooses = (change: 'take' | 'move') => async (doer: Doer) => {
  const { page, hands, say, arrivesAt } = doer;
  await hands.press(page.locator('main a[href$="/times"]'));
  await arrivesAt(say(`meetings:pick.${change}.title`));
  await hands.choose(page.locator('.day__times input'));
  await hands.press(button(doer, 'meetings:question.continue'));
  await arrivesAt(say(`meetings:pick.${change}.sure`));
  await hands.press(page.locator('main button[name="change"]'));
};

/** A change with a page of its own, with a few words where there is room for them. */
const onItsPage = (change: Change, words?: string) => async (doer: Doer) => {
  const { page, hands, say, arrivesAt } = doer;
  await hands.press(page.locator(`main a[href$="/change/${change}"]`));
  await arrivesAt(say(`manage:change.${change}.title`));
  if (words) await hands.write(page.locator('main textarea'), words);
  await hands.press(button(doer, `manage:change.${change}.button`));
};

async function accepts(doer: Doer) {
  await doer.hands.choose(doer.page.locator('[name="offer"]').nth(1));
  await doer.hands.press(button(doer, 'meetings:meeting.accept'));
}

async function corrects(doer: Doer) {
  const { page, hands, say, arrivesAt } = doer;
  await hands.press(page.locator('main a[href$="/correct/how"]'));
  await arrivesAt(say('meetings:questions.how.title'));
  await hands.write(page.locator('[name="phone"]'), '07700 900 456');
  await hands.press(button(doer, 'meetings:correct.save'));
}

async function erases(doer: Doer) {
  const { page, hands, say, goTo, arrivesAt } = doer;
  await goTo('/account/data');
  await hands.press(page.locator('main a[href$="/account/erase"]'));
  await arrivesAt(say('account:erase.title'));
  await hands.choose(page.locator('[name="sure"]'));
  await hands.press(button(doer, 'account:erase.button'));
  await arrivesAt(say('account:erase.done'));
}

// What an adviser does

/** An action on a page of its own, and what is filled in there. */
const acts =
  (action: Change, fill: (doer: Doer) => Promise<void> = () => Promise.resolve()) =>
  async (doer: Doer) => {
    const { page, hands, say, arrivesAt } = doer;
    await hands.press(page.locator(`main a[href$="/${action}"]`));
    await arrivesAt(say(`adviser:actions.${action}.title`));
    await fill(doer);
    await hands.press(button(doer, `adviser:actions.${action}.button`));
  };

const times =
  (howMany: number) =>
  async ({ page, hands }: Doer) => {
    for (let nth = 0; nth < howMany; nth += 1)
      await hands.choose(page.locator('[name="startsAt"]').nth(nth));
  };

const fields =
  (...filled: Fields) =>
  (doer: Doer) =>
    fillIn(doer, filled);

/** The demo lead, whom the north and the wales team can give a request to. */
const toTheLead = ({ page, hands }: Doer) => hands.choose(page.getByLabel(/Daniel Okafor/));

const words = (text: string) => fields(['words', text]);

/** A deed with words that the other side reads. */
const saying = (text: string, does: (text: string) => Deed['do'], told: Deed['told']): Deed => ({
  do: does(text),
  words: text,
  told,
});
const writing = (change: Change) => (text: string) => onItsPage(change, text);
const acting = (action: Change) => (text: string) => acts(action, words(text));
const declines = (text: string) =>
  acts('decline', fields(['reason', 'another-body'], ['words', text]));

/**
 * Each change of the table, by each side that may make it; what is written beside the meeting is walked in
 * tests/browser/record.test.ts. A new change needs its deed here before anything runs.
 */
export const deeds: Record<Exclude<Change, RecordChange>, Partial<Record<Side, Deed>>> = {
  submit: {
    practitioner: {
      do: asks,
      says: () => 'meetings:meeting.sent',
      told: both('news'),
    },
  },
  take: {
    practitioner: {
      do: (doer, from) => (from === 'draft' ? choosesInDraft : chooses('take'))(doer),
      says: (from) => (from === 'draft' ? 'meetings:sent.arranged' : 'manage:done.take'),
      told: both('confirmed'),
    },
  },
  'offer-times': { adviser: { do: acts('offer-times', times(2)), told: practitioner } },
  'ask-for-other-times': {
    practitioner: saying('After six, please.', writing('ask-for-other-times'), adviser),
  },
  accept: { practitioner: { do: accepts, told: both('confirmed') } },
  confirm: { adviser: { do: acts('confirm', times(1)), told: both('confirmed') } },
  decline: { adviser: saying('Please ask the regulator.', declines, practitioner) },
  withdraw: { practitioner: { do: onItsPage('withdraw'), told: adviser } },
  move: { practitioner: { do: chooses('move'), told: both('moved') } },
  'ask-to-move': {
    practitioner: saying('I am on call then.', writing('ask-to-move'), both('cancelled')),
  },
  reschedule: { adviser: { do: acts('reschedule', times(2)), told: both('cancelled') } },
  cancel: {
    practitioner: { do: onItsPage('cancel'), told: both('cancelled') },
    adviser: saying('I am unwell.', acting('cancel'), both('cancelled')),
  },
  'record-held': { adviser: { do: acts('record-held'), told: nobody } },
  'record-not-attended': { adviser: { do: acts('record-not-attended'), told: practitioner } },
  close: { adviser: { do: acts('close'), told: practitioner } },
  correct: { practitioner: { do: corrects, told: adviser } },
  message: {
    practitioner: saying('Who reads this?', writing('message'), adviser),
    adviser: saying('I do, and nobody else.', acting('message'), practitioner),
  },
  'add-question': {
    practitioner: saying('May I see the letter?', writing('add-question'), adviser),
  },
  'ask-for-another-adviser': {
    practitioner: { do: onItsPage('ask-for-another-adviser'), told: lead },
  },
  assign: {
    adviser: {
      do: acts('assign', toTheLead),
      // The meeting goes from one calendar to the other; for the practitioner its time stays.
      told: (from) =>
        from === 'confirmed'
          ? { practitioner: 'news', adviser: 'cancelled', lead: 'confirmed' }
          : { practitioner: 'news', lead: 'news' },
    },
  },
  'step-aside': {
    adviser: { do: acts('step-aside'), says: () => 'adviser:gone.step-aside', told: lead },
  },
  'record-identity': {
    adviser: { do: acts('record-identity', fields(['how', 'seen-before'])), told: nobody },
  },
  'state-our-part': {
    adviser: saying('We were asked what the policy says.', acting('state-our-part'), practitioner),
  },
  'set-joining': {
    adviser: {
      do: acts(
        'set-joining',
        fields(['by', 'phone'], ['caller', 'them'], ['number', '020 7946 0123']),
      ),
      told: practitioner,
    },
  },
  leave: {
    practitioner: {
      do: erases,
      says: () => null,
      told: () => ({ practitioner: 'erased', adviser: 'news' }),
    },
  },
};
