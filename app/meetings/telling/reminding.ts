import { hour } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import type { reminderTimes } from '../questions/questions';

export type ReminderTime = (typeof reminderTimes)[number];

/** When a reminder goes out: as many days before at the same time on the wall, or at eight on its morning. */
function reminderAt(time: ReminderTime, startsAt: number, wallTime: string): number {
  const date = today(startsAt);
  switch (time) {
    case 'week':
      return instantOf(addDays(date, -7), wallTime);
    case 'day':
      return instantOf(addDays(date, -1), wallTime);
    case 'morning':
      return Math.min(instantOf(date, '08:00'), startsAt - hour);
    case 'hour':
      return startsAt - hour;
  }
}

/** The instants at which somebody is reminded of a meeting: only those still ahead, each once. */
export function reminderInstants(
  times: readonly ReminderTime[],
  startsAt: number,
  wallTime: string,
  now: number,
): number[] {
  const all = times.map((time) => reminderAt(time, startsAt, wallTime));
  return [...new Set(all)].filter((at) => at > now).sort((a, b) => a - b);
}
