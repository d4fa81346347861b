import { z } from 'zod';
import { bilingual, identifier } from '~/platform/content/schemas';
import { professions, stages } from '~/platform/content/vocabulary';

/** Something that may have happened to the reader, and the dates that belong to it. */
export const happeningSchema = z.strictObject({
  id: identifier,
  order: z.number().int(),
  label: bilingual,
  /** The same as others say it, on an information sheet. */
  sheet: bilingual,
  hint: bilingual,
  /** Where that puts the reader, as the directory calls it. */
  stage: z.enum(stages),
  /** Ids are unique across all happenings: a date is asked once and may drive several procedures. */
  dates: z.array(
    z.strictObject({
      id: identifier,
      /** What the date is, for "10 working days after …". */
      name: bilingual,
      label: bilingual,
      hint: bilingual,
      /** It may lie in the future: a hearing, a last day at work. */
      ahead: z.boolean().default(false),
    }),
  ),
  /** Guides that matter, best first. */
  guides: z.array(identifier).min(1),
  /** Guides of one profession, before the others. */
  guidesFor: z.partialRecord(z.enum(professions), z.array(identifier)).optional(),
});

export type Happening = z.output<typeof happeningSchema>;
export type DateQuestion = Happening['dates'][number];
