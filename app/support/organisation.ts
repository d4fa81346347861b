import { z } from 'zod';
import { bilingual, confidence, identifier, isoDate } from '~/platform/content/schemas';
import { professions, stages, type Profession } from '~/platform/content/vocabulary';

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
export type Need = (typeof needs)[number];
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
  hours: bilingual.nullable(),
  /** False: shown with "not confirmed: check on their website". */
  confirmed: z.boolean(),
};

/** One organisation of the directory, as `content/directory` holds it. */
export const organisationSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  otherNames: z.array(z.string()),
  needs: z.array(z.enum(needs)).min(1),
  words: z.strictObject({ en: words, cy: words }),
  for: z.strictObject({
    professions: z.array(z.enum([...professions, 'any'])).min(1),
    nations: z.array(z.enum(nations)).min(1),
    membership: z.enum(['open', 'members', 'check']),
    groups: z.array(z.string()),
  }),
  stages: z.array(z.enum(stages)).min(1),
  phone: z.array(z.strictObject(number)),
  text: z.array(z.strictObject({ ...number, keyword: z.string().nullable() })),
  email: z.array(z.email()),
  web: z.url(),
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
