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

interface Transition {
  from: readonly State[];
  to: State;
  by: readonly Side[];
}

export const transitions = {
  submit: { from: ['draft'], to: 'submitted', by: ['practitioner'] },
  'offer-times': { from: ['submitted', 'offered', 'not-attended'], to: 'offered', by: ['adviser'] },
  'ask-for-other-times': { from: ['offered'], to: 'submitted', by: ['practitioner'] },
  accept: { from: ['offered'], to: 'confirmed', by: ['practitioner'] },
  decline: { from: ['submitted', 'offered'], to: 'declined', by: ['adviser'] },
  withdraw: { from: ['submitted', 'offered'], to: 'withdrawn', by: ['practitioner'] },
  reschedule: { from: ['confirmed'], to: 'offered', by: ['adviser'] },
  cancel: { from: ['confirmed'], to: 'cancelled', by: ['practitioner', 'adviser'] },
  'record-held': { from: ['confirmed'], to: 'held', by: ['adviser'] },
  'record-not-attended': { from: ['confirmed'], to: 'not-attended', by: ['adviser'] },
  close: { from: ['held', 'not-attended'], to: 'closed', by: ['adviser'] },
} as const satisfies Record<string, Transition>;

export type Change = keyof typeof transitions;

export const changes = Object.keys(transitions) as Change[];

/** Nothing more happens to a request in one of these. */
export const endStates: readonly State[] = states.filter((state) =>
  changes.every((change) => !includes(transitions[change].from, state)),
);

/** Whether the meeting has a time in both diaries. */
export const hasBooking = (state: State): boolean => state === 'confirmed';

/** What `side` may do to a request in `state`, in the order of the table. */
export function allowedChanges(state: State, side: Side): Change[] {
  return changes.filter((change) => {
    const { from, by } = transitions[change];
    return includes(from, state) && includes(by, side);
  });
}

/** The state `change` leads to, or null when `side` may not make it now. */
export function nextState(state: State, change: Change, side: Side): State | null {
  return allowedChanges(state, side).includes(change) ? transitions[change].to : null;
}

/** `Array.includes` for lists typed more narrowly than what is looked for. */
function includes<T>(list: readonly T[], item: unknown): boolean {
  return (list as readonly unknown[]).includes(item);
}
