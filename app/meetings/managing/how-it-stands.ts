import type { Change, Side, State } from '../life';

/** How a request stands for its practitioner, more finely than its state says: what its page says first. Pure. */

/**
 * - `moved`: the adviser gave up the time and offered others; `none-left`: no time of those on offer is free.
 * - `now`, `over`: the arranged time has come, or has passed and nobody has noted yet how it went.
 * - `cancelled-by-you`, `cancelled-by-us`: who called the meeting off.
 */
export type Stand =
  | Exclude<State, 'cancelled'>
  | 'moved'
  | 'none-left'
  | 'now'
  | 'over'
  | 'cancelled-by-you'
  | 'cancelled-by-us';

/** What of a request decides how it stands. */
export interface Told {
  state: State;
  offers: readonly unknown[];
  meeting: { startsAt: number; endsAt: number } | null;
  events: readonly Happened[];
}

interface Happened {
  change: Change;
  by: Side;
  times: readonly number[];
}

export function standOf({ state, offers, meeting, events }: Told, now: number): Stand {
  switch (state) {
    case 'offered':
      if (offers.length === 0) return 'none-left';
      return lastOf(events, ['offer-times', 'reschedule'])?.change === 'reschedule'
        ? 'moved'
        : 'offered';
    case 'confirmed':
      if (!meeting || now >= meeting.endsAt) return 'over';
      return now >= meeting.startsAt ? 'now' : 'confirmed';
    case 'cancelled':
      return lastOf(events, ['cancel'])?.by === 'practitioner'
        ? 'cancelled-by-you'
        : 'cancelled-by-us';
    default:
      return state;
  }
}

const lastOf = <H extends Happened>(events: readonly H[], changes: Change[]): H | undefined =>
  events.findLast(({ change }) => changes.includes(change));

/** The last time that was arranged, also when it is off now; null when none ever was. */
export const lastArranged = (events: readonly Happened[]): number | null =>
  lastOf(events, ['take', 'accept', 'confirm', 'move'])?.times[0] ?? null;

/** What they said when they asked for another adviser, while nobody else was given the request; undefined when not. */
export function openWish<H extends Happened>(events: readonly H[]): H | undefined {
  const last = lastOf(events, ['ask-for-another-adviser', 'assign']);
  return last?.change === 'ask-for-another-adviser' ? last : undefined;
}

/** Whether a meeting is still to come, or can still come about: what concerns only it can be changed. */
export const isAhead = (stand: Stand): boolean =>
  (
    ['submitted', 'offered', 'moved', 'none-left', 'confirmed', 'now', 'not-attended'] as Stand[]
  ).includes(stand);
