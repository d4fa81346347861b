import { Temporal } from 'temporal-polyfill';
import type { KnownDates } from './timeline';
import type { Procedure } from './procedure';

/** Reading dates from the tool's form: three boxes a question, any of them empty. */

export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

export interface ReadDates {
  known: KnownDates;
  /** Everything typed, to show again. */
  typed: Record<string, TypedDate>;
  /** Questions whose boxes do not make a date. */
  unreadable: string[];
}

const box = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim().slice(0, 10) : '';
};

/** Numbers in three boxes as an ISO date, or null when there is no such day. Years have four digits. */
function asDate({ day, month, year }: TypedDate): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^(19|20)\d\d$/.test(year))
    return null;
  try {
    const parts = { day: Number(day), month: Number(month), year: Number(year) };
    return Temporal.PlainDate.from(parts, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

export function readDates(form: FormData, { questions }: Pick<Procedure, 'questions'>): ReadDates {
  const typed: ReadDates['typed'] = {};
  const known: KnownDates = {};
  const unreadable: string[] = [];
  for (const { id } of questions) {
    const parts = {
      day: box(form, `${id}-day`),
      month: box(form, `${id}-month`),
      year: box(form, `${id}-year`),
    };
    typed[id] = parts;
    if (!parts.day && !parts.month && !parts.year) continue;
    const date = asDate(parts);
    if (date) known[id] = date;
    else unreadable.push(id);
  }
  return { known, typed, unreadable };
}
