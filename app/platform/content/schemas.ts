import { z } from 'zod';
import { timeUnits } from '~/platform/time/working-days';

/** Shapes that every kind of content shares. */

export const bilingual = z.strictObject({ en: z.string().min(1), cy: z.string().min(1) });

/** A calendar date, `2026-11-22`. */
export const isoDate = z.iso.date();

export const identifier = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be kebab-case');

/** How sure we are. `unconfirmed`: nobody here has read the text; `low`: the source is weak. */
export const confidence = z.enum(['high', 'medium', 'low', 'unconfirmed']);

/** A length of time. A month ends on the same day of the month. */
export const timeLimit = z.strictObject({
  value: z.number().int().positive(),
  unit: z.enum(timeUnits),
});
