import { today } from '~/platform/time/london';

/** Free times as people look through them: by day, a few days on a page. */

/** How many days with a free time stand on one page. */
export const daysShown = 5;

/** A London date and the instants at which one can meet on it. */
export interface PublishedDay {
  date: string;
  times: number[];
}

export interface PageOfDays {
  days: PublishedDay[];
  /** What leads to the days before: the date they come after, `first` for the first page; null when these are first. */
  earlier: string | null;
  /** The date the next days come after; null when these are the last. */
  later: string | null;
}

/** Asks for the first page: what stands in an address in place of a date. */
export const firstDays = 'first';

/** Instants in order, by London date. */
export function byDay(times: readonly number[]): PublishedDay[] {
  const days = new Map<string, number[]>();
  for (const time of [...times].sort((a, b) => a - b)) {
    const date = today(time);
    days.set(date, [...(days.get(date) ?? []), time]);
  }
  return [...days].map(([date, its]) => ({ date, times: its }));
}

/**
 * The days with free times that come after a date.
 * @param after an ISO date; anything else asks for the first. Past the last day, the last ones are shown: times
 *   may have gone since the link was made.
 */
export function pageOfDays(times: readonly number[], after: string | null): PageOfDays {
  const all = byDay(times);
  const asked = isDate(after) ? all.findIndex(({ date }) => date > after) : 0;
  const from = asked === -1 ? Math.max(0, all.length - daysShown) : asked;
  const days = all.slice(from, from + daysShown);
  const more = from + daysShown < all.length;
  return {
    days,
    earlier: from === 0 ? null : (all[from - daysShown - 1]?.date ?? firstDays),
    later: more ? days.at(-1)!.date : null,
  };
}

const isDate = (text: string | null): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');
