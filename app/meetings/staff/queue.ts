import type { Team } from '~/platform/access';
import { endStates, type State, type Turn } from '../life';

/** The queue: which lists it has, and what they can be narrowed to. */

/**
 * - `to-do`: our turn, the longest overdue first; then meetings that are over and not recorded; then today's.
 * - `overdue`: our turn, and the service standard has passed.
 * - `new`: nobody has it.
 * - `them`: the practitioner's turn.
 * - `today`, `coming`: arranged meetings.
 * - `open`: everything not at its end, `ended` everything that is.
 */
export const queueGroups = [
  'to-do',
  'overdue',
  'new',
  'them',
  'today',
  'coming',
  'open',
  'ended',
] as const;
export type QueueGroup = (typeof queueGroups)[number];

/** Whose requests: an adviser's id, or one of these. */
export const whose = ['everybody', 'mine', 'nobody'] as const;

export interface QueueFilter {
  group: QueueGroup;
  who: string;
  state?: State;
  team?: Team;
}

/** What the queue opens with. */
export const firstFilter: QueueFilter = { group: 'to-do', who: 'everybody' };

/** Ended requests grow for ever; from here on the queue says that there are more, not how many. */
export const mostCounted = 1000;

/** Rows of one page. */
export const onePage = 50;

/** What staff have to do with a request next, as the queue says it. */
export type Task =
  | 'answer'
  | 'reply'
  | 'wait'
  | 'record'
  | 'meet'
  | 'close'
  | 'offer-again'
  | 'ended';

/**
 * What staff have to do with a request as it stands at `now`.
 * @param request `meetsUntil` is the instant at which its arranged meeting ends; null without one.
 */
export function taskOf(
  { state, waitingOn, meetsUntil }: { state: State; waitingOn: Turn; meetsUntil: number | null },
  now: number,
): Task {
  // Who is heard of again after the end waits for an answer like everybody.
  if (endStates.includes(state)) return waitingOn === 'us' ? 'reply' : 'ended';
  if (state === 'confirmed' && meetsUntil !== null && meetsUntil <= now) return 'record';
  if (waitingOn === 'us') {
    if (state === 'submitted') return 'answer';
    if (state === 'held') return 'close';
    return state === 'not-attended' ? 'offer-again' : 'reply';
  }
  return state === 'confirmed' ? 'meet' : 'wait';
}

/** Whether it is our turn and the day of the service standard has passed. `date` is today in London. */
export const isOverdue = (
  { waitingOn, answerBy }: { waitingOn: Turn; answerBy: string | null },
  date: string,
): boolean => waitingOn === 'us' && answerBy !== null && answerBy < date;

/** One line of the queue. */
export interface QueueLine {
  reference: string;
  state: State;
  /** Null when the words are gone: erased, or sealed with a key that is not there. */
  name: string | null;
  because: 'erased' | 'unreadable' | null;
  next: Task;
  overdue: boolean;
  /** The London date by which it is our turn to have answered. */
  answerBy: string | null;
  submittedAt: number;
  updatedAt: number;
  meetsAt: number | null;
  adviserName: string | null;
  /** A message about it did not arrive. */
  undelivered: boolean;
}

/** A page of a list, and where the pages beside it begin, as an address has it. */
export interface QueuePage {
  lines: QueueLine[];
  older: string | null;
  newer: string | null;
}

// Where a page begins

/** The place beside which a page begins or ends: the part of the list it is in, and its sort key there. */
export interface Place {
  part: string;
  key: readonly (string | number)[];
}

/** A place as an address has it: codes, dates and instants. */
export const placeInAddress = ({ part, key }: Place): string => [part, ...key].join('~');

/** The place an address tells of. @returns null for anything we did not write. */
export function placeFrom(text: string | null | undefined): Place | null {
  if (!text || text.length > 200) return null;
  const [part = '', ...key] = text.split('~');
  if (!/^[a-z-]+$/.test(part) || key.length === 0) return null;
  return key.every((value) => /^[\w-]+$/.test(value)) ? { part, key } : null;
}
