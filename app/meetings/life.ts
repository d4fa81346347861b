/**
 * A meeting's life: what may happen to a request, when, and by whom. One value; pages, actions and tests all
 * read it, so what a person is offered and what the server accepts can never differ.
 */

export const states = [
  'draft',
  'submitted',
  'offered',
  'confirmed',
  'held',
  'not-attended',
  'closed',
  'declined',
  'withdrawn',
  'cancelled',
] as const;
export type State = (typeof states)[number];

/** The two sides of a meeting. A lead acts as an adviser. */
export type Side = 'practitioner' | 'adviser';

/** Where now is beside the arranged meeting; `none` when none is arranged. */
export type Timing = 'none' | 'before' | 'under-way' | 'over';

interface Transition {
  from: readonly State[];
  /** Null when the request stays in the state it was in. */
  to: State | null;
  by: readonly Side[];
  /** Only at these times; at any when left out. */
  when?: readonly Timing[];
}

const whileStillAhead: readonly Timing[] = ['before', 'under-way'];
const onceBegun: readonly Timing[] = ['under-way', 'over'];

export const transitions = {
  submit: { from: ['draft'], to: 'submitted', by: ['practitioner'] },
  'offer-times': { from: ['submitted', 'offered', 'not-attended'], to: 'offered', by: ['adviser'] },
  'ask-for-other-times': { from: ['offered'], to: 'submitted', by: ['practitioner'] },
  accept: { from: ['offered'], to: 'confirmed', by: ['practitioner'] },
  decline: { from: ['submitted', 'offered'], to: 'declined', by: ['adviser'] },
  withdraw: {
    from: ['submitted', 'offered', 'not-attended'],
    to: 'withdrawn',
    by: ['practitioner'],
  },
  reschedule: { from: ['confirmed'], to: 'offered', by: ['adviser'], when: whileStillAhead },
  cancel: {
    from: ['confirmed'],
    to: 'cancelled',
    by: ['practitioner', 'adviser'],
    when: whileStillAhead,
  },
  'record-held': { from: ['confirmed'], to: 'held', by: ['adviser'], when: onceBegun },
  'record-not-attended': {
    from: ['confirmed'],
    to: 'not-attended',
    by: ['adviser'],
    when: onceBegun,
  },
  close: { from: ['held', 'not-attended'], to: 'closed', by: ['adviser'] },
  correct: {
    from: ['submitted', 'offered', 'confirmed', 'held', 'not-attended'],
    to: null,
    by: ['practitioner'],
  },
  /** Their account is erased, and nothing is left that they could call off. */
  leave: {
    from: ['confirmed', 'held'],
    to: 'closed',
    by: ['practitioner'],
    when: ['none', 'over'],
  },
} as const satisfies Record<string, Transition>;

export type Change = keyof typeof transitions;

export const changes = Object.keys(transitions) as Change[];

/** Nothing more happens to a request in one of these. */
export const endStates: readonly State[] = states.filter((state) =>
  changes.every((change) => !(transitions[change] as Transition).from.includes(state)),
);

/** Whether the meeting has a time in both diaries. */
export const hasBooking = (state: State): boolean => state === 'confirmed';

/** What `side` may do to a request in `state` now, in the order of the table. */
export function allowedChanges(state: State, side: Side, timing: Timing): Change[] {
  return changes.filter((change) => {
    const { from, by, when }: Transition = transitions[change];
    return from.includes(state) && by.includes(side) && (!when || when.includes(timing));
  });
}

/** The state `change` leads to, or null when `side` may not make it now. */
export function nextState(state: State, change: Change, side: Side, timing: Timing): State | null {
  if (!allowedChanges(state, side, timing).includes(change)) return null;
  return transitions[change].to ?? state;
}

const endings = ['withdraw', 'cancel', 'leave'] as const satisfies Change[];
export type Ending = (typeof endings)[number];

/** How a request ends when the practitioner goes for good; null when it has ended, or was never sent. */
export function endingOf(state: State, timing: Timing): Ending | null {
  const allowed = allowedChanges(state, 'practitioner', timing);
  return endings.find((change) => allowed.includes(change)) ?? null;
}

/** Where `now` is beside a meeting. */
export function timingOf(
  meeting: { startsAt: number; endsAt: number } | null | undefined,
  now: number,
): Timing {
  if (!meeting) return 'none';
  if (now < meeting.startsAt) return 'before';
  return now < meeting.endsAt ? 'under-way' : 'over';
}
