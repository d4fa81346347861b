import { z } from 'zod';
import type { Window } from './windows';

/**
 * What a request asks, one question a page. Each step has a schema; together they are the answers. Messages
 * are keys of `content/locales/*\/meetings.json`. Lengths are limits of the field, not of the person: they are
 * far above what anyone has needed.
 */

/** Forms send line ends as two characters; one is meant, and counted. */
const asTyped = (text: string) => text.replaceAll('\r\n', '\n').trim();

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
  'large-print',
  'breaks',
  'more-time',
  'other',
] as const;

export const contactWays = ['email', 'phone', 'text'] as const;
const isEmail = (way: (typeof contactWays)[number]): boolean => way === 'email';

export const windowDays = ['any', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
export const windowParts = ['any', 'morning', 'midday', 'afternoon'] as const;
export const nations = ['england', 'wales', 'northern-ireland'] as const;

const listOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
    z
      .array(z.enum(values, { error: 'meetings:errors.choice' }))
      .max(values.length, 'meetings:errors.choice'),
  );

interface Times {
  day1?: Window['day'];
  part1?: Window['part'];
  day2?: Window['day'];
  part2?: Window['part'];
  day3?: Window['day'];
  part3?: Window['part'];
}

/** The windows somebody filled in, wholly or half: a day without a part of it means any time that day. */
export function windowsOf(times: Times): Window[] {
  const lines = [
    { day: times.day1, part: times.part1 },
    { day: times.day2, part: times.part2 },
    { day: times.day3, part: times.part3 },
  ];
  return lines
    .filter(({ day, part }) => day ?? part)
    .map(({ day = 'any', part = 'any' }) => ({ day, part }));
}

/** An unchosen line of a select comes as an empty text. */
const chosenFrom = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (given) => (given === '' ? undefined : given),
    z.enum(values, { error: 'meetings:errors.choice' }).optional(),
  );

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
      ways: listOf(contactWays),
      contactNumber: words(100).optional(),
      leaveMessage: oneOf(['yes', 'no'], 'leaveMessage'),
      notWhen: words(500).optional(),
    })
    .refine(({ ways }) => ways.length > 0, { error: 'meetings:errors.ways', path: ['ways'] })
    .refine(({ ways, contactNumber }) => ways.every(isEmail) || isPhoneNumber(contactNumber), {
      error: 'meetings:errors.phone',
      path: ['contactNumber'],
    }),
  supporter: z
    .object({
      supporter: oneOf(['yes', 'no', 'not-sure'], 'supporter'),
      supporterName: words(200).optional(),
      supporterRole: words(200).optional(),
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
  times: z
    .object({
      day1: chosenFrom(windowDays),
      part1: chosenFrom(windowParts),
      day2: chosenFrom(windowDays),
      part2: chosenFrom(windowParts),
      day3: chosenFrom(windowDays),
      part3: chosenFrom(windowParts),
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
export type CompleteAnswers = Required<Answers>;

/**
 * Answers that can be corrected after sending. Not where somebody works, which decides who answers, nor the
 * times that suit, which are settled by choosing from an offer.
 */
export const correctableSteps = [
  'topics',
  'name',
  'how',
  'contact',
  'supporter',
  'needs',
] as const satisfies Step[];
export type CorrectableStep = (typeof correctableSteps)[number];

export const isCorrectable = (text: string | undefined): text is CorrectableStep =>
  correctableSteps.some((step) => step === text);

export const isStep = (text: string | undefined): text is Step => steps.includes(text as Step);

/** The page after a step, or `check` after the last. */
export function stepAfter(step: Step): Step | 'check' {
  return steps[steps.indexOf(step) + 1] ?? 'check';
}

/** The page before a step, or null before the first. */
export function stepBefore(step: Step | 'check'): Step | null {
  return (step === 'check' ? steps.at(-1) : steps[steps.indexOf(step) - 1]) ?? null;
}

/** The first step without an answer, or null when all have one. */
export function firstUnanswered(answers: Answers): Step | null {
  return steps.find((step) => answers[step] === undefined) ?? null;
}

export function isComplete(answers: Answers): answers is CompleteAnswers {
  return firstUnanswered(answers) === null;
}

/**
 * Puts a step's answer in, and takes out what no longer applies: a number to ring when the meeting is by
 * video, a number for contact when only email is safe, a supporter's name when nobody comes along.
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
  return all;
}
