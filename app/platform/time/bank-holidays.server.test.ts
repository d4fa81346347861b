import { afterAll, describe, expect, it, vi } from 'vitest';
import { bankHolidays } from './bank-holidays.server';
import type { Nation } from './working-days';

// The portal knows the years around today, so today is always the same here.
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T12:00:00Z') });
afterAll(() => {
  vi.useRealTimers();
});

const nations: Nation[] = ['england', 'wales', 'northern-ireland'];

const ofYear = async (nation: Nation, year: number) =>
  [...(await bankHolidays(nation))].filter((date) => date.startsWith(`${year}-`)).sort();

/** As published on gov.uk, with the weekend days they stand in for. */
const everywhere2026 = [
  '2026-01-01',
  '2026-04-03',
  '2026-04-06',
  '2026-05-04',
  '2026-05-25',
  '2026-08-31',
  '2026-12-25',
  '2026-12-26',
  '2026-12-28',
];
const everywhere2027 = [
  '2027-01-01',
  '2027-03-26',
  '2027-03-29',
  '2027-05-03',
  '2027-05-31',
  '2027-08-30',
  '2027-12-25',
  '2027-12-26',
  '2027-12-27',
  '2027-12-28',
];

describe('bank holidays', () => {
  it.each<Nation>(['england', 'wales'])('are those of %s', async (nation) => {
    expect(await ofYear(nation, 2026)).toEqual(everywhere2026);
    expect(await ofYear(nation, 2027)).toEqual(everywhere2027);
  });

  it('are two more in Northern Ireland: St Patrick’s Day and 12 July', async () => {
    const more = ['2026-03-17', '2026-07-12', '2026-07-13'];
    expect(await ofYear('northern-ireland', 2026)).toEqual([...everywhere2026, ...more].sort());
    expect(await ofYear('northern-ireland', 2027)).toEqual(
      [...everywhere2027, '2027-03-17', '2027-07-12'].sort(),
    );
  });

  it('move to a weekday in Northern Ireland too', async () => {
    const dates = await bankHolidays('northern-ireland');
    expect(dates.has('2024-03-18')).toBe(true);
    expect(dates.has('2025-07-14')).toBe(true);
  });

  it.each([
    ['the Platinum Jubilee', '2022-06-03'],
    ['the funeral of Queen Elizabeth', '2022-09-19'],
    ['the Coronation', '2023-05-08'],
    ['VE Day in place of the first Monday of May', '2020-05-08'],
  ])('know of days that came once: %s', async (_, date) => {
    for (const nation of nations) expect((await bankHolidays(nation)).has(date)).toBe(true);
  });

  it('leave out days that are only marked in a diary', async () => {
    expect((await bankHolidays('wales')).has('2027-03-01')).toBe(false); // St David's Day
    expect((await bankHolidays('england')).has('2027-04-23')).toBe(false); // St George's Day
    expect((await bankHolidays('england')).has('2020-05-04')).toBe(false); // moved to VE Day
  });

  it('reach from ten years ago to five years on', async () => {
    for (const nation of nations) {
      for (let year = 2016; year <= 2031; year += 1) {
        expect(await ofYear(nation, year)).toContain(`${year}-12-25`);
      }
    }
  });

  it('are plain calendar dates', async () => {
    for (const nation of nations) {
      for (const date of await bankHolidays(nation)) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
