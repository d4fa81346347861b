import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { day } from '~/platform/time/clock';
import { daysBetween } from '~/platform/time/working-days';
import { rulesFrom } from './rules';

/** What the availability pages ask for, and what is taken as an answer. Pure; messages are keys of `diary`. */

export const weekdays = ['1', '2', '3', '4', '5'] as const;

/** `9:00`, `09.00`, `0900` and `9` as people type them; kept as `09:00`. */
const timeOfDay = z
  .string({ error: 'diary:errors.timeMissing' })
  .trim()
  .transform((typed, context) => {
    const [, hours, minutes = '00'] = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(typed) ?? [];
    if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) {
      context.issues.push({ code: 'custom', input: typed, message: 'diary:errors.time' });
      return z.NEVER;
    }
    return `${hours.padStart(2, '0')}:${minutes}`;
  });

/** An ISO date that there is: 30 February is none. */
const realDate = z
  .string({ error: 'diary:errors.dateMissing' })
  .trim()
  .refine(isRealDate, 'diary:errors.date');

/** Whether a text is an ISO date that there is: 30 February is none. */
export function isRealDate(typed: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return false;
  try {
    Temporal.PlainDate.from(typed);
    return true;
  } catch {
    return false;
  }
}

/** Hours to add to days of the week; `instead` of what these days have now, when ticked. */
export const hoursSchema = z
  .object({
    weekday: z.array(z.enum(weekdays)).min(1, 'diary:errors.weekday'),
    opens: timeOfDay,
    closes: timeOfDay,
    instead: z.literal('yes').optional(),
  })
  .refine(({ opens, closes }) => opens < closes, {
    path: ['closes'],
    error: 'diary:errors.closesFirst',
  });

export type AskedHours = z.output<typeof hoursSchema>;

export const differences = ['away', 'away-part', 'open'] as const;
/** A team closes; when its people are open is theirs to say. */
export const closures = ['away', 'away-part'] as const;

/** Somebody planning further ahead than this has mistyped a year. */
const furthest = 3 * 366;
/** Parental leave, whole. */
const longest = 400;

const differing = <Kind extends (typeof differences)[number]>(
  kinds: readonly [Kind, ...Kind[]],
  today: string,
) =>
  z
    .object({
      kind: z.enum(kinds, { error: 'diary:errors.kind' }),
      firstDay: realDate,
      /** The same day, when it is left empty. */
      lastDay: realDate.optional(),
      opens: timeOfDay.optional(),
      closes: timeOfDay.optional(),
    })
    .superRefine(({ kind, firstDay, lastDay = firstDay, opens, closes }, context) => {
      const wrong = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message: `diary:errors.${message}` });
      // What is no date has been said already, and cannot be compared.
      if (isRealDate(firstDay) && isRealDate(lastDay)) {
        if (lastDay < firstDay) wrong('lastDay', 'lastDayFirst');
        else if (lastDay < today) wrong('firstDay', 'past');
        else if (daysBetween(firstDay, lastDay) >= longest) wrong('lastDay', 'tooLong');
        else if (daysBetween(today, lastDay) > furthest) wrong('lastDay', 'tooFar');
      }
      if (kind === 'away') return;
      if (opens === undefined) wrong('opens', 'timeMissing');
      if (closes === undefined) wrong('closes', 'timeMissing');
      if (opens !== undefined && closes !== undefined && closes <= opens)
        wrong('closes', 'closesFirst');
    })
    .transform(({ kind, firstDay, lastDay = firstDay, opens, closes }) => ({
      kind: kind === 'open' ? ('open' as const) : ('away' as const),
      firstDay,
      lastDay,
      opens: kind === 'away' ? null : opens!,
      closes: kind === 'away' ? null : closes!,
    }));

/** Days that differ from an adviser's week. @param today the London date. */
export const differenceSchema = (today: string) => differing(differences, today);
/** Days on which a team is closed. */
export const closureSchema = (today: string) => differing(closures, today);

export type AskedDifference = z.output<ReturnType<typeof differenceSchema>>;

/** What each number may be, in its own unit; every form, schema and test reads it here. */
export const bounds = {
  lengthMinutes: { least: 15, most: 180, step: 5 },
  bufferMinutes: { least: 0, most: 120, step: 5 },
  mostPerDay: { least: 1, most: 20, step: 1 },
  noticeHours: { least: 0, most: 14 * 24, step: 1 },
  horizonDays: { least: 1, most: 180, step: 1 },
  cutOffHours: { least: 0, most: 7 * 24, step: 1 },
  answerWithinDays: { least: 1, most: 20, step: 1 },
} as const;

export type Counted = keyof typeof bounds;

/** A whole number within its bounds; nothing, when the field is left empty. */
const counted = (name: Counted) => {
  const { least, most, step } = bounds[name];
  const fits = (typed: string) =>
    /^\d{1,4}$/.test(typed) &&
    Number(typed) >= least &&
    Number(typed) <= most &&
    Number(typed) % step === 0;
  return z
    .string()
    .trim()
    .refine(fits, { error: `diary:errors.${name}`, abort: true })
    .optional()
    .transform((typed) => (typed === undefined ? null : Number(typed)));
};

/** Whether practitioners may take free times at once: yes, no, or as for the others. */
const published = z
  .enum(['usual', 'yes', 'no'])
  .optional()
  .transform((chosen) => (chosen === 'yes' ? true : chosen === 'no' ? false : null));

/** Where an adviser differs from their team. */
export const adviserRulesSchema = z.object({
  lengthMinutes: counted('lengthMinutes'),
  bufferMinutes: counted('bufferMinutes'),
  mostPerDay: counted('mostPerDay'),
  published,
});

/** Where a team differs from what is usual. */
export const teamRulesSchema = adviserRulesSchema
  .extend({
    noticeHours: counted('noticeHours'),
    horizonDays: counted('horizonDays'),
    cutOffHours: counted('cutOffHours'),
    answerWithinDays: counted('answerWithinDays'),
  })
  .refine(
    (chosen) => {
      const { notice, horizon } = rulesFrom(chosen);
      return notice + day <= horizon;
    },
    // Otherwise no time could ever be offered, and nothing would say why.
    { path: ['horizonDays'], error: 'diary:errors.horizonTooNear' },
  )
  .refine(
    (chosen) => {
      const { notice, cutOff } = rulesFrom(chosen);
      return cutOff <= notice;
    },
    // Otherwise times could be offered that nobody can accept any more.
    { path: ['cutOffHours'], error: 'diary:errors.cutOffTooEarly' },
  );

/** Whether two stretches of one day have time in common. */
export const clash = (
  a: { opens: string; closes: string },
  b: { opens: string; closes: string },
): boolean => a.opens < b.closes && b.opens < a.closes;
