import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDates } from './dates-form';

const words = { en: 'When?', cy: 'Pryd?' };
const questions = [
  { id: 'told', label: words, hint: words },
  { id: 'report', label: words, hint: words },
];

/** A form as the page sends it: three boxes a question. */
function form(boxes: Record<string, string | string[]>): FormData {
  const made = new FormData();
  for (const [name, values] of Object.entries(boxes)) {
    for (const value of [values].flat()) made.append(name, value);
  }
  return made;
}

const boxes = (day: string, month: string, year: string) => ({
  'told-day': day,
  'told-month': month,
  'told-year': year,
});

const read = (given: Record<string, string | string[]>) => readDates(form(given), { questions });

describe('a date in three boxes', () => {
  it.each([
    ['27', '11', '2026', '2026-11-27'],
    ['1', '2', '2027', '2027-02-01'],
    ['01', '02', '2027', '2027-02-01'],
    [' 1 ', ' 2', '2027 ', '2027-02-01'],
    ['29', '2', '2028', '2028-02-29'],
    ['31', '12', '1999', '1999-12-31'],
  ])('is understood: %s %s %s', (day, month, year, date) => {
    expect(read(boxes(day, month, year))).toMatchObject({ known: { told: date }, unreadable: [] });
  });

  it.each([
    ['31 February', '31', '2', '2027'],
    ['29 February in a year without one', '29', '2', '2027'],
    ['31 April', '31', '4', '2027'],
    ['day 0', '0', '11', '2026'],
    ['month 13', '27', '13', '2026'],
    ['the month first', '11', '27', '2026'],
    ['a year of two digits', '27', '11', '26'],
    ['a year of five digits', '27', '11', '20266'],
    ['a year long ago', '27', '11', '1026'],
    ['a month in letters', '27', 'November', '2026'],
    ['letters', 'aa', 'bb', 'cccc'],
    ['a day below nothing', '-1', '11', '2026'],
    ['a day and a half', '1.5', '11', '2026'],
    ['digits of another script', '٢٧', '١١', '٢٠٢٦'],
    ['a day only', '27', '', ''],
    ['no year', '27', '11', ''],
    ['a year only', '', '', '2026'],
    ['something far too long', '1'.repeat(10_000), '11', '2026'],
  ])('is not guessed at: %s', (_, day, month, year) => {
    expect(read(boxes(day, month, year))).toMatchObject({ known: {}, unreadable: ['told'] });
  });

  it('may be left empty, or never sent', () => {
    const empty = { day: '', month: '', year: '' };
    for (const given of [boxes('', '', ''), boxes(' ', '\t', '\n'), {}]) {
      expect(read(given)).toEqual({
        known: {},
        typed: { told: empty, report: empty },
        unreadable: [],
      });
    }
  });

  it('is shown again as it was typed when it cannot be read', () => {
    expect(read(boxes('31', 'Feb', '27')).typed.told).toEqual({
      day: '31',
      month: 'Feb',
      year: '27',
    });
  });

  it('that was sent twice is the first of the two', () => {
    expect(read({ ...boxes('27', '11', '2026'), 'told-day': ['27', '28'] }).known).toEqual({
      told: '2026-11-27',
    });
  });

  it('is not taken from a file', () => {
    const given = form(boxes('27', '11', '2026'));
    given.set('told-year', new File(['2026'], '2026.txt'));
    expect(readDates(given, { questions })).toMatchObject({ known: {}, unreadable: ['told'] });
  });

  it('does not spoil another question', () => {
    const given = {
      ...boxes('31', '2', '2027'),
      'report-day': '1',
      'report-month': '3',
      'report-year': '2027',
    };
    expect(read(given)).toMatchObject({ known: { report: '2027-03-01' }, unreadable: ['told'] });
  });

  it('of a question that is not asked is not looked at', () => {
    const given = { 'other-day': '1', 'other-month': '1', 'other-year': '2027' };
    expect(Object.keys(read(given).typed)).toEqual(['told', 'report']);
    expect(read(given).known).toEqual({});
  });

  it('is a real day whenever it is understood, whatever is typed', () => {
    const typed = fc.oneof(fc.integer({ min: -5, max: 2200 }).map(String), fc.string());
    fc.assert(
      fc.property(typed, typed, typed, (day, month, year) => {
        const { known, unreadable } = read(boxes(day, month, year));
        if (known.told) {
          const [y, m, d] = known.told.split('-').map(Number);
          expect([d, m, y]).toEqual([day, month, year].map(Number));
          expect(new Date(`${known.told}T00:00:00Z`).toISOString().slice(0, 10)).toBe(known.told);
        }
        const anything = [day, month, year].some((part) => part.trim() !== '');
        expect(unreadable).toEqual(anything && !known.told ? ['told'] : []);
      }),
      { numRuns: 500 },
    );
  });
});
