import type { Contact, Matching } from './matching';
import { isFor, type Organisation } from './organisation';
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

/** The three, best first, each with its reason. Who does not say what hurts most is taken to want advice. */
export function matchContacts<Its extends Matchable>(
  situation: Situation,
  directory: ReadonlyMap<string, Its>,
  matching: ReadonlyMap<Worry, Matching>,
): Match<Its>[] {
  const rules = matching.get(situation.worry ?? 'advice');
  if (!rules) return [];
  return [...matchesOf(situation, rules, directory)].map(([organisation, { reason }]) => ({
    organisation,
    reason,
  }));
}

/** Worries for which a union or a defence body is not the first to call. */
const aboutTheirHealth: readonly Worry[] = ['feelings', 'alone', 'addiction'];

/**
 * What is said about unions and defence bodies beside the three.
 * - `ask`: nothing was said about any.
 * - `call-first`: the reader belongs to one that is not among the three; `bodies` are the ones we know.
 * - `call-too`: the same, for somebody who first of all needs a person to talk to.
 */
export function memberNote(
  situation: Situation,
  named: readonly string[],
): { kind: 'ask' } | { kind: 'call-first' | 'call-too'; bodies: string[] } | null {
  const { worry, members = [] } = situation;
  // Nothing comes between somebody who is not safe and the people who answer.
  if (worry === 'safety') return null;
  if (members.length === 0) return { kind: 'ask' };
  const bodies = bodiesOf(situation).filter((id) => !named.includes(id));
  // A box behind which we can name nobody: another body, or one of two.
  const isNameless = members.some(
    (membership) =>
      membership !== 'none' && bodiesOf({ ...situation, members: [membership] }).length === 0,
  );
  if (bodies.length === 0 && !isNameless) return null;
  const kind = worry && aboutTheirHealth.includes(worry) ? 'call-too' : 'call-first';
  return { kind, bodies };
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
