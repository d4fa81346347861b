// npm run bench: how fast the portal is on this machine, beside yardsticks that run on it at the same time. With
// --quick a shorter look, with names of parts only those. Each figure is printed beside its limit and beside what it was
// when it was last written down; all are written to bench-results.json, and with --write to docs/performance.json.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { prepare, root } from './prepare.mjs';
import { findOrInstall, programs } from './programs.mjs';

const parts = ['public', 'rendered', 'start', 'bookings', 'directory', 'requests'];
/** Seconds are too few for these to say anything. */
const longParts = ['bookings', 'requests'];

const [options, named] = [true, false].map((isOption) =>
  process.argv.slice(2).filter((word) => word.startsWith('--') === isOption),
);
const quick = options.includes('--quick');
const chosen = parts.filter((part) =>
  named.length > 0 ? named.includes(part) : !quick || !longParts.includes(part),
);

/** Written down with the project, from a whole run. */
const record = path.join(root, 'docs', 'performance.json');
/** This run. */
const results = path.join(root, 'bench-results.json');

prepare();
const [missing] = findOrInstall([programs.wrk]);
if (missing) {
  console.error(`The load comes from ${missing.name}: install it and run this again.`);
  process.exit(1);
}

const earlier = new Map(readFigures(record).map(({ name, value }) => [name, value]));
const figures = chosen.flatMap(measure);
const when = new Date().toISOString().slice(0, 10);
const [{ model }] = cpus();
const written = `${JSON.stringify({ when, machine: `${cpus().length} × ${model}`, figures }, null, 2)}\n`;
writeFileSync(results, written);
if (options.includes('--write')) writeFileSync(record, written);
const beyond = figures.filter((figure) => !isWithin(figure));
console.log(`\n${figures.length} figures, ${beyond.length} beyond their limit.`);
process.exitCode = beyond.length > 0 ? 1 : 0;

function readFigures(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).figures : [];
}

/** Runs a part, alone, and prints what it found. */
function measure(part) {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-figures-'));
  const file = path.join(folder, 'figures.json');
  const begun = Date.now();
  const { status } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'tsx'),
    [`bin/bench/${part}.ts`, ...(quick ? ['--quick'] : [])],
    { cwd: root, stdio: 'inherit', env: { ...process.env, PORTAL_BENCH_FIGURES: file } },
  );
  if (status !== 0) throw new Error(`bin/bench/${part}.ts ended with ${status}`);
  const found = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  console.log(`\n${part} (${Math.round((Date.now() - begun) / 1000)} s)`);
  for (const figure of found) console.log(lineOf(figure));
  return found;
}

function isWithin({ value, atLeast = -Infinity, atMost = Infinity }) {
  return value >= atLeast && value <= atMost;
}

function lineOf(figure) {
  const { name, value, unit, atLeast, atMost } = figure;
  const limit = [
    atLeast !== undefined && `at least ${atLeast}`,
    atMost !== undefined && `at most ${atMost}`,
  ].filter(Boolean);
  const before = earlier.get(name);
  const notes = [
    ...limit,
    ...(before === undefined ? [] : [`before: ${before.toFixed(2)}`]),
    ...(isWithin(figure) ? [] : ['BEYOND THE LIMIT']),
  ];
  return `  ${name.padEnd(64)} ${value.toFixed(2).padStart(10)} ${unit}${notes.length > 0 ? `  (${notes.join(', ')})` : ''}`;
}
