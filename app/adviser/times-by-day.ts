import { byDay, suits, type PublishedDay, type Window } from '~/meetings/index';

/**
 * Free times by London date: those the practitioner said would suit apart from the others. Each is in one of the two.
 * @param startsAt instants in any order.
 */
export function timesByDay(
  startsAt: readonly number[],
  windows: readonly Window[],
): { suiting: PublishedDay[]; others: PublishedDay[] } {
  const fits = (instant: number) => suits({ startsAt: instant }, windows);
  return {
    suiting: byDay(startsAt.filter(fits)),
    others: byDay(startsAt.filter((instant) => !fits(instant))),
  };
}
