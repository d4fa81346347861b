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

/**
 * Where now is beside the arranged meeting; `none` when none is arranged, `soon` when it is too near for the
 * practitioner to move it.
 */
export type Timing = 'none' | 'before' | 'soon' | 'under-way' | 'over';

interface Transition {
  from: readonly State[];
  /** Null when the request stays in the state it was in. */
  to: State | null;
  by: readonly Side[];
  /** Only at these times; at any when left out. */
  when?: readonly Timing[];
}

const whileStillAhead: readonly Timing[] = ['before', 'soon', 'under-way'];
const onceBegun: readonly Timing[] = ['under-way', 'over'];

/** Sent, without an arranged time. */
const waiting = ['submitted', 'offered', 'not-attended'] as const satisfies State[];
/** Sent, and not at its end. */
export const openStates: readonly State[] = [
  'submitted',
  'offered',
  'confirmed',
  'held',
  'not-attended',
];
/** Somebody deals with it, or has until lately: a letter can come late, and nobody is forgotten. */
const onRecord: readonly State[] = [...openStates, 'closed'];
/** Sent. */
export const sentStates = states.filter((state) => state !== 'draft');
/** The meeting is still to come. */
const ahead = ['submitted', 'offered', 'confirmed', 'not-attended'] as const satisfies State[];

/**
 * What is written into a request beside its meeting: it leaves the state as it is, and goes on after the end of a
 * meeting that took place.
 */
const recording = {
  'share-document': { from: onRecord, to: null, by: ['adviser'] },
  'send-document': { from: onRecord, to: null, by: ['practitioner'] },
  /** Shared by mistake, perhaps with the wrong person: it can never be too late. Only the side that shared it. */
  'take-back-document': { from: sentStates, to: null, by: ['practitioner', 'adviser'] },
  /** A point of one's own account of the case, for the first time or anew. */
  'write-point': { from: onRecord, to: null, by: ['practitioner'] },
  /** What was found out about a point. */
  'clarify-point': { from: onRecord, to: null, by: ['adviser'] },
  /** The note of a meeting, for both to agree on. */
  'share-note': { from: ['held', 'closed'], to: null, by: ['adviser'] },
  'comment-on-note': { from: ['held', 'closed'], to: null, by: ['practitioner'] },
  'agree-note': { from: ['held', 'closed'], to: null, by: ['practitioner'] },
  /** Something agreed is done. Only by the side whose it is. */
  'finish-action': { from: ['held', 'closed'], to: null, by: ['practitioner', 'adviser'] },
  'plan-follow-up': { from: onRecord, to: null, by: ['practitioner', 'adviser'] },
  'snooze-follow-up': { from: onRecord, to: null, by: ['practitioner'] },
  'stop-follow-ups': { from: onRecord, to: null, by: ['practitioner'] },
  'reply-to-follow-up': { from: onRecord, to: null, by: ['practitioner'] },
} as const satisfies Record<string, Transition>;

export type RecordChange = keyof typeof recording;

/** What staff write into a request beside its meeting. */
export const recordedByStaff = [
  'share-document',
  'take-back-document',
  'clarify-point',
  'share-note',
  'finish-action',
  'plan-follow-up',
] as const satisfies RecordChange[];

export const isRecordChange = (change: Change): change is RecordChange => change in recording;

export const transitions = {
  submit: { from: ['draft'], to: 'submitted', by: ['practitioner'] },
  /** A published time, at once. */
  take: { from: ['draft', ...waiting], to: 'confirmed', by: ['practitioner'] },
  'offer-times': { from: waiting, to: 'offered', by: ['adviser'] },
  'ask-for-other-times': { from: ['offered'], to: 'submitted', by: ['practitioner'] },
  accept: { from: ['offered'], to: 'confirmed', by: ['practitioner'] },
  /** A time they agreed on with each other, on the phone or in a message. */
  confirm: { from: waiting, to: 'confirmed', by: ['adviser'] },
  decline: { from: ['submitted', 'offered'], to: 'declined', by: ['adviser'] },
  withdraw: { from: waiting, to: 'withdrawn', by: ['practitioner'] },
  /** To another published time. */
  move: { from: ['confirmed'], to: 'confirmed', by: ['practitioner'], when: ['before'] },
  'ask-to-move': { from: ['confirmed'], to: 'submitted', by: ['practitioner'], when: ['before'] },
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
  correct: { from: openStates, to: null, by: ['practitioner'] },
  message: { from: onRecord, to: null, by: ['practitioner', 'adviser'] },
  /** For the meeting. */
  'add-question': { from: ahead, to: null, by: ['practitioner'] },
  'ask-for-another-adviser': { from: openStates, to: null, by: ['practitioner'] },
  assign: { from: openStates, to: null, by: ['adviser'] },
  /** They have advised the employer, or are too near to it. */
  'step-aside': { from: openStates, to: null, by: ['adviser'] },
  'record-identity': { from: openStates, to: null, by: ['adviser'] },
  'state-our-part': { from: openStates, to: null, by: ['adviser'] },
  /** How to join, other than as usual. */
  'set-joining': {
    from: ['confirmed'],
    to: null,
    by: ['adviser'],
    when: whileStillAhead,
  },
  /** Their account is erased, and nothing is left that they could call off. */
  leave: {
    from: ['confirmed', 'held'],
    to: 'closed',
    by: ['practitioner'],
    when: ['none', 'over'],
  },
  ...recording,
} as const satisfies Record<string, Transition>;

export type Change = keyof typeof transitions;

export const changes = Object.keys(transitions) as Change[];

/** Whether the request stays in the state it was in. */
export const staysInState = (change: Change): boolean => transitions[change].to === null;

/** Nothing leads on from one of these. */
export const endStates: readonly State[] = states.filter((state) =>
  changes.every(
    (change) => staysInState(change) || !(transitions[change] as Transition).from.includes(state),
  ),
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

/**
 * Where `now` is beside a meeting.
 * @param cutOff how long before it a practitioner can still move it, in milliseconds.
 */
export function timingOf(
  meeting: { startsAt: number; endsAt: number } | null | undefined,
  now: number,
  cutOff: number,
): Timing {
  if (!meeting) return 'none';
  if (now >= meeting.endsAt) return 'over';
  if (now >= meeting.startsAt) return 'under-way';
  return now <= meeting.startsAt - cutOff ? 'before' : 'soon';
}

/** Whose turn it is: the adviser's, the practitioner's, or nobody's. */
export type Turn = 'us' | 'them' | 'nobody';

const turnIn: Record<State, Turn> = {
  draft: 'nobody',
  submitted: 'us',
  offered: 'them',
  confirmed: 'nobody',
  held: 'us',
  'not-attended': 'us',
  closed: 'nobody',
  declined: 'nobody',
  withdrawn: 'nobody',
  cancelled: 'nobody',
};

/** What waits for us, whatever the state. */
const forUs: readonly Change[] = [
  'ask-for-another-adviser',
  'send-document',
  'write-point',
  'comment-on-note',
  'reply-to-follow-up',
];

/** What answers what waited for us: whose turn it is goes by the state again. */
const replies: readonly Change[] = ['clarify-point', 'agree-note'];

/** Whose turn it is after a change: what somebody writes waits for the other side, whatever the state. */
export function turnAfter(change: Change, by: Side, to: State, before: Turn): Turn {
  if (!staysInState(change) || replies.includes(change)) return turnIn[to];
  if (change === 'message') return by === 'practitioner' ? 'us' : turnIn[to];
  if (change === 'share-note') return 'them';
  return forUs.includes(change) ? 'us' : before;
}

/**
 * What nobody does before they have noted how they know whom they speak to: nothing about a case is said to
 * somebody who only claims to be its subject.
 */
export const needsIdentity: readonly Change[] = [
  'state-our-part',
  'record-held',
  'share-document',
  'clarify-point',
  'share-note',
];
