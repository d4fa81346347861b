import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '~/platform/time/clock';
import { instantOf, today, wallClock } from '~/platform/time/london';
import { freeMinuteByMinute, minutesFrom } from '../../tests/support/minute-by-minute';
import { usualRules } from './rules';
import { freeSlots, type Diary, type Exception, type Opening, type Span } from './slots';

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

  it('is not on a day that has as many meetings as it may; times on offer to one person are one of them', () => {
    const rules = { ...usualRules, mostPerDay: 2 };
    const openings = every('09:00', '17:00');
    const taken = (moment: string, oneOf?: string) => {
      const startsAt = at(`2026-11-25T${moment}`);
      return { startsAt, endsAt: startsAt + 45 * minute, oneOf };
    };
    const toOnePerson = ['09:00', '10:00', '11:00'].map((moment) => taken(moment, 'request'));
    const isOpen = (meetings: Diary['meetings']) =>
      timesOn('2026-11-25', diary({ rules, openings, meetings }), monday).includes('15:00');
    expect(isOpen(toOnePerson)).toBe(true);
    expect(isOpen([...toOnePerson, taken('13:00')])).toBe(false);
    expect(isOpen([taken('09:00'), taken('13:00')])).toBe(false);
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

const away = (firstDay: string, lastDay = firstDay, hours?: [string, string]): Exception => ({
  firstDay,
  lastDay,
  kind: 'away',
  opens: hours?.[0] ?? null,
  closes: hours?.[1] ?? null,
});
const open = (firstDay: string, opens: string, closes: string, lastDay = firstDay): Exception => ({
  firstDay,
  lastDay,
  kind: 'open',
  opens,
  closes,
});

describe('days that differ', () => {
  const on = (date: string, ...exceptions: Exception[]) =>
    timesOn(date, diary({ exceptions }), monday);

  it('have no times when the adviser is away, from the first day to the last', () => {
    const leave = away('2026-11-25', '2026-12-02');
    expect(on('2026-11-24', leave)).toHaveLength(5);
    for (const date of ['2026-11-25', '2026-11-30', '2026-12-02'])
      expect(on(date, leave)).toEqual([]);
    expect(on('2026-12-03', leave)).toHaveLength(5);
  });

  it('have the times around an hour away, and no meeting reaches into it', () => {
    expect(on('2026-11-25', away('2026-11-25', '2026-11-25', ['10:00', '10:30']))).toEqual([
      '09:00',
      '10:30',
      '11:00',
    ]);
  });

  it('have other hours instead of the usual ones', () => {
    expect(on('2026-11-25', open('2026-11-25', '18:00', '19:30'))).toEqual(['18:00', '18:30']);
  });

  it('can be on a weekend, and on a bank holiday', () => {
    expect(on('2026-11-28', open('2026-11-28', '10:00', '11:00'))).toEqual(['10:00']);
    const exceptions = [open('2026-12-25', '10:00', '11:00')];
    const its = diary({ exceptions, holidays: new Set(['2026-12-25']) });
    expect(timesOn('2026-12-25', its, monday)).toEqual(['10:00']);
  });

  it('give each time once when the hours of two overlap', () => {
    expect(
      on('2026-11-25', open('2026-11-25', '10:00', '11:30'), open('2026-11-25', '10:30', '12:00')),
    ).toEqual(['10:00', '10:30', '11:00']);
  });

  it('are closed when the team is, whatever the adviser says', () => {
    expect(on('2026-11-25', open('2026-11-25', '10:00', '12:00'), away('2026-11-25'))).toEqual([]);
  });
});

describe('a day', () => {
  const meeting = (at_: string): Span => ({ startsAt: at(at_), endsAt: at(at_) + 45 * minute });

  it('has no more times when it has as many meetings as it may', () => {
    const rules = { ...usualRules, mostPerDay: 2 };
    const one = [meeting('2026-11-25T09:00')];
    const two = [...one, meeting('2026-11-25T15:00')];
    expect(timesOn('2026-11-25', diary({ rules, meetings: one }), monday)).not.toEqual([]);
    expect(timesOn('2026-11-25', diary({ rules, meetings: two }), monday)).toEqual([]);
    expect(timesOn('2026-11-26', diary({ rules, meetings: two }), monday)).not.toEqual([]);
  });

  it('has no time while the adviser is busy elsewhere, and may have one right after', () => {
    const busy = [{ startsAt: at('2026-11-25T09:45'), endsAt: at('2026-11-25T10:30') }];
    expect(timesOn('2026-11-25', diary({ busy }), monday)).toEqual(['09:00', '10:30', '11:00']);
  });

  it.each([
    [15, ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30']],
    [180, ['09:00']],
  ])('has times for meetings of %i minutes', (length, expected) => {
    const rules = { ...usualRules, length: length * minute };
    expect(timesOn('2026-11-25', diary({ rules }), monday)).toEqual(expected);
  });
});

describe('whatever is in the diary', () => {
  const time = fc
    .tuple(fc.nat(23), fc.nat(11))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m * 5).padStart(2, '0')}`);
  const hours = fc
    .tuple(time, time)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? { opens: a, closes: b } : { opens: b, closes: a }));

  it.each([
    ['in winter', '2026-12-23T00:00Z', ['2026-12-25']],
    ['when the clocks go forward', '2027-03-26T00:00Z', ['2027-03-26']],
    ['when the clocks go back', '2027-10-28T23:00Z', []],
  ])('the times on offer are those found minute by minute: %s', (_, from, holidays) => {
    const now = Date.parse(from);
    const minutes = minutesFrom(now, 6 * 24 * 60);
    const dates = [...new Set(minutes.map(({ date }) => date))];
    const span = fc
      .record({ from: fc.nat(5 * 24 * 12), lasts: fc.integer({ min: 1, max: 40 }) })
      .map((each) => ({
        startsAt: now + each.from * 5 * minute,
        endsAt: now + (each.from + each.lasts) * 5 * minute,
      }));
    const exception: fc.Arbitrary<Exception> = fc
      .record({
        kind: fc.constantFrom('away' as const, 'open' as const),
        first: fc.nat(dates.length - 1),
        more: fc.nat(2),
        hours,
        whole: fc.boolean(),
      })
      .map(({ kind, first, more, hours: its, whole }) => ({
        kind,
        firstDay: dates[first]!,
        lastDay: dates[Math.min(first + more, dates.length - 1)]!,
        opens: kind === 'away' && whole ? null : its.opens,
        closes: kind === 'away' && whole ? null : its.closes,
      }));
    const rules = fc.record({
      length: fc.constantFrom(15, 45, 60, 180).map((each) => each * minute),
      buffer: fc.constantFrom(0, 15, 30).map((each) => each * minute),
      notice: fc.constantFrom(0, 5, 24).map((each) => each * hour),
      horizon: fc.constantFrom(1, 4).map((each) => each * day),
      mostPerDay: fc.integer({ min: 1, max: 3 }),
    });
    const anyDiary = fc.record({
      rules: rules.map((each) => ({ ...usualRules, ...each })),
      openings: fc.array(
        fc
          .tuple(fc.integer({ min: 1, max: 7 }), hours)
          .map(([weekday, its]) => ({ weekday, ...its })),
        { maxLength: 6 },
      ),
      exceptions: fc.array(exception, { maxLength: 4 }),
      meetings: fc.array(span, { maxLength: 4 }),
      busy: fc.array(span, { maxLength: 4 }),
      holidays: fc.constant(new Set(holidays)),
    });
    let offered = 0;
    fc.assert(
      fc.property(anyDiary, (its) => {
        const quick = freeSlots(its, now);
        offered += quick.length;
        expect(quick.map(({ startsAt }) => startsAt)).toEqual(
          freeMinuteByMinute(its, now, minutes),
        );
        for (const { startsAt, endsAt } of quick) expect(endsAt - startsAt).toBe(its.rules.length);
      }),
      // Failures print the seed.
      { numRuns: 30 },
    );
    expect(offered).toBeGreaterThan(0);
  });
});
