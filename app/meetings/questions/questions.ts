import { z } from 'zod';
import { asTyped } from '~/platform/as-typed';
import { windowDays, windowParts, type Window } from './windows';

/**
 * What a request asks, one question a page. Each step has a schema; together they are the answers. Messages
 * are keys of `content/locales/*\/meetings.json`. Lengths are limits of the field, not of the person: they are
 * far above what anyone has needed.
 */

const words = (most: number) =>
  z.string('meetings:errors.unreadable').overwrite(asTyped).max(most, 'meetings:errors.tooLong');
const required = (key: string, most: number) =>
  z
    .string({ error: `meetings:errors.${key}` })
    .trim()
    .min(1, `meetings:errors.${key}`)
    .max(most, 'meetings:errors.tooLong');
const oneOf = <const T extends readonly [string, ...string[]]>(values: T, key: string) =>
  z.enum(values, { error: `meetings:errors.${key}` });

/** A phone number as people write it: at least ten digits, spaces and signs allowed. */
const isPhoneNumber = (typed: string | undefined): boolean =>
  typed !== undefined &&
  /^[+()\d\s-]{10,40}$/.test(typed) &&
  (typed.match(/\d/g)?.length ?? 0) >= 10;

export const topics = [
  'process',
  'ppa-role',
  'advice-letter',
  'fairness',
  'discrimination',
  'assessment',
  'return-to-work',
  'support',
  'other',
] as const;

export const needs = [
  'interpreter',
  'bsl',
  'captions',
  'lip-reading',
  'text-relay',
  'large-print',
  'questions-ahead',
  'breaks',
  'more-time',
  'other',
] as const;

export const contactWays = ['email', 'phone', 'text'] as const;
const isEmail = (way: (typeof contactWays)[number]): boolean => way === 'email';

export const nations = ['england', 'wales', 'northern-ireland'] as const;

/** Before a meeting: a week, a day, on its morning, an hour. */
export const reminderTimes = ['week', 'day', 'morning', 'hour'] as const;
export const reminderWays = ['email', 'text'] as const;

const listOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
    z
      .array(z.enum(values, { error: 'meetings:errors.choice' }))
      .max(values.length, 'meetings:errors.choice'),
  );

/** The lines of the question when suits, as a draft holds them: one line used to be one day and one part. */
type Times = { [Field in `${'day' | 'part'}${1 | 2 | 3}`]?: string | readonly string[] };

/** What was ticked of a list; nothing when it was left empty, or when any of it will do. */
function ticked<const T extends string>(
  given: string | readonly string[] | undefined,
  values: readonly T[],
): T[] {
  const all = [given ?? []].flat();
  return all.includes('any') ? [] : values.filter((value) => all.includes(value));
}

/** The windows somebody filled in, wholly or half: a day without a part of it means any time that day. */
export function windowsOf(times: Times): Window[] {
  const lines = [
    { day: times.day1, part: times.part1 },
    { day: times.day2, part: times.part2 },
    { day: times.day3, part: times.part3 },
  ];
  return lines
    .filter(({ day, part }) => [day ?? [], part ?? []].flat().length > 0)
    .map(({ day, part }) => ({ days: ticked(day, windowDays), parts: ticked(part, windowParts) }));
}

/** A list that may be left empty, and is then not there at all. */
const anyOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (given) => [given ?? []].flat().filter((value) => value !== ''),
    z
      .array(z.enum(values, { error: 'meetings:errors.choice' }))
      .max(values.length, 'meetings:errors.choice')
      .transform((chosen) => (chosen.length > 0 ? chosen : undefined)),
  );

/** An unchosen radio comes not at all, or as an empty text. */
const chosenFrom = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (given) => (given === '' ? undefined : given),
    z.enum(values, { error: 'meetings:errors.choice' }).optional(),
  );

const someDays = anyOf(['any', ...windowDays]).optional();
const someParts = anyOf(['any', ...windowParts]).optional();

/** What is taken as an answer to each question, as a form sends it. */
export const schemas = {
  topics: z
    .object({ topics: listOf(topics), about: words(4000).optional() })
    .refine(({ topics: chosen, about }) => chosen.length > 0 || about, {
      error: 'meetings:errors.topics',
      path: ['topics'],
    }),
  name: z.object({ name: required('name', 200), pronunciation: words(200).optional() }),
  how: z
    .object({
      method: oneOf(['phone', 'video'], 'method'),
      phone: words(100).optional(),
    })
    .refine(({ method, phone }) => method === 'video' || isPhoneNumber(phone), {
      error: 'meetings:errors.phone',
      path: ['phone'],
    }),
  contact: z
    .object({
      // By itself: who answered neither question is told of both at once.
      ways: listOf(contactWays).refine((ways) => ways.length > 0, 'meetings:errors.ways'),
      contactNumber: words(100).optional(),
      leaveMessage: oneOf(['yes', 'no'], 'leaveMessage'),
      notWhen: words(500).optional(),
    })
    .refine(({ ways, contactNumber }) => ways.every(isEmail) || isPhoneNumber(contactNumber), {
      error: 'meetings:errors.phone',
      path: ['contactNumber'],
    }),
  reminders: z
    .object({
      reminders: listOf(reminderTimes),
      reminderWay: chosenFrom(reminderWays),
      reminderNumber: words(100).optional(),
    })
    .refine(({ reminders, reminderWay }) => reminders.length === 0 || reminderWay, {
      error: 'meetings:errors.reminderWay',
      path: ['reminderWay'],
    })
    .refine(
      ({ reminders, reminderWay, reminderNumber }) =>
        reminders.length === 0 || reminderWay !== 'text' || isPhoneNumber(reminderNumber),
      { error: 'meetings:errors.phone', path: ['reminderNumber'] },
    ),
  supporter: z
    .object({
      supporter: oneOf(['yes', 'no', 'not-sure'], 'supporter'),
      supporterName: words(200).optional(),
      supporterRole: words(200).optional(),
      supporterEmail: z
        .email({ error: 'meetings:errors.supporterEmail' })
        .max(200, 'meetings:errors.tooLong')
        .optional(),
    })
    .refine(({ supporter, supporterName }) => supporter !== 'yes' || supporterName, {
      error: 'meetings:errors.supporterName',
      path: ['supporterName'],
    }),
  needs: z
    .object({
      needs: listOf(needs),
      language: words(100).optional(),
      needsMore: words(1000).optional(),
    })
    .refine(({ needs: chosen, language }) => !chosen.includes('interpreter') || language, {
      error: 'meetings:errors.language',
      path: ['language'],
    }),
  organisation: z.object({
    nation: oneOf(nations, 'nation'),
    organisation: words(200).optional(),
    separateAdviser: oneOf(['yes', 'no'], 'separateAdviser'),
  }),
  slot: z.object({
    slot: z.string('meetings:errors.slot').regex(/^(other|\d{1,15})$/, 'meetings:errors.slot'),
  }),
  times: z
    .object({
      day1: someDays,
      part1: someParts,
      day2: someDays,
      part2: someParts,
      day3: someDays,
      part3: someParts,
      timesMore: words(500).optional(),
    })
    .refine((times) => windowsOf(times).length > 0, {
      error: 'meetings:errors.windows',
      path: ['day1'],
    }),
} as const;

export type Step = keyof typeof schemas;
export const steps = Object.keys(schemas) as Step[];

export type Answers = { [S in Step]?: z.output<(typeof schemas)[S]> };
/** Everything a request needs; when suits is asked only of those who did not take a published time. */
export type CompleteAnswers = Required<Omit<Answers, 'times'>> & Pick<Answers, 'times'>;

/** The published time somebody chose, as an instant; null when none suited, or none was chosen yet. */
export const chosenSlot = ({ slot }: Answers): number | null =>
  slot && slot.slot !== 'other' ? Number(slot.slot) : null;

/** The questions that apply, given the answers so far. */
export const stepsFor = (answers: Answers): Step[] =>
  chosenSlot(answers) === null ? steps : steps.filter((step) => step !== 'times');

/**
 * Answers that can be corrected after sending. Not where somebody works, which decides who answers, nor the
 * times that suit, which are settled by choosing from an offer.
 */
export const correctableSteps = [
  'topics',
  'name',
  'how',
  'contact',
  'reminders',
  'supporter',
  'needs',
] as const satisfies Step[];
export type CorrectableStep = (typeof correctableSteps)[number];

export const isCorrectable = (text: string | undefined): text is CorrectableStep =>
  correctableSteps.some((step) => step === text);

export const isStep = (text: string | undefined): text is Step => steps.includes(text as Step);

/** The page after a step, or `check` after the last. */
export function stepAfter(step: Step, answers: Answers): Step | 'check' {
  const asked = stepsFor(answers);
  return asked[asked.indexOf(step) + 1] ?? 'check';
}

/** The page before a step, or null before the first. */
export function stepBefore(step: Step | 'check', answers: Answers): Step | null {
  const asked = stepsFor(answers);
  return (step === 'check' ? asked.at(-1) : asked[asked.indexOf(step) - 1]) ?? null;
}

/** The first step without an answer, or null when all have one. */
export function firstUnanswered(answers: Answers): Step | null {
  return stepsFor(answers).find((step) => answers[step] === undefined) ?? null;
}

/** Whether every question that applies has an answer. */
export function isComplete(answers: Answers): answers is CompleteAnswers {
  return firstUnanswered(answers) === null;
}

/**
 * Puts a step's answer in, and takes out what no longer applies: a number to ring when the meeting is by
 * video, a number for contact when only email is safe, a supporter's name when nobody comes along, how to be
 * reminded when no reminder is wanted, a chosen time when another team answers, when suits once a time is chosen.
 */
export function withAnswer<S extends Step>(
  answers: Answers,
  step: S,
  answer: z.output<(typeof schemas)[S]>,
): Answers {
  const all: Answers = { ...answers, [step]: answer };
  if (all.how?.method === 'video') all.how = { method: 'video' };
  if (all.supporter?.supporter === 'no') all.supporter = { supporter: 'no' };
  if (all.needs?.language && !all.needs.needs.includes('interpreter')) {
    // Somebody who names a language is asking for an interpreter.
    all.needs = { ...all.needs, needs: ['interpreter', ...all.needs.needs] };
  }
  if (all.contact?.ways.every(isEmail)) {
    all.contact = { ...all.contact, contactNumber: undefined };
  }
  if (all.reminders) all.reminders = withoutSpare(all.reminders);
  if (step === 'organisation' && !sameOrganisation(answers, all)) delete all.slot;
  if (chosenSlot(all) !== null) delete all.times;
  return all;
}

function withoutSpare({
  reminders,
  reminderWay,
  reminderNumber,
}: NonNullable<Answers['reminders']>): NonNullable<Answers['reminders']> {
  if (reminders.length === 0) return { reminders };
  return reminderWay === 'text'
    ? { reminders, reminderWay, reminderNumber }
    : { reminders, reminderWay };
}

/** What a question is shown with: its answer, or the number given before, so that nobody types it twice. */
export function shownWith(step: Step, answers: Answers): Record<string, unknown> | undefined {
  const { how, contact } = answers;
  if (answers[step]) return answers[step];
  if (step === 'contact') return { contactNumber: how?.phone };
  if (step === 'reminders') return { reminderNumber: contact?.contactNumber ?? how?.phone };
  return undefined;
}

/** Questions whose answer was there and is not: another answer made it pointless. */
export const takenOut = (before: Answers, after: Answers): Step[] =>
  steps.filter((step) => before[step] !== undefined && after[step] === undefined);

/** Whether the same advisers can answer as before: those of the nation, or those who have not advised the employer. */
const sameOrganisation = ({ organisation: before }: Answers, { organisation: now }: Answers) =>
  before?.nation === now?.nation &&
  before?.organisation === now?.organisation &&
  before?.separateAdviser === now?.separateAdviser;
