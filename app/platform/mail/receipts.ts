import { day, hour, minute } from '../time/clock';

/** How soon after handing a message over its provider is asked whether it arrived. */
export const firstQuestion = minute;

/** Providers try for three days; whoever has heard nothing after this long will hear nothing. */
const askFor = 4 * day;

/** Seldom enough for a message that takes days, often enough to be told the same day. */
const longestPause = 6 * hour;

/**
 * When to ask again after an answer that settles nothing: after as long again as has passed since the message was
 * handed over. All times in milliseconds since 1970.
 * @returns null when it has been asked for long enough.
 */
export function nextQuestion(handedOverAt: number, now: number): number | null {
  const passed = now - handedOverAt;
  if (passed >= askFor) return null;
  return now + Math.min(Math.max(passed, firstQuestion), longestPause);
}
