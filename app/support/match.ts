import { isFor, type Nation, type Organisation } from './organisation';
import { type Profession, type Stage } from '~/platform/content/vocabulary';

/**
 * One contact to call now and two more, for a situation. The rules are the table below, read from the top:
 * the first three that fit the person are the three. Nothing is guessed about anybody.
 */

export const worries = [
  'safety',
  'advice',
  'feelings',
  'alone',
  'discrimination',
  'visa',
  'money',
  'process',
  'regulator',
  'addiction',
] as const;
export type Worry = (typeof worries)[number];

export interface Situation {
  stage?: Stage;
  profession?: Profession;
  nation?: Nation;
  worry?: Worry;
  /** Member of a union or a defence body. */
  member?: 'yes' | 'no';
}

interface Rule {
  id: string;
  /** The worries it answers; every worry when left out. */
  for?: readonly Worry[];
  stages?: readonly Stage[];
  /** A body that helps its own members only. */
  membersOnly?: true;
}

/** Order is preference. The reason shown is `reasons.<id>` or, failing that, the organisation's "best for". */
const rules: readonly Rule[] = [
  { id: 'lifeline-ni', for: ['safety'] },
  { id: 'samaritans', for: ['safety'] },
  { id: 'nhs-111-mental-health', for: ['safety'] },
  { id: 'shout', for: ['safety'] },

  { id: 'dentists-health-support', for: ['addiction'] },
  {
    id: 'bma-doctor-support-service',
    for: ['regulator', 'feelings', 'alone'],
    stages: ['regulator'],
  },

  { id: 'immigration-advice-authority', for: ['visa'] },

  {
    id: 'mps-medical-protection',
    for: ['advice', 'process', 'regulator', 'visa'],
    membersOnly: true,
  },
  { id: 'dental-protection', for: ['advice', 'process', 'regulator', 'visa'], membersOnly: true },
  {
    id: 'pda',
    for: ['advice', 'process', 'regulator', 'visa', 'discrimination'],
    membersOnly: true,
  },
  {
    id: 'bma-employment-advice',
    for: ['advice', 'process', 'visa', 'discrimination', 'money'],
    membersOnly: true,
  },
  { id: 'bda', for: ['advice', 'process', 'visa', 'discrimination'], membersOnly: true },
  { id: 'mdu', for: ['advice', 'regulator'], membersOnly: true },

  { id: 'equality-commission-ni', for: ['discrimination'] },
  { id: 'bapio', for: ['discrimination', 'alone'] },
  { id: 'bida', for: ['discrimination', 'alone'] },

  {
    id: 'pharmacist-support',
    for: ['feelings', 'money', 'alone', 'addiction', 'regulator', 'advice'],
  },
  { id: 'cameron-fund', for: ['money'] },
  { id: 'rmbf', for: ['money'] },

  { id: 'nhs-practitioner-health', for: ['feelings', 'addiction', 'alone'] },
  { id: 'canopi', for: ['feelings', 'addiction', 'alone'] },
  { id: 'bma-counselling', for: ['feelings', 'alone', 'addiction', 'discrimination'] },
  {
    id: 'doctors-support-group',
    for: ['alone', 'process'],
    stages: ['investigation', 'excluded', 'regulator', 'hearing'],
  },

  { id: 'nhs-resolution-ppa', for: ['process'] },
  { id: 'acas', for: ['advice', 'discrimination', 'money', 'process'] },
  { id: 'lra-ni', for: ['advice', 'discrimination', 'money', 'process'] },
  { id: 'citizens-advice', for: ['advice', 'money', 'visa', 'discrimination'] },
  { id: 'doctors-support-group', for: ['alone', 'process', 'feelings', 'advice'] },

  { id: 'bma-counselling' },
  { id: 'samaritans' },
  { id: 'shout' },
  { id: 'nhs-resolution-ppa' },
];

function fits(rule: Rule, organisation: Organisation, situation: Situation): boolean {
  const { worry, stage, member } = situation;
  if (worry && rule.for && !rule.for.includes(worry)) return false;
  // A service for one stage is not offered to somebody who did not say that they are in it.
  if (rule.stages && !(stage && rule.stages.includes(stage))) return false;
  if (rule.membersOnly && member === 'no') return false;
  // Who does not say where they work is not sent to a service of one nation.
  if (!situation.nation && organisation.for.nations.length === 1) return false;
  return isFor(organisation, situation);
}

/** The three, best first: ids with the rule that chose each. Always three; never the same twice. */
export function matchContacts(
  situation: Situation,
  directory: ReadonlyMap<string, Organisation>,
): Organisation[] {
  const wanted = { ...situation, worry: situation.worry ?? 'advice' };
  const chosen = new Map<string, Organisation>();
  for (const rule of rules) {
    const organisation = directory.get(rule.id);
    if (organisation && fits(rule, organisation, wanted)) chosen.set(rule.id, organisation);
    if (chosen.size === 3) break;
  }
  return [...chosen.values()];
}

/** Organisations the rules name, for the check that each exists. */
export const idsInRules = (): string[] => [...new Set(rules.map(({ id }) => id))];
