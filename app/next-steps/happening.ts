import { z } from 'zod';
import { bilingual, identifier } from '~/platform/content/schemas';
import { professions, stages } from '~/platform/content/vocabulary';
import { nations } from '~/platform/time/working-days';
import { settings } from './procedure';

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
  /** To whom it can happen; everybody when left out. */
  for: z
    .strictObject({
      nations: z.array(z.enum(nations)).min(1).optional(),
      professions: z.array(z.enum(professions)).min(1).optional(),
      settings: z.array(z.enum(settings)).min(1).optional(),
    })
    .optional(),
});

export type Happening = z.output<typeof happeningSchema>;
export type DateQuestion = Happening['dates'][number];
