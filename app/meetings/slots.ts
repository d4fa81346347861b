import { Temporal } from 'temporal-polyfill';
import { instantOf, today, wallClock } from '~/platform/time/london';
import { isWorkingDay, type BankHolidays } from '~/platform/time/working-days';
import { settings } from './settings';

/** Which times an adviser can be met. Pure: pattern, diary and clock are handed in. */

/** One stretch of an adviser's week, in London time. `weekday` 1 is Monday. */
export interface Opening {
  weekday: number;
  /** `09:00` */
  opens: string;
  closes: string;
}

export interface Span {
  startsAt: number;
  endsAt: number;
}

export interface Diary {
  openings: Opening[];
  /** Live meetings and times already offered to somebody. */
  busy: Span[];
  holidays: BankHolidays;
}

/** Whether two spans leave less than `gap` between them. */
function collide(a: Span, b: Span, gap: number): boolean {
  return a.startsAt < b.endsAt + gap && b.startsAt < a.endsAt + gap;
}

/**
 * Every time that can be offered now, in order: inside the weekly pattern, on a working day, after the
 * notice, before the horizon, and clear of the diary by the buffer.
 */
export function freeSlots(diary: Diary, now: number): Span[] {
  const { grid, length, notice, horizon, buffer } = settings;
  const firstDay = Temporal.PlainDate.from(today(now + notice));
  const lastDay = Temporal.PlainDate.from(today(now + horizon));
  const slots: Span[] = [];
  for (
    let date = firstDay;
    Temporal.PlainDate.compare(date, lastDay) <= 0;
    date = date.add({ days: 1 })
  ) {
    if (!isWorkingDay(date.toString(), diary.holidays)) continue;
    for (const opening of diary.openings) {
      if (opening.weekday !== date.dayOfWeek) continue;
      const closesAt = instantOf(date.toString(), opening.closes);
      for (
        let startsAt = instantOf(date.toString(), opening.opens);
        startsAt + length <= closesAt;
        startsAt += grid
      ) {
        slots.push({ startsAt, endsAt: startsAt + length });
      }
    }
  }
  return slots
    .filter(({ startsAt }) => startsAt >= now + notice && startsAt <= now + horizon)
    .filter((slot) => !diary.busy.some((other) => collide(slot, other, buffer)))
    .sort((a, b) => a.startsAt - b.startsAt);
}

/** Times that suit, as the practitioner says them: a day of the week and a part of the day. */
export interface Window {
  day: 'any' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday';
  part: 'any' | 'morning' | 'midday' | 'afternoon';
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** Hours of each part of the day: from, and before. */
const parts = { any: [0, 24], morning: [0, 12], midday: [12, 14], afternoon: [14, 24] } as const;

/** Whether a slot starts inside one of the windows. */
export function suits(slot: Pick<Span, 'startsAt'>, windows: Window[]): boolean {
  const shown = Temporal.PlainDateTime.from(wallClock(slot.startsAt));
  return windows.some(({ day, part }) => {
    const [from, before] = parts[part];
    const rightDay = day === 'any' || weekdays[shown.dayOfWeek - 1] === day;
    return rightDay && shown.hour >= from && shown.hour < before;
  });
}
