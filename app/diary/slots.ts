import { day } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { isWorkingDay, type BankHolidays } from '~/platform/time/working-days';
import { joined, momentsOf, without, type Span } from './hours';
import type { Rules } from './rules';

/** Which times an adviser can be met. Pure: pattern, exceptions, diary and clock are handed in. */

export type { Span } from './hours';

/** One stretch of an adviser's week, in London time. `weekday` 1 is Monday. */
export interface Opening {
  weekday: number;
  /** `09:00` */
  opens: string;
  closes: string;
}

/**
 * Days that differ from the week, the first and the last included: away, or open at these hours instead of the
 * week's, also on a weekend or a bank holiday. Without hours, away is the whole day. Away counts for more than open.
 */
export interface Exception {
  firstDay: string;
  lastDay: string;
  kind: 'away' | 'open';
  opens: string | null;
  closes: string | null;
}

/** A time that is somebody's. */
export interface Taken extends Span {
  /** Names whose it is, where several are on offer to one person: only one of them becomes a meeting. */
  oneOf?: string;
}

export interface Diary {
  rules: Rules;
  openings: Opening[];
  /** The adviser's own and the team's. */
  exceptions: Exception[];
  /** Meetings, times on offer or held for somebody: the buffer is kept around each. */
  meetings: Taken[];
  /** Anything else the adviser is busy with. */
  busy: Span[];
  holidays: BankHolidays;
}

const coversDay = (date: string) => (exception: Pick<Exception, 'firstDay' | 'lastDay'>) =>
  exception.firstDay <= date && date <= exception.lastDay;

/** The moments of a date on which an adviser is away. */
export function awayOn(date: string, exceptions: readonly Exception[]): Span[] {
  const away = exceptions.filter(({ kind }) => kind === 'away').filter(coversDay(date));
  return joined(
    away.flatMap(({ opens, closes }) => momentsOf(date, opens ?? '00:00', closes ?? '24:00')),
  );
}

/** The hours in which meetings can be on a date: none on a day that is not worked, or away. */
export function hoursOn(
  date: string,
  { openings, exceptions, holidays }: Pick<Diary, 'openings' | 'exceptions' | 'holidays'>,
): Span[] {
  const open = exceptions.filter(({ kind }) => kind === 'open').filter(coversDay(date));
  const dayOfWeek = new Date(`${date}T00:00Z`).getUTCDay();
  const usual = isWorkingDay(date, holidays)
    ? openings.filter(({ weekday }) => weekday === dayOfWeek)
    : [];
  const hours = (open.length > 0 ? open : usual).flatMap(({ opens, closes }) =>
    momentsOf(date, opens!, closes!),
  );
  return hours.length === 0 ? [] : without(hours, awayOn(date, exceptions));
}

/** How many of some meetings begin on each London date. */
export function countPerDay(meetings: readonly Taken[]): Map<string, number> {
  const perDay = new Map<string, number>();
  const counted = new Set<string>();
  for (const { startsAt, oneOf } of meetings) {
    const date = today(startsAt);
    if (oneOf !== undefined && counted.has(oneOf + date)) continue;
    if (oneOf !== undefined) counted.add(oneOf + date);
    perDay.set(date, (perDay.get(date) ?? 0) + 1);
  }
  return perDay;
}

/** The date after a valid one: asked for so often that it must cost nothing. */
const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00Z`) + day).toISOString().slice(0, 10);

/**
 * Every time that can be offered now, in order: inside the hours of the day, after the notice, before the horizon,
 * clear of every meeting by the buffer, not on a day that has as many meetings as it may.
 */
export function freeSlots(diary: Diary, now: number): Span[] {
  const { grid, length, notice, horizon, buffer, mostPerDay } = diary.rules;
  const lastDay = today(now + horizon);
  const perDay = countPerDay(diary.meetings);
  const slots: Span[] = [];
  for (let date = today(now + notice); date <= lastDay; date = dayAfter(date)) {
    if ((perDay.get(date) ?? 0) >= mostPerDay) continue;
    for (const { startsAt: opens, endsAt: closes } of hoursOn(date, diary)) {
      for (let startsAt = opens; startsAt + length <= closes; startsAt += grid)
        slots.push({ startsAt, endsAt: startsAt + length });
    }
  }
  const inTime = slots.filter(
    ({ startsAt }) => startsAt >= now + notice && startsAt <= now + horizon,
  );
  const kept = diary.meetings.map(({ startsAt, endsAt }) => ({
    startsAt: startsAt - buffer,
    endsAt: endsAt + buffer,
  }));
  return clearOf(inTime, [...kept, ...diary.busy]);
}

/** Those of `slots`, which are in order, that have no moment in common with `taken`. */
function clearOf(slots: Span[], taken: readonly Span[]): Span[] {
  const apart = joined(taken);
  let next = 0;
  return slots.filter(({ startsAt, endsAt }) => {
    while (next < apart.length && apart[next]!.endsAt <= startsAt) next += 1;
    return next === apart.length || apart[next]!.startsAt >= endsAt;
  });
}
