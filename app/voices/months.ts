import type { Locale } from '~/platform/locale';

/** Months as they are kept, `2026-12`, and the quarters of the calendar. Pure. */

/** The month of an ISO date. */
export const monthOf = (date: string): string => date.slice(0, 7);

/** Months since the year 0. */
const placeOf = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

const atPlace = (place: number): string =>
  `${String(Math.floor(place / 12)).padStart(4, '0')}-${String((place % 12) + 1).padStart(2, '0')}`;

/** The month so many months later; earlier when negative. */
export const addMonths = (month: string, count: number): string => atPlace(placeOf(month) + count);

/** The last month of a month's quarter. */
export const quarterEnd = (month: string): string =>
  atPlace(Math.floor(placeOf(month) / 3) * 3 + 2);

/** Ends of the quarters that are over, from the one of `first` on. */
export function quartersOver(first: string, now: string): string[] {
  const ends: string[] = [];
  for (let end = quarterEnd(first); end < now; end = addMonths(end, 3)) ends.push(end);
  return ends;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `December 2026`, `Rhagfyr 2026`. */
export function monthInWords(month: string, locale: Locale): string {
  const tag = locale === 'en' ? 'en-GB' : 'cy-GB';
  const format =
    formats.get(tag) ??
    new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  formats.set(tag, format);
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
