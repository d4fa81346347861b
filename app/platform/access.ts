import { minute } from './time/clock';

/**
 * Who may open what. Every line of `app/routes.ts` names one of these rules; a page without one does not exist.
 * Ownership of a single request is a second question, asked where it is read (`meetings/requests.server.ts`).
 */

export const staffRoles = ['adviser', 'lead', 'editor'] as const;
export type StaffRole = (typeof staffRoles)[number];
export type Role = 'practitioner' | StaffRole;

export const teams = ['north', 'wales'] as const;
export type Team = (typeof teams)[number];

/** Somebody we know nothing about: most readers. */
export interface Visitor {
  kind: 'visitor';
}

export interface Person {
  kind: 'person';
  accountId: string;
  role: Role;
  /** The team an adviser answers for; null for everyone else. */
  team: Team | null;
  sessionId: string;
  /** Staff need a second factor before they count as signed in. */
  secondFactor: boolean;
  /** When the person last showed that it is them: at sign-in, or when asked again. */
  verifiedAt: number;
  /** When the session ends unless the person does something, or in any case. */
  signedOutAt: number;
  /** The absolute end, whatever the person does. */
  endsAt: number;
}

export type Actor = Visitor | Person;

/** A practitioner who is not there, for whom the portal acts on what is theirs. */
export const ownerOf = (accountId: string): Person => ({
  kind: 'person',
  accountId,
  role: 'practitioner',
  team: null,
  sessionId: '',
  secondFactor: false,
  verifiedAt: 0,
  signedOutAt: 0,
  endsAt: 0,
});

export const visitor: Visitor = { kind: 'visitor' };

/**
 * - `anyone`: no sign-in.
 * - `second-step`: staff who have given their code but not yet their second factor.
 * - `signed-in`: any account, fully signed in.
 * - the rest: fully signed in, with one of the roles listed in `rolesFor`.
 */
export type AccessRule =
  | 'anyone'
  | 'second-step'
  | 'signed-in'
  | 'practitioner'
  | 'staff'
  | 'adviser'
  | 'lead'
  | 'editor';

export type Verdict = 'open' | 'sign-in' | 'second-step' | 'forbidden';

const rolesFor: Record<'practitioner' | 'staff' | 'adviser' | 'lead' | 'editor', readonly Role[]> =
  {
    practitioner: ['practitioner'],
    staff: staffRoles,
    adviser: ['adviser', 'lead'],
    lead: ['lead'],
    editor: ['editor', 'lead'],
  };

/** True when nothing more is needed to act as this person. */
export function isFullySignedIn(actor: Actor): actor is Person {
  return actor.kind === 'person' && (actor.role === 'practitioner' || actor.secondFactor);
}

/** What happens when `actor` asks for a page with `rule`. */
export function judge(rule: AccessRule, actor: Actor): Verdict {
  if (rule === 'anyone') return 'open';
  if (actor.kind === 'visitor') return 'sign-in';
  if (rule === 'second-step') return isFullySignedIn(actor) ? 'forbidden' : 'open';
  if (!isFullySignedIn(actor)) return 'second-step';
  if (rule === 'signed-in') return 'open';
  return rolesFor[rule].includes(actor.role) ? 'open' : 'forbidden';
}

/** @throws a 404 response for anyone but a lead, as for what is not there. */
export function onlyLeads({ role }: Person): void {
  if (role !== 'lead') throw new Response(null, { status: 404 });
}

/** How long somebody counts as having just shown that it is them. */
const recently = 10 * minute;

/** Whether the person showed lately that it is them; sensitive pages ask again otherwise (OWASP ASVS 5.0, 7.5.1). */
export const isRecentlyVerified = (person: Person, now: number): boolean =>
  now - person.verifiedAt < recently;

/**
 * The person behind a request that its access rule has let through.
 * @throws a 403 response for anyone else, so that a wrong line in the route table opens nothing.
 */
export function signedIn(actor: Actor): Person {
  if (!isFullySignedIn(actor)) throw new Response(null, { status: 403 });
  return actor;
}
