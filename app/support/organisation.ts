import { z } from 'zod';
import { bilingual, confidence, identifier, isoDate } from '~/platform/content/schemas';
import { professions, stages, type Profession } from '~/platform/content/vocabulary';
import { openingHoursSchema } from './opening-hours';

export const needs = [
  'crisis',
  'emotional',
  'peer',
  'legal',
  'employment',
  'discrimination',
  'immigration',
  'financial',
  'addiction',
  'career',
  'process',
  'regulator',
  'whistleblowing',
  'complaint',
] as const;

export const nations = ['england', 'wales', 'northern-ireland', 'scotland'] as const;

/** Who an organisation was made for, or knows best. A reader chooses one; nobody guesses. */
export const backgrounds = [
  'trained-abroad',
  'ethnic-minority',
  'women',
  'disabled',
  'lgbt',
  'refugee',
  'black',
  'african',
  'arab',
  'bangladeshi',
  'egyptian',
  'indian',
  'nigerian',
  'pakistani',
  'sri-lankan',
  'sudanese',
  'christian',
  'hindu',
  'humanist',
  'jewish',
  'muslim',
  'sikh',
] as const;

/** Kinds of work an organisation was made for, or knows best. */
export const works = [
  'trainee',
  'student',
  'gp',
  'sas',
  'consultant',
  'surgeon',
  'psychiatrist',
  'obstetrician',
  'anaesthetist',
] as const;

/** What a conversation with it is like: `content/conversations` has what to say and to have ready. */
export const conversations = [
  'crisis',
  'listening',
  'health',
  'representation',
  'work-rights',
  'equality',
  'immigration',
  'money',
  'network',
  'speaking-up',
  'complaint',
  'records',
  'regulator',
  'process',
  'training',
] as const;

export type Need = (typeof needs)[number];
export type Background = (typeof backgrounds)[number];
export type Work = (typeof works)[number];
export type ConversationId = (typeof conversations)[number];
export type Nation = (typeof nations)[number];

const words = z.strictObject({
  offers: z.string().min(1),
  bestFor: z.string().min(1),
  whenYouContact: z.string().min(1),
  independence: z.string().min(1),
  confidentiality: z.string().min(1),
  cost: z.string().min(1),
  limits: z.string().min(1),
});

const number = {
  label: bilingual,
  number: z.string().regex(/^[\d ]+$/, 'must be digits and spaces'),
  /** Fewer nations than the organisation serves, where that is so. */
  nations: z.array(z.enum(nations)).min(1).optional(),
  hours: openingHoursSchema.nullable(),
  /** False: shown with "not confirmed: check on their website". */
  confirmed: z.boolean(),
};

/** One organisation of the directory, as `content/directory` holds it. */
export const organisationSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  otherNames: z.array(z.string()),
  needs: z.array(z.enum(needs)).min(1),
  conversation: z.enum(conversations),
  words: z.strictObject({ en: words, cy: words }),
  for: z.strictObject({
    professions: z.array(z.enum([...professions, 'any'])).min(1),
    nations: z.array(z.enum(nations)).min(1),
    membership: z.enum(['open', 'members', 'check']),
    groups: z.array(z.enum([...backgrounds, ...works])),
  }),
  stages: z.array(z.enum(stages)).min(1),
  phone: z.array(z.strictObject(number)),
  text: z.array(z.strictObject({ ...number, keyword: z.string().nullable() })),
  email: z.array(z.email()),
  /** Null for what has no website: your GP, your family. */
  web: z.url().nullable(),
  /** In which somebody answers, as far as we know. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1),
  source: z.strictObject({ url: z.url(), date: z.string().min(1) }),
  checked: isoDate,
  checkedBy: z.string().min(1),
  confidence,
});

export type Organisation = z.output<typeof organisationSchema>;

/** Whether an organisation is for somebody; an unknown profession or nation rules nothing out. */
export function isFor(
  { for: its }: Pick<Organisation, 'for'>,
  { profession, nation }: { profession?: Profession; nation?: Nation },
): boolean {
  const rightProfession =
    !profession || its.professions.includes('any') || its.professions.includes(profession);
  return rightProfession && (!nation || its.nations.includes(nation));
}

/** A number to call or to text. */
export interface Line extends z.output<z.ZodObject<typeof number>> {
  kind: 'phone' | 'text';
  keyword: string | null;
}

export interface Lines {
  lines: readonly Line[];
  /** There are numbers nobody has confirmed, kept back. */
  withheld: boolean;
}

/** For a crisis only a number that somebody confirmed is shown: who calls a wrong one at night may not try another. */
export const isShown = (
  { confirmed }: Pick<Line, 'confirmed'>,
  { needs: its }: Pick<Organisation, 'needs'>,
): boolean => confirmed || !its.includes('crisis');

/** The numbers that are shown, to call and to text. */
export function linesOf(organisation: Pick<Organisation, 'needs' | 'phone' | 'text'>): Lines {
  const all: Line[] = [
    ...organisation.phone.map((line) => ({ ...line, kind: 'phone' as const, keyword: null })),
    ...organisation.text.map((line) => ({ ...line, kind: 'text' as const })),
  ];
  const lines = all.filter((line) => isShown(line, organisation));
  return { lines, withheld: lines.length < all.length };
}

/**
 * Whether a line is for somebody in a nation. Who does not say where they are is served by lines for the whole
 * organisation only.
 */
export const serves = ({ nations: its }: Pick<Line, 'nations'>, nation?: Nation): boolean =>
  !its || (nation !== undefined && its.includes(nation));
