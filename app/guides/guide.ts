import { z } from 'zod';
import { identifier, isoDate } from '~/platform/content/schemas';

/** Where a reader is; guides are listed in this order. */
export const groups = [
  'just-told',
  'what-may-follow',
  'regulators',
  'outcomes-and-rights',
  'circumstances',
  'yourself-and-after',
] as const;

/** YAML reads a bare date as text in version 1.2, so dates come as `2026-11-22`. */
const page = {
  title: z.string().min(1),
  summary: z.string().min(1),
  checked: isoDate,
  review: isoDate,
  /** The one clear next step. */
  next: z.strictObject({ href: z.string().startsWith('/'), label: z.string().min(1) }),
};

export const standingPageSchema = z.strictObject(page);

export const guideSchema = z.strictObject({
  ...page,
  group: z.enum(groups),
  order: z.number().int(),
  /** Other words readers may look for it by. */
  also: z.array(z.string().min(1)).default([]),
  /** Procedures whose timelines are shown under the text. */
  procedures: z.array(identifier).default([]),
});

export type Guide = z.output<typeof guideSchema> & { slug: string };
export type StandingPage = z.output<typeof standingPageSchema> & { slug: string };
