import { suits } from '~/meetings/index';
import { today } from '~/platform/time/london';

/** The free times of one London date, as instants in order. */
export interface DayOfTimes {
  /** `2026-12-01` */
  date: string;
  times: number[];
}

/** Free times by day: those the practitioner said would suit apart from the others. Each is in one of the two. */
export function timesByDay(
  startsAt: readonly number[],
  windows: Parameters<typeof suits>[1],
): { suiting: DayOfTimes[]; others: DayOfTimes[] } {
  const fits = (instant: number) => suits({ startsAt: instant }, windows);
  return {
    suiting: byDay(startsAt.filter(fits)),
    others: byDay(startsAt.filter((instant) => !fits(instant))),
  };
}

function byDay(instants: readonly number[]): DayOfTimes[] {
  const days = new Map<string, number[]>();
  for (const instant of instants.toSorted((a, b) => a - b)) {
    const date = today(instant);
    days.set(date, [...(days.get(date) ?? []), instant]);
  }
  return [...days].map(([date, times]) => ({ date, times }));
}
