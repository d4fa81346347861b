import { day, hour, minute } from '~/platform/time/clock';

/** What meetings keep to, in milliseconds unless the name says otherwise. */
export interface Rules {
  /** How long a meeting lasts. */
  length: number;
  /** Free time kept around every meeting. */
  buffer: number;
  /** Times begin on this grid, so that they never half overlap. */
  grid: number;
  /** No meeting starts sooner than this from now. */
  notice: number;
  /** No meeting is offered further ahead than this. */
  horizon: number;
  /** Most meetings one adviser has on one day. */
  mostPerDay: number;
  /** Until this long before it, a practitioner can move a meeting. */
  cutOff: number;
  /** Working days within which a request is answered: the service standard. */
  answerWithin: number;
  /** Whether practitioners may take a free time at once. */
  published: boolean;
}

/** Where nobody has said otherwise. */
export const usualRules: Readonly<Rules> = {
  length: 45 * minute,
  buffer: 15 * minute,
  grid: 30 * minute,
  notice: 24 * hour,
  horizon: 42 * day,
  mostPerDay: 5,
  cutOff: 4 * hour,
  answerWithin: 3,
  published: true,
};

/** Where a team differs from the usual, in the units people choose; null where it does not. */
export interface TeamChoices {
  lengthMinutes: number | null;
  bufferMinutes: number | null;
  mostPerDay: number | null;
  noticeHours: number | null;
  horizonDays: number | null;
  cutOffHours: number | null;
  answerWithinDays: number | null;
  published: boolean | null;
}

/** Where an adviser differs from their team. */
export type AdviserChoices = Pick<
  TeamChoices,
  'lengthMinutes' | 'bufferMinutes' | 'mostPerDay' | 'published'
>;

const times = (count: number | null | undefined, unit: number): number | undefined =>
  count === null || count === undefined ? undefined : count * unit;

/** The rules that hold for an adviser, or for a team: the adviser's choice, the team's, the usual one. */
export function rulesFrom(
  team: Partial<TeamChoices> = {},
  adviser: Partial<AdviserChoices> = {},
): Rules {
  const usual = usualRules;
  return {
    length:
      times(adviser.lengthMinutes, minute) ?? times(team.lengthMinutes, minute) ?? usual.length,
    buffer:
      times(adviser.bufferMinutes, minute) ?? times(team.bufferMinutes, minute) ?? usual.buffer,
    grid: usual.grid,
    notice: times(team.noticeHours, hour) ?? usual.notice,
    horizon: times(team.horizonDays, day) ?? usual.horizon,
    mostPerDay: adviser.mostPerDay ?? team.mostPerDay ?? usual.mostPerDay,
    cutOff: times(team.cutOffHours, hour) ?? usual.cutOff,
    answerWithin: team.answerWithinDays ?? usual.answerWithin,
    published: adviser.published ?? team.published ?? usual.published,
  };
}
