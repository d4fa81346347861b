import { Temporal } from 'temporal-polyfill';

/**
 * Counting days the way notices and policies do. Pure: the bank holidays are handed in.
 * Dates are ISO calendar dates (`2026-11-22`), with no time and no zone.
 */

export type Nation = 'england' | 'wales' | 'northern-ireland';
export type TimeUnit = 'working-days' | 'days' | 'weeks' | 'months';

/** ISO dates on which banks are closed in one nation. */
export type BankHolidays = ReadonlySet<string>;

export function isWorkingDay(date: string, holidays: BankHolidays): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek <= 5 && !holidays.has(date);
}

/**
 * The date `count` working days after `date` (before it when negative). The day itself is not counted:
 * one working day after a Friday is the Monday.
 */
export function addWorkingDays(date: string, count: number, holidays: BankHolidays): string {
  const step = Math.sign(count);
  let current = Temporal.PlainDate.from(date);
  for (let left = Math.abs(count); left > 0; ) {
    current = current.add({ days: step });
    if (isWorkingDay(current.toString(), holidays)) left -= 1;
  }
  return current.toString();
}

/**
 * A limit counted from a date. A month ends on the same day of the month, or on its last day when there is
 * none (31 January + 1 month = 28 or 29 February).
 */
export function addLimit(
  date: string,
  limit: { value: number; unit: TimeUnit },
  holidays: BankHolidays,
): string {
  if (limit.unit === 'working-days') return addWorkingDays(date, limit.value, holidays);
  return Temporal.PlainDate.from(date)
    .add({ [limit.unit]: limit.value })
    .toString();
}
