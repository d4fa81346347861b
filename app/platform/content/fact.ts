import { z } from 'zod';
import type { TimeLimit } from '../time/working-days';
import { bilingual, confidence, identifier, isoDate, timeLimit } from './schemas';

/** A claim with a number, a limit, a right or a contact, and where it comes from. */
export const factSchema = z.strictObject({
  id: identifier,
  statement: bilingual,
  /** The number, limit or contact itself, where there is one. A limit in a procedure must match it. */
  value: z.union([z.string().min(1), z.number(), timeLimit]).optional(),
  source: z.strictObject({
    title: z.string().min(1),
    url: z.url(),
    /** As the source gives it; `undated` says nothing about freshness. */
    date: z.string().min(1),
  }),
  confidence,
  checked: isoDate,
  checkedBy: z.string().min(1),
});

export type Fact = z.output<typeof factSchema>;

/** An unconfirmed fact is shown with a mark, and with the advice to check one's own policy. */
export const isConfirmed = (fact: Pick<Fact, 'confidence'>): boolean =>
  fact.confidence === 'high' || fact.confidence === 'medium';

/** Whether anybody compared it with its source; what is unconfirmed was written down without reading it. */
export const wasCompared = (fact: Pick<Fact, 'confidence'>): boolean =>
  fact.confidence !== 'unconfirmed';

/** Whether a fact is about just this length of time. */
export const says = ({ value: its }: Pick<Fact, 'value'>, { value, unit }: TimeLimit): boolean =>
  typeof its === 'object' && its.value === value && its.unit === unit;
