import { writeFileSync } from 'node:fs';
import process from 'node:process';

/** What one part of `npm run bench` found. A figure that has a limit is judged by it; the others are for comparison. */
export interface Figure {
  /** What was measured, the same in every run: earlier results are found by it. */
  name: string;
  value: number;
  /** `ratio`, `ms`, `MB`, `a second` … */
  unit: string;
  atLeast?: number;
  atMost?: number;
}

/** Whether this run is a short one: fewer and smaller rounds, for a look during work. */
export const quick = process.argv.includes('--quick');

/** The middle one; of an even number the upper of the two in the middle. */
export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** Hands the figures of a part to the bench, which prints them beside earlier ones and writes them down. */
export function report(figures: readonly Figure[]): void {
  const file = process.env.PORTAL_BENCH_FIGURES;
  if (file) writeFileSync(file, JSON.stringify(figures));
  else for (const { name, value, unit } of figures) console.log(`  ${name}: ${value} ${unit}`);
}
