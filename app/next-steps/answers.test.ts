import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nations } from '~/platform/time/working-days';
import {
  asDate,
  asFields,
  datesAsked,
  knownDates,
  noAnswers,
  readAnswers,
  unreadableDates,
  type Answers,
  type TypedDate,
} from './answers';
import { happenings, worries } from './happenings.server';
import { professions, settings } from '~/platform/content/vocabulary';

const choices = { happenings: happenings(), worries: worries() };

type Fields = Record<string, string | File | (string | File)[]>;

/** A form as a page sends it; a list is a box that was sent more than once. */
function form(fields: Fields): FormData {
  const made = new FormData();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) made.append(name, value);
  }
  return made;
}

const read = (fields: Fields) => readAnswers(form(fields), choices);
const readAgain = (answers: Answers) => {
  const made = new FormData();
  for (const [name, value] of asFields(answers)) made.append(name, value);
  return readAnswers(made, choices);
};

/** The three boxes of one date. */
const boxes = (id: string, day: string, month: string, year: string) => ({
  [`${id}-day`]: day,
  [`${id}-month`]: month,
  [`${id}-year`]: year,
});

const told = (day: string, month: string, year: string) => ({
  happened: 'told-of-concern',
  ...boxes('told-of-concern', day, month, year),
});

const inEngland = { nation: 'england', profession: 'doctor', setting: 'training' } as const;

describe('answers from a form', () => {
  it('are what was chosen and typed', () => {
    const answers = read({
      ...inEngland,
      happened: ['investigation', 'records'],
      ...boxes('investigation-letter', '2', '11', '2026'),
      ...boxes('records-asked', '20', '11', '2026'),
      worry: ['visa', 'pay'],
    });
    expect(answers).toEqual({
      nation: 'england',
      profession: 'doctor',
      setting: 'training',
      happened: ['investigation', 'records'],
      dates: {
        'investigation-letter': { day: '2', month: '11', year: '2026' },
        'records-asked': { day: '20', month: '11', year: '2026' },
      },
      worries: ['visa', 'pay'],
    });
  });

  it('are none when nothing was sent', () => {
    expect(read({})).toEqual(noAnswers);
  });

  it.each(['scotland', 'England', ' england', '', 'constructor', '__proto__'])(
    'leave out a nation, profession or setting there is not: “%s”',
    (value) => {
      expect(read({ nation: value, profession: value, setting: value })).toEqual(noAnswers);
    },
  );

  it('leave out happenings and worries there are not', () => {
    const answers = read({
      happened: ['abducted', 'toString', '', 'records'],
      worry: ['dragons', '__proto__', 'pay'],
    });
    expect(answers).toMatchObject({ happened: ['records'], worries: ['pay'] });
  });

  it('take the first of two answers where only one can be given', () => {
    expect(read({ nation: ['wales', 'england'] }).nation).toBe('wales');
  });

  it('hold what was ticked twice once, and in the order in which it is asked', () => {
    const answers = read({
      happened: ['records', 'investigation', 'records', 'told-of-concern'],
      worry: ['home', 'visa', 'home'],
    });
    expect(answers.happened).toEqual(['told-of-concern', 'investigation', 'records']);
    expect(answers.worries).toEqual(['visa', 'home']);
  });

  it('are not taken from files', () => {
    const file = (text: string) => new File([text], `${text}.txt`);
    const answers = read({
      nation: file('england'),
      happened: [file('records'), 'told-of-concern'],
      worry: file('pay'),
      ...boxes('told-of-concern', '27', '11', '2026'),
      'told-of-concern-year': file('2026'),
    });
    expect(answers).toMatchObject({ nation: null, happened: ['told-of-concern'], worries: [] });
    expect(unreadableDates(answers)).toEqual(['told-of-concern']);
  });

  it('keep no more than a few letters of something very long', () => {
    const long = '1'.repeat(1_000_000);
    const answers = read({ nation: long, worry: long, ...told(long, '11', '2026') });
    expect(JSON.stringify(answers).length).toBeLessThan(500);
    expect(unreadableDates(answers)).toEqual(['told-of-concern']);
  });

  it('have dates only of what has happened', () => {
    const answers = read({
      ...told('27', '11', '2026'),
      ...boxes('records-asked', '1', '11', '2026'),
      ...boxes('somebody-elses', '1', '1', '2026'),
    });
    expect(Object.keys(answers.dates)).toEqual(['told-of-concern']);
  });

  it('have no date of something that was ticked no longer', () => {
    const date = boxes('records-asked', '1', '11', '2026');
    expect(read({ happened: 'records', ...date }).dates).toHaveProperty('records-asked');
    expect(read({ happened: 'told-of-concern', ...date }).dates).toEqual({});
  });
});

describe('a date in three boxes', () => {
  it.each([
    ['27', '11', '2026', '2026-11-27'],
    ['1', '2', '2027', '2027-02-01'],
    ['01', '02', '2027', '2027-02-01'],
    [' 1 ', ' 2', '2027 ', '2027-02-01'],
    ['29', '2', '2028', '2028-02-29'],
    ['29', '2', '2000', '2000-02-29'],
    ['31', '12', '1999', '1999-12-31'],
    ['1', '1', '1900', '1900-01-01'],
    ['31', '12', '2099', '2099-12-31'],
  ])('is understood: %s %s %s', (day, month, year, date) => {
    const answers = read(told(day, month, year));
    expect(knownDates(answers)).toEqual({ 'told-of-concern': date });
    expect(unreadableDates(answers)).toEqual([]);
  });

  it.each([
    ['31 February', '31', '2', '2027'],
    ['29 February in a year without one', '29', '2', '2027'],
    ['29 February 1900, which was no leap year', '29', '2', '1900'],
    ['31 April', '31', '4', '2027'],
    ['day 0', '0', '11', '2026'],
    ['day 00', '00', '11', '2026'],
    ['month 0', '27', '0', '2026'],
    ['month 13', '27', '13', '2026'],
    ['the month first', '11', '27', '2026'],
    ['a year of five digits', '27', '11', '20266'],
    ['a year long ago', '27', '11', '1026'],
    ['a year in another century to come', '27', '11', '2126'],
    ['letters', 'aa', 'bb', 'cccc'],
    ['a day below nothing', '-1', '11', '2026'],
    ['a day and a half', '1.5', '11', '2026'],
    ['a day as a computer might write it', '1e1', '11', '2026'],
    ['a day in three digits', '027', '11', '2026'],
    ['digits of another script', '٢٧', '١١', '٢٠٢٦'],
    ['a day only', '27', '', ''],
    ['no year', '27', '11', ''],
    ['no day', '', '11', '2026'],
    ['a year only', '', '', '2026'],
    ['something far too long', '1'.repeat(10_000), '11', '2026'],
  ])('is not guessed at: %s', (_, day, month, year) => {
    const answers = read(told(day, month, year));
    expect(knownDates(answers)).toEqual({});
    expect(unreadableDates(answers)).toEqual(['told-of-concern']);
  });

  it('may be left empty, or never sent', () => {
    for (const given of [
      told('', '', ''),
      told(' ', '\t', '\n'),
      { happened: 'told-of-concern' },
    ]) {
      expect(read(given).dates).toEqual({});
      expect(unreadableDates(read(given))).toEqual([]);
    }
  });

  it('is shown again as it was typed when it cannot be read', () => {
    expect(read(told('31', 'Feb', '27')).dates['told-of-concern']).toEqual({
      day: '31',
      month: 'Feb',
      year: '27',
    });
  });

  it('that was sent twice is the first of the two', () => {
    const twice = { ...told('27', '11', '2026'), 'told-of-concern-day': ['27', '28'] };
    expect(knownDates(read(twice))).toEqual({ 'told-of-concern': '2026-11-27' });
  });

  it('does not spoil another', () => {
    const answers = read({
      ...told('31', '2', '2027'),
      happened: ['told-of-concern', 'records'],
      ...boxes('records-asked', '1', '3', '2027'),
    });
    expect(knownDates(answers)).toEqual({ 'records-asked': '2027-03-01' });
    expect(unreadableDates(answers)).toEqual(['told-of-concern']);
  });

  it('is a real day whenever it is understood, whatever is typed', () => {
    const typed = fc.oneof(fc.integer({ min: -5, max: 2200 }).map(String), fc.string());
    fc.assert(
      fc.property(typed, typed, typed, (day, month, year) => {
        const answers = read(told(day, month, year));
        const date = knownDates(answers)['told-of-concern'];
        if (date) {
          const [y, m, d] = date.split('-').map(Number);
          const wholeYear = year.trim().length === 2 ? 2000 + Number(year) : Number(year);
          expect([d, m, y]).toEqual([Number(day), Number(month), wholeYear]);
          expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
        }
        const anything = [day, month, year].some((part) => part.trim() !== '');
        expect(unreadableDates(answers)).toEqual(anything && !date ? ['told-of-concern'] : []);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['27', '11', '26', '2026-11-27'],
    ['27', 'November', '2026', '2026-11-27'],
    ['27', 'nov', '2026', '2026-11-27'],
    ['1', 'Sept.', '26', '2026-09-01'],
    ['5', 'may', '2026', '2026-05-05'],
    ['5', 'Tachwedd', '2026', '2026-11-05'],
    ['5', 'Rhag', '2026', '2026-12-05'],
    ['5', 'Maw', '2026', '2026-03-05'],
  ])('may be typed in words or with a short year: %s %s %s', (day, month, year, date) => {
    expect(asDate({ day, month, year })).toBe(date);
  });

  it.each([
    ['27', 'no', '2026'],
    ['27', 'nove mber', '2026'],
    ['31', 'November', '2026'],
    ['27', '11', '026'],
    ['27th', '11', '2026'],
    ['0', '11', '2026'],
    ['1', '0', '2026'],
  ])('is none when it could be anything: %s %s %s', (day, month, year) => {
    expect(asDate({ day, month, year })).toBeNull();
  });

  it('is every day from 1900 to 2099, and each is read as itself', () => {
    const day = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (instant) => {
        const [year, month, date] = instant.toISOString().slice(0, 10).split('-');
        expect(asDate({ day: date!, month: month!, year: year! })).toBe(`${year}-${month}-${date}`);
      }),
    );
  });
});

describe('answers travelling from page to page', () => {
  it('are fields with the names the questions have, and none for what was not answered', () => {
    const answers: Answers = {
      ...noAnswers,
      nation: 'wales',
      happened: ['told-of-concern', 'records'],
      dates: { 'records-asked': { day: '1', month: '', year: '2026' } },
      worries: ['pay'],
    };
    expect(asFields(answers)).toEqual([
      ['nation', 'wales'],
      ['happened', 'told-of-concern'],
      ['happened', 'records'],
      ['records-asked-day', '1'],
      ['records-asked-month', ''],
      ['records-asked-year', '2026'],
      ['worry', 'pay'],
    ]);
    expect(asFields(noAnswers)).toEqual([]);
  });

  const about = fc.record({
    nation: fc.option(fc.constantFrom(...nations)),
    profession: fc.option(fc.constantFrom(...professions)),
    setting: fc.option(fc.constantFrom(...settings)),
  });
  const text = fc.string({ maxLength: 10 }).map((value) => value.trim());
  const typedDate: fc.Arbitrary<TypedDate> = fc
    .record({ day: text, month: text, year: text })
    .filter(({ day, month, year }) => day + month + year !== '');
  const idsOf = (all: readonly { id: string }[]) => fc.subarray(all.map(({ id }) => id));

  /** Everything anybody can have answered. */
  const anyAnswers: fc.Arbitrary<Answers> = about.chain((person) =>
    idsOf(choices.happenings).chain((happened) =>
      fc
        .tuple(
          idsOf(datesAsked(choices.happenings, happened)),
          fc.array(typedDate, { minLength: 60, maxLength: 60 }),
          idsOf(choices.worries),
        )
        .map(([dated, typed, worried]) => ({
          ...person,
          happened,
          dates: Object.fromEntries(dated.map((id, index) => [id, typed[index]!])),
          worries: worried,
        })),
    ),
  );

  it('arrive as they left, in whatever order the fields come', () => {
    const sent = anyAnswers.chain((answers) => {
      const fields = asFields(answers);
      return fc.record({
        answers: fc.constant(answers),
        fields: fc.shuffledSubarray(fields, { minLength: fields.length }),
      });
    });
    fc.assert(
      fc.property(sent, ({ answers, fields }) => {
        const made = new FormData();
        for (const [name, value] of fields) made.append(name, value);
        expect(readAnswers(made, choices)).toEqual(answers);
      }),
      { numRuns: 200 },
    );
  });

  it('stay as they were read the first time, whatever was sent', () => {
    const names = fc.constantFrom(
      ...['nation', 'profession', 'setting', 'happened', 'worry', 'page', 'go', '__proto__'],
      ...Object.keys(boxes('told-of-concern', '', '', '')),
      ...Object.keys(boxes('list-notice', '', '', '')),
    );
    const values = fc.oneof(
      fc.constantFrom('england', 'northern-ireland', 'pharmacist', 'doctor', 'locum', 'pay'),
      fc.constantFrom('told-of-concern', 'performers-list', 'records', '27', '11', '2026'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(names, values), { maxLength: 30 }), (fields) => {
        const made = new FormData();
        for (const [name, value] of fields) made.append(name, value);
        const answers = readAnswers(made, choices);
        expect(readAgain(answers)).toEqual(answers);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same again when a box held a digit, many spaces and more', () => {
    const answers = read(told(`1${' '.repeat(20)}x`, '11', '2026'));
    expect(readAgain(answers)).toEqual(answers);
  });
});

describe('the dates asked for', () => {
  it('are of all that has happened, in the order of the questions', () => {
    const asked = datesAsked(choices.happenings, ['records', 'health', 'conduct-hearing']);
    expect(asked.map(({ id }) => id)).toEqual([
      'conduct-letter',
      'conduct-hearing',
      'records-asked',
    ]);
    expect(datesAsked(choices.happenings, [])).toEqual([]);
  });
});
