import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chosen } from './answers';
import { figuresOf, rest, type Figures } from './edition';
import { groupings, optionsOf, questions } from './questions';
import { hideInTable, hideSmall, mergeSmall, room, threshold, type Count } from './suppression';

/** What is hidden stays hidden, from somebody who can add, subtract and solve equations. */

const hiddenIn = (shown: readonly (readonly Count[])[]): boolean[][] =>
  shown.map((row) => row.map((count) => count === null));

describe('the answers to one question', () => {
  it.each([
    ['are shown when all are many', [30, 20, 10], [30, 20, 10]],
    ['hide a second figure, or the first would be the difference', [30, 20, 3], [30, null, null]],
    ['hide nobody as they hide a few', [30, 20, 0], [30, null, null]],
    ['hide a third where two together are still few', [40, 30, 4, 5], [40, null, null, null]],
    ['hide nothing more where two are enough', [40, 8, 9], [40, null, null]],
    ['hide all rather than give one away', [12, 3], [null, null]],
    ['are not shown, and neither is how many, when they are few', [4, 5], null],
  ])('%s', (_, counts, shown) => {
    expect(hideSmall(counts)).toEqual(shown);
  });
});

describe('groups of a table', () => {
  it.each([
    ['stand alone when all are large', [40, 20], null, { own: [0, 1], rest: 0 }],
    ['join the others when they are small', [40, 20, 7, 5], null, { own: [0, 1], rest: 12 }],
    [
      'take the next larger along when the others are still few',
      [40, 20, 7],
      null,
      { own: [0], rest: 27 },
    ],
    ['count those who did not say as others', [40, 20], 15, { own: [0, 1], rest: 15 }],
    ['do not say that nobody kept silent', [40, 20], 0, { own: [0], rest: 20 }],
    ['are not compared when only one is left', [40, 3], null, null],
    ['are not compared when there are only others', [4, 3], 30, null],
  ])('%s', (_, sizes, others, merged) => {
    expect(mergeSmall(sizes, others)).toEqual(merged);
  });

  it('stand alone only where they did among those who took part', () => {
    expect(mergeSmall([40, 20, 15], 12, [0, 2])).toEqual({ own: [0, 2], rest: 32 });
  });
});

describe('a table', () => {
  it('is shown whole when every cell is large', () => {
    expect(
      hideInTable([
        [20, 30],
        [40, 10],
      ]),
    ).toEqual([
      [20, 30],
      [40, 10],
    ]);
  });

  it('hides three more cells for one that is small, and so leaves it unknown', () => {
    const shown = hideInTable([
      [3, 20, 40],
      [30, 35, 50],
      [60, 70, 80],
    ])!;
    expect(shown).toEqual([
      [null, null, 40],
      [null, null, 50],
      [60, 70, 80],
    ]);
  });

  it('is not shown when nothing can be hidden that would help', () => {
    // Nearly everybody is in the second row: the first is known to a few whatever is hidden.
    expect(
      hideInTable([
        [1, 9],
        [500, 11],
      ]),
    ).toBe(null);
  });
});

const small = fc.integer({ min: 0, max: 30 });
const tables = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(small, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

it('no figure below the threshold is in any table, and each hidden cell has as many values left as the threshold is high', () => {
  fc.assert(
    fc.property(tables, (cells) => {
      const shown = hideInTable(cells);
      if (!shown) return;
      const hidden = hiddenIn(shown);
      shown.forEach((row, r) =>
        row.forEach((count, c) => {
          if (count === null)
            expect(room(cells, hidden, { row: r, column: c })).toBeGreaterThanOrEqual(threshold);
          else expect(count).toBe(cells[r]![c]);
          if (count !== null) expect(count).toBeGreaterThanOrEqual(threshold);
        }),
      );
    }),
  );
});

it('how far a cell can be moved is what trying every table finds', () => {
  const tiny = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 2,
  });
  const masks = fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 2,
  });
  fc.assert(
    fc.property(tiny, masks, (cells, hidden) => {
      const possible = everyTableLike(cells, hidden);
      hidden.forEach((row, r) =>
        row.forEach((isHidden, c) => {
          if (!isHidden) return;
          const values = possible.map((table) => table[r]![c]!);
          const width = Math.max(...values) - Math.min(...values);
          // It is counted up to the threshold only, each way.
          expect(room(cells, hidden, { row: r, column: c })).toBe(width);
        }),
      );
    }),
  );
});

/** Every table of counts with the same totals and the same cells shown. */
function everyTableLike(cells: number[][], hidden: boolean[][]): number[][][] {
  const total = (counts: number[]) => counts.reduce((sum, each) => sum + each, 0);
  const rowsLike = (row: number[], mask: boolean[]): number[][] => {
    const fill = (at: number, left: number): number[][] => {
      if (at === row.length) return left === 0 ? [[]] : [];
      const choices = mask[at] ? Array.from({ length: left + 1 }, (_, value) => value) : [row[at]!];
      return choices
        .filter((value) => value <= left)
        .flatMap((value) => fill(at + 1, left - value).map((others) => [value, ...others]));
    };
    return fill(0, total(row));
  };
  const [first, second] = cells.map((row, at) => rowsLike(row, hidden[at]!));
  const columns = cells[0]!.map((_, c) => total(cells.map((row) => row[c]!)));
  return first!.flatMap((a) =>
    second!.filter((b) => columns.every((sum, c) => a[c]! + b[c]! === sum)).map((b) => [a, b]),
  );
}

// Somebody who takes a whole edition and solves it

/** A number as a fraction of whole numbers: nothing is rounded. */
type Fraction = readonly [over: bigint, under: bigint];

const reduced = (over: bigint, under: bigint): Fraction => {
  const common = (a: bigint, b: bigint): bigint =>
    b === 0n ? (a < 0n ? -a : a) : common(b, a % b);
  const by = common(over, under) * (under < 0n ? -1n : 1n);
  return [over / by, under / by];
};

/** Equations, as the factors of their unknowns by name. */
type Equation = Map<string, Fraction>;

/** The unknowns that the equations fix, whatever stands on their right-hand sides. */
function determined(equations: readonly (readonly [string, number][])[]): Set<string> {
  const rows = equations.map(
    (terms): Equation => new Map(terms.map(([name, factor]) => [name, [BigInt(factor), 1n]])),
  );
  const solved: Equation[] = [];
  for (let row = rows.pop(); row; row = rows.pop()) {
    const [pivot, factor] = [...row][0] ?? [];
    if (!pivot || !factor) continue;
    const scaled: Equation = new Map(
      [...row].map(([name, [over, under]]) => [name, reduced(over * factor[1], under * factor[0])]),
    );
    for (const other of [...rows, ...solved]) subtract(other, scaled, pivot);
    solved.push(scaled);
  }
  return new Set(solved.filter((row) => row.size === 1).flatMap((row) => [...row.keys()]));
}

function subtract(row: Equation, other: Equation, pivot: string): void {
  const times = row.get(pivot);
  if (!times) return;
  for (const [name, [over, under]] of other) {
    const [a, b] = row.get(name) ?? [0n, 1n];
    const left = reduced(a * times[1] * under - times[0] * over * b, b * times[1] * under);
    if (left[0] === 0n) row.delete(name);
    else row.set(name, left);
  }
}

/** Everything somebody knows who has an edition: which sums of hidden figures are known. */
function equationsOf({ questions: asked, groups }: Figures): [string, number][][] {
  const known: [string, number][][] = [];
  const sum = (names: string[]) => known.push(names.map((name) => [name, 1]));
  for (const question of questions) {
    const overall = asked[question];
    if (!overall) continue;
    const options = optionsOf(question);
    const total = (option: string) => `${question}=${option}`;
    sum(options.map(total));
    for (const option of options) if (overall.options[option] !== null) sum([total(option)]);
    for (const grouping of groupings) {
      const lines = groups[question]?.[grouping];
      if (!lines) continue;
      const cell = (group: string, option: string) => `${total(option)}, ${grouping}=${group}`;
      for (const { group, options: cells } of lines) {
        sum(options.map((option) => cell(group, option)));
        for (const option of options) if (cells[option] !== null) sum([cell(group, option)]);
      }
      for (const option of options) {
        known.push([
          ...lines.map(({ group }): [string, number] => [cell(group, option), 1]),
          [total(option), -1],
        ]);
      }
    }
  }
  return known;
}

const hiddenNames = ({ questions: asked, groups }: Figures): string[] => [
  ...Object.entries(asked).flatMap(([question, { options }]) =>
    Object.entries(options).flatMap(([option, count]) =>
      count === null ? [`${question}=${option}`] : [],
    ),
  ),
  ...Object.entries(groups).flatMap(([question, tables]) =>
    Object.entries(tables).flatMap(([grouping, lines]) =>
      lines.flatMap(({ group, options }) =>
        Object.entries(options).flatMap(([option, count]) =>
          count === null ? [`${question}=${option}, ${grouping}=${group}`] : [],
        ),
      ),
    ),
  ),
];

const shownIn = ({ questions: asked, about, groups }: Figures): number[] =>
  [
    ...Object.values(asked).flatMap(({ answered, options }) => [
      answered,
      ...Object.values(options),
    ]),
    ...Object.values(about).flatMap((lines) => lines.map(({ size }) => size)),
    ...Object.values(groups).flatMap((tables) =>
      Object.values(tables).flatMap((lines) =>
        lines.flatMap(({ size, options }) => [size, ...Object.values(options)]),
      ),
    ),
  ].filter((count) => count !== null);

/** Voices of people who answer as people do: some options and groups are rare, and some say nothing. */
const voicesFrom = (seed: number, count: number): Chosen[] => {
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const names = [...questions, ...groupings];
  const rarity = new Map(names.map((name) => [name, 1 + 3 * chance()]));
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      names.flatMap((name) => {
        if (chance() < 0.15) return [];
        const options = optionsOf(name);
        return [[name, options[Math.floor(options.length * chance() ** rarity.get(name)!)]!]];
      }),
    ),
  );
};

describe('an edition', () => {
  it('gives no hidden figure away to somebody who solves all its equations exactly, and shows none below the threshold', () => {
    let hidden = 0;
    let tables = 0;
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 30, max: 600 }), (seed, count) => {
        const figures = figuresOf(voicesFrom(seed, count));
        // Equations about different questions have no unknown in common.
        const known = equationsOf(figures);
        const about = (question: string) =>
          known.filter(([term]) => term![0].startsWith(`${question}=`));
        const found = new Set(questions.flatMap((question) => [...determined(about(question))]));
        const names = hiddenNames(figures);
        expect(names.filter((name) => found.has(name))).toEqual([]);
        for (const shown of shownIn(figures)) expect(shown).toBeGreaterThanOrEqual(threshold);
        hidden += names.length;
        tables += Object.values(figures.groups).flatMap((its) => Object.keys(its)).length;
      }),
      { numRuns: 10 },
    );
    expect(hidden).toBeGreaterThan(100);
    expect(tables).toBeGreaterThan(100);
  });

  it('the solver finds what a careless edition gives away', () => {
    const careless = figuresOf([]);
    careless.questions['told-kindly'] = {
      answered: 43,
      options: { yes: 20, partly: 20, no: null },
    };
    expect(determined(equationsOf(careless))).toContain('told-kindly=no');
  });

  it('says nothing at all of a few', () => {
    const few = voicesFrom(1, 9);
    expect(figuresOf(few)).toEqual({ questions: {}, about: {}, groups: {} });
  });

  it('counts whoever is in no line of their own among all others', () => {
    const voices = voicesFrom(7, 600);
    const figures = figuresOf(voices);
    const [question, byGroup] = Object.entries(figures.groups)[0]!;
    const [, lines] = Object.entries(byGroup)[0]!;
    expect(lines.at(-1)!.group).toBe(rest);
    const answered = lines.reduce((sum, { size }) => sum + size, 0);
    expect(answered).toBe(figures.questions[question as 'told-kindly']!.answered);
  });
});
