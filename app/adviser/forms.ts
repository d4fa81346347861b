import { z } from 'zod';
import {
  declineReasons,
  identityChecks,
  meetingLink,
  settings,
  type Asked,
  type JoiningAsked,
} from '~/meetings/index';
import { asTyped } from '~/platform/as-typed';
import type { Action } from './actions';

/** What the form of each action holds, and what it asks to be done. Messages are keys of the locale files. */

const words = z
  .string('meetings:refusals.words-missing')
  .overwrite(asTyped)
  .min(1, 'meetings:refusals.words-missing')
  .max(settings.longestWords, 'meetings:refusals.words-too-long');

const instant = z
  .string('adviser:errors.oneTime')
  .regex(/^\d{1,15}$/, 'adviser:errors.oneTime')
  .transform(Number);

/** What is no instant at all is one at which nobody is free. */
const instantIn = (given: unknown): number =>
  /^\d{1,15}$/.test(String(given)) ? Number(given) : -1;

/** A form sends one tick as a text, several as a list, none not at all. */
const ticked = (given: unknown) =>
  (given === undefined ? [] : Array.isArray(given) ? given : [given]).map(instantIn);

const upToFive = z.object({
  startsAt: z.preprocess(
    ticked,
    z
      .array(z.number())
      .min(1, 'meetings:refusals.no-times')
      .max(settings.mostOffers, 'meetings:refusals.too-many-times'),
  ),
});

const onlyWords = z.object({ words });
const nothing = z.object({});

/** Read out and shown, never dialled by us: short numbers and extensions are numbers, too. */
const phoneNumber = z
  .string()
  .trim()
  .regex(/^[+()\d\sx-]{3,40}$/, 'adviser:errors.number')
  .optional();

export const joiningWays = ['own-room', 'link', 'phone'] as const;
export const callers = ['us', 'them'] as const;

const joining = z
  .object({
    by: z.enum(joiningWays, 'adviser:errors.joining'),
    address: z.string('meetings:refusals.link-not-known').optional(),
    caller: z.enum(callers, 'adviser:errors.caller').optional(),
    number: phoneNumber,
  })
  .refine(({ by, address }) => by !== 'link' || meetingLink(address ?? '') !== null, {
    error: 'meetings:refusals.link-not-known',
    path: ['address'],
  })
  .refine(({ by, caller }) => by !== 'phone' || caller, {
    error: 'adviser:errors.caller',
    path: ['caller'],
  })
  .refine(({ by, caller, number }) => by !== 'phone' || caller !== 'them' || number, {
    error: 'adviser:errors.numberToRing',
    path: ['number'],
  });

export const schemas = {
  'offer-times': upToFive,
  reschedule: upToFive,
  confirm: z.object({ startsAt: instant }),
  'set-joining': joining,
  cancel: onlyWords,
  message: onlyWords,
  'record-identity': z.object({ how: z.enum(identityChecks, 'adviser:errors.identity') }),
  'state-our-part': onlyWords,
  'record-held': nothing,
  'record-not-attended': nothing,
  close: nothing,
  assign: z.object({ adviserId: z.string('adviser:errors.colleague').max(100) }),
  'step-aside': nothing,
  decline: z.object({ reason: z.enum(declineReasons, 'adviser:errors.reason'), words }),
  note: onlyWords,
} as const satisfies Record<Action, z.ZodType>;

type Filled<A extends Action> = z.output<(typeof schemas)[A]>;

function joiningOf({ by, address, caller, number }: Filled<'set-joining'>): JoiningAsked {
  if (by === 'own-room') return { by };
  if (by === 'link') return { by, address: address! };
  return { by, caller: caller!, number: number ?? null };
}

/** The change that a filled-in form asks for. A note is no change: it is kept apart. */
export function askedBy<A extends Exclude<Action, 'note'>>(action: A, filled: Filled<A>): Asked {
  return action === 'set-joining'
    ? { change: action, joining: joiningOf(filled as Filled<'set-joining'>) }
    : ({ change: action, ...filled } as unknown as Asked);
}

/** The fields of each action's form, in their order on the page. */
export const fieldsOf = (action: Action): string[] => Object.keys(schemas[action].shape);
