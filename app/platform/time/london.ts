import { Temporal } from 'temporal-polyfill';
import type { Locale } from '../locale';
import { hour } from './clock';

/** Meetings are kept as an instant, the clock on the wall and its zone; people read the clock on the wall. */

export const zone = 'Europe/London';

const languageTag: Record<Locale, string> = { en: 'en-GB', cy: 'cy-GB' };

/**
 * London's date in an hour of UTC, once it was asked for: clocks differ from UTC by whole hours, so it is one date all
 * hour. Lists and searches for free times ask for hundreds, and working one out is slow.
 */
const datesByHour = new Map<number, string>();
/** Two years of hours. */
const mostDates = 17_520;

/** The date in London at an instant. */
export function today(now: number): string {
  const hourOfAll = Math.floor(now / hour);
  const known = datesByHour.get(hourOfAll);
  if (known) return known;
  const date = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
  if (datesByHour.size >= mostDates) datesByHour.clear();
  datesByHour.set(hourOfAll, date);
  return date;
}

/** `2026-12-01T10:00`: what a clock in London shows at that instant. */
export function wallClock(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/** The instant of a London wall clock; in the repeated hour of October, the first of the two. */
export function instantOf(date: string, time: string): number {
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
}

/** True in the hour that happens twice when the clocks go back, when "1:30am" alone says too little. */
export function isAmbiguous(instant: number): boolean {
  const shown = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  const earlier = shown.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = shown.toZonedDateTime(zone, { disambiguation: 'later' });
  return earlier.epochMilliseconds !== later.epochMilliseconds;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(languageTag[locale], options);
    formats.set(key, made);
  }
  return made;
}

/** A calendar date in words: `Tuesday 1 December 2026`, `Dydd Mawrth, 1 Rhagfyr 2026`. */
export function dateInWords(
  date: string,
  locale: Locale,
  { weekday = true }: { weekday?: boolean } = {},
): string {
  const words = format(locale, {
    weekday: weekday ? 'long' : undefined,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
  // Versions of the language data differ on the comma after an English weekday; plain style has none.
  return locale === 'en' ? words.replace(',', '') : words;
}

/** A time of day: `10:00am`, with GMT or BST only in the hour that happens twice. */
export function timeInWords(instant: number, locale: Locale): string {
  const options: Intl.DateTimeFormatOptions =
    locale === 'en'
      ? { hour: 'numeric', minute: '2-digit', hourCycle: 'h12', timeZone: zone }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone };
  const words = format(locale, options)
    .format(instant)
    .replace(/\s?(am|pm)/, '$1');
  if (!isAmbiguous(instant)) return words;
  const isSummer =
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offset === '+01:00';
  return `${words} ${isSummer ? 'BST' : 'GMT'}`;
}

/** A time on the wall: `9:30am` for `09:30`. */
export const clockInWords = (time: string, locale: Locale): string =>
  // In January a clock in London shows UTC.
  timeInWords(Date.parse(`2026-01-01T${time}Z`), locale);

/** A day and time: `Tuesday 1 December 2026, 10:00am`. */
export function momentInWords(instant: number, locale: Locale): string {
  return `${dateInWords(today(instant), locale)}, ${timeInWords(instant, locale)}`;
}
