import type { Contact, Matching } from './matching';
import { isFor, linesOf, type Organisation } from './organisation';
import {
  askedNations,
  bodiesBehindBoxes,
  bodiesOf,
  everySituation,
  type Situation,
  type Worry,
} from './situation';
import { professions, settings, stages } from '~/platform/content/vocabulary';

/** One contact to call now and two more, for a situation. The rules are data: `content/matching`. Pure. */

/** What the rules look at in an organisation. */
export type Matchable = Pick<Organisation, 'id' | 'for'>;

/** What they look at besides, to know who can be called. */
export type Callable = Matchable & Pick<Organisation, 'needs' | 'phone' | 'text'>;

export interface Match<Its extends Matchable> {
  organisation: Its;
  reason: Contact['reason'];
}

/** Whether a list of answers holds this one; no list asks for none. */
const holds = (list: readonly string[] | undefined, answer: string | undefined): boolean =>
  !list || list.includes(answer ?? 'unsaid');

/**
 * Whether we know that an organisation is for somebody. Who does not say what they are, or where they work, is
 * sent to those who are there for everybody, unless a rule was written for people who did not say.
 */
function isKnownToBeFor({ for: its }: Matchable, contact: Contact, situation: Situation): boolean {
  const servesAllProfessions =
    its.professions.includes('any') || professions.every((each) => its.professions.includes(each));
  const servesAllNations = askedNations.every((nation) => its.nations.includes(nation));
  return (
    isFor({ for: its }, situation) &&
    (situation.profession !== undefined ||
      servesAllProfessions ||
      contact.professions?.includes('unsaid') === true) &&
    (situation.nation !== undefined ||
      servesAllNations ||
      contact.nations?.includes('unsaid') === true)
  );
}

function fits(organisation: Matchable, contact: Contact, situation: Situation): boolean {
  const belongs = bodiesOf(situation).includes(organisation.id);
  const isTheirs =
    organisation.for.membership === 'members'
      ? belongs && isFor(organisation, situation)
      : isKnownToBeFor(organisation, contact, situation);
  return (
    isTheirs &&
    holds(contact.professions, situation.profession) &&
    holds(contact.nations, situation.nation) &&
    holds(contact.stages, situation.stage) &&
    holds(contact.settings, situation.setting) &&
    (!contact.members || contact.members.some((each) => situation.members?.includes(each)))
  );
}

/** The contacts a situation leads to, best first; the same organisation never twice. */
function matchesOf<Its extends Matchable>(
  situation: Situation,
  { contacts }: Matching,
  directory: ReadonlyMap<string, Its>,
) {
  const chosen = new Map<Its, Contact>();
  for (const contact of contacts) {
    const organisation = directory.get(contact.organisation);
    if (!organisation || chosen.has(organisation)) continue;
    if (fits(organisation, contact, situation)) chosen.set(organisation, contact);
    if (chosen.size === 3) break;
  }
  return chosen;
}

/**
 * Whether somebody can reach an organisation by phone tonight, or by text when they may not be safe. A number for
 * one nation only helps nobody who did not say that they are there.
 */
function canCall(organisation: Callable, { worry, nation }: Situation): boolean {
  return linesOf(organisation).lines.some(
    ({ kind, nations }) =>
      (kind === 'phone' || worry === 'safety') &&
      (!nations || (nation !== undefined && nations.includes(nation))),
  );
}

/** The first who can be called moves to the front; the others keep their order. */
function callableFirst<Its extends Callable>(matches: Match<Its>[], situation: Situation) {
  const call = matches.find(({ organisation }) => canCall(organisation, situation));
  return call ? [call, ...matches.filter((match) => match !== call)] : matches;
}

/**
 * The three, each with its reason: the first is somebody to call now, where one of them can be called. Who does
 * not say what hurts most is taken to want advice.
 */
export function matchContacts<Its extends Callable>(
  situation: Situation,
  directory: ReadonlyMap<string, Its>,
  matching: ReadonlyMap<Worry, Matching>,
): Match<Its>[] {
  const rules = matching.get(situation.worry ?? 'advice');
  if (!rules) return [];
  const best = [...matchesOf(situation, rules, directory)].map(([organisation, { reason }]) => ({
    organisation,
    reason,
  }));
  return callableFirst(best, situation);
}

/** Worries for which a union or a defence body is not the first to call. */
const aboutTheirHealth: readonly Worry[] = ['feelings', 'alone', 'addiction'];

/**
 * What is said about unions and defence bodies beside the three.
 * - `ask`, `ask-softly`: nothing was said about any; softly to somebody who first of all needs a person to talk to.
 * - `call`: the reader belongs to one, and none of theirs is among the three.
 * - `call-too`: the same, for somebody who first of all needs a person to talk to.
 * - `also`: one of theirs is among the three, and they belong to others besides.
 */
export type MemberNote =
  | { kind: 'ask' | 'ask-softly' }
  | {
      kind: 'call' | 'call-too' | 'also';
      /** Those we can name. */
      bodies: string[];
      /** How many they belong to besides those among the three, named or not. */
      count: number;
    };

export function memberNote(
  situation: Situation,
  named: readonly string[],
  directory: ReadonlyMap<string, Matchable>,
): MemberNote | null {
  const { worry, members = [] } = situation;
  // Nothing comes between somebody who is not safe and the people who answer.
  if (worry === 'safety') return null;
  const needsAPerson = worry !== undefined && aboutTheirHealth.includes(worry);
  if (members.length === 0) return { kind: needsAPerson ? 'ask-softly' : 'ask' };
  const theirs = members
    .filter((membership) => membership !== 'none')
    .map((membership) => bodiesOf({ ...situation, members: [membership] }));
  const isTheirKind = (id: string) => {
    const body = directory.get(id);
    return body !== undefined && isFor(body, situation);
  };
  const others = theirs.filter((ids) => !ids.some((id) => named.includes(id)));
  if (others.length === 0) return null;
  const kind = needsAPerson ? 'call-too' : others.length < theirs.length ? 'also' : 'call';
  return { kind, bodies: others.flat().filter(isTheirKind), count: others.length };
}

/** Organisations that the rules and the boxes of memberships name. */
export const idsInRules = (matching: Iterable<Matching>): string[] => [
  ...new Set([
    ...[...matching].flatMap(({ contacts }) => contacts.map(({ organisation }) => organisation)),
    ...bodiesBehindBoxes,
  ]),
];

/** What is wrong with the rules of a worry: contacts nobody is led to, and situations without three. */
export function faultsIn(
  matching: Matching,
  directory: ReadonlyMap<string, Matchable>,
): { unreached: Contact[]; without: Situation[] } {
  const { contacts } = matching;
  const reached = new Set<Contact>();
  const without: Situation[] = [];
  // A stage or a setting that no rule names is to all of them as if nothing had been said.
  const told = {
    stages: stages.filter((stage) => contacts.some((each) => each.stages?.includes(stage))),
    settings: settings.filter((setting) =>
      contacts.some((each) => each.settings?.includes(setting)),
    ),
  };
  for (const situation of everySituation(matching.id, told)) {
    const chosen = matchesOf(situation, matching, directory);
    for (const contact of chosen.values()) reached.add(contact);
    if (chosen.size < 3) without.push(situation);
  }
  return { unreached: contacts.filter((contact) => !reached.has(contact)), without };
}
