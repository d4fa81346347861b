import { z } from 'zod';
import { asTyped } from '~/platform/as-typed';
import { nations } from '~/platform/time/working-days';
import { bodies, bodiesFor, type Body } from './consents';
import type { Kind } from './life';
import { settings } from './settings';

/**
 * What a concern asks, one question a page. Each step has a schema; together they are the answers. Messages are
 * keys of `content/locales/*\/concerns.json`.
 */

const words = (most: number) =>
  z.string('concerns:errors.unreadable').overwrite(asTyped).max(most, 'concerns:errors.tooLong');
const needed = (key: string, most: number) =>
  z
    .string(`concerns:errors.${key}`)
    .overwrite(asTyped)
    .min(1, `concerns:errors.${key}`)
    .max(most, 'concerns:errors.tooLong');

/** Grounds that the law protects in one nation or another. Nobody has to name one. */
export const grounds = [
  'race',
  'religion-or-belief',
  'disability',
  'sex',
  'age',
  'sexual-orientation',
  'gender-reassignment',
  'pregnancy-and-maternity',
  'marriage-and-civil-partnership',
  'political-opinion',
  'other',
] as const;

/** By whom somebody is treated worse. */
export const doers = ['employer', 'ppa', 'somebody-else'] as const;

/** What a concern about our service is about, when it is not one of the advisers they had. */
export const aboutNobody = ['service', 'somebody-else'] as const;

/** The answer of whoever does not link the concern to a request. */
export const noRequest = 'none';

const yesOrNo = (body: Body) =>
  z.preprocess(
    (given) => (given === '' ? undefined : given),
    z.enum(['yes', 'no'], { error: `concerns:errors.consents.${body}` }),
  );

/** A form sends one tick as a text, several as a list, none not at all. */
const someGrounds = z.preprocess(
  (given) => [...new Set([given ?? []].flat().filter((value) => value !== ''))],
  z
    .array(z.enum(grounds, { error: 'concerns:errors.choice' }))
    .max(grounds.length, 'concerns:errors.choice'),
);

/** What is taken as an answer to each question, as a form sends it. */
export const schemas = {
  request: z.object({ request: needed('request', 40) }),
  nation: z.object({ nation: z.enum(nations, { error: 'concerns:errors.nation' }) }),
  who: z.object({
    who: z.enum(doers, { error: 'concerns:errors.who' }),
    whoName: words(500).optional(),
  }),
  whom: z.object({ whom: needed('whom', 60), whoName: words(500).optional() }),
  what: z.object({
    happened: needed('happened', settings.longestWords),
    when: words(500).optional(),
  }),
  grounds: z.object({ grounds: someGrounds }),
  wanted: z.object({ wanted: words(settings.longestWords).optional() }),
  name: z.object({ name: needed('name', 200) }),
  consent: z.object(
    Object.fromEntries(bodies.map((body) => [body, yesOrNo(body).optional()])),
  ) as z.ZodType<Partial<Record<Body, 'yes' | 'no'>>>,
} as const;

export type Step = keyof typeof schemas;
export const steps = Object.keys(schemas) as Step[];

export type Answers = { [S in Step]?: z.output<(typeof schemas)[S]> };

const stepsOf: Record<Kind, readonly Step[]> = {
  discrimination: ['request', 'nation', 'who', 'what', 'grounds', 'wanted', 'name', 'consent'],
  service: ['request', 'nation', 'whom', 'what', 'wanted', 'name', 'consent'],
};

/** What of the person decides which questions there are. */
export interface Asking {
  /** They have sent a request that the concern can belong to. */
  hasRequests: boolean;
}

/** The questions of a concern, in their order. */
export const stepsFor = (kind: Kind, { hasRequests }: Asking): Step[] =>
  stepsOf[kind].filter((step) => step !== 'request' || hasRequests);

/** The schema of the consents that are asked for: each is answered, by itself. */
export const consentSchema = (asked: readonly Body[]) =>
  z.object(Object.fromEntries(asked.map((body) => [body, yesOrNo(body)])));

/** Whom consent is asked about: about an adviser only when it is about one. */
export function consentsAsked(kind: Kind, answers: Answers): Body[] {
  if (kind === 'service' && !isAboutAdviser(answers)) return [];
  return bodiesFor(kind, answers.nation?.nation);
}

/** Whether a concern about our service is about one of the advisers they had. */
export const isAboutAdviser = ({ whom }: Answers): boolean =>
  whom !== undefined && !(aboutNobody as readonly string[]).includes(whom.whom);

/** The questions that are left out because of earlier answers: without anybody to consent to, there is none. */
const applies = (kind: Kind, step: Step, answers: Answers): boolean =>
  step !== 'consent' || kind === 'discrimination' || isAboutAdviser(answers);

/** The questions somebody is asked, given what they have answered so far. */
export const stepsAsked = (kind: Kind, answers: Answers, asking: Asking): Step[] =>
  stepsFor(kind, asking).filter((step) => applies(kind, step, answers));

/** Whether a question has the answer it needs. */
function isAnswered(kind: Kind, step: Step, answers: Answers): boolean {
  if (step !== 'consent') return answers[step] !== undefined;
  return consentsAsked(kind, answers).every((body) => answers.consent?.[body] !== undefined);
}

/** The first question without an answer; null when all are answered. */
export const firstUnanswered = (kind: Kind, answers: Answers, asking: Asking): Step | null =>
  stepsAsked(kind, answers, asking).find((step) => !isAnswered(kind, step, answers)) ?? null;

/** Where a concern can be begun, gone on with or corrected before it is sent. */
export const addressOf = (kind: Kind, step?: Step | 'check', changing = false): string =>
  `/concerns/new/${kind}${step ? `/${step}` : ''}${changing ? '?changing=1' : ''}`;

/** The answers with one more. Whoever says no to nothing any more is asked anew: old consents are dropped. */
export function withAnswer(answers: Answers, step: Step, answer: unknown): Answers {
  const next: Answers = { ...answers, [step]: answer };
  const decides = step === 'nation' || step === 'whom';
  const changed = decides && JSON.stringify(answers[step]) !== JSON.stringify(answer);
  if (changed) delete next.consent;
  return next;
}

/** The bodies that were said yes to. */
export const agreedTo = (kind: Kind, answers: Answers): Body[] =>
  consentsAsked(kind, answers).filter((body) => answers.consent?.[body] === 'yes');
