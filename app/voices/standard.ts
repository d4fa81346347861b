import type { Wait } from '~/meetings/index.server';
import { threshold } from './suppression';

/** The service standard as it is published: how long people waited, month by month. Pure. */

/** What people wait for, and in what the wait is counted. */
export const measures = {
  'first-reply': 'working-days',
  meeting: 'days',
  'concern-reply': 'working-days',
} as const;
export type Measure = keyof typeof measures;

/** The wait of the person in a place of the line, or that it is longer than so many days already. */
export interface Reached {
  days: number;
  orMore: boolean;
}

/** Of the people who asked in one month. Null where there are fewer than the threshold. */
export interface MonthFigures {
  /** Everybody who asked. */
  asked: number | null;
  /** Half of those counted waited no longer than this. */
  median: Reached | null;
  /** Nine in ten. */
  ninetieth: Reached | null;
  /** How many are not counted because it ended before, down to the ten: one more or less does not show. */
  leftOut: number;
}

/** What may be published of the waits of a month. */
export function monthFigures(waits: readonly Wait[]): MonthFigures {
  const counted = waits.filter(({ is }) => is !== 'gone');
  const enough = counted.length >= threshold;
  return {
    asked: waits.length >= threshold ? waits.length : null,
    median: enough ? reached(counted, 0.5) : null,
    ninetieth: enough ? reached(counted, 0.9) : null,
    leftOut: Math.floor((waits.length - counted.length) / threshold) * threshold,
  };
}

/**
 * The wait that a share of people had at most. Who still waits counts as longer than everybody whose wait is over;
 * when the line is reached among these, it is at least as long as they have waited until now.
 */
export function reached(waits: readonly Wait[], share: number): Reached {
  const place = Math.ceil(waits.length * share) - 1;
  const over = waits.filter(({ is }) => is === 'over').map(({ days }) => days);
  const found = over.sort((a, b) => a - b)[place];
  if (found !== undefined) return { days: found, orMore: false };
  const least = waits.map(({ days }) => days).sort((a, b) => a - b)[place]!;
  return { days: least, orMore: true };
}
