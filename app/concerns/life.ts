/**
 * A concern's life: what may happen to it, when, and by whom. One value; pages, actions and tests all read it, so
 * what a person is offered and what the server accepts can never differ.
 */

export const kinds = ['discrimination', 'service'] as const;
export type Kind = (typeof kinds)[number];

export const states = [
  'draft',
  'received',
  'acknowledged',
  'answered',
  'review',
  'closed',
  'withdrawn',
] as const;
export type State = (typeof states)[number];

/** The two sides of a concern. */
export type Side = 'practitioner' | 'lead';

/** What beside the state decides what may happen. */
export interface Standing {
  /** The lead who acts has it. */
  isOwner: boolean;
  /** It was asked to be looked at again: that can be asked once. */
  reviewed: boolean;
  /** The time in which that can still be asked has passed. */
  reviewOver: boolean;
}

interface Transition {
  from: readonly State[];
  /** Null when the concern stays in the state it was in. */
  to: State | null;
  by: readonly Side[];
  /** For any lead who may see it, not only for the one who has it. */
  anyLead?: true;
}

/** Raised, and not at its end. */
const openStates = ['received', 'acknowledged', 'answered', 'review'] as const satisfies State[];
/** A lead has it, and it is not at its end. */
const inHand = ['acknowledged', 'answered', 'review'] as const satisfies State[];
export const endStates = ['closed', 'withdrawn'] as const satisfies State[];
const ever = [...openStates, ...endStates] as const;

export const transitions = {
  raise: { from: ['draft'], to: 'received', by: ['practitioner'] },
  /** A lead has read it and has it from now on. */
  acknowledge: { from: ['received'], to: 'acknowledged', by: ['lead'], anyLead: true },
  answer: { from: ['acknowledged', 'review'], to: 'answered', by: ['lead'] },
  /** They are not content with the answer. */
  'ask-for-review': { from: ['answered'], to: 'review', by: ['practitioner'] },
  close: { from: ['answered'], to: 'closed', by: ['practitioner', 'lead'] },
  withdraw: {
    from: ['received', 'acknowledged', 'review'],
    to: 'withdrawn',
    by: ['practitioner'],
  },
  'add-words': { from: openStates, to: null, by: ['practitioner'] },
  message: { from: inHand, to: null, by: ['lead'] },
  'give-consent': { from: openStates, to: null, by: ['practitioner'] },
  'withdraw-consent': { from: ever, to: null, by: ['practitioner'] },
  /** It has been passed on; the body is to be told that the person no longer agrees. */
  'take-back': { from: ever, to: null, by: ['practitioner'] },
  'pass-on': { from: inHand, to: null, by: ['lead'] },
  /** A reply can come late. */
  'record-reply': { from: [...inHand, 'closed', 'withdrawn'], to: null, by: ['lead'] },
  /** The body was told that the person no longer agrees. */
  'record-told': { from: [...inHand, 'closed', 'withdrawn'], to: null, by: ['lead'] },
  /** We cannot keep the date. */
  extend: { from: ['acknowledged', 'review'], to: null, by: ['lead'] },
  /** To another lead, or from one who is away to oneself. */
  'hand-over': { from: ever, to: null, by: ['lead'], anyLead: true },
} as const satisfies Record<string, Transition>;

export type Change = keyof typeof transitions;

export const changes = Object.keys(transitions) as Change[];

/** Whether the concern stays in the state it was in. */
export const staysInState = (change: Change): boolean => transitions[change].to === null;

/** What `side` may do to a concern in `state` now, in the order of the table. */
export function allowedChanges(state: State, side: Side, standing: Standing): Change[] {
  return changes.filter((change) => {
    const { from, by, anyLead }: Transition = transitions[change];
    if (!from.includes(state) || !by.includes(side)) return false;
    if (side === 'lead' && !anyLead && !standing.isOwner) return false;
    if (change === 'ask-for-review') return !standing.reviewed;
    // Nobody loses the chance to ask for a second look because we were quick to close.
    if (change === 'close' && side === 'lead') return standing.reviewed || standing.reviewOver;
    return true;
  });
}

/** The state `change` leads to, or null when `side` may not make it now. */
export function nextState(
  state: State,
  change: Change,
  side: Side,
  standing: Standing,
): State | null {
  if (!allowedChanges(state, side, standing).includes(change)) return null;
  return transitions[change].to ?? state;
}

/** How a concern ends when the practitioner goes for good; null when it has ended, or was never raised. */
export function endingOf(state: State): 'withdraw' | 'close' | null {
  if ((transitions.withdraw.from as readonly State[]).includes(state)) return 'withdraw';
  return state === 'answered' ? 'close' : null;
}

/** The standard that is ours to keep in each state; null when it is not our turn. */
export type Standard = 'acknowledge' | 'answer' | 'review';

export const standardIn: Record<State, Standard | null> = {
  draft: null,
  received: 'acknowledge',
  acknowledged: 'answer',
  review: 'review',
  answered: null,
  closed: null,
  withdrawn: null,
};

/** Whether the date of a standard has passed. Dates are London's. */
export const isOverdue = ({ dueBy }: { dueBy: string | null }, date: string): boolean =>
  dueBy !== null && dueBy < date;
