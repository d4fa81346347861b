import { describe, expect, it } from 'vitest';
import { asFields, isEmpty, pages, readVoice } from './answers';
import { addMonths, monthInWords, quarterEnd, quartersOver } from './months';
import { closedQuestions, optionsOf } from './questions';
import { isShortened } from './shortened';
import type { Wait } from '~/meetings/index.server';
import { monthFigures, reached } from './standard';
import { readTurn } from './turn';

const formOf = (fields: [string, string][]): FormData => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

const turnOf = (fields: [string, string][]) => {
  const form = formOf(fields);
  const { voice, problems } = readVoice(form);
  return readTurn(form, voice, problems);
};

describe('what somebody tells us', () => {
  it('is read from a form, and is the same after a page more', () => {
    const { voice, problems } = readVoice(
      formOf([
        ['told-how', 'by-phone'],
        ['ethnicity', 'black'],
        ['words-told', '  Two\r\nlines. '],
        ['fair-us', ''],
        ['made-up', 'no'],
      ]),
    );
    expect(problems).toEqual([]);
    expect(voice).toEqual({
      chosen: { 'told-how': 'by-phone', ethnicity: 'black' },
      words: { told: 'Two\nlines.' },
    });
    expect(readVoice(formOf(asFields(voice))).voice).toEqual(voice);
    expect(asFields(voice, 'told')).toEqual([['ethnicity', 'black']]);
  });

  it('is nothing when everything is left out', () => {
    expect(isEmpty(readVoice(formOf([['words-told', '   ']])).voice)).toBe(true);
  });

  it.each([
    ['is no option', [['told-kindly', 'maybe']]],
    ['is an option of another question', [['told-kindly', 'by-phone']]],
    [
      'is two answers',
      [
        ['told-kindly', 'yes'],
        ['told-kindly', 'no'],
      ],
    ],
    ['is the name of something every object has', [['told-kindly', 'constructor']]],
  ] as [string, [string, string][]][])('is refused when it %s', (_, fields) => {
    const { voice, problems } = readVoice(formOf(fields));
    expect(voice.chosen).toEqual({});
    expect(problems).toEqual([
      { page: 'told', field: 'told-kindly', error: 'voices:errors.unknown' },
    ]);
  });

  it('is asked in few options each, so that counts add up', () => {
    for (const name of closedQuestions) {
      expect(optionsOf(name).length, name).toBeGreaterThan(1);
      expect(optionsOf(name).length, name).toBeLessThan(7);
    }
    expect(new Set(closedQuestions).size).toBe(closedQuestions.length);
    expect(pages).toHaveLength(11);
  });
});

describe('from page to page', () => {
  it('one goes on, back, to the check from anywhere, and from there to one page and back', () => {
    expect(turnOf([['page', 'told']])).toMatchObject({ show: 'page', page: 'understanding' });
    expect(
      turnOf([
        ['page', 'understanding'],
        ['go', 'back'],
      ]),
    ).toMatchObject({ page: 'told' });
    expect(
      turnOf([
        ['page', 'told'],
        ['go', 'back'],
      ]),
    ).toMatchObject({ page: 'told' });
    expect(turnOf([['page', 'about-you']])).toEqual({ show: 'check', empty: false });
    expect(
      turnOf([
        ['page', 'told'],
        ['go', 'check'],
      ]),
    ).toEqual({ show: 'check', empty: false });
    expect(
      turnOf([
        ['page', 'check'],
        ['go', 'back'],
      ]),
    ).toMatchObject({ page: 'about-you' });
    expect(
      turnOf([
        ['page', 'check'],
        ['go', 'change-culture'],
      ]),
    ).toMatchObject({
      page: 'culture',
      changing: true,
    });
    expect(
      turnOf([
        ['page', 'culture'],
        ['changing', 'yes'],
      ]),
    ).toEqual({ show: 'check', empty: false });
  });

  it('whoever answered nothing has nothing to send', () => {
    expect(
      turnOf([
        ['page', 'check'],
        ['go', 'send'],
      ]),
    ).toEqual({ show: 'check', empty: true });
    expect(
      turnOf([
        ['page', 'check'],
        ['go', 'send'],
        ['health', 'no'],
      ]),
    ).toEqual({ show: 'sent' });
  });

  it('what is wrong on a page keeps one there, and keeps it from being sent from anywhere', () => {
    const long: [string, string] = ['words-told', 'x'.repeat(601)];
    const problem = { page: 'told', field: 'words-told', error: 'voices:errors.tooLong' };
    expect(turnOf([['page', 'told'], long])).toMatchObject({ page: 'told', problems: [problem] });
    expect(turnOf([['page', 'check'], ['go', 'send'], long])).toMatchObject({
      page: 'told',
      problems: [problem],
    });
    expect(
      turnOf([
        ['page', 'told'],
        ['words-told', 'x'.repeat(600)],
      ]),
    ).toMatchObject({
      page: 'understanding',
    });
  });
});

describe('months', () => {
  it('follow each other, and end in quarters', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01');
    expect(addMonths('2026-01', -13)).toBe('2024-12');
    expect(quarterEnd('2026-10')).toBe('2026-12');
    expect(quarterEnd('2027-03')).toBe('2027-03');
    expect(quartersOver('2026-11', '2027-01')).toEqual(['2026-12']);
    expect(quartersOver('2026-11', '2026-12')).toEqual([]);
    expect(quartersOver('2026-11', '2027-07')).toEqual(['2026-12', '2027-03', '2027-06']);
  });

  it('are said in both languages', () => {
    expect(monthInWords('2026-12', 'en')).toBe('December 2026');
    expect(monthInWords('2026-12', 'cy')).toBe('Rhagfyr 2026');
  });
});

describe('words that are published', () => {
  const written = 'I was not told why. Dr Bloggs\nof Anytown said nothing. It was unfair.';
  it.each([
    ['as they were written', written, true],
    ['with other line ends and spaces', written.replace('\n', '  '), true],
    ['with a name taken out', 'I was not told why. […] said nothing. It was unfair.', true],
    ['with three dots in brackets', 'I was not told why. [...] said nothing. It was unfair.', true],
    ['with the beginning taken out', '[…] said nothing. It was unfair.', true],
    ['with the end taken out', 'I was not told why. […]', true],
    ['without a “not” that nobody would miss', written.replace('not ', ''), false],
    ['with the end cut off unmarked', 'I was not told why.', false],
    ['with half a word, which means the opposite', 'I was not told why. […]fair.', false],
    ['with a word more', written.replace('unfair', 'very unfair'), false],
    ['in another order', '[…] It was unfair. […] I was not told why. […]', false],
    ['with nothing left', '[…]', false],
    ['with nothing at all', '', false],
  ])('%s', (_, edited, fits) => {
    expect(isShortened(written, edited)).toBe(fits);
  });
});

describe('how long people waited', () => {
  const over = (...days: number[]) => days.map((each): Wait => ({ days: each, is: 'over' }));
  const waiting = (...days: number[]) => days.map((each): Wait => ({ days: each, is: 'waiting' }));

  it('is the wait of the one in the middle, and of the ninth of ten', () => {
    const ten = over(1, 2, 3, 4, 5, 6, 7, 8, 9, 40);
    expect(reached(ten, 0.5)).toEqual({ days: 5, orMore: false });
    expect(reached(ten, 0.9)).toEqual({ days: 9, orMore: false });
  });

  it('counts who still waits as longest, however short it is until now', () => {
    const line = [...over(1, 1, 2, 2, 3, 3), ...waiting(0, 5, 8, 9)];
    expect(reached(line, 0.5)).toEqual({ days: 3, orMore: false });
    expect(reached(line, 0.9)).toEqual({ days: 8, orMore: true });
  });

  it('leaves out who took it back, and does not say how many to one', () => {
    const gone = (count: number) =>
      Array.from({ length: count }, (): Wait => ({ days: 1, is: 'gone' }));
    const figures = monthFigures([...over(...Array.from({ length: 12 }, () => 2)), ...gone(13)]);
    expect(figures).toEqual({
      asked: 25,
      median: { days: 2, orMore: false },
      ninetieth: { days: 2, orMore: false },
      leftOut: 10,
    });
    expect(monthFigures([...over(1, 2, 3), ...gone(9)])).toEqual({
      asked: 12,
      median: null,
      ninetieth: null,
      leftOut: 0,
    });
  });

  it('is not shown of fewer than ten people', () => {
    expect(monthFigures(over(1, 2, 3, 4, 5, 6, 7, 8, 9))).toEqual({
      asked: null,
      median: null,
      ninetieth: null,
      leftOut: 0,
    });
  });
});
