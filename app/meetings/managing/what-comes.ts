import { endStates, type Change, type State, type Turn } from '../life';

/** What is still to happen to a request: in which order, who is responsible, and by when. Pure. */

/**
 * - `answer`: we answer a request, or what was said since.
 * - `choose`: they choose one of the times on offer; `ask`: none of them is left, so they ask for others.
 * - `reminder`, `meeting`: as arranged; `arrange`: a meeting, on a day that is not known yet.
 * - `note`: we note how the meeting went; `conclude`: we do what was agreed, and close the request.
 * - `again`: we offer new times for a meeting that did not come about.
 */
export type Coming =
  | 'answer'
  | 'choose'
  | 'ask'
  | 'reminder'
  | 'arrange'
  | 'meeting'
  | 'note'
  | 'conclude'
  | 'again';

/** One thing that is still to happen. */
export interface Ahead {
  what: Coming;
  /** Who sees to it. */
  who: 'you' | 'us' | 'both';
  /** When it happens, or until when it can be done. */
  at?: number;
  /** The London date by which we do it. */
  by?: string;
}

/** What of a request decides what comes. */
export interface Standing {
  state: State;
  waitingOn: Turn;
  answerBy: string | null;
  /** Times to choose from: until when each can be chosen. */
  offers: readonly { until: number }[];
  meeting: { startsAt: number; endsAt: number } | null;
}

/** What comes, in order. @param reminders instants of reminders that wait. */
export function whatComes(
  { state, waitingOn, answerBy, offers, meeting }: Standing,
  reminders: readonly number[],
  now: number,
): Ahead[] {
  const by = answerBy === null ? {} : { by: answerBy };
  const answer: Ahead[] = waitingOn === 'us' ? [{ what: 'answer', who: 'us', ...by }] : [];
  switch (state) {
    case 'submitted':
      return [...answer, { what: 'arrange', who: 'both' }];
    case 'offered': {
      // The last moment to choose is some time before the last of the times: an adviser must hear of it.
      const last = Math.max(...offers.map(({ until }) => until));
      const theirs: Ahead =
        offers.length > 0 ? { what: 'choose', who: 'you', at: last } : { what: 'ask', who: 'you' };
      return [...answer, theirs, { what: 'arrange', who: 'both' }];
    }
    case 'confirmed':
      return [...answer, ...aroundMeeting(meeting, reminders, now)];
    case 'held':
      return [{ what: 'conclude', who: 'us', ...by }];
    case 'not-attended':
      return [
        { what: 'again', who: 'us', ...by },
        { what: 'arrange', who: 'both' },
      ];
    default:
      return [];
  }
}

function aroundMeeting(
  meeting: Standing['meeting'],
  reminders: readonly number[],
  now: number,
): Ahead[] {
  if (!meeting || now >= meeting.endsAt) return [{ what: 'note', who: 'us' }];
  return [
    ...reminders.filter((at) => at > now).map((at): Ahead => ({ what: 'reminder', who: 'us', at })),
    { what: 'meeting', who: 'both', at: meeting.startsAt },
    { what: 'note', who: 'us' },
  ];
}

/** What a practitioner does next, when it is for them to do something; else nothing is asked of them. */
export type NextStep = 'choose-offer' | 'ask-for-other-times' | 'join' | 'take' | 'ask-again';

/**
 * The one thing that takes them further.
 * @param allowed what they may do now.
 */
export function nextStepOf(
  { state, offers, meeting }: Pick<Standing, 'state' | 'offers' | 'meeting'>,
  allowed: readonly Change[],
  now: number,
): NextStep | null {
  switch (state) {
    case 'offered':
      return offers.length > 0 && allowed.includes('accept')
        ? 'choose-offer'
        : 'ask-for-other-times';
    case 'confirmed':
      return meeting && now < meeting.endsAt ? 'join' : null;
    case 'not-attended':
      return allowed.includes('take') ? 'take' : null;
    case 'withdrawn':
    case 'cancelled':
    case 'closed':
    case 'declined':
      return 'ask-again';
    default:
      return null;
  }
}

/** Requests that somebody still deals with, those that wait for their practitioner first, then by their day. */
export function currentFirst<
  T extends { state: State; waitingOn: Turn; meetsAt: number | null; updatedAt: number },
>(requests: readonly T[]): { current: T[]; past: T[] } {
  const isPast = ({ state }: T) => endStates.includes(state);
  const sent = requests.filter(({ state }) => state !== 'draft');
  const rank = ({ waitingOn, meetsAt }: T) => (waitingOn === 'them' ? 0 : meetsAt !== null ? 1 : 2);
  const current = sent
    .filter((request) => !isPast(request))
    .sort(
      (a, b) =>
        rank(a) - rank(b) || (a.meetsAt ?? 0) - (b.meetsAt ?? 0) || b.updatedAt - a.updatedAt,
    );
  return { current, past: sent.filter(isPast) };
}
