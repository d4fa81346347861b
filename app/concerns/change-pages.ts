import { bodies, consentChange, type Body, type Consent } from './consents';
import type { Change } from './life';

/** What a practitioner can do with a concern that was raised: a page each, which says what will happen before it does. */

export const changePages = [
  'add-words',
  'ask-for-review',
  'close',
  'withdraw',
] as const satisfies Change[];
export type ChangePage = (typeof changePages)[number];

/** The page of one consent: what can be done there depends on where it stands. */
export const consentPage = (body: Body): string => `consent-${body}`;

/** Changes that are made on the page of a consent. */
export const consentChanges = ['give-consent', 'withdraw-consent', 'take-back'] as const;
export type ConsentChange = (typeof consentChanges)[number];

/** What the last part of an address means; null for nothing we know. */
export function pageOf(
  text: string | undefined,
): { page: ChangePage; body: null } | { page: 'consent'; body: Body } | null {
  const page = changePages.find((each) => each === text);
  if (page) return { page, body: null };
  const body = bodies.find((each) => consentPage(each) === text);
  return body ? { page: 'consent', body } : null;
}

/** Whether somebody writes words with a change: they must, they may, or there are none. */
export const wordsOn: Record<ChangePage | ConsentChange, 'needed' | 'welcome' | 'none'> = {
  'add-words': 'needed',
  'ask-for-review': 'needed',
  close: 'none',
  withdraw: 'none',
  'give-consent': 'none',
  'withdraw-consent': 'none',
  'take-back': 'welcome',
};

/** What cannot be taken back: its button says so by its colour, too. */
export const cannotBeUndone: readonly Change[] = ['withdraw', 'take-back'];

/** The change that the page of a consent makes now, or null when it is not for this concern or not now. */
export function changeOfConsent(
  consents: readonly Consent[],
  body: Body,
  allowed: readonly Change[],
): ConsentChange | null {
  const consent = consents.find((each) => each.body === body);
  const change = consent && consentChange(consent);
  return change && allowed.includes(change) ? change : null;
}
