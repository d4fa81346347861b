import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnswers, readAnswers, type Answers } from './answers';
import { happenings, worries } from './happenings.server';
import { loadAnswers, saveAnswers } from './saved-answers';

const choices = { happenings: happenings(), worries: worries() };
const load = (text: string) => loadAnswers(text, choices);

const answers: Answers = {
  nation: 'wales',
  profession: 'dentist',
  setting: 'primary-care',
  happened: ['told-of-concern', 'performers-list'],
  dates: {
    'told-of-concern': { day: '2', month: '11', year: '2026' },
    'list-notice': { day: '31', month: 'Feb', year: '' },
  },
  worries: ['pay', 'home'],
};

/** A file of ours, with these fields or with something else about it changed. */
const file = (fields: unknown, other: object = {}) =>
  JSON.stringify({ kind: 'what-happens-next', version: 1, answers: fields, ...other });

describe('a file of answers', () => {
  it('gives them back as they were, also a date that cannot be read', () => {
    expect(load(saveAnswers(answers))).toEqual(answers);
  });

  it('gives back that nothing was answered', () => {
    expect(load(saveAnswers(noAnswers))).toEqual(noAnswers);
  });

  it('holds the fields of the form, what kind of file it is, and nothing else', () => {
    expect(JSON.parse(saveAnswers(answers))).toEqual({
      kind: 'what-happens-next',
      version: 1,
      answers: [
        ['nation', 'wales'],
        ['profession', 'dentist'],
        ['setting', 'primary-care'],
        ['happened', 'told-of-concern'],
        ['happened', 'performers-list'],
        ['told-of-concern-day', '2'],
        ['told-of-concern-month', '11'],
        ['told-of-concern-year', '2026'],
        ['list-notice-day', '31'],
        ['list-notice-month', 'Feb'],
        ['list-notice-year', ''],
        ['worry', 'pay'],
        ['worry', 'home'],
      ],
    });
  });

  it('can be read in any editor: more than one line, and an end to the last', () => {
    expect(saveAnswers(answers).split('\n').length).toBeGreaterThan(10);
    expect(saveAnswers(answers).endsWith('}\n')).toBe(true);
  });

  it('can be loaded even when everything has happened and every box is full', () => {
    const gp = { nation: 'england', profession: 'doctor', setting: 'primary-care' } as const;
    const happened = choices.happenings;
    const full = { day: '"\\"\\"\\"\\"\\', month: 'm\u2028\u0000\n\t  </m', year: 'ŵ’—€字’—€字ŵ' };
    const everything: Answers = {
      ...gp,
      happened: happened.map(({ id }) => id),
      dates: Object.fromEntries(happened.flatMap(({ dates }) => dates).map(({ id }) => [id, full])),
      worries: choices.worries.map(({ id }) => id),
    };
    expect(Object.keys(everything.dates).length).toBeGreaterThan(30);
    expect(load(saveAnswers(everything))).toEqual(everything);
  });

  it('that somebody put into other lines and spaces is the same file', () => {
    const text = saveAnswers(answers);
    expect(load(JSON.stringify(JSON.parse(text)))).toEqual(answers);
    expect(load(text.replaceAll('\n', '\r\n'))).toEqual(answers);
  });
});

describe('a file from another day', () => {
  it('loses happenings and worries that are gone since, with their dates', () => {
    const since = {
      happenings: choices.happenings.filter(({ id }) => id !== 'performers-list'),
      worries: choices.worries.filter(({ id }) => id !== 'home'),
    };
    expect(loadAnswers(saveAnswers(answers), since)).toEqual({
      ...answers,
      happened: ['told-of-concern'],
      dates: { 'told-of-concern': { day: '2', month: '11', year: '2026' } },
      worries: ['pay'],
    });
  });

  it('with another version is not guessed at', () => {
    expect(load(file([['nation', 'wales']]))).toMatchObject({ nation: 'wales' });
    expect(load(file([['nation', 'wales']], { version: 2 }))).toBeNull();
    expect(load(file([['nation', 'wales']], { version: '1' }))).toBeNull();
  });
});

describe('a file that is not ours', () => {
  it.each([
    ['nothing', ''],
    ['a line end', '\n'],
    ['words', 'Dear Dr Yusuf'],
    ['half a file', saveAnswers(answers).slice(0, 80)],
    ['a page', '<!doctype html><title>What happens next</title>'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000'],
    ['null', 'null'],
    ['a number', '1'],
    ['a word', '"what-happens-next"'],
    ['a list', '[["nation","wales"]]'],
    ['an empty object', '{}'],
    ['another kind', file([], { kind: 'shopping' })],
    ['no answers', JSON.stringify({ kind: 'what-happens-next', version: 1 })],
    ['answers by name', file({ nation: 'wales' })],
    ['answers that are no pairs', file([['nation', 'wales', 'england']])],
    ['half a pair', file([['nation']])],
    ['answers that are no text', file([['nation', ['wales']]])],
    ['an object where text belongs', file([['nation', { toString: 'wales' }]])],
    ['more answers than there can be', file(Array(501).fill(['happened', 'records']))],
    ['a very long answer', file([['told-of-concern-day', '1'.repeat(101)]])],
    ['a very long name', file([['n'.repeat(101), 'wales']])],
    ['brackets a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    [
      'brackets a hundred thousand deep where answers belong',
      `{"kind":"what-happens-next","version":1,"answers":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ],
    ['twenty million letters', `"${'a'.repeat(20_000_000)}"`],
  ])('is refused: %s', (_, text) => {
    expect(load(text)).toBeNull();
  });

  it('is refused or read, and never an error, whatever is in it', () => {
    const value = fc.oneof(fc.constantFrom('what-happens-next', 1, 'nation'), fc.jsonValue());
    const almost = fc
      .record({ kind: value, version: value, answers: fc.array(fc.array(value)) })
      .map((made) => JSON.stringify(made));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), almost), (text) => {
        const loaded = load(text);
        if (loaded) expect(Object.keys(loaded)).toEqual(Object.keys(noAnswers));
        if (loaded) expect(text).toContain('"what-happens-next"');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a file somebody made to do harm', () => {
  it('changes nothing about other objects', () => {
    const text = `{
      "__proto__": { "kind": "what-happens-next", "isAdviser": true },
      "constructor": { "prototype": { "isAdviser": true } },
      "kind": "what-happens-next",
      "version": 1,
      "answers": [["__proto__", "polluted"], ["constructor", "polluted"], ["nation", "wales"]]
    }`;
    expect(load(text)).toEqual({ ...noAnswers, nation: 'wales' });
    expect({}).not.toHaveProperty('isAdviser');
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('is not ours because of what it inherits', () => {
    expect(load('{"__proto__":{"kind":"what-happens-next","version":1,"answers":[]}}')).toBeNull();
  });

  it('can answer the questions and press no button', () => {
    const buttons = [
      ['go', 'print'],
      ['page', 'all'],
      ['changing', 'yes'],
      ['file', 'x'],
    ];
    expect(load(file([...buttons, ['nation', 'wales']]))).toEqual({
      ...noAnswers,
      nation: 'wales',
    });
  });

  it('can say no more than the form could', () => {
    const pairs = fc.array(
      fc.tuple(
        fc.constantFrom('nation', 'happened', 'worry', 'told-of-concern-day', '__proto__'),
        fc.oneof(
          fc.constantFrom('wales', 'told-of-concern', 'records', 'pay', '27', '<script>'),
          fc.string({ maxLength: 100 }),
        ),
      ),
      { maxLength: 500 },
    );
    fc.assert(
      fc.property(pairs, (fields) => {
        const form = new FormData();
        for (const [name, value] of fields) form.append(name, value);
        expect(load(file(fields))).toEqual(readAnswers(form, choices));
      }),
    );
  });
});
