import { needsIdentity, type Change, type Turn } from '~/meetings/index';

/** What staff can do about one request. Each has a page of its own, named by its code. */
export const actionGroups = {
  meeting: ['offer-times', 'confirm', 'reschedule', 'set-joining', 'cancel'],
  person: ['message', 'record-identity', 'state-our-part'],
  afterwards: ['record-held', 'record-not-attended', 'close'],
  hands: ['assign', 'step-aside', 'decline'],
  colleagues: ['note'],
} as const satisfies Record<string, readonly (Change | 'note')[]>;

export type ActionGroup = keyof typeof actionGroups;
export type Action = (typeof actionGroups)[ActionGroup][number];

const groups = Object.keys(actionGroups) as ActionGroup[];
export const actions: readonly Action[] = groups.flatMap((group) => [...actionGroups[group]]);

/** What the rules below need to know of a request. */
export interface Standing {
  /** What the table of changes lets staff do now. */
  allowed: readonly Change[];
  waitingOn: Turn;
  /** It is noted how they made sure whom they speak to. */
  identityKnown: boolean;
  /** Times of the reader's are on offer, or the meeting is in their diary. */
  arrangedWithYou: boolean;
  /** The reader stepped aside, or advised the employer of somebody who asked for another adviser. */
  youConflict: boolean;
  /** They asked for another adviser, and nobody has been given the request since. */
  wantsAnother: boolean;
  /** Times were offered, and none of them is free any more. */
  noneLeft: boolean;
  /** What was written has been erased. */
  erased: boolean;
}

/**
 * Why an action cannot be done.
 * - `not-now`: the request is not in a state that allows it.
 * - `identity-first`: it is not noted how identity was checked.
 * - `still-yours`: the reader's own times go to a colleague first.
 * - `conflict`: the reader must not be who meets them.
 */
export type Block = 'not-now' | 'identity-first' | 'still-yours' | 'conflict';

/** What makes the reader the one who meets them. */
const meets: readonly Action[] = ['offer-times', 'confirm', 'reschedule'];

/** Why an action cannot be done now; null when it can. */
export function blockOf(action: Action, standing: Standing): Block | null {
  if (action === 'note') return standing.erased ? 'not-now' : null;
  if (!standing.allowed.includes(action)) return 'not-now';
  if (needsIdentity.includes(action) && !standing.identityKnown) return 'identity-first';
  if (action === 'step-aside' && standing.arrangedWithYou) return 'still-yours';
  return meets.includes(action) && standing.youConflict ? 'conflict' : null;
}

/** What a reader is shown as possible, group by group; what waits for the identity check is among it. */
export const possibleActions = (standing: Standing): { group: ActionGroup; can: Action[] }[] =>
  groups
    .map((group) => ({
      group,
      can: actionGroups[group].filter((action) => {
        const block = blockOf(action, standing);
        return block !== 'not-now' && block !== 'conflict';
      }),
    }))
    .filter(({ can }) => can.length > 0);

/** The one thing that is most likely next; null when it is for the practitioner to act, or nothing is left. */
export function nextAction(standing: Standing): Action | null {
  const can = (action: Action) => blockOf(action, standing) === null;
  const afterMeeting = standing.allowed.includes('record-held');
  if (afterMeeting) return standing.identityKnown ? 'record-held' : 'record-identity';
  if ((standing.youConflict || standing.wantsAnother) && can('assign')) return 'assign';
  if (standing.noneLeft && can('offer-times')) return 'offer-times';
  const arranged = standing.allowed.includes('reschedule');
  if (standing.waitingOn === 'us') {
    const first: Action[] = arranged ? ['message'] : ['offer-times', 'close', 'message'];
    return first.find(can) ?? null;
  }
  return arranged && !standing.identityKnown && can('record-identity') ? 'record-identity' : null;
}
