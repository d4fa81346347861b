import { z } from 'zod';
import { isoDate } from '~/platform/content/schemas';

/** The front matter of a summary: of the English one, and of those made from it. */

const text = z.string().min(1);

const shared = {
  /** The language's own name for itself. */
  language: text,
  title: text,
  summary: text,
  next: z.strictObject({ href: z.string().startsWith('/'), label: text }),
  /** How to keep the page, in a sentence. */
  print: text,
};

export const originalSchema = z.strictObject({
  ...shared,
  /** The day its words last changed in what they say. */
  changed: isoDate,
  checked: isoDate,
  review: isoDate,
});

export const translationSchema = z.strictObject({
  ...shared,
  /** How the words came about. */
  status: z.enum(['machine', 'person']),
  /** The `changed` of the English text it was made from. */
  from: isoDate,
  /** Who compared it with the English text, and when. Left out until somebody has. */
  checked: z.strictObject({ by: text, on: isoDate }).optional(),
  /** What the page says around the text, in the language. */
  words: z.strictObject({
    machine: text,
    person: text,
    unchecked: text,
    /** `{{by}}` and `{{on}}` stand for who and when. */
    checked: text.includes('{{by}}').includes('{{on}}'),
    /** Behind a link to a page that is in English. */
    inEnglish: text,
    /** Leads to where the facts come from. */
    sources: text,
  }),
});

export type Original = z.output<typeof originalSchema>;
export type Translation = z.output<typeof translationSchema>;
