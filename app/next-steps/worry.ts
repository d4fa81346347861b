import { z } from 'zod';
import { bilingual, identifier } from '~/platform/content/schemas';

/** What weighs most on a reader: the guides that matter for it, and what to ask about it. */
export const worrySchema = z.strictObject({
  id: identifier,
  order: z.number().int(),
  label: bilingual,
  /** The worry of the contact finder that comes nearest. */
  contact: z.enum(['visa', 'money', 'feelings', 'discrimination', 'alone', 'advice']),
  guides: z.array(identifier).min(1),
  ask: z.array(bilingual).min(1),
});

export type Worry = z.output<typeof worrySchema>;
