import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '~/platform/time/clock';
import { instantOf, today, wallClock } from '~/platform/time/london';
import { usualRules } from './rules';
import { freeSlots, type Diary, type Opening, type Span } from './slots';

const weekdays = [1, 2, 3, 4, 5];
const every = (opens: string, closes: string): Opening[] =>
  weekdays.map((weekday) => ({ weekday, opens, closes }));

const diary = (change: Partial<Diary> = {}): Diary => ({
  rules: usualRules,
  openings: every('09:00', '12:00'),
  exceptions: [],
  meetings: [],
  busy: [],
  holidays: new Set(),
  ...change,
});

const at = (moment: string) => instantOf(moment.slice(0, 10), moment.slice(11));

/** The times of one day as an adviser reads them. */
const timesOn = (date: string, its: Diary, now: number) =>
  freeSlots(its, now)
    .map(({ startsAt }) => wallClock(startsAt))
    .filter((shown) => shown.startsWith(date))
    .map((shown) => shown.slice(11));

/** A Monday, far from any change of the clocks. */
const monday = at('2026-11-23T08:00');

describe('a time that can be offered', () => {
  it('begins every half hour, and ends before the adviser leaves', () => {
    expect(timesOn('2026-11-25', diary(), monday)).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '10:30',
      '11:00',
    ]);
  });

  it('lasts 45 minutes', () => {
    for (const { startsAt, endsAt } of freeSlots(diary(), monday)) {
      expect(endsAt - startsAt).toBe(45 * minute);
    }
  });

  it('is a day or more away', () => {
    const now = at('2026-11-23T10:00');
    expect(timesOn('2026-11-24', diary(), now)[0]).toBe('10:00');
    expect(timesOn('2026-11-24', diary(), now + 1)[0]).toBe('10:30');
  });

  it('is no further away than six weeks', () => {
    const now = at('2026-11-23T10:00');
    expect(timesOn('2027-01-04', diary(), now).at(-1)).toBe('10:00');
    expect(timesOn('2027-01-04', diary(), now - 1).at(-1)).toBe('09:30');
    expect(timesOn('2027-01-05', diary(), now)).toEqual([]);
  });

  it('leaves a quarter of an hour around every meeting', () => {
    const startsAt = at('2026-11-25T10:00');
    const meetings = [{ startsAt, endsAt: startsAt + 45 * minute }];
    expect(timesOn('2026-11-25', diary({ meetings }), monday)).toEqual(['09:00', '11:00']);
    const longer = [{ startsAt: startsAt - 1, endsAt: startsAt + 45 * minute + 1 }];
    expect(timesOn('2026-11-25', diary({ meetings: longer }), monday)).toEqual([]);
  });

  it('is on a weekday the adviser works', () => {
    const tuesdays = diary({ openings: [{ weekday: 2, opens: '09:00', closes: '10:00' }] });
    const days = freeSlots(tuesdays, monday).map(({ startsAt }) => wallClock(startsAt));
    expect(days).toEqual([
      '2026-11-24T09:00',
      '2026-12-01T09:00',
      '2026-12-08T09:00',
      '2026-12-15T09:00',
      '2026-12-22T09:00',
      '2026-12-29T09:00',
    ]);
  });

  it('is never on a weekend, even when somebody put one in the pattern', () => {
    const openings = [6, 7].map((weekday) => ({ weekday, opens: '09:00', closes: '12:00' }));
    expect(freeSlots(diary({ openings }), monday)).toEqual([]);
  });

  it('is never on a bank holiday', () => {
    const holidays = new Set(['2026-12-25', '2026-12-28']);
    const its = diary({ holidays });
    expect(timesOn('2026-12-24', its, monday)).not.toEqual([]);
    expect(timesOn('2026-12-25', its, monday)).toEqual([]);
    expect(timesOn('2026-12-28', its, monday)).toEqual([]);
    expect(timesOn('2026-12-29', its, monday)).not.toEqual([]);
  });

  it('is not there when the adviser has less than 45 minutes', () => {
    expect(freeSlots(diary({ openings: every('09:00', '09:44') }), monday)).toEqual([]);
    expect(freeSlots(diary({ openings: [] }), monday)).toEqual([]);
  });

  it('is in order of time, mornings and afternoons together', () => {
    const openings = [...every('13:30', '15:00'), ...every('09:30', '10:30')];
    const starts = freeSlots(diary({ openings }), monday).map(({ startsAt }) => startsAt);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(timesOn('2026-11-25', diary({ openings }), monday)).toEqual(['09:30', '13:30', '14:00']);
  });

  it.each([
    ['go back in 2026', '2026-10-19', '2026-10-26', 1],
    ['go forward in 2027', '2027-03-22', '2027-03-29', -1],
    ['go back in 2027', '2027-10-25', '2027-11-01', 1],
  ])('is at 9 on the wall before and after the clocks %s', (_, before, after, later) => {
    const now = at(`${before}T08:00`) - 4 * day;
    const its = diary();
    expect(timesOn(before, its, now)[0]).toBe('09:00');
    expect(timesOn(after, its, now)[0]).toBe('09:00');
    expect(timesOn(after, its, now)).toEqual(timesOn(before, its, now));
    const starts = freeSlots(its, now).map(({ startsAt }) => startsAt);
    const [first, second] = [before, after].map((date) => at(`${date}T09:00`)) as [number, number];
    expect(starts).toContain(first);
    expect(starts).toContain(second);
    expect(second - first).toBe(7 * day + later * hour);
  });

  it('never touches what is in the diary, whatever is in it', () => {
    const span = fc
      .record({ from: fc.nat(42 * 24 * 60), lasts: fc.integer({ min: 1, max: 300 }) })
      .map(({ from, lasts }) => ({
        startsAt: monday + from * minute,
        endsAt: monday + (from + lasts) * minute,
      }));
    const all = freeSlots(diary(), monday);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (meetings) => {
        const free = freeSlots(diary({ meetings }), monday);
        const isFree = ({ startsAt, endsAt }: (typeof all)[number]) =>
          meetings.every(
            (other) =>
              endsAt + 15 * minute <= other.startsAt || other.endsAt + 15 * minute <= startsAt,
          );
        const days = new Map<string, number>();
        for (const { startsAt } of meetings)
          days.set(today(startsAt), (days.get(today(startsAt)) ?? 0) + 1);
        const full = ({ startsAt }: Span) =>
          (days.get(today(startsAt)) ?? 0) >= usualRules.mostPerDay;
        expect(free).toEqual(all.filter((slot) => isFree(slot) && !full(slot)));
      }),
    );
  });
});
