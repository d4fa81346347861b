import { clarifiedResults, clarifiedWith, type Clarified } from '../asked';
import type { TimelineEvent } from '../requests.server';
import { oneOf } from '~/platform/one-of';

/** A practitioner's own account of their case, read from what happened: nothing in it is ever written over. Pure. */

/** What an adviser noted about a point: whom they asked, when, what came of it, and a few words. */
export interface Clarification extends Omit<Clarified, 'point'> {
  at: number;
  words: string;
}

/** One point: each version in the writer's words, oldest first, and what was found out about it. */
export interface Point {
  number: number;
  versions: { at: number; words: string }[];
  clarifications: Clarification[];
}

type Happened = Pick<TimelineEvent, 'at' | 'change' | 'detail' | 'words'>;

/** The points of an account in their order; none once the words of the request are erased. */
export function accountOf(events: readonly Happened[]): Point[] {
  const points = new Map<number, Point>();
  for (const { at, change, detail, words } of events) {
    if (words === null || detail === null) continue;
    if (change === 'write-point') {
      const number = Number(detail);
      const point = points.get(number) ?? { number, versions: [], clarifications: [] };
      point.versions.push({ at, words });
      points.set(number, point);
    }
    if (change === 'clarify-point') {
      const { point, ...found } = clarifiedIn(detail);
      points.get(point)?.clarifications.push({ at, words, ...found });
    }
  }
  return [...points.values()];
}

/** What the code of a `clarify-point` event says (`detailOf` wrote it). */
export function clarifiedIn(detail: string): Clarified {
  const [point, withWhom, on, result] = detail.split(' ');
  return {
    point: Number(point),
    with: oneOf(clarifiedWith, withWhom)!,
    on: on!,
    result: oneOf(clarifiedResults, result)!,
  };
}

/** Points nobody has looked into since they were last written. */
export const notClarified = (points: readonly Point[]): Point[] =>
  points.filter(
    ({ versions, clarifications }) => (clarifications.at(-1)?.at ?? -1) < versions.at(-1)!.at,
  );
