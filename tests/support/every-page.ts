import { actions, type Action } from '~/adviser/actions';
import { changePages as concernPages, consentPage } from '~/concerns/change-pages';
import { bodies } from '~/concerns/consents';
import { leadActions, type LeadAction } from '~/concerns/lead-actions';
import { kinds } from '~/concerns/life';
import { schemas as concernQuestions } from '~/concerns/questions';
import { listGuides } from '~/guides/index.server';
import { transitions } from '~/meetings/life';
import { changePages } from '~/meetings/managing/change-pages';
import { correctableSteps, schemas as meetingQuestions } from '~/meetings/questions/questions';
import type { RouteEntry } from '~/platform/http/route-entry';
import type { z } from 'zod';
import { pages as toolPages } from '~/next-steps/pages';
import { localPath, type Locale } from '~/platform/locale';
import { organisations } from '~/support/index.server';
import { summaryAddress, summaryLanguages } from '~/languages/index';
import { pages as voicePages } from '~/voices/answers';
import { topics } from '~/voices/questions';
import { table } from '~/routes';
import { addressOf } from './addresses';
import type { Fields } from './forms';
import { concernFates, fates, type ConcernFate, type Fate, type Reader, type Scene } from './scene';
import { pressed } from './pressed';
import type { Visitor } from './visitor';

/**
 * Every page, in every state in which it looks otherwise: made from the table of addresses, so that a page nobody
 * shows here fails. Tests look at each of them, and the gallery is a picture of each.
 */

export interface View {
  /** What is seen: `/meetings/:reference (offered)`. */
  name: string;
  /** The line of the table that answers; none when nothing does. */
  path?: string;
  /** What is special about it; nothing is about a page as it is first opened. */
  state?: string;
  reader: Reader;
  /** Without language. */
  address: (scene: Scene) => string;
  /** The page is what comes back when this form is sent. */
  form?: Fields;
  /** Or when it is asked for like this. */
  init?: RequestInit;
  /** Made of the same parts as others: what it says is checked, and how it looks is seen on those. */
  alike?: boolean;
  /** The page is what comes back when its button is pressed and nothing is filled in. */
  sentBack?: true;
  status: number;
}

/** A view as a reader of a language is sent it. */
export interface Sent {
  view: View;
  locale: Locale;
  /** With language. */
  address: string;
  status: number;
  headers: Record<string, string>;
  html: string;
}

type Address = string | ((scene: Scene) => string);

type ViewOf = Partial<Omit<View, 'name' | 'address'>> & {
  address?: Address;
};

const seen = (state: string, address: Address, more: ViewOf = {}): ViewOf => ({
  state,
  address,
  ...more,
});

/** A page each for what stands last in an address. */
const eachOf = <Last extends string>(
  lasts: readonly Last[],
  address: (last: Last, scene: Scene) => string,
): ViewOf[] => lasts.map((last) => seen(last, (scene) => address(last, scene)));

/** What can no longer be done: the page says so. */
const tooLate = (address: Address): ViewOf => seen('too late', address, { status: 409 });

const toolAnswers: Fields = [
  ['nation', 'england'],
  ['profession', 'doctor'],
  ['setting', 'employed'],
  ['happened', 'investigation'],
  ['happened', 'excluded'],
  ['worry', 'visa'],
];
const sentBy = (go: string, answers: Fields, state: string): ViewOf => ({
  state,
  form: [['page', 'nation'], ['go', go], ...answers],
});

const matchAnswers: Fields = [
  ['worry', 'feelings'],
  ['profession', 'doctor'],
  ['nation', 'england'],
];

/** Somebody for whom there is nothing to show. */
const nothingYet: ViewOf = { state: 'nothing yet', reader: 'a newcomer' };

/** What has become of the concern about which a lead can do something. */
const concernFor: Record<LeadAction, ConcernFate> = {
  acknowledge: 'received',
  answer: 'acknowledged',
  message: 'acknowledged',
  'pass-on': 'acknowledged',
  'record-reply': 'answered',
  'record-told': 'answered',
  extend: 'acknowledged',
  'hand-over': 'answered',
  close: 'answered',
};

/** What has become of the request about which an adviser can do something. */
function requestFor(action: Action): Fate {
  if (action === 'record-held' || action === 'record-not-attended') return 'over';
  if (action === 'close' || action === 'state-our-part') return 'held';
  const change = action === 'note' ? 'message' : action;
  const from: readonly string[] = transitions[change].from;
  return from.includes('offered') ? 'offered' : 'confirmed';
}

/** What there is to see at an address, where that is more than the page as it is first opened. */
const views: Record<string, ViewOf[]> = {
  '/guides/:slug': eachOf(
    listGuides('en').map(({ slug }) => slug),
    (slug) => `/guides/${slug}`,
  ),
  '/support': [
    {},
    seen('filtered', '/support?need=legal&profession=dentist&nation=wales'),
    seen('nothing found', '/support?q=qqqqqq'),
  ],
  '/support/:id': eachOf([...organisations().keys()], (id) => `/support/${id}`).map(
    (view, index) => ({ ...view, alike: index % 12 > 0 }),
  ),
  '/languages/:code': eachOf(summaryLanguages, summaryAddress),
  '/support/match': [{}, { state: 'three contacts', form: matchAnswers }],
  '/support/shortlist': [{}, seen('two chosen', '/support/shortlist?id=samaritans&id=acas')],
  '/search': [{}, seen('found', '/search?q=suspension'), seen('nothing found', '/search?q=qqqqqq')],
  '/what-happens-next': [
    {},
    ...toolPages.slice(1).map((page) => sentBy(`change-${page}`, toolAnswers, page)),
    { state: 'result', form: [['page', 'all'], ...toolAnswers] },
  ],
  '/for-organisations/sheet': [{}, { state: 'a sheet', form: toolAnswers }],
  '/voices/share': [
    {},
    ...voicePages.slice(1).map((page) => sentBy(`change-${page}`, [], page)),
    sentBy('check', [['words-told', 'They rang me at home.']], 'check'),
    seen('sent', '/voices/share?sent=1'),
  ],
  '/voices/insight/:topic': eachOf(topics, (topic) => `/voices/insight/${topic}`),
  '/sign-in': [{}, seen('time is over', '/sign-in?ended=kept')],
  '/sign-in/code': [{ reader: 'half signed in' }],
  '/sign-in/set-up': [{ reader: 'an adviser who was invited' }],
  '/sign-in/again': [{ reader: 'somebody from this morning' }],
  '/account': [{}, { state: 'staff', reader: 'an adviser' }],
  '/account/unsent': [{ reader: 'a late writer' }, nothingYet],
  '/account/data': [{}, nothingYet],

  '/meetings': [{}, nothingYet],
  '/meetings/new/:step': eachOf(
    [...Object.keys(meetingQuestions), 'check'],
    (step) => `/meetings/new/${step}`,
  ),
  '/meetings/:reference': eachOf(fates, (fate, { requests }) => `/meetings/${requests[fate]}`),
  '/meetings/:reference/correct/:step': [
    ...eachOf(
      correctableSteps,
      (step, { requests }) => `/meetings/${requests.confirmed}/correct/${step}`,
    ),
    tooLate(({ requests }) => `/meetings/${requests.closed}/correct/name`),
  ],
  '/meetings/:reference/times': [
    { address: ({ requests }) => `/meetings/${requests.submitted}/times` },
  ],
  '/meetings/:reference/change/:what': [
    ...eachOf(changePages, (what, { requests }) => {
      const isArranged = what === 'cancel' || what === 'ask-to-move';
      return `/meetings/${requests[isArranged ? 'confirmed' : 'offered']}/change/${what}`;
    }),
    tooLate(({ requests }) => `/meetings/${requests.closed}/change/cancel`),
  ],
  '/meetings/:reference/account': [
    { address: ({ requests }) => `/meetings/${requests.held}/account` },
    seen('nothing yet', ({ requests }) => `/meetings/${requests.submitted}/account`),
  ],
  '/meetings/:reference/account/:point': eachOf(
    ['new', '1'],
    (point, { requests }) => `/meetings/${requests.held}/account/${point}`,
  ),
  '/meetings/:reference/note': [
    { address: ({ requests }) => `/meetings/${requests.held}/note` },
    seen('nothing yet', ({ requests }) => `/meetings/${requests.closed}/note`),
  ],
  '/meetings/:reference/following-up': [
    { address: ({ requests }) => `/meetings/${requests.held}/following-up` },
    seen('nothing yet', ({ requests }) => `/meetings/${requests.submitted}/following-up`),
  ],
  '/meetings/:reference/join': [
    { address: ({ requests }) => `/meetings/${requests.confirmed}/join` },
  ],
  '/meetings/:reference/documents/new': [
    { address: ({ requests }) => `/meetings/${requests.held}/documents/new` },
  ],
  '/meetings/:reference/documents/:id': eachOf(
    ['shared', 'sent'],
    (which, { requests, documents }) => `/meetings/${requests.held}/documents/${documents[which]}`,
  ),

  '/concerns': [{}, nothingYet],
  '/concerns/new/:kind': eachOf(kinds, (kind) => `/concerns/new/${kind}`).map((each) => ({
    ...each,
    reader: 'a newcomer',
  })),
  '/concerns/new/:kind/:step': [
    ...eachOf(
      [...Object.keys(concernQuestions).filter((step) => step !== 'whom'), 'check'],
      (step) => `/concerns/new/discrimination/${step}`,
    ),
    seen('whom', '/concerns/new/service/whom'),
  ],
  '/concerns/:reference': eachOf(
    concernFates,
    (fate, { concerns }) => `/concerns/${concerns[fate]}`,
  ),
  '/concerns/:reference/:what': [
    ...eachOf(
      [...concernPages, ...bodies.filter((body) => body !== 'adviser').map(consentPage)],
      (what, { concerns }) =>
        `/concerns/${concerns[what === 'withdraw' ? 'received' : 'answered']}/${what}`,
    ),
    tooLate(({ concerns }) => `/concerns/${concerns.withdrawn}/withdraw`),
  ],
  '/adviser/concerns/:reference': eachOf(
    concernFates,
    (fate, { concerns }) => `/adviser/concerns/${concerns[fate]}`,
  ),
  '/adviser/concerns/:reference/:action': [
    ...eachOf(
      // Closing one's own waits until nobody can ask for a second look any more.
      leadActions.filter((action) => action !== 'close'),
      (action, { concerns }) => `/adviser/concerns/${concerns[concernFor[action]]}/${action}`,
    ),
    tooLate(({ concerns }) => `/adviser/concerns/${concerns.withdrawn}/answer`),
  ],

  '/join/:token': [
    { address: ({ supporter }) => `/join/${supporter}` },
    seen('no such link', '/join/0000-0000', { status: 404 }),
  ],

  '/adviser': [
    {},
    seen('everybody’s', '/adviser?list=all'),
    { state: 'of a lead', reader: 'a lead' },
  ],
  '/adviser/requests/:reference': eachOf(
    fates,
    (fate, { requests }) => `/adviser/requests/${requests[fate]}`,
  ),
  '/adviser/requests/:reference/account': [
    { address: ({ requests }) => `/adviser/requests/${requests.held}/account` },
  ],
  '/adviser/requests/:reference/account/:point': eachOf(
    ['1', '2'],
    (point, { requests }) => `/adviser/requests/${requests.held}/account/${point}`,
  ),
  '/adviser/requests/:reference/meeting-note': [
    { address: ({ requests }) => `/adviser/requests/${requests.held}/meeting-note` },
    seen('nothing yet', ({ requests }) => `/adviser/requests/${requests.closed}/meeting-note`),
  ],
  '/adviser/requests/:reference/following-up': [
    { address: ({ requests }) => `/adviser/requests/${requests.held}/following-up` },
  ],
  '/adviser/requests/:reference/:action': [
    ...eachOf(
      actions,
      (action, { requests }) => `/adviser/requests/${requests[requestFor(action)]}/${action}`,
    ),
    tooLate(({ requests }) => `/adviser/requests/${requests.closed}/cancel`),
  ],
  '/adviser/requests/:reference/documents/new': [
    { address: ({ requests }) => `/adviser/requests/${requests.held}/documents/new` },
  ],
  '/adviser/requests/:reference/documents/:id': eachOf(
    ['shared', 'sent'],
    (which, { requests, documents }) =>
      `/adviser/requests/${requests.held}/documents/${documents[which]}`,
  ),
  '/adviser/availability/:adviser': [
    { address: ({ adviserId }) => `/adviser/availability/${adviserId}` },
  ],
  '/adviser/content/:id': eachOf(['samaritans', 'acas'], (id) => `/adviser/content/${id}`),
};

/** Pages that do not come back with something to put right when nothing was filled in, and why. */
const takesNothing: Record<string, string> = {
  '/support/match': 'shows who helps everybody',
  '/voices/share': 'every question can be left out',
  '/sign-in/passkey': 'is sent by the portal’s script',
  '/sign-in/again': 'a button sends a code',
  '/sign-out': 'signs out',
  '/account/sessions': 'a button for each session',
  '/account/second-step': 'a button makes new codes',
  '/account/unsent': 'leads to what was not sent',
  '/meetings/new': 'begins a request',
  '/meetings/:reference/documents/:id': 'a button takes a document back',
  '/concerns/new/:kind': 'begins a concern',
  '/adviser/requests/:reference/documents/:id': 'a button takes a document back',
  '/adviser/availability/calendar': 'a button makes an address',
  '/adviser/undelivered': 'a button for each message',
  '/adviser/audit': 'shows the whole trail',
  '/adviser/content': 'leads to what is to be checked',
};

/** Of pages that ask otherwise at each address, which are sent back when nothing is filled in. */
const sentBackAt: Record<string, (state: string) => boolean> = {
  '/meetings/new/:step': (step) => asksFor(meetingQuestions, step),
  '/meetings/:reference': (fate) => fate === 'offered',
  '/meetings/:reference/correct/:step': (step) => asksFor(meetingQuestions, step),
  '/concerns/new/:kind/:step': (step) => asksFor(concernQuestions, step),
  '/adviser/concerns/:reference/:action': (action) => action === 'answer',
};

/** Whether a question has to be answered. */
const asksFor = (schemas: Record<string, z.ZodType>, step: string): boolean =>
  schemas[step]?.safeParse({}).success === false;

const readerOf: Record<string, Reader> = {
  anyone: 'nobody',
  'second-step': 'an adviser before the second step',
  'signed-in': 'a practitioner',
  practitioner: 'a practitioner',
  staff: 'an adviser',
  adviser: 'an adviser',
  lead: 'a lead',
  editor: 'an editor',
};

/** Lines of the table that answer with a page for people. */
const pageRoutes = table.filter(
  ({ file, form, machine }) => file.endsWith('.tsx') && form !== 'only' && !machine,
);

/** @throws when a page has places in its address and nobody has said what stands there. */
function seenAt({ path: route, who }: RouteEntry): View[] {
  const mine = views[route];
  // What belongs to somebody is not there at the address that stands for any.
  if (!mine && addressOf(route).includes('0000-0000')) {
    throw new Error(`Say what there is to see at ${route} in ${import.meta.filename}`);
  }
  return (mine ?? [{}]).map(({ address, ...more }) => ({
    name: more.state ? `${route} (${more.state})` : route,
    path: route,
    reader: readerOf[who as string]!,
    status: 200,
    address: typeof address === 'function' ? address : () => address ?? addressOf(route),
    ...more,
  }));
}

/** The forms of a page as they come back when nothing was filled in. */
function sentBackFrom(entry: RouteEntry): View[] {
  const { path: route, form } = entry;
  if (!form || route in takesNothing) return [];
  const pages = seenAt(entry).filter((view) => view.status === 200 && !view.form);
  const isSentBack = sentBackAt[route];
  return (isSentBack ? pages.filter(({ state = '' }) => isSentBack(state)) : pages.slice(0, 1)).map(
    (view) => ({
      ...view,
      name: `${view.name}, with nothing filled in`,
      sentBack: true,
      status: 400,
    }),
  );
}

const problem = (name: string, more: Omit<View, 'name'>): View => ({ name, ...more });

/** What goes wrong wherever one is. */
const problems: View[] = [
  problem('nothing is there', { reader: 'nobody', address: () => '/nothing', status: 404 }),
  problem('nothing of theirs is there', {
    reader: 'a practitioner',
    address: () => '/meetings/0000-0000',
    status: 404,
  }),
  problem('it is not for them', {
    reader: 'a practitioner',
    address: () => '/adviser',
    status: 403,
  }),
  problem('a form from another website', {
    reader: 'nobody',
    address: () => '/support/acas/report',
    init: { method: 'POST', headers: { origin: 'https://elsewhere.example' } },
    status: 403,
  }),
  problem('a way to ask that nothing answers', {
    reader: 'nobody',
    address: () => '/about',
    init: { method: 'PUT' },
    status: 405,
  }),
  problem('a form that is too long', {
    reader: 'nobody',
    address: () => '/support/acas/report',
    form: [['words', 'x'.repeat(100_000)]],
    status: 413,
  }),
  problem('too many forms', {
    reader: 'somebody in a hurry',
    address: () => '/account/erase',
    form: [],
    status: 429,
  }),
  problem('something is broken', {
    reader: 'somebody unlucky',
    address: () => '/meetings/new/name',
    status: 500,
  }),
];

export const everyView: View[] = [
  ...pageRoutes.flatMap(seenAt),
  ...pageRoutes.flatMap(sentBackFrom),
  ...problems,
];

/** Opens a view in a language, as its reader's browser does. */
export async function open(view: View, scene: Scene, locale: Locale): Promise<Sent> {
  const address = localPath(locale, view.address(scene));
  const answer = await ask(view, scene.readers[view.reader], address);
  const headers = Object.fromEntries(answer.headers);
  return { view, locale, address, status: answer.status, headers, html: await answer.text() };
}

async function ask({ form, init, sentBack }: View, reader: Visitor, address: string) {
  if (form) return reader.send(address, form);
  if (!sentBack) return reader.ask(address, init);
  const { fields, multipart } = pressed(await (await reader.ask(address)).text());
  if (!multipart) return reader.send(address, fields);
  const body = new FormData();
  for (const [name, value] of fields) body.set(name, value);
  return reader.ask(address, { method: 'POST', body, headers: { origin: reader.portal.url } });
}
