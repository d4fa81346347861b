import type { Kind } from './life';

/**
 * Who a concern can be passed on to, and where the consent for each stands. It is worked out from what happened,
 * so there is one truth about it, and both sides read the same.
 */

export const bodies = ['service', 'nhs-england', 'cqc', 'adviser'] as const;
/**
 * - `service`: our own work on the case, with the adviser and the employer.
 * - `nhs-england`: NHS England, or whoever takes over its work.
 * - `cqc`: the Care Quality Commission.
 * - `adviser`: the adviser whom a concern about our service is about.
 */
export type Body = (typeof bodies)[number];

/** Which nation somebody works in. */
type Nation = 'england' | 'wales' | 'northern-ireland';

/** Whom a concern can be passed on to with consent: NHS England and the CQC are England's. */
export function bodiesFor(kind: Kind, nation: Nation | null | undefined): Body[] {
  if (kind === 'service') return ['adviser'];
  return nation === 'england' ? ['service', 'nhs-england', 'cqc'] : ['service'];
}

/** Where a consent stands. Whatever was passed on stays so, also when it is taken back afterwards. */
export type ConsentStatus = 'not-given' | 'given' | 'withdrawn' | 'passed-on' | 'taken-back';

/** What of an event says something about consents. */
export interface ConsentEvent {
  at: number;
  change: string;
  detail: string | null;
  words: string | null;
  more: string | null;
  /** Who of us did it. */
  doer: string | null;
}

/** Something that was passed on, or came back. */
interface Sent {
  at: number;
  doer: string | null;
  words: string | null;
  /** To whom, in words. */
  more: string | null;
}

export interface Consent {
  body: Body;
  status: ConsentStatus;
  /** When it came to stand as it does; null when nothing was ever said. */
  since: number | null;
  passedOn: Sent[];
  replies: Sent[];
  /** The body still has to be told that consent was taken back. */
  mustBeTold: boolean;
}

/** Whether something may be passed on now. */
export const stands = ({ status }: Pick<Consent, 'status'>): boolean =>
  status === 'given' || status === 'passed-on';

const nothingYet = (body: Body): Consent => ({
  body,
  status: 'not-given',
  since: null,
  passedOn: [],
  replies: [],
  mustBeTold: false,
});

function after(consent: Consent, event: ConsentEvent): Consent {
  const { at, doer, words, more } = event;
  const sent: Sent = { at, doer, words, more };
  switch (event.change) {
    case 'give-consent':
      return { ...consent, status: 'given', since: at, mustBeTold: false };
    case 'withdraw-consent':
      return { ...consent, status: 'withdrawn', since: at };
    case 'pass-on':
      return {
        ...consent,
        status: 'passed-on',
        since: at,
        passedOn: [...consent.passedOn, sent],
      };
    case 'take-back':
      return { ...consent, status: 'taken-back', since: at, mustBeTold: true };
    case 'record-told':
      return { ...consent, mustBeTold: false };
    case 'record-reply':
      return { ...consent, replies: [...consent.replies, sent] };
    default:
      return consent;
  }
}

/** Where the consent for one body stands after what happened, oldest first. */
export const consentOf = (body: Body, events: readonly ConsentEvent[]): Consent =>
  events.filter(({ detail }) => detail === body).reduce(after, nothingYet(body));

/** The same for everybody a concern can be passed on to. */
export const consentsOf = (
  kind: Kind,
  nation: Nation | null | undefined,
  events: readonly ConsentEvent[],
): Consent[] => bodiesFor(kind, nation).map((body) => consentOf(body, events));

/** What a practitioner can do about a consent as it stands. */
export function consentChange(
  consent: Pick<Consent, 'status' | 'passedOn'>,
): 'give-consent' | 'withdraw-consent' | 'take-back' {
  if (!stands(consent)) return 'give-consent';
  return consent.status === 'passed-on' ? 'take-back' : 'withdraw-consent';
}
