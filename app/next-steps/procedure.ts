import { z } from 'zod';
import { bilingual, identifier } from '~/platform/content/schemas';

/** A formal procedure as data. Pictures, dates, calendar files and sheets are views of it. */

const question = z.strictObject({ id: identifier, label: bilingual, hint: bilingual });

const limit = z.strictObject({
  value: z.number().int(),
  unit: z.enum(['working-days', 'days', 'weeks', 'months']),
  /** A step or a question of the same procedure. */
  after: identifier,
});

const step = z.strictObject({
  id: identifier,
  title: bilingual,
  who: z.enum([
    'you',
    'case-manager',
    'case-investigator',
    'employer',
    'panel',
    'designated-member',
  ]),
  what: bilingual,
  /** The question that gives the real date of this step. */
  date: identifier.optional(),
  limit: limit.optional(),
  /** Who must act by the date. */
  deadlineFor: z.enum(['you', 'them']).optional(),
  receive: z.array(bilingual).default([]),
  rights: z.array(bilingual).default([]),
  facts: z.array(identifier),
});

export const procedureSchema = z
  .strictObject({
    id: identifier,
    nation: z.enum(['england', 'wales', 'northern-ireland']),
    title: bilingual,
    about: bilingual,
    guide: identifier,
    questions: z.array(question).min(1),
    steps: z.array(step).min(1),
  })
  .superRefine(({ questions, steps }, context) => {
    const asked = new Set(questions.map(({ id }) => id));
    const seen = new Set<string>();
    for (const { id, date, limit: its } of steps) {
      if (date && !asked.has(date)) {
        context.addIssue({ code: 'custom', message: `step ${id}: no question ${date}` });
      }
      if (its && !asked.has(its.after) && !seen.has(its.after)) {
        context.addIssue({
          code: 'custom',
          message: `step ${id}: nothing before it is ${its.after}`,
        });
      }
      seen.add(id);
    }
  });

export type Procedure = z.output<typeof procedureSchema>;
export type ProcedureStep = Procedure['steps'][number];
