import { oneOf } from '~/platform/one-of';
import {
  professions,
  settings,
  stages,
  type Profession,
  type Setting,
  type Stage,
} from '~/platform/content/vocabulary';
import { nations, type Nation } from './organisation';

/** What somebody may tell us about their situation, so that three contacts can be found. Pure. */

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
  'speaking-up',
] as const;
export type Worry = (typeof worries)[number];

/** Nations the tool asks about: where the portal’s readers work. */
export const askedNations = nations.filter((nation) => nation !== 'scotland');

/**
 * The boxes of “Which of these are you a member of?”, with the organisation each stands for: one, or one for
 * each profession, or none that we could name.
 */
const boxes = {
  bma: 'bma-employment-advice',
  hcsa: 'hcsa',
  bda: 'bda',
  pda: 'pda',
  'mdu-or-ddu': { doctor: 'mdu', dentist: 'ddu' },
  'medical-or-dental-protection': {
    doctor: 'mps-medical-protection',
    dentist: 'dental-protection',
  },
  mddus: 'mddus',
  other: {},
  none: {},
} as const satisfies Record<string, string | Partial<Record<Profession, string>>>;

export type Membership = keyof typeof boxes;
export const memberships = Object.keys(boxes) as Membership[];

/** Every organisation behind a box. */
export const bodiesBehindBoxes: string[] = Object.values(boxes).flatMap((body) =>
  typeof body === 'string' ? body : Object.values(body),
);

/** Everything may be left out: nothing is guessed about anybody. */
export interface Situation {
  worry?: Worry;
  stage?: Stage;
  profession?: Profession;
  nation?: Nation;
  setting?: Setting;
  /** Empty or left out: the question was not answered. */
  members?: readonly Membership[];
}

/** A situation from a form; whatever is not an answer is as if it were not there. */
export function readSituation(form: FormData): Situation {
  const ticked = form.getAll('members');
  const members = memberships.filter((membership) => ticked.includes(membership));
  return {
    worry: oneOf(worries, form.get('worry')),
    stage: oneOf(stages, form.get('stage')),
    profession: oneOf(professions, form.get('profession')),
    nation: oneOf(askedNations, form.get('nation')),
    setting: oneOf(settings, form.get('setting')),
    // Who ticks a body and “none of these”, too, belongs to it.
    members: members.length > 1 ? members.filter((membership) => membership !== 'none') : members,
  };
}

/**
 * Ids of the organisations somebody belongs to. A box that stands for a doctors’ and a dentists’ body means
 * neither until the profession says which.
 */
export function bodiesOf({ members = [], profession }: Situation): string[] {
  return members.flatMap((membership) => {
    const body: string | Partial<Record<Profession, string>> = boxes[membership];
    return typeof body === 'string' ? body : ((profession && body[profession]) ?? []);
  });
}

const orNothing = <Value>(values: readonly Value[]) => [undefined, ...values];

/**
 * Everything anybody can answer about one worry, with every question left out too, and one membership each.
 * @param some stages and settings to stay with, where the others make no difference.
 */
export const everySituation = (
  worry: Worry,
  some: { stages: readonly Stage[]; settings: readonly Setting[] } = { stages, settings },
): Situation[] =>
  orNothing(some.stages).flatMap((stage) =>
    orNothing(professions).flatMap((profession) =>
      orNothing(askedNations).flatMap((nation) =>
        orNothing(some.settings).flatMap((setting) =>
          orNothing(memberships).map((membership) => ({
            worry,
            stage,
            profession,
            nation,
            setting,
            members: membership ? [membership] : [],
          })),
        ),
      ),
    ),
  );
