import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateInWords,
  instantOf,
  isAmbiguous,
  momentInWords,
  timeInWords,
  today,
  wallClock,
} from './london';
import { day, hour, minute } from './clock';

const utc = (text: string) => Date.parse(text);

/** When the clocks change in London. */
const goForward = ['2026-03-29T01:00Z', '2027-03-28T01:00Z'].map(utc);
const goBack = ['2026-10-25T01:00Z', '2027-10-31T01:00Z'].map(utc);

it('the date of an instant is that of its clock on the wall, asked for once or again', () => {
  const instants = fc.integer({ min: utc('2024-01-01'), max: utc('2030-01-01') });
  const nearChanges = fc
    .tuple(fc.constantFrom(...goForward, ...goBack), fc.integer({ min: -3 * hour, max: 3 * hour }))
    .map(([change, beside]) => change + beside);
  fc.assert(
    fc.property(fc.oneof(instants, nearChanges), (instant) => {
      for (let time = 0; time < 2; time += 1)
        expect(today(instant)).toBe(wallClock(instant).slice(0, 10));
    }),
  );
});

describe('the clock on the wall', () => {
  it.each([
    ['winter', '2026-12-01T10:00Z', '2026-12-01T10:00'],
    ['summer', '2026-07-01T10:00Z', '2026-07-01T11:00'],
    ['a summer night', '2026-06-30T23:30Z', '2026-07-01T00:30'],
    ['just before it goes forward in 2026', '2026-03-29T00:59Z', '2026-03-29T00:59'],
    ['just after', '2026-03-29T01:00Z', '2026-03-29T02:00'],
    ['just before it goes back in 2026', '2026-10-25T00:59Z', '2026-10-25T01:59'],
    ['just after', '2026-10-25T01:00Z', '2026-10-25T01:00'],
    ['just before it goes forward in 2027', '2027-03-28T00:59Z', '2027-03-28T00:59'],
    ['just after', '2027-03-28T01:00Z', '2027-03-28T02:00'],
    ['just before it goes back in 2027', '2027-10-31T00:59Z', '2027-10-31T01:59'],
    ['just after', '2027-10-31T01:00Z', '2027-10-31T01:00'],
  ])('is right in %s', (_, instant, shown) => {
    expect(wallClock(utc(instant))).toBe(shown);
  });

  it('turns the day at midnight in London, not in Greenwich', () => {
    expect(today(utc('2026-06-30T22:59:59Z'))).toBe('2026-06-30');
    expect(today(utc('2026-06-30T23:00:00Z'))).toBe('2026-07-01');
    expect(today(utc('2026-12-01T00:00:00Z'))).toBe('2026-12-01');
  });
});

describe('the instant of a time somebody reads', () => {
  it.each([
    ['winter', '2026-12-01', '09:00', '2026-12-01T09:00Z'],
    ['summer', '2026-07-01', '09:00', '2026-07-01T08:00Z'],
    ['the last Friday of summer time', '2026-10-23', '09:00', '2026-10-23T08:00Z'],
    ['the Monday after', '2026-10-26', '09:00', '2026-10-26T09:00Z'],
    ['the last Friday of winter time', '2027-03-26', '09:00', '2027-03-26T09:00Z'],
    ['the Monday after', '2027-03-29', '09:00', '2027-03-29T08:00Z'],
    [
      'the hour that happens twice: the first of the two',
      '2026-10-25',
      '01:30',
      '2026-10-25T00:30Z',
    ],
    [
      'the hour that does not happen: the clock after it',
      '2026-03-29',
      '01:30',
      '2026-03-29T01:30Z',
    ],
  ])('is right in %s', (_, date, time, instant) => {
    expect(instantOf(date, time)).toBe(utc(instant));
  });

  it('is the same instant again, at every minute but those that happen twice', () => {
    const range = {
      min: utc('2025-01-01T00:00Z') / minute,
      max: utc('2029-12-31T00:00Z') / minute,
    };
    fc.assert(
      fc.property(fc.integer(range), (minutes) => {
        const instant = minutes * minute;
        fc.pre(!isAmbiguous(instant));
        const [date, time] = wallClock(instant).split('T');
        expect(instantOf(date!, time!)).toBe(instant);
      }),
    );
  });
});

describe('the hour that happens twice', () => {
  it.each(goBack)('is the two hours around %d, and no more', (instant) => {
    expect(isAmbiguous(instant - hour - 1)).toBe(false);
    expect(isAmbiguous(instant - hour)).toBe(true);
    expect(isAmbiguous(instant - 1)).toBe(true);
    expect(isAmbiguous(instant)).toBe(true);
    expect(isAmbiguous(instant + hour - 1)).toBe(true);
    expect(isAmbiguous(instant + hour)).toBe(false);
  });

  it.each(goForward)('is never in spring', (instant) => {
    for (const away of [-day, -hour, -1, 0, hour, day]) {
      expect(isAmbiguous(instant + away)).toBe(false);
    }
  });

  it.each(goBack)('says which of the two it means', (instant) => {
    expect(timeInWords(instant - 30 * minute, 'en')).toBe('1:30am BST');
    expect(timeInWords(instant + 30 * minute, 'en')).toBe('1:30am GMT');
    expect(timeInWords(instant - 30 * minute, 'cy')).toBe('01:30 BST');
    expect(timeInWords(instant + 30 * minute, 'cy')).toBe('01:30 GMT');
  });

  it('says nothing of the kind at any other time', () => {
    for (const instant of [...goBack, ...goForward]) {
      expect(timeInWords(instant - 2 * hour, 'en')).not.toMatch(/BST|GMT/);
      expect(timeInWords(instant + 2 * hour, 'en')).not.toMatch(/BST|GMT/);
    }
  });
});

describe('a time in words', () => {
  it.each([
    ['2026-12-01T10:00Z', '10:00am', '10:00'],
    ['2026-12-01T14:30Z', '2:30pm', '14:30'],
    ['2026-07-01T08:00Z', '9:00am', '09:00'],
    ['2026-12-01T16:05Z', '4:05pm', '16:05'],
  ])('is said as people say it: %s', (instant, english, welsh) => {
    expect(timeInWords(utc(instant), 'en')).toBe(english);
    expect(timeInWords(utc(instant), 'cy')).toBe(welsh);
  });

  it('is right at noon and midnight in Welsh', () => {
    expect(timeInWords(utc('2026-12-01T12:00Z'), 'cy')).toBe('12:00');
    expect(timeInWords(utc('2026-12-01T00:00Z'), 'cy')).toBe('00:00');
  });

  it('is right at noon and midnight in English', () => {
    expect(timeInWords(utc('2026-12-01T12:00Z'), 'en')).toBe('12:00pm');
    expect(timeInWords(utc('2026-12-01T12:30Z'), 'en')).toBe('12:30pm');
    expect(timeInWords(utc('2026-12-01T00:00Z'), 'en')).toBe('12:00am');
  });
});

describe('a date in words', () => {
  it('is said in English', () => {
    expect(dateInWords('2026-12-01', 'en')).toBe('Tuesday 1 December 2026');
    expect(dateInWords('2026-12-01', 'en', { weekday: false })).toBe('1 December 2026');
  });

  it('is said in Welsh', () => {
    expect(dateInWords('2026-12-01', 'cy')).toMatch(/^Dydd Mawrth,? 1 Rhagfyr 2026$/);
    expect(dateInWords('2028-02-29', 'cy', { weekday: false })).toBe('29 Chwefror 2028');
  });

  it('knows the Welsh months and days', () => {
    const months = Array.from({ length: 12 }, (_, month) =>
      dateInWords(`2026-${String(month + 1).padStart(2, '0')}-01`, 'cy', { weekday: false }),
    );
    expect(months).toEqual(
      'Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'
        .split(' ')
        .map((month) => `1 ${month} 2026`),
    );
    const week = ['Llun', 'Mawrth', 'Mercher', 'Iau', 'Gwener', 'Sadwrn', 'Sul'];
    week.forEach((name, index) => {
      expect(dateInWords(`2026-11-${23 + index}`, 'cy')).toMatch(new RegExp(`^Dydd ${name}\\b`));
    });
  });

  it('is the date in London when it is said with a time', () => {
    const instant = utc('2026-06-30T23:30Z');
    expect(momentInWords(utc('2026-12-01T10:00Z'), 'en')).toBe('Tuesday 1 December 2026, 10:00am');
    expect(momentInWords(instant, 'cy')).toMatch(/^Dydd Mercher,? 1 Gorffennaf 2026, 00:30$/);
  });
});
