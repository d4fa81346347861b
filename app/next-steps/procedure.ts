import { z } from 'zod';
import { professions, settings } from '~/platform/content/vocabulary';
import { bilingual, identifier, timeLimit } from '~/platform/content/schemas';
import { nations } from '~/platform/time/working-days';

/** A formal procedure as data. Pictures, dates, calendar files and information sheets are views of it. */

const actors = [
  'you',
  'case-manager',
  'case-investigator',
  'designated-member',
  'employer',
  'panel',
  'ppa',
  'mediator',
  'assessor',
  'supervisor',
  'occupational-health',
  'list-holder',
  'regulator',
  'case-examiners',
  'tribunal',
  'court',
  'conciliator',
  'organisation',
  'sponsor',
  'home-office',
] as const;

/**
 * When a step is due: so long after, or before, a step above it or a date the reader gave.
 * - `lessDays`: "three months less a day".
 * - `pause`: a time that does not count, between two dates, and what must be left after it
 *   (early conciliation: Employment Rights Act 1996, section 207B).
 */
const limit = timeLimit
  .extend({
    after: identifier.optional(),
    before: identifier.optional(),
    lessDays: z.number().int().positive().optional(),
    pause: z.strictObject({ from: identifier, to: identifier, keep: timeLimit }).optional(),
  })
  .refine(({ after, before }) => (after === undefined) !== (before === undefined), {
    message: 'a limit counts either after or before something',
  });

/** How long a step takes as a rule. Not a limit: nobody has to keep it. */
const usual = z.strictObject({ least: timeLimit, most: timeLimit, after: identifier });

/** The first day on which the reader may do something. */
const opens = timeLimit.extend({ after: identifier });

const step = z.strictObject({
  id: identifier,
  title: bilingual,
  who: z.enum(actors),
  /** It happens in some cases only, so it counts for nothing until there is a date for it. */
  onlySome: z.boolean().default(false),
  what: bilingual,
  /** The date of a happening that is the real date of this step. */
  date: identifier.optional(),
  limit: limit.optional(),
  usual: usual.optional(),
  opens: opens.optional(),
  /** Who must act by the date. */
  deadlineFor: z.enum(['you', 'them']).optional(),
  /** What to do when its date has passed, where that is more than asking for a new one. */
  ifPast: bilingual.optional(),
  receive: z.array(bilingual).default([]),
  rights: z.array(bilingual).default([]),
  facts: z.array(identifier),
});

export const procedureSchema = z.strictObject({
  id: identifier,
  title: bilingual,
  about: bilingual,
  guide: identifier,
  /** Whom it covers. */
  for: z.strictObject({
    nations: z.array(z.enum(nations)).min(1),
    professions: z.array(z.enum(professions)).min(1),
    settings: z.array(z.enum(settings)).min(1),
  }),
  /** What has happened to somebody who is in it. */
  happenings: z.array(identifier).min(1),
  /** It begins only once one of these dates is known or one of these worries named; at once when left out. */
  when: z.strictObject({ dates: z.array(identifier), worries: z.array(identifier) }).optional(),
  /** The step somebody has reached by what happened alone, without any date: happening to step. */
  reachedBy: z.record(identifier, identifier).default({}),
  /** Dates that, once known, show that this procedure is over and another has begun. */
  overAfter: z.array(identifier).default([]),
  /** Questions to ask at the next meeting. */
  ask: z.array(bilingual),
  steps: z.array(step).min(1),
});

export type Procedure = z.output<typeof procedureSchema>;
export type ProcedureStep = Procedure['steps'][number];
export type ProcedureLimit = NonNullable<ProcedureStep['limit']>;

/** Every date or step a step counts from or to, or takes its own date from. */
export const anchorsOf = ({ date, limit: its, usual: typical, opens: from }: ProcedureStep) =>
  [
    date,
    its?.after,
    its?.before,
    its?.pause?.from,
    its?.pause?.to,
    typical?.after,
    from?.after,
  ].filter((anchor) => anchor !== undefined);

/** Every length of time a step states. */
export const timesOf = ({ limit: its, usual: typical, opens: from }: ProcedureStep) =>
  [its, its?.pause?.keep, typical?.least, typical?.most, from].filter((time) => time !== undefined);
