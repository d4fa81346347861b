import { Temporal } from 'temporal-polyfill';
import { wallClock } from '~/platform/time/london';

/** Times that suit, as the practitioner says them: a day of the week and a part of the day. */
export interface Window {
  day: 'any' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday';
  part: 'any' | 'morning' | 'midday' | 'afternoon';
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** Hours of each part of the day: from, and before. */
const parts = { any: [0, 24], morning: [0, 12], midday: [12, 14], afternoon: [14, 24] } as const;

/** Whether a slot starts inside one of the windows. */
export function suits(slot: { startsAt: number }, windows: Window[]): boolean {
  const shown = Temporal.PlainDateTime.from(wallClock(slot.startsAt));
  return windows.some(({ day, part }) => {
    const [from, before] = parts[part];
    const rightDay = day === 'any' || weekdays[shown.dayOfWeek - 1] === day;
    return rightDay && shown.hour >= from && shown.hour < before;
  });
}
