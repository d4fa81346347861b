import { Temporal } from 'temporal-polyfill';
import { instantOf, today } from '~/platform/time/london';
import { addDays, isWorkingDay, type BankHolidays } from '~/platform/time/working-days';
import type { Rules } from './rules';

/** Which times an adviser can be met. Pure: pattern, exceptions, diary and clock are handed in. */

/** One stretch of an adviser's week, in London time. `weekday` 1 is Monday. */
export interface Opening {
  weekday: number;
  /** `09:00` */
  opens: string;
  closes: string;
}

/**
 * Days that differ from the week, the first and the last included: away, or open at these hours instead of the
 * week's. Without hours, away is the whole day.
 */
export interface Exception {
  firstDay: string;
  lastDay: string;
  kind: 'away' | 'open';
  opens: string | null;
  closes: string | null;
}

export interface Span {
  startsAt: number;
  endsAt: number;
}

export interface Diary {
  rules: Rules;
  openings: Opening[];
  /** The adviser's own and the team's. */
  exceptions: Exception[];
  /** Meetings, times on offer or held for somebody: the buffer is kept around each. */
  meetings: Span[];
  /** Anything else the adviser is busy with. */
  busy: Span[];
  holidays: BankHolidays;
}

/** Whether two spans leave less than `gap` between them. */
function collide(a: Span, b: Span, gap: number): boolean {
  return a.startsAt < b.endsAt + gap && b.startsAt < a.endsAt + gap;
}

/** The hours in which meetings can be on a date: none on a day that is not worked, or away. */
function hoursOn(date: string, { openings, exceptions, holidays }: Diary): Span[] {
  const itsOwn = exceptions.filter(({ firstDay, lastDay }) => firstDay <= date && date <= lastDay);
  const away = itsOwn.filter(({ kind }) => kind === 'away');
  if (away.some(({ opens }) => opens === null)) return [];
  const open = itsOwn.filter(({ kind }) => kind === 'open');
  const { dayOfWeek } = Temporal.PlainDate.from(date);
  const usual = isWorkingDay(date, holidays)
    ? openings.filter(({ weekday }) => weekday === dayOfWeek)
    : [];
  const spanOf = ({ opens, closes }: { opens: string | null; closes: string | null }): Span => ({
    startsAt: instantOf(date, opens!),
    endsAt: instantOf(date, closes!),
  });
  return without((open.length > 0 ? open : usual).map(spanOf), away.map(spanOf));
}

/** What is left of `spans` when `others` are cut out. */
function without(spans: Span[], others: Span[]): Span[] {
  return others.reduce(
    (left, other) =>
      left.flatMap(({ startsAt, endsAt }) =>
        [
          { startsAt, endsAt: Math.min(endsAt, other.startsAt) },
          { startsAt: Math.max(startsAt, other.endsAt), endsAt },
        ].filter((piece) => piece.startsAt < piece.endsAt),
      ),
    spans,
  );
}

/**
 * Every time that can be offered now, in order: inside the hours of the day, after the notice, before the horizon,
 * clear of every meeting by the buffer, not on a day that has as many meetings as it may.
 */
export function freeSlots(diary: Diary, now: number): Span[] {
  const { grid, length, notice, horizon, buffer, mostPerDay } = diary.rules;
  const lastDay = today(now + horizon);
  const slots: Span[] = [];
  for (let date = today(now + notice); date <= lastDay; date = addDays(date, 1)) {
    for (const { startsAt: opens, endsAt: closes } of hoursOn(date, diary)) {
      for (let startsAt = opens; startsAt + length <= closes; startsAt += grid)
        slots.push({ startsAt, endsAt: startsAt + length });
    }
  }
  const perDay = new Map<string, number>();
  for (const { startsAt } of diary.meetings) {
    const date = today(startsAt);
    perDay.set(date, (perDay.get(date) ?? 0) + 1);
  }
  return slots
    .filter(({ startsAt }) => startsAt >= now + notice && startsAt <= now + horizon)
    .filter(({ startsAt }) => (perDay.get(today(startsAt)) ?? 0) < mostPerDay)
    .filter((slot) => !diary.meetings.some((other) => collide(slot, other, buffer)))
    .filter((slot) => !diary.busy.some((other) => collide(slot, other, 0)))
    .sort((a, b) => a.startsAt - b.startsAt);
}
