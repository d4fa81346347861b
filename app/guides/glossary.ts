import { z } from 'zod';
import { bilingual, identifier } from '~/platform/content/schemas';

/** A word a reader may not know, as `content/glossary` holds it. */
export const glossarySchema = z.strictObject({
  id: identifier,
  term: bilingual,
  /** Other names and short forms, for the search. */
  also: z.strictObject({ en: z.array(z.string()), cy: z.array(z.string()) }),
  meaning: bilingual,
  /** The guide that says more. */
  guide: identifier.optional(),
  /** What the meaning rests on, when it states a claim. */
  facts: z.array(identifier).default([]),
});

export type GlossaryEntry = z.output<typeof glossarySchema>;
