import type { ParseKeys, TFunction } from 'i18next';
import { i18nFor } from '~/platform/i18n';
import { neutralPath, type Locale } from '~/platform/locale';
import { momentInWords } from '~/platform/time/london';

/** Forms that were sent too late, as their writer is shown them: in the words of the pages they come from. */

export interface UnsentForm {
  id: string;
  /** Where it was sent, in its language, with its query. */
  address: string;
  fields: [name: string, value: string][];
  createdAt: number;
}

type Namespaces = ['account', 'adviser', 'concerns', 'entries', 'meetings'];
type Words = ParseKeys<Namespaces>;

const translatorOf = (locale: Locale): TFunction<Namespaces> =>
  i18nFor[locale].getFixedT(locale, ['account', 'adviser', 'concerns', 'entries', 'meetings']);

/** One line: what a field asks, and what it holds. */
export interface FieldInWords {
  label: string;
  values: string[];
}

/** What each field that may be kept asks. Every other holds what the person wrote, or a code of ours. */
const labels: Record<string, Words> = {
  topics: 'meetings:list.topics',
  about: 'meetings:list.about',
  name: 'meetings:list.name',
  pronunciation: 'meetings:list.pronunciation',
  method: 'meetings:list.how',
  phone: 'meetings:list.phone',
  ways: 'meetings:list.ways',
  contactNumber: 'meetings:list.contactNumber',
  leaveMessage: 'meetings:list.leaveMessage',
  notWhen: 'meetings:list.notWhen',
  supporter: 'meetings:list.supporter',
  supporterName: 'meetings:list.supporterName',
  supporterRole: 'meetings:list.supporterRole',
  supporterEmail: 'meetings:list.supporterEmail',
  reminders: 'meetings:list.reminders',
  reminderWay: 'meetings:list.reminderWay',
  reminderNumber: 'meetings:list.reminderNumber',
  needs: 'meetings:list.needs',
  language: 'meetings:list.language',
  needsMore: 'meetings:list.needsMore',
  nation: 'meetings:list.nation',
  organisation: 'meetings:list.organisation',
  separateAdviser: 'meetings:list.separateAdviser',
  slot: 'meetings:list.slot',
  time: 'meetings:list.slot',
  day1: 'meetings:questions.times.choice1',
  part1: 'meetings:questions.times.choice1',
  day2: 'meetings:questions.times.choice2',
  part2: 'meetings:questions.times.choice2',
  day3: 'meetings:questions.times.choice3',
  part3: 'meetings:questions.times.choice3',
  timesMore: 'meetings:list.timesMore',
  change: 'account:unsent.button',
  intent: 'account:unsent.button',
  startsAt: 'account:unsent.times',
  on: 'entries:entry.check.on',
  words: 'account:unsent.wrote',
  note: 'account:unsent.wrote',
  reason: 'account:unsent.wrote',
  how: 'adviser:identity.label',
  by: 'adviser:joining.label',
  address: 'adviser:joining.address',
  caller: 'adviser:joining.caller',
  number: 'adviser:joining.number',
  employer: 'adviser:employers.name',
  request: 'concerns:answers.request',
  who: 'concerns:answers.who',
  whoName: 'concerns:answers.whoName',
  happened: 'concerns:answers.happened',
  when: 'concerns:answers.when',
  grounds: 'concerns:answers.grounds',
  wanted: 'concerns:answers.wanted',
  service: 'concerns:ask.service.label',
  'nhs-england': 'concerns:ask.nhs-england.label',
  cqc: 'concerns:ask.cqc.label',
  outcome: 'concerns:lead.fields.outcome',
  until: 'concerns:lead.fields.until',
  more: 'account:unsent.wrote',
};

/** Where the words are for the choices of a field, by the value that stands for each. */
const choices: Record<string, string> = {
  topics: 'meetings:topics',
  method: 'meetings:methods',
  ways: 'meetings:ways',
  leaveMessage: 'meetings:answers.leaveMessage',
  supporter: 'meetings:answers.supporter',
  reminders: 'meetings:reminderTimes',
  reminderWay: 'meetings:reminderWays',
  needs: 'meetings:needs',
  nation: 'meetings:nations',
  separateAdviser: 'meetings:answers.separateAdviser',
  day1: 'meetings:days',
  part1: 'meetings:parts',
  day2: 'meetings:days',
  part2: 'meetings:parts',
  day3: 'meetings:days',
  part3: 'meetings:parts',
  reason: 'adviser:decline.reasons',
  how: 'adviser:identity.ways',
  by: 'adviser:joining.by',
  caller: 'adviser:joining.callers',
  who: 'concerns:who',
  grounds: 'concerns:grounds',
  service: 'concerns:yesNo',
  'nhs-england': 'concerns:yesNo',
  cqc: 'concerns:yesNo',
  outcome: 'concerns:outcomes',
};

/** Fields that hold a time to meet. */
const instants = ['startsAt', 'slot', 'time'];

/** What stands on the button of each change. */
const buttons: Record<string, Words> = {
  discard: 'meetings:start.discard',
  accept: 'meetings:meeting.accept',
  'ask-for-other-times': 'meetings:meeting.askOthers',
  cancel: 'meetings:meeting.cancel',
  withdraw: 'meetings:meeting.withdraw',
  'offer-times': 'adviser:actions.offer-times.button',
  reschedule: 'adviser:actions.reschedule.button',
  decline: 'adviser:actions.decline.button',
  'record-held': 'adviser:actions.record-held.button',
  'record-not-attended': 'adviser:actions.record-not-attended.button',
  close: 'adviser:actions.close.button',
  check: 'entries:entry.check.button',
  handle: 'entries:entry.handle',
  suspend: 'entries:entry.suspend.button',
  restore: 'entries:entry.restore.button',
};

/** An id, or a word that stands for something: what nobody types into a field we do not know. */
const isCode = (value: string): boolean => /^[a-z0-9:-]*$/.test(value) || /^[\w-]{22}$/.test(value);

/** What a form holds, in words, in its order. What is only a code of ours is left out. */
export function fieldsInWords(fields: UnsentForm['fields'], locale: Locale): FieldInWords[] {
  const t = translatorOf(locale);
  const lines = new Map<string, string[]>();
  for (const [name, value] of fields) {
    const known = Object.hasOwn(labels, name) ? labels[name] : undefined;
    if (value.trim() === '' || (!known && isCode(value))) continue;
    const label = t(known ?? 'account:unsent.wrote');
    lines.set(label, [...(lines.get(label) ?? []), valueInWords(name, value, locale)]);
  }
  return [...lines].map(([label, values]) => ({ label, values }));
}

function valueInWords(name: string, value: string, locale: Locale): string {
  const t = translatorOf(locale);
  if (name === 'change' || name === 'intent') {
    return Object.hasOwn(buttons, value) ? t(buttons[value]!) : value;
  }
  if (instants.includes(name) && /^\d{1,15}$/.test(value)) {
    return momentInWords(Number(value), locale);
  }
  if (name === 'slot' && value === 'other') return t('meetings:list.slotOther');
  if (!Object.hasOwn(choices, name)) return value;
  const words = t(choices[name] as Words, { returnObjects: true }) as unknown as Record<
    string,
    string
  >;
  return Object.hasOwn(words, value) ? words[value]! : value;
}

const places = [
  ['/meetings/new', 'question'],
  ['/meetings', 'meeting'],
  ['/concerns', 'concern'],
  ['/adviser/concerns', 'concern'],
  ['/adviser/content', 'entry'],
  ['/adviser/requests', 'request'],
] as const;

/** The page of one thing that staff do about a request. */
const staffAction = /^\/adviser\/requests\/[^/]+\/([a-z-]+)$/;

/** The page a form belongs to: the part of the portal, which request, and which question of it or which action. */
export function pageInWords(address: string, locale: Locale): string {
  const t = translatorOf(locale);
  const path = neutralPath(address.split('?', 1)[0]!);
  const place = places.find(([start]) => path === start || path.startsWith(`${start}/`))?.[1];
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(path)?.[0];
  const step = /^\/meetings\/(?:new|[^/]+\/correct)\/([a-z]+)$/.exec(path)?.[1];
  const action = staffAction.exec(path)?.[1];
  return [
    t(`account:unsent.places.${place ?? 'other'}`),
    reference,
    step && t(`meetings:questions.${step}.title` as Words, { defaultValue: '' }),
    action && t(`adviser:actions.${action}.title` as Words, { defaultValue: '' }),
  ]
    .filter(Boolean)
    .join(' – ');
}
