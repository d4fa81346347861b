import { expect, it } from 'vitest';
import { accountOf, clarifiedIn, notClarified } from './account';
import { clarifiedResults, clarifiedWith, detailOf } from '../asked';

const wrote = (at: number, point: number, words: string | null = `Words at ${at}`) =>
  ({ at, change: 'write-point', detail: String(point), words }) as const;
const noted = (at: number, point: number) =>
  ({
    at,
    change: 'clarify-point',
    detail: `${point} employer 2026-01-05 same`,
    words: 'So it was.',
  }) as const;

it('has each point once, in the order of the first writing, with every version', () => {
  const points = accountOf([wrote(1, 1), wrote(2, 2), wrote(3, 1)]);
  expect(points.map(({ number, versions }) => [number, versions.map(({ at }) => at)])).toEqual([
    [1, [1, 3]],
    [2, [2]],
  ]);
});

it('waits for us again when a point is written again', () => {
  const waiting = (...events: Parameters<typeof accountOf>[0]) =>
    notClarified(accountOf(events)).map(({ number }) => number);
  expect(waiting(wrote(1, 1), wrote(2, 2))).toEqual([1, 2]);
  expect(waiting(wrote(1, 1), wrote(2, 2), noted(3, 1))).toEqual([2]);
  expect(waiting(wrote(1, 1), noted(2, 1), wrote(3, 1))).toEqual([1]);
});

it('is empty once its words are erased', () => {
  expect(accountOf([wrote(1, 1, null), { ...noted(2, 1), words: null }])).toEqual([]);
});

it('reads from an event what was noted in it, whatever was chosen', () => {
  for (const withWhom of clarifiedWith)
    for (const result of clarifiedResults) {
      const found = { point: 12, with: withWhom, on: '2026-01-05', result };
      expect(clarifiedIn(detailOf({ change: 'clarify-point', words: 'x', ...found })!)).toEqual(
        found,
      );
    }
});
