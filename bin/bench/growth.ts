import { performance } from 'node:perf_hooks';
import { median, type Figure } from './figures';

/** How long questions take as there is more and more to ask about: measured, as figures, and as tables. */

/** What is asked, and the asking. */
export type Question = readonly [name: string, ask: () => unknown];

/** What grows, and how long an answer may take. */
export interface Growing {
  /** Stands before the name of every figure: `requests`. */
  of: string;
  /** Milliseconds at the median, at any size. */
  budget: number;
  rounds: number;
}

const inDigits = (size: number): string => size.toLocaleString('en-GB');

/** The middle one of the times it took, in milliseconds, after one that warms up. */
async function timeOf(ask: () => unknown, rounds: number): Promise<number> {
  await ask();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return median(times);
}

/** Asks each question at one size. */
export async function figuresAt(
  size: number,
  questions: readonly Question[],
  { of, budget, rounds }: Growing,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, ask] of questions) {
    const value = Number((await timeOf(ask, rounds)).toFixed(3));
    figures.push({ name: `${of}: ${name}, ${inDigits(size)}`, value, unit: 'ms', atMost: budget });
  }
  return figures;
}

/** How the time of one question grew. */
export interface Curve {
  name: string;
  points: [size: number, ms: number][];
}

/** What figures say of each question, the smallest size first. */
export function curvesOf(of: string, figures: readonly Figure[]): Curve[] {
  const curves = new Map<string, Curve>();
  for (const { name, value } of figures) {
    const parts = new RegExp(`^${of}: (.*), ([\\d,]+)$`).exec(name);
    if (!parts) continue;
    const [, question = '', size = ''] = parts;
    const curve = curves.get(question) ?? { name: question, points: [] };
    curves.set(question, curve);
    curve.points.push([Number(size.replaceAll(',', '')), value]);
  }
  return [...curves.values()];
}

/**
 * In milliseconds, added to both times before they are compared. A question that takes less than this can take twice
 * as long in the next run, for reasons of the machine's; and nobody waits for it.
 */
const noise = 1;

/**
 * How many times longer each question takes at the largest size than at the smallest. What is found by going down a
 * tree takes as many steps more as the logarithm of the size is larger.
 */
export const growthOf = (curves: readonly Curve[]): Figure[] =>
  curves.map(({ name, points }) => {
    const [smallest, first] = points[0]!;
    const [largest, last] = points.at(-1)!;
    return {
      name: `growth: ${name}`,
      value: Number(((last + noise) / (first + noise)).toFixed(2)),
      unit: 'ratio',
      atMost: Number((Math.log(largest) / Math.log(smallest)).toFixed(2)),
    };
  });

/** The same for people: a line for each question, a column for each size, in Markdown. */
export function growthTable(curves: readonly Curve[]): string {
  const sizes = curves[0]!.points.map(([size]) => inDigits(size));
  const growth = growthOf(curves);
  const lines = curves.map(({ name, points }, index) => {
    const times = points.map(([, ms]) => ms.toFixed(2));
    return [name, ...times, growth[index]!.value.toFixed(2)];
  });
  const heads = ['Milliseconds, median', ...sizes, 'Growth'];
  const rule = heads.map((_, index) => (index === 0 ? '---' : '--:'));
  return [heads, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
