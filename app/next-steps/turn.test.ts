import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnswers, readAnswers, type Answers } from './answers';
import { happenings, worries } from './happenings.server';
import { pages } from './pages';
import { readTurn } from './turn';

const choices = { happenings: happenings(), worries: worries() };

type Fields = Record<string, string | string[]>;

/** What comes back for a form: its answers are read from it, as the page does. */
function send(fields: Fields | [string, string][]) {
  const made = new FormData();
  const entries = Array.isArray(fields) ? fields : Object.entries(fields);
  for (const [name, values] of entries) {
    for (const value of [values].flat()) made.append(name, value);
  }
  const answers = readAnswers(made, choices);
  return { answers, turn: readTurn(made, answers, choices.happenings) };
}

const turnOf = (fields: Fields) => send(fields).turn;

const about = { nation: 'england', profession: 'doctor', setting: 'employed' };
/** Everything that has to be answered is. `told-of-concern` has a date to ask for, `health` has none. */
const whole = { ...about, happened: 'told-of-concern' };
const undated = { ...about, happened: 'health' };
const noSuchDay = {
  'told-of-concern-day': '31',
  'told-of-concern-month': '2',
  'told-of-concern-year': '2026',
};

describe('going on', () => {
  it('leads from each page to the next, and from the last to the result', () => {
    const following = pages.map((page) => turnOf({ ...whole, page }));
    expect(following).toMatchObject([
      { show: 'page', page: 'profession', number: 2, count: 6 },
      { show: 'page', page: 'setting', number: 3, count: 6 },
      { show: 'page', page: 'happened', number: 4, count: 6 },
      { show: 'page', page: 'dates', number: 5, count: 6 },
      { show: 'page', page: 'worries', number: 6, count: 6 },
      { show: 'result', forPrint: false },
    ]);
  });

  it('passes over the dates when there are none to ask for, and does not count that page', () => {
    expect(turnOf({ ...undated, page: 'happened' })).toMatchObject({
      show: 'page',
      page: 'worries',
      number: 5,
      count: 5,
    });
  });

  it('finds nothing wrong with a page that is shown for the first time', () => {
    expect(turnOf({ nation: 'wales', page: 'nation' })).toMatchObject({
      page: 'profession',
      changing: false,
      problems: [],
    });
  });

  it.each([
    ['nation', {}],
    ['profession', { nation: 'wales' }],
    ['setting', { nation: 'wales', profession: 'dentist' }],
    ['happened', about],
  ])('stays on a page that was not answered, and says so: %s', (page, fields) => {
    expect(turnOf({ ...fields, page })).toMatchObject({ show: 'page', page, problems: [page] });
  });

  it('stays on the dates while one cannot be read', () => {
    expect(turnOf({ ...whole, ...noSuchDay, page: 'dates' })).toMatchObject({
      show: 'page',
      page: 'dates',
      problems: ['told-of-concern'],
    });
  });

  it('leads from the last page to the first that was left out, not to the result', () => {
    expect(turnOf({ ...whole, profession: '', page: 'worries' })).toMatchObject({
      show: 'page',
      page: 'profession',
      problems: ['profession'],
    });
  });
});

describe('going back', () => {
  it('leads from each page to the one before, and stays on the first', () => {
    const before = pages.map((page) => turnOf({ ...whole, page, go: 'back' }));
    expect(before.map((turn) => turn.show === 'page' && turn.page)).toEqual([
      'nation',
      'nation',
      'profession',
      'setting',
      'happened',
      'dates',
    ]);
  });

  it('passes over the dates when there are none to ask for', () => {
    expect(turnOf({ ...undated, page: 'worries', go: 'back' })).toMatchObject({ page: 'happened' });
  });

  it('is possible with a page half filled in, and nobody is told off for it', () => {
    expect(turnOf({ page: 'profession', go: 'back' })).toMatchObject({
      page: 'nation',
      problems: [],
    });
    const { turn, answers } = send({ ...whole, ...noSuchDay, page: 'dates', go: 'back' });
    expect(turn).toMatchObject({ page: 'happened', problems: [] });
    expect(answers.dates['told-of-concern']).toMatchObject({ day: '31' });
  });
});

describe('changing an answer from the result', () => {
  it.each(pages)('opens its page, with nothing wrong on it: %s', (page) => {
    expect(turnOf({ ...whole, go: `change-${page}` })).toMatchObject({
      show: 'page',
      page,
      changing: true,
      problems: [],
    });
  });

  it('tells nobody off before they have changed it', () => {
    expect(turnOf({ ...whole, ...noSuchDay, go: 'change-dates' })).toMatchObject({
      page: 'dates',
      problems: [],
    });
  });

  it.each(pages.filter((page) => page !== 'happened'))('leads back to the result: %s', (page) => {
    expect(turnOf({ ...whole, page, changing: 'yes' })).toEqual({
      show: 'result',
      forPrint: false,
    });
  });

  it('leads from what has happened to its dates, and from there to the result', () => {
    expect(turnOf({ ...whole, page: 'happened', changing: 'yes' })).toMatchObject({
      show: 'page',
      page: 'dates',
      changing: true,
      problems: [],
    });
    expect(turnOf({ ...whole, page: 'dates', changing: 'yes' }).show).toBe('result');
  });

  it('leads from what has happened straight to the result when that has no dates', () => {
    expect(turnOf({ ...undated, page: 'happened', changing: 'yes' }).show).toBe('result');
  });

  it('stays on the page while the new answer is missing or cannot be read', () => {
    expect(turnOf({ ...about, page: 'happened', changing: 'yes' })).toMatchObject({
      page: 'happened',
      changing: true,
      problems: ['happened'],
    });
    expect(turnOf({ ...whole, ...noSuchDay, page: 'dates', changing: 'yes' })).toMatchObject({
      page: 'dates',
      changing: true,
      problems: ['told-of-concern'],
    });
  });

  it('asks what happened when an old result in another window asks for dates there are no more', () => {
    expect(turnOf({ ...undated, go: 'change-dates' })).toMatchObject({
      page: 'happened',
      number: 4,
      count: 5,
      changing: true,
    });
  });
});

describe('all questions on one page', () => {
  it('lead to the result when they are answered', () => {
    expect(turnOf({ ...whole, page: 'all' })).toEqual({ show: 'result', forPrint: false });
  });

  it('come back together, each with what is wrong, in their order', () => {
    expect(turnOf({ page: 'all' })).toEqual({
      show: 'all',
      problems: ['nation', 'profession', 'setting', 'happened'],
    });
    expect(turnOf({ ...whole, ...noSuchDay, setting: '', page: 'all' })).toEqual({
      show: 'all',
      problems: ['setting', 'told-of-concern'],
    });
  });

  it('are shown again when only a date is wrong', () => {
    expect(turnOf({ ...whole, ...noSuchDay, page: 'all' })).toEqual({
      show: 'all',
      problems: ['told-of-concern'],
    });
  });
});

describe('a form that comes from no page', () => {
  it('is the result, when everything is answered: a file that was loaded', () => {
    expect(turnOf(whole)).toEqual({ show: 'result', forPrint: false });
  });

  it('is the result for paper when that was asked for', () => {
    expect(turnOf({ ...whole, go: 'print' })).toEqual({ show: 'result', forPrint: true });
  });

  it('is the first question without an answer otherwise, also when it was to be printed', () => {
    expect(turnOf({})).toMatchObject({ show: 'page', page: 'nation', number: 1 });
    expect(turnOf({ ...about, go: 'print' })).toMatchObject({ page: 'happened' });
    expect(turnOf({ ...whole, ...noSuchDay })).toMatchObject({ page: 'dates' });
  });

  it('is read the same when its button or its page is nothing we know', () => {
    for (const odd of ['change-', 'change-everything', 'result', '__proto__']) {
      expect(turnOf({ ...whole, go: odd, page: odd })).toEqual({ show: 'result', forPrint: false });
      expect(turnOf({ go: odd, page: odd })).toMatchObject({ show: 'page', page: 'nation' });
    }
  });

  it('is read when the button is a file', () => {
    const made = new FormData();
    made.append('go', new File(['print'], 'print'));
    expect(readTurn(made, noAnswers, choices.happenings)).toMatchObject({ page: 'nation' });
  });
});

describe('any form', () => {
  /** Worked out here once more, in another way: every question answered, every date a day of the calendar. */
  const isWhole = ({ nation, profession, setting, happened, dates }: Answers) =>
    Boolean(nation && profession && setting && happened[0]) &&
    Object.values(dates).every(({ day, month, year }) => {
      const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
      const isThatDay =
        date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
      return Boolean(day && month && year) && isThatDay;
    });

  /** Mostly what a page could send, with anything missing, wrong or sent twice. */
  const field = (name: string, ...values: string[]) =>
    fc.array(
      fc.constantFrom(...values).map((value): [string, string] => [name, value]),
      { maxLength: 2 },
    );
  const boxesOf = (id: string) => [
    field(`${id}-day`, '1', '28', '29', '30', '31', ''),
    field(`${id}-month`, '1', '2', '4', '12', '13', ''),
    field(`${id}-year`, '2024', '2026', ''),
  ];
  const anyForm = fc
    .tuple(
      field('nation', 'england', 'wales', 'northern-ireland', 'scotland'),
      field('profession', 'doctor', 'dentist', 'pharmacist', 'nurse'),
      field('setting', 'employed', 'training', 'primary-care', 'retired'),
      field('happened', 'told-of-concern', 'records', 'health', 'performers-list', 'other'),
      ...boxesOf('told-of-concern'),
      ...boxesOf('records-asked'),
      field('worry', 'visa', 'other'),
      field('page', ...pages, 'all', 'result', ''),
      field('changing', 'yes', 'no'),
      field('go', 'back', 'print', 'change-nation', 'change-happened', 'change-dates', ''),
    )
    .map((fields) => fields.flat());

  it('leads to the result only when every question is answered', () => {
    fc.assert(
      fc.property(anyForm, (fields) => {
        const { answers, turn } = send(fields);
        if (turn.show === 'result') expect(isWhole(answers)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('leads to the result from all questions on one page exactly when each is answered', () => {
    fc.assert(
      fc.property(anyForm, (fields) => {
        const { answers, turn } = send([
          ...fields.filter(([name]) => name !== 'page' && name !== 'go'),
          ['page', 'all'],
        ]);
        expect(turn.show).toBe(isWhole(answers) ? 'result' : 'all');
      }),
      { numRuns: 1000 },
    );
  });

  it('leads to a page with a number among the pages, and to nothing wrong that is not on it', () => {
    fc.assert(
      fc.property(anyForm, (fields) => {
        const { turn } = send(fields);
        if (turn.show !== 'page') return;
        expect(turn.number).toBeGreaterThanOrEqual(1);
        expect(turn.number).toBeLessThanOrEqual(turn.count);
        const dates = ['told-of-concern', 'records-asked'];
        const onIt: string[] = turn.page === 'dates' ? dates : [turn.page];
        expect(turn.problems.filter((problem) => !onIt.includes(problem))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('leads to the result, each page seen once, for whoever answers what they are asked', () => {
    const answer: Record<string, fc.Arbitrary<string>> = {
      nation: fc.constantFrom('england', 'wales', 'northern-ireland'),
      profession: fc.constantFrom('doctor', 'dentist', 'pharmacist'),
      setting: fc.constantFrom('employed', 'training', 'primary-care', 'locum', 'contractor'),
      happened: fc.constantFrom('told-of-concern', 'health', 'records'),
    };
    fc.assert(
      fc.property(fc.record(answer), (reader) => {
        let given: Fields = {};
        let page: string | null = 'nation';
        const seen: string[] = [];
        while (page) {
          expect(seen).not.toContain(page);
          seen.push(page);
          given = { ...given, ...(page in reader && { [page]: reader[page]! }), page };
          const turn = turnOf(given);
          if (turn.show === 'page') expect(turn.problems).toEqual([]);
          page = turn.show === 'page' ? turn.page : null;
          if (!page) expect(turn.show).toBe('result');
        }
        expect(seen.length).toBe(reader.happened === 'health' ? 5 : 6);
      }),
    );
  });
});
