import { z } from 'zod';
import { bilingual } from '~/platform/content/schemas';
import { addDays } from '~/platform/time/working-days';

/** When a line is open, and what that means at a given moment. Pure: clock and bank holidays are handed in. */

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A clock on the wall in London, `09:00`; `24:00` is the end of the day. */
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time like 09:00');

const session = z
  .strictObject({ days: z.array(z.enum(weekdays)).min(1), from: wallTime, to: wallTime })
  .refine(({ from, to }) => from < to, 'must end after it starts, on the same day');

export const openingHoursSchema = z.strictObject({
  weekly: z.array(session).min(1),
  /** What the source says of bank holidays; most say nothing. */
  bankHolidays: z.enum(['open', 'closed', 'unknown']),
  /** When these hours were seen: a month, a year, or on something without a date. */
  seen: z.union([z.string().regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/), z.literal('undated')]),
  /** What a schedule cannot say. */
  note: bilingual.nullable(),
});

export type OpeningHours = z.output<typeof openingHoursSchema>;

/** A moment as a clock and a calendar in London show it. */
export interface Moment {
  /** ISO date. */
  date: string;
  /** `09:00` */
  time: string;
}

/** Every day, all day. */
export const isRoundTheClock = ({ weekly, bankHolidays }: OpeningHours): boolean =>
  bankHolidays === 'open' &&
  weekdays.every((day) =>
    weekly.some(({ days, from, to }) => days.includes(day) && from === '00:00' && to === '24:00'),
  );

/** @param date ISO date. */
export const weekdayOf = (date: string): Weekday =>
  weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;

/** The sessions of a day, earliest first; none on a bank holiday that the line keeps. */
function sessionsOn(date: string, hours: OpeningHours, holidays: ReadonlySet<string>) {
  if (holidays.has(date) && hours.bankHolidays === 'closed') return [];
  return hours.weekly
    .filter(({ days }) => days.includes(weekdayOf(date)))
    .sort((a, b) => a.from.localeCompare(b.from));
}

/**
 * Whether a line is open.
 * - `always`: round the clock.
 * - `open`: until a time today.
 * - `closed`: until the next opening, within two weeks; `opens` is null when there is none.
 *
 * `mayDiffer` is true when the day in question is a bank holiday and nobody knows whether the line keeps it.
 */
export type Opening = (
  | { state: 'always' }
  | { state: 'open'; until: string; mayDiffer: boolean }
  | { state: 'closed'; opens: Moment | null; mayDiffer: boolean }
) & {
  /** Old hours of a number nobody has confirmed. */
  unsure?: boolean;
};

/** Hours seen before last year, or on something without a date. */
export const isOld = ({ seen }: Pick<OpeningHours, 'seen'>, today: string): boolean =>
  seen === 'undated' || Number(seen.slice(0, 4)) < Number(today.slice(0, 4)) - 1;

/** The furthest day looked at for the next opening: Christmas and a weekend are over by then. */
const furthest = 14;

/** A session ends with the minute before its end. */
const isRunning = ({ from, to }: OpeningHours['weekly'][number], time: string): boolean =>
  from <= time && time < to;

/** Whether a session is running, bank holidays apart. Quicker than `openingAt`, which also says for how long. */
export const isOpenAt = (
  { time, weekday }: Pick<Moment, 'time'> & { weekday: Weekday },
  { weekly }: Pick<OpeningHours, 'weekly'>,
): boolean => weekly.some((each) => each.days.includes(weekday) && isRunning(each, time));

/**
 * Whether a line is open, until when, or when it opens next.
 * @param holidays ISO dates of the bank holidays it may keep.
 */
export function openingAt(
  now: Moment,
  hours: OpeningHours,
  holidays: ReadonlySet<string>,
): Opening {
  if (isRoundTheClock(hours)) return { state: 'always' };
  const mayDiffer = (date: string) => hours.bankHolidays === 'unknown' && holidays.has(date);
  const running = sessionsOn(now.date, hours, holidays).find((each) => isRunning(each, now.time));
  if (running) return { state: 'open', until: running.to, mayDiffer: mayDiffer(now.date) };
  for (let ahead = 0; ahead <= furthest; ahead += 1) {
    const date = addDays(now.date, ahead);
    const next = sessionsOn(date, hours, holidays).find(({ from }) => ahead > 0 || from > now.time);
    if (next) {
      return { state: 'closed', opens: { date, time: next.from }, mayDiffer: mayDiffer(date) };
    }
  }
  return { state: 'closed', opens: null, mayDiffer: false };
}

/** When a line is next open, for comparing: now comes before every date, and a day nobody knows after it. */
const soonest = (opening: Opening): string => {
  if (opening.state === 'always') return '0';
  if (opening.state === 'open') return '1';
  return opening.opens ? opening.opens.date + opening.opens.time : '9';
};

/** The best of several lines: one that is open, or the one that opens first; null when no hours are known. */
export const bestOpening = (openings: readonly Opening[]): Opening | null =>
  openings.toSorted((a, b) => soonest(a).localeCompare(soonest(b), 'en'))[0] ?? null;
