import { describe, expect, it } from 'vitest';
import { hour } from '~/platform/time/clock';
import { instantOf, timeInWords } from '~/platform/time/london';
import { byDay, daysShown, firstDays, pageOfDays } from './published-days';

const at = (date: string, time = '10:00') => instantOf(date, time);

/** A time on each of `count` days from the first of December. */
const onDays = (count: number) =>
  Array.from({ length: count }, (_, index) => at(`2026-12-${String(index + 1).padStart(2, '0')}`));

const datesOf = ({ days }: ReturnType<typeof pageOfDays>) => days.map(({ date }) => date);

describe('free times by day', () => {
  it('stand in order, each day once, whatever order they came in', () => {
    const [first, second] = [at('2026-12-01', '09:00'), at('2026-12-01', '16:00')];
    const next = at('2026-12-02');
    expect(byDay([next, second, first])).toEqual([
      { date: '2026-12-01', times: [first, second] },
      { date: '2026-12-02', times: [next] },
    ]);
  });

  it('belong to the day a clock in London shows, in summer too', () => {
    const justAfterMidnight = Date.UTC(2026, 6, 1, 23, 30);
    expect(byDay([justAfterMidnight])[0]!.date).toBe('2026-07-02');
  });

  it('are all there in the week the clocks go back, told apart in the hour that happens twice', () => {
    const twice = [at('2026-10-25', '01:30'), at('2026-10-25', '01:30') + hour];
    const after = at('2026-10-26', '09:00');
    const [sunday, monday] = byDay([...twice, after]);
    expect(sunday).toEqual({ date: '2026-10-25', times: twice });
    expect(sunday!.times.map((time) => timeInWords(time, 'en'))).toEqual([
      '1:30am BST',
      '1:30am GMT',
    ]);
    expect(monday!.times.map((time) => timeInWords(time, 'en'))).toEqual(['9:00am']);
  });

  it('read nine in the morning on both sides of the clocks going forward', () => {
    const [saturday, sunday] = byDay([at('2027-03-27', '09:00'), at('2027-03-28', '09:00')]);
    expect(sunday!.times[0]! - saturday!.times[0]!).toBe(23 * hour);
    expect(timeInWords(sunday!.times[0]!, 'en')).toBe('9:00am');
  });
});

describe('looking through the days', () => {
  it('shows the first days, and the way on when there are more', () => {
    const page = pageOfDays(onDays(daysShown + 1), null);
    expect(datesOf(page)).toHaveLength(daysShown);
    expect(page.earlier).toBeNull();
    expect(page.later).toBe('2026-12-05');
    expect(pageOfDays(onDays(daysShown), null).later).toBeNull();
    expect(pageOfDays([], null)).toEqual({ days: [], earlier: null, later: null });
  });

  it('leads on to the last day and back to the first, and misses none', () => {
    const times = onDays(13);
    const there: string[] = [];
    let page = pageOfDays(times, null);
    there.push(...datesOf(page));
    while (page.later) {
      page = pageOfDays(times, page.later);
      there.push(...datesOf(page));
    }
    expect(there).toEqual(byDay(times).map(({ date }) => date));
    let first = datesOf(page)[0];
    while (page.earlier) {
      page = pageOfDays(times, page.earlier);
      expect(datesOf(page).at(-1)! < first!).toBe(true);
      [first] = datesOf(page);
    }
    expect(first).toBe('2026-12-01');
  });

  it('goes back to the first page from the second', () => {
    const second = pageOfDays(onDays(8), '2026-12-05');
    expect(second.earlier).toBe(firstDays);
    expect(datesOf(pageOfDays(onDays(8), second.earlier))[0]).toBe('2026-12-01');
  });

  it('shows the last days when those asked for have gone since', () => {
    expect(datesOf(pageOfDays(onDays(7), '2027-01-01')).at(-1)).toBe('2026-12-07');
  });

  it.each(['', 'first', 'tomorrow', '2026-12', '<script>', '9999999999'])(
    'begins at the beginning when the address says "%s"',
    (after) => {
      expect(datesOf(pageOfDays(onDays(7), after))[0]).toBe('2026-12-01');
    },
  );
});
