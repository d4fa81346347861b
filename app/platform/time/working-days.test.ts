import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankHolidays } from './bank-holidays.server';
import {
  addDays,
  addLimit,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  subtractLimit,
  workingDayBefore,
  workingDaysBetween,
  type Nation,
} from './working-days';

const england = await bankHolidays('england');
const none: ReadonlySet<string> = new Set();

describe('a working day', () => {
  it.each([
    ['2026-11-20', true], // Friday
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['2026-12-28', false], // for Boxing Day, a Saturday
    ['2026-12-29', true],
    ['2028-02-29', true], // a Tuesday
  ])('in England: %s is one: %s', (date, answer) => {
    expect(isWorkingDay(date, england)).toBe(answer);
  });
});

/** Any day from 2025 to 2030. */
const date = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10));

describe('counting working days', () => {
  it('from one date to another is the way back from adding them', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 60 }), (from, count) => {
        expect(workingDaysBetween(from, addWorkingDays(from, count, england), england)).toBe(count);
      }),
    );
    expect(workingDaysBetween('2026-11-20', '2026-11-20', none)).toBe(0);
    expect(workingDaysBetween('2026-11-20', '2026-11-22', none)).toBe(0);
    expect(workingDaysBetween('2026-12-24', '2026-12-29', england)).toBe(1);
    expect(workingDaysBetween('2026-11-25', '2026-11-20', none)).toBe(0);
  });

  it.each([
    ['a Friday and one', '2026-11-20', 1, '2026-11-23'],
    ['a Saturday and one', '2026-11-21', 1, '2026-11-23'],
    ['a Sunday and one', '2026-11-22', 1, '2026-11-23'],
    ['a Monday and four', '2026-11-23', 4, '2026-11-27'],
    ['a Monday and five', '2026-11-23', 5, '2026-11-30'],
    ['a Monday and ten', '2026-11-23', 10, '2026-12-07'],
    ['over Christmas 2026', '2026-12-24', 1, '2026-12-29'],
    ['over Christmas and New Year', '2026-12-24', 4, '2027-01-04'],
    ['over Christmas 2027, when both days fall on a weekend', '2027-12-24', 1, '2027-12-29'],
    ['over Easter 2027', '2027-03-25', 1, '2027-03-30'],
    ['over the end of February', '2027-02-26', 1, '2027-03-01'],
    ['onto a leap day', '2028-02-28', 1, '2028-02-29'],
    ['over a leap day', '2028-02-28', 2, '2028-03-01'],
    ['back over a weekend', '2026-11-23', -1, '2026-11-20'],
    ['back from a Sunday', '2026-11-22', -1, '2026-11-20'],
    ['back over Christmas', '2026-12-29', -1, '2026-12-24'],
    ['back over a leap day', '2028-03-01', -2, '2028-02-28'],
  ])('in England, %s', (_, from, count, to) => {
    expect(addWorkingDays(from, count, england)).toBe(to);
  });

  it('leaves a date alone when there is nothing to count, working day or not', () => {
    expect(addWorkingDays('2026-11-22', 0, england)).toBe('2026-11-22');
    expect(addWorkingDays('2026-12-25', 0, england)).toBe('2026-12-25');
  });

  it.each<[string, Nation, string, string]>([
    ['12 July 2027 is worked', 'england', '2027-07-09', '2027-07-12'],
    ['12 July 2027 is worked', 'wales', '2027-07-09', '2027-07-12'],
    ['12 July 2027 is a bank holiday', 'northern-ireland', '2027-07-09', '2027-07-13'],
    ['17 March 2027 is worked', 'england', '2027-03-16', '2027-03-17'],
    ['17 March 2027 is worked', 'wales', '2027-03-16', '2027-03-17'],
    ['17 March 2027 is a bank holiday', 'northern-ireland', '2027-03-16', '2027-03-18'],
    ['the Monday after Sunday 12 July 2026', 'northern-ireland', '2026-07-10', '2026-07-14'],
    ['Christmas 2026 is the same', 'wales', '2026-12-24', '2026-12-29'],
    ['Christmas 2026 is the same', 'northern-ireland', '2026-12-24', '2026-12-29'],
  ])('%s in %s', async (_, nation, from, to) => {
    expect(addWorkingDays(from, 1, await bankHolidays(nation))).toBe(to);
  });

  it('always arrives on a working day, with as many between as were counted', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const to = addWorkingDays(from, count, england);
        let counted = 0;
        for (const day = new Date(`${from}T12:00:00Z`); day.toISOString().slice(0, 10) < to; ) {
          day.setUTCDate(day.getUTCDate() + 1);
          if (isWorkingDay(day.toISOString().slice(0, 10), england)) counted += 1;
        }
        expect(isWorkingDay(to, england)).toBe(true);
        expect(counted).toBe(count);
      }),
    );
  });

  it('comes back to the same day when it is counted back', () => {
    fc.assert(
      fc.property(
        date.filter((from) => isWorkingDay(from, england)),
        fc.integer({ min: -60, max: 60 }),
        (from, count) => {
          const there = addWorkingDays(from, count, england);
          expect(addWorkingDays(there, -count, england)).toBe(from);
        },
      ),
    );
  });
});

describe('a limit in days, weeks or months', () => {
  it.each([
    ['31 January and a month', '2027-01-31', 1, 'months', '2027-02-28'],
    ['31 January and a month, in a leap year', '2028-01-31', 1, 'months', '2028-02-29'],
    ['31 August and a month', '2026-08-31', 1, 'months', '2026-09-30'],
    ['30 November and three months', '2026-11-30', 3, 'months', '2027-02-28'],
    ['a leap day and twelve months', '2028-02-29', 12, 'months', '2029-02-28'],
    ['a month back from 31 March', '2027-03-31', -1, 'months', '2027-02-28'],
    ['a month over the end of the year', '2026-12-15', 1, 'months', '2027-01-15'],
    ['four weeks', '2026-11-23', 4, 'weeks', '2026-12-21'],
    ['four weeks over the clocks going back', '2026-10-12', 4, 'weeks', '2026-11-09'],
    ['four weeks over the clocks going forward', '2027-03-15', 4, 'weeks', '2027-04-12'],
    ['five days, ending on a Sunday', '2026-11-24', 5, 'days', '2026-11-29'],
    ['two days over a leap day', '2028-02-28', 2, 'days', '2028-03-01'],
    ['two days back', '2026-11-01', -2, 'days', '2026-10-30'],
  ] as const)('ends on the right day: %s', (_, from, value, unit, to) => {
    expect(addLimit(from, { value, unit }, none)).toBe(to);
  });

  it('skips weekends and bank holidays only when it is in working days', () => {
    expect(addLimit('2026-12-24', { value: 1, unit: 'working-days' }, england)).toBe('2026-12-29');
    expect(addLimit('2026-12-24', { value: 1, unit: 'days' }, england)).toBe('2026-12-25');
    expect(addLimit('2026-12-29', { value: -1, unit: 'working-days' }, england)).toBe('2026-12-24');
  });
});

describe('a limit counted back', () => {
  it.each([
    ['ten working days, over Christmas', '2027-01-07', 10, 'working-days', '2026-12-21'],
    ['twenty working days', '2026-12-18', 20, 'working-days', '2026-11-20'],
    ['two working days, from a Sunday', '2026-11-22', 2, 'working-days', '2026-11-19'],
    ['five days', '2026-12-01', 5, 'days', '2026-11-26'],
    ['two days over a leap day', '2028-03-01', 2, 'days', '2028-02-28'],
    ['two weeks over the end of the year', '2027-01-08', 2, 'weeks', '2026-12-25'],
    ['a month from 31 March', '2027-03-31', 1, 'months', '2027-02-28'],
    ['a month from 31 March, in a leap year', '2028-03-31', 1, 'months', '2028-02-29'],
  ] as const)('begins on the right day: %s', (_, from, value, unit, to) => {
    expect(subtractLimit(from, { value, unit }, england)).toBe(to);
  });

  it('of working days is the limit counted on, read from the other end', () => {
    fc.assert(
      fc.property(
        date.filter((from) => isWorkingDay(from, england)),
        fc.integer({ min: 1, max: 60 }),
        (from, value) => {
          const limit = { value, unit: 'working-days' } as const;
          expect(subtractLimit(addLimit(from, limit, england), limit, england)).toBe(from);
        },
      ),
    );
  });
});

describe('the working day before', () => {
  it.each([
    ['a Tuesday', '2026-11-24', '2026-11-23'],
    ['a Monday', '2026-11-23', '2026-11-20'],
    ['a Sunday', '2026-11-22', '2026-11-20'],
    ['a Saturday', '2026-11-21', '2026-11-20'],
    ['the bank holiday after Christmas', '2026-12-28', '2026-12-24'],
    ['the day after it', '2026-12-29', '2026-12-24'],
    ['New Year’s Day', '2027-01-01', '2026-12-31'],
    ['Easter Monday', '2027-03-29', '2027-03-25'],
  ])('%s', (_, day, before) => {
    expect(workingDayBefore(day, england)).toBe(before);
  });
});

describe('counting calendar days', () => {
  it.each([
    ['none', '2026-11-22', 0, '2026-11-22'],
    ['over a weekend', '2026-11-20', 3, '2026-11-23'],
    ['over the end of the year', '2026-12-31', 1, '2027-01-01'],
    ['over a leap day', '2028-02-28', 2, '2028-03-01'],
    ['over the clocks going back', '2026-10-24', 2, '2026-10-26'],
    ['over the clocks going forward', '2027-03-27', 2, '2027-03-29'],
    ['back', '2026-11-01', -1, '2026-10-31'],
    ['a year and more', '2026-11-22', 400, '2027-12-27'],
  ])('goes there, and says how far it is: %s', (_, from, count, to) => {
    expect(addDays(from, count)).toBe(to);
    expect(daysBetween(from, to)).toBe(count);
  });

  it('is the same there and back, from any day', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -4000, max: 4000 }), (from, count) => {
        const to = addDays(from, count);
        expect(daysBetween(from, to)).toBe(count);
        expect(addDays(to, -count)).toBe(from);
      }),
    );
  });
});
