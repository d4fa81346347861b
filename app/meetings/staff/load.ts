import type { Diary } from '~/diary/index';

type Exception = Diary['exceptions'][number];

/** How much each adviser has, and when they are away. */

/** How an adviser's open requests compare with what the others of their team have. */
export type Balance = 'less' | 'usual' | 'more';

/** A difference of fewer requests than this says nothing. */
const leastApart = 3;

/** Under half of what the team has on average is `less`, over half as much again is `more`. */
export function balanceOf(open: number, average: number): Balance {
  if (Math.abs(open - average) < leastApart) return 'usual';
  if (open > average * 1.5) return 'more';
  return open < average * 0.5 ? 'less' : 'usual';
}

/** Whole days away: now, or the next time. Part of a day is not leave. */
export type Leave =
  | { is: 'now'; lastDay: string }
  | { is: 'ahead'; firstDay: string; lastDay: string };

/** Leave that is under way on a date, or else the next; null when none is known. */
export function leaveOf(exceptions: readonly Exception[], date: string): Leave | null {
  const away = exceptions
    .filter(({ kind, opens, lastDay }) => kind === 'away' && opens === null && lastDay >= date)
    .sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
  const now = away.filter(({ firstDay }) => firstDay <= date);
  if (now.length > 0) {
    const lastDay = now.reduce((last, its) => (its.lastDay > last ? its.lastDay : last), date);
    return { is: 'now', lastDay };
  }
  const [next] = away;
  return next ? { is: 'ahead', firstDay: next.firstDay, lastDay: next.lastDay } : null;
}
