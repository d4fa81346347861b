import { Temporal } from 'temporal-polyfill';

/**
 * Counting days the way notices and policies do. Pure: the bank holidays are handed in.
 * Dates are ISO calendar dates (`2026-11-22`), with no time and no zone.
 */

export const nations = ['england', 'wales', 'northern-ireland'] as const;
export const timeUnits = ['working-days', 'days', 'weeks', 'months'] as const;

export type Nation = (typeof nations)[number];
export type TimeUnit = (typeof timeUnits)[number];

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

/** The date so many calendar days later; earlier when negative. */
export const addDays = (date: string, count: number): string =>
  Temporal.PlainDate.from(date).add({ days: count }).toString();

/** Calendar days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(to).days;

/** Working days after one date up to another, that one counted: none on the same day, or when it is earlier. */
export function workingDaysBetween(from: string, to: string, holidays: BankHolidays): number {
  let count = 0;
  for (let date = from; date < to; ) {
    date = addDays(date, 1);
    if (isWorkingDay(date, holidays)) count += 1;
  }
  return count;
}

/** The last working day before a date. */
export const workingDayBefore = (date: string, holidays: BankHolidays): string =>
  addWorkingDays(date, -1, holidays);

export interface TimeLimit {
  value: number;
  unit: TimeUnit;
}

/**
 * A limit counted from a date. A month ends on the same day of the month, or on its last day when there is
 * none (31 January + 1 month = 28 or 29 February).
 */
export const addLimit = (
  date: string,
  { value, unit }: TimeLimit,
  holidays: BankHolidays,
): string => count(date, value, unit, holidays);

/** A limit counted back from a date: "at least 10 working days before". */
export const subtractLimit = (
  date: string,
  { value, unit }: TimeLimit,
  holidays: BankHolidays,
): string => count(date, -value, unit, holidays);

function count(date: string, value: number, unit: TimeUnit, holidays: BankHolidays): string {
  if (unit === 'working-days') return addWorkingDays(date, value, holidays);
  return Temporal.PlainDate.from(date)
    .add({ [unit]: value })
    .toString();
}
