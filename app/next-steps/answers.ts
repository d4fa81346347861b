import { Temporal } from 'temporal-polyfill';
import {
  professions,
  settings,
  type Profession,
  type Setting,
} from '~/platform/content/vocabulary';
import { locales } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { nations, type Nation } from '~/platform/time/working-days';
import type { Happening } from './happening';
import type { KnownDates } from './timeline';

/** What a reader tells the private tool: reading it from a form, and saying what is missing. Pure. */

export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

/** Everything as it was typed or ticked, known values only; kept so that nothing has to be typed again. */
export interface Answers {
  nation: Nation | null;
  profession: Profession | null;
  setting: Setting | null;
  /** Ids of happenings, in the order of the questions. */
  happened: string[];
  /** By date id; only dates of the happenings above. */
  dates: Record<string, TypedDate>;
  /** Ids of worries. */
  worries: string[];
}

export const noAnswers: Answers = {
  nation: null,
  profession: null,
  setting: null,
  happened: [],
  dates: {},
  worries: [],
};

/** What can be asked: the happenings and worries there are. */
export interface Offered {
  happenings: readonly Happening[];
  worries: readonly { id: string }[];
}

const someOf = (allowed: readonly { id: string }[], values: readonly unknown[]): string[] =>
  allowed.map(({ id }) => id).filter((id) => values.includes(id));

const boxes = ['day', 'month', 'year'] as const;

const isEmpty = ({ day, month, year }: TypedDate): boolean => !day && !month && !year;

/** Answers from a form, or from a file with the same names in it. Whatever is not an answer is dropped. */
export function readAnswers(form: FormData, { happenings, worries }: Offered): Answers {
  const about = {
    nation: oneOf(nations, form.get('nation')) ?? null,
    profession: oneOf(professions, form.get('profession')) ?? null,
    setting: oneOf(settings, form.get('setting')) ?? null,
  };
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim().slice(0, 10).trim() : '';
  };
  const typed = (id: string): TypedDate => ({
    day: text(`${id}-day`),
    month: text(`${id}-month`),
    year: text(`${id}-year`),
  });
  // With all questions on one page, who gives a date says that it happened, ticked or not.
  const dated =
    form.get('page') === 'all'
      ? happenings.filter(({ dates }) => dates.some(({ id }) => !isEmpty(typed(id))))
      : [];
  const happened = someOf(happenings, [...form.getAll('happened'), ...dated.map(({ id }) => id)]);
  const dates = datesAsked(happenings, happened).map(({ id }): [string, TypedDate] => [
    id,
    typed(id),
  ]);
  return {
    ...about,
    happened,
    dates: Object.fromEntries(dates.filter(([, date]) => !isEmpty(date))),
    worries: someOf(worries, form.getAll('worry')),
  };
}

/** The dates that belong to what has happened, in the order of the questions. */
export const datesAsked = (happenings: readonly Happening[], happened: readonly string[]) =>
  happenings.filter(({ id }) => happened.includes(id)).flatMap(({ dates }) => dates);

/** The answers as the fields of a form, to travel with it: nothing is kept here between two pages. */
export function asFields(answers: Answers): [name: string, value: string][] {
  const single = (['nation', 'profession', 'setting'] as const).flatMap(
    (name): [string, string][] => (answers[name] ? [[name, answers[name]]] : []),
  );
  return [
    ...single,
    ...answers.happened.map((id): [string, string] => ['happened', id]),
    ...Object.entries(answers.dates).flatMap(([id, typed]) =>
      boxes.map((box): [string, string] => [`${id}-${box}`, typed[box]]),
    ),
    ...answers.worries.map((id): [string, string] => ['worry', id]),
  ];
}

/** Names of the months in both languages, as somebody may type them into a box. */
const monthNames = locales.map((locale) => {
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) =>
    name.format(Date.UTC(2026, month, 1)).toLowerCase(),
  );
});

/** The month a box holds: its number, its name, or the first three letters or more of it. */
function asMonth(typed: string): number | null {
  if (/^\d{1,2}$/.test(typed)) return Number(typed);
  const start = typed.toLowerCase().replace(/\.$/, '');
  if (start.length < 3) return null;
  const places = monthNames.map((names) => names.findIndex((name) => name.startsWith(start)));
  const place = places.find((found) => found >= 0);
  return place === undefined ? null : place + 1;
}

/** The year a box holds: four digits, or the last two of this century. */
const asYear = (typed: string): number | null =>
  /^\d\d$/.test(typed) ? 2000 + Number(typed) : /^(19|20)\d\d$/.test(typed) ? Number(typed) : null;

/** What three boxes say as an ISO date, or null when there is no such day. */
export function asDate({ day, month, year }: TypedDate): string | null {
  const parts = { year: asYear(year), month: asMonth(month) };
  if (!/^\d{1,2}$/.test(day) || !parts.year || !parts.month) return null;
  try {
    return Temporal.PlainDate.from(
      { year: parts.year, month: parts.month, day: Number(day) },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return null;
  }
}

/** The dates that can be read. */
export const knownDates = ({ dates }: Pick<Answers, 'dates'>): KnownDates =>
  Object.fromEntries(
    Object.entries(dates).flatMap(([id, typed]) => {
      const date = asDate(typed);
      return date ? [[id, date]] : [];
    }),
  );

/** Dates whose boxes do not make a day of the calendar. */
export const unreadableDates = ({ dates }: Pick<Answers, 'dates'>): string[] =>
  Object.keys(dates).filter((id) => !asDate(dates[id]!));
