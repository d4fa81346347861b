import { pick, type Dice } from '~/platform/dice';
import { minute, day } from '~/platform/time/clock';
import { declineReasons, identityChecks } from '../asked';
import { endStates, nextState, type Change, type Side, type State, type Timing } from '../life';

/**
 * Made-up histories of requests, for trying the portal out with as many as it may ever have. Pure, and the same for
 * the same dice: nobody real is in them. Every step is one that the table of changes allows.
 */

/** A whole number from `least` to `most`. */
export const between = (dice: Dice, least: number, most: number): number =>
  least + Math.floor(dice() * (most - least + 1));

/** One line of a made-up history. `at` is in milliseconds since 1970. */
export interface InventedEvent {
  at: number;
  by: Side;
  change: Change;
  from: State;
  to: State;
  detail: string | null;
  words: string | null;
}

/** One open request in twenty, the rest ended, over three years; of only a few, more are open: there is a queue to see. */
export const openShareOf = (scale: number): number => Math.max(0.05, Math.min(0.6, 60 / scale));

const threeYears = 3 * 365;

type Step = readonly [Change, Side];

const arranged: readonly Step[] = [
  ['submit', 'practitioner'],
  ['offer-times', 'adviser'],
  ['accept', 'practitioner'],
];
const met: readonly Step[] = [
  ...arranged,
  ['record-identity', 'adviser'],
  ['state-our-part', 'adviser'],
  ['record-held', 'adviser'],
];

/** What happens at least, by where it ends. */
const paths: Partial<Record<State, readonly Step[]>> = {
  submitted: [['submit', 'practitioner']],
  offered: arranged.slice(0, 2),
  confirmed: arranged,
  held: met,
  'not-attended': [...arranged, ['record-not-attended', 'adviser']],
  closed: [...met, ['close', 'adviser']],
  declined: [
    ['submit', 'practitioner'],
    ['decline', 'adviser'],
  ],
  withdrawn: [...arranged.slice(0, 2), ['withdraw', 'practitioner']],
  cancelled: [...arranged, ['cancel', 'practitioner']],
};

/** How often a request stands where, of a hundred. */
const openOften: [State, number][] = [
  ['submitted', 30],
  ['offered', 20],
  ['confirmed', 33],
  ['held', 10],
  ['not-attended', 7],
];
const endedOften: [State, number][] = [
  ['closed', 72],
  ['withdrawn', 12],
  ['declined', 8],
  ['cancelled', 8],
];

function drawn(dice: Dice, often: [State, number][]): State {
  let left = dice() * 100;
  for (const [state, share] of often) {
    left -= share;
    if (left < 0) return state;
  }
  return often[0]![0];
}

/** Where a request stands. @param openShare how many of all are open, from 0 to 1. */
export const drawState = (dice: Dice, openShare: number): State =>
  drawn(dice, dice() < openShare ? openOften : endedOften);

/** The fewest events a request in a state has. */
export const leastEvents = (state: State): number => paths[state]!.length;

const sayings = [
  'Thank you. I would like to know what happens next.',
  'Could we speak about the letter I was sent?',
  'I have spoken with my defence body since.',
  'We have read what you wrote, and will talk about it when we meet.',
  'You may bring somebody with you if you wish.',
  'I am on call that week. Another day would be better.',
];

/** Changes that come with words. */
const spoken: readonly Change[] = ['message', 'add-question', 'decline', 'state-our-part'];

/** The steps of a request that ends in `state`, `count` of them where there is room for that many. */
function stepsTo(dice: Dice, state: State, count: number): Step[] {
  const steps = [...paths[state]!];
  const has = (change: Change) => steps.some(([its]) => its === change);
  if (has('offer-times') && steps.length + 2 <= count && dice() < 0.2) {
    const again: Step[] = [
      ['ask-for-other-times', 'practitioner'],
      ['offer-times', 'adviser'],
    ];
    steps.splice(2, 0, ...again);
  }
  if (steps.length + 2 <= count && dice() < 0.02) {
    const another: Step[] = [['ask-for-another-adviser', 'practitioner']];
    if (dice() < 0.8) another.push(['assign', 'adviser']);
    steps.splice(1, 0, ...another);
  }
  // After the end nothing more is said.
  const last = () => (endStates.includes(state) ? steps.length - 1 : steps.length);
  while (steps.length < count) {
    const side: Side = dice() < 0.6 ? 'practitioner' : 'adviser';
    steps.splice(between(dice, 1, last()), 0, ['message', side]);
  }
  return steps;
}

/** Timings at which a change may be made: the history says when the meeting was. */
const timings: readonly Timing[] = ['none', 'before', 'soon', 'under-way', 'over'];

function detailOf(dice: Dice, change: Change): string | null {
  if (change === 'decline') return pick(dice, declineReasons);
  return change === 'record-identity' ? pick(dice, identityChecks) : null;
}

/**
 * The history of a request that is in `state` at `now`: its events in order, the first its sending.
 * @param count how many events it has, where there is room for so many.
 */
export function inventHistory(
  dice: Dice,
  state: State,
  count: number,
  now: number,
): InventedEvent[] {
  const steps = stepsTo(dice, state, count);
  const { first, last } = spanOf(dice, state, now);
  const gap = Math.max(1, Math.floor((last - first) / Math.max(steps.length - 1, 1)));
  let from: State = 'draft';
  return steps.map(([change, by], index) => {
    const to = timings
      .map((timing) => nextState(from, change, by, timing))
      .find((its) => its !== null);
    if (!to) throw new Error(`No request in ${from} has ever seen ${change} by ${by}`);
    const event: InventedEvent = {
      at: first + index * gap,
      by,
      change,
      from,
      to,
      detail: detailOf(dice, change),
      words: spoken.includes(change) ? pick(dice, sayings) : null,
    };
    from = to;
    return event;
  });
}

/** When a request was sent, and when the last thing happened to it. Most open ones are young. */
function spanOf(dice: Dice, state: State, now: number): { first: number; last: number } {
  if (endStates.includes(state)) {
    const first = now - between(dice, 20, threeYears) * day - between(dice, 0, 600) * minute;
    return { first, last: first + between(dice, 3, 18) * day };
  }
  const oldest = state === 'submitted' ? (dice() < 0.75 ? 3 : 10) : 25;
  const age = between(dice, 60, oldest * 24 * 60) * minute;
  return { first: now - age, last: now - Math.floor(age * dice() * 0.5) };
}

const given =
  'Amina Tomasz Grace Kwame Priya Daniel Siân Mohammed Olu Wei Fatima Ioan Chidi Ana Rhys Leila Yusuf Mair Kofi Nia Arjun Zofia Ahmed Ruth Emeka Li Hannah Omar Gwen Samuel Ngozi Elin Ravi Marta Idris Aisha Owen Blessing Deepa Carys'.split(
    ' ',
  );
const family =
  'Yusuf Kowalski Adeyemi Mensah Sharma Okafor Davies Khan Balogun Chen Hussain Evans Nwosu Silva Morgan Hosseini Rahman Roberts Asante Thomas Patel Nowak Ali Hughes Eze Zhang Lewis Farouk Lloyd Osei Obi Griffiths Iyer Lopez Jenkins Begum Price Addo Reddy Rees Singh Wójcik Malik Williams Uche Lin Jones Nasser Parry Boateng'.split(
    ' ',
  );

/** A name as somebody might wish to be called; nobody's. */
export const inventName = (dice: Dice): string =>
  `${dice() < 0.7 ? 'Dr ' : ''}${pick(dice, given)} ${pick(dice, family)}${dice() < 0.15 ? ` ${pick(dice, family)}` : ''}`;

/** Employers that are none. */
export const inventedEmployers = Array.from(
  { length: 40 },
  (_, index) => `Made-up NHS Trust ${index + 1}`,
);
