import { z } from 'zod';
import { asTyped } from '~/platform/as-typed';
import { outcomes, type Asked } from './asked';
import { bodies, stands, type Body, type Consent } from './consents';
import type { Change, State } from './life';
import { settings } from './settings';

/** What leads can do about a concern. Each has a page of its own, named by its change. */

export const leadActions = [
  'acknowledge',
  'answer',
  'message',
  'pass-on',
  'record-reply',
  'record-told',
  'extend',
  'hand-over',
  'close',
] as const satisfies Change[];
export type LeadAction = (typeof leadActions)[number];

/** What the rules below need to know of a concern. */
export interface Seen {
  state: State;
  allowed: readonly Change[];
  isOwner: boolean;
  consents: readonly Consent[];
  /** The reader gave the answer, and another lead can look at it again. */
  forAnother: boolean;
}

/** Whom an action can be about, as the consents stand. */
export function bodiesOpen(action: LeadAction, consents: readonly Consent[]): Body[] {
  const fits = (consent: Consent): boolean => {
    if (action === 'pass-on') return stands(consent);
    if (action === 'record-reply') return consent.passedOn.length > 0;
    return action === 'record-told' && consent.mustBeTold;
  };
  return consents.filter(fits).map(({ body }) => body);
}

const aboutABody: readonly LeadAction[] = ['pass-on', 'record-reply', 'record-told'];

/** Why an action cannot be done. */
export type Block = 'not-now' | 'not-yours' | 'another-lead';

/** Why an action cannot be done now; null when it can. */
export function blockOf(action: LeadAction, seen: Seen): Block | null {
  if (seen.forAnother && action === 'answer') return 'another-lead';
  if (!seen.allowed.includes(action)) {
    return seen.isOwner || action === 'acknowledge' ? 'not-now' : 'not-yours';
  }
  const nobody = aboutABody.includes(action) && bodiesOpen(action, seen.consents).length === 0;
  return nobody ? 'not-now' : null;
}

/** What a lead is shown as possible. */
export const possibleActions = (seen: Seen): LeadAction[] =>
  leadActions.filter((action) => blockOf(action, seen) === null);

/** The one thing that is most likely next; null when it is for the practitioner to act, or nothing is left. */
export function nextAction(seen: Seen): LeadAction | null {
  const can = (action: LeadAction) => blockOf(action, seen) === null;
  const due = seen.state === 'acknowledged' || seen.state === 'review';
  if (due && (!seen.isOwner || seen.forAnother)) return can('hand-over') ? 'hand-over' : null;
  const first: LeadAction[] = ['record-told', 'acknowledge', ...(due ? (['answer'] as const) : [])];
  return first.find(can) ?? null;
}

const words = z
  .string('concerns:refusals.words-missing')
  .overwrite(asTyped)
  .min(1, 'concerns:refusals.words-missing')
  .max(settings.longestWords, 'concerns:refusals.words-too-long');
const body = z.enum(bodies, 'concerns:errors.body');
const nothing = z.object({});

/** What the form of each action holds. Messages are keys of the locale files. */
export const schemas = {
  acknowledge: nothing,
  answer: z.object({
    outcome: z.preprocess(
      (given) => (given === '' ? undefined : given),
      z.enum(outcomes, 'concerns:errors.outcome').optional(),
    ),
    words,
    more: words,
  }),
  message: z.object({ words }),
  'pass-on': z.object({ body, more: words, words }),
  'record-reply': z.object({ body, words }),
  'record-told': z.object({ body, words }),
  extend: z.object({ until: z.iso.date('concerns:errors.until'), words }),
  'hand-over': z.object({
    leadId: z.string('concerns:errors.lead').max(100, 'concerns:errors.lead'),
  }),
  close: nothing,
} as const satisfies Record<LeadAction, z.ZodType>;

/** The fields of each action's form, in their order on the page. */
export const fieldsOf = (action: LeadAction): string[] => Object.keys(schemas[action].shape);

/** The change that a filled-in form asks for. */
export const askedBy = (action: LeadAction, filled: Record<string, unknown>): Asked =>
  ({ change: action, ...filled }) as unknown as Asked;
