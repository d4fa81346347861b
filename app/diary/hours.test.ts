import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '~/platform/time/clock';
import { joined, momentsOf, overlap, without, type Span } from './hours';

const utc = (text: string) => Date.parse(text);
const span = (from: string, until: string): Span => ({ startsAt: utc(from), endsAt: utc(until) });

describe('hours of a day', () => {
  it('are what the wall in London shows, in winter and in summer', () => {
    expect(momentsOf('2026-12-01', '09:00', '12:30')).toEqual([
      span('2026-12-01T09:00Z', '2026-12-01T12:30Z'),
    ]);
    expect(momentsOf('2026-07-01', '09:00', '12:30')).toEqual([
      span('2026-07-01T08:00Z', '2026-07-01T11:30Z'),
    ]);
  });

  it.each([
    // When the clocks go forward, 1:00 to 2:00 does not happen.
    ['2027-03-28', '01:00', '03:00', [['2027-03-28T01:00Z', '2027-03-28T02:00Z']]],
    ['2027-03-28', '01:30', '02:30', [['2027-03-28T01:00Z', '2027-03-28T01:30Z']]],
    ['2027-03-28', '00:30', '01:30', [['2027-03-28T00:30Z', '2027-03-28T01:00Z']]],
    ['2027-03-28', '01:15', '01:45', []],
    ['2027-03-28', '09:00', '10:00', [['2027-03-28T08:00Z', '2027-03-28T09:00Z']]],
    // When they go back, it happens twice.
    ['2027-10-31', '01:00', '03:00', [['2027-10-31T00:00Z', '2027-10-31T03:00Z']]],
    [
      '2027-10-31',
      '01:15',
      '01:45',
      [
        ['2027-10-31T00:15Z', '2027-10-31T00:45Z'],
        ['2027-10-31T01:15Z', '2027-10-31T01:45Z'],
      ],
    ],
    [
      '2027-10-31',
      '01:30',
      '02:30',
      [
        ['2027-10-31T00:30Z', '2027-10-31T01:00Z'],
        ['2027-10-31T01:30Z', '2027-10-31T02:30Z'],
      ],
    ],
  ] as const)(
    'on %s from %s to %s leave out and repeat what the clocks do',
    (date, opens, closes, expected) => {
      expect(momentsOf(date, opens, closes)).toEqual(expected.map(([a, b]) => span(a, b)));
    },
  );

  it('reach to midnight, on days of 23 and of 25 hours, too', () => {
    const lasts = (date: string) =>
      momentsOf(date, '00:00', '24:00').reduce(
        (sum, { startsAt, endsAt }) => sum + endsAt - startsAt,
        0,
      ) /
      (60 * minute);
    expect([lasts('2027-03-28'), lasts('2027-03-29'), lasts('2027-10-31')]).toEqual([23, 24, 25]);
  });
});

describe('spans of time', () => {
  const some = fc.array(
    fc
      .tuple(fc.nat(60), fc.integer({ min: -2, max: 20 }))
      .map(([startsAt, lasts]) => ({ startsAt, endsAt: startsAt + lasts })),
    { maxLength: 12 },
  );
  const moments = Array.from({ length: 90 }, (_, at) => at);
  const holds = (spans: Span[]) => (at: number) =>
    spans.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);

  it('hold the same moments when they are joined, in order and apart', () => {
    fc.assert(
      fc.property(some, (spans) => {
        const result = joined(spans);
        expect(moments.filter(holds(result))).toEqual(moments.filter(holds(spans)));
        for (const [index, { startsAt, endsAt }] of result.entries()) {
          expect(startsAt).toBeLessThan(endsAt);
          if (index > 0) expect(startsAt).toBeGreaterThan(result[index - 1]!.endsAt);
        }
      }),
    );
  });

  it('lose exactly the moments that are cut out', () => {
    fc.assert(
      fc.property(some, some, (spans, others) => {
        const left = moments.filter((at) => holds(spans)(at) && !holds(others)(at));
        expect(moments.filter(holds(without(spans, others)))).toEqual(left);
      }),
    );
  });

  it('that only touch have no moment in common', () => {
    expect(overlap({ startsAt: 0, endsAt: 5 }, { startsAt: 5, endsAt: 9 })).toBe(false);
    expect(overlap({ startsAt: 0, endsAt: 6 }, { startsAt: 5, endsAt: 9 })).toBe(true);
  });
});
