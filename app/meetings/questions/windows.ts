import { Temporal } from 'temporal-polyfill';
import { wallClock } from '~/platform/time/london';

export const windowDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
export const windowParts = ['morning', 'midday', 'afternoon'] as const;

/** Times that suit, as the practitioner says them: some days of the week and parts of the day. An empty list is any. */
export interface Window {
  days: readonly (typeof windowDays)[number][];
  parts: readonly (typeof windowParts)[number][];
}

/** Hours of each part of the day: from, and before. */
const hours = { morning: [0, 12], midday: [12, 14], afternoon: [14, 24] } as const;

/** Whether a slot starts inside one of the windows. */
export function suits(slot: { startsAt: number }, windows: readonly Window[]): boolean {
  const { dayOfWeek, hour } = Temporal.PlainDateTime.from(wallClock(slot.startsAt));
  return windows.some(({ days, parts }) => {
    const rightDay = days.length === 0 || days.some((day) => windowDays[dayOfWeek - 1] === day);
    const rightPart = parts.some((part) => hour >= hours[part][0] && hour < hours[part][1]);
    return rightDay && (parts.length === 0 || rightPart);
  });
}
