// Measures how questions grow and writes it down: the section "Growth" of docs/performance.md, and its pictures.
//   node_modules/.bin/tsx bin/bench/write-growth.ts [a folder with requests.json and directory.json, measured before]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { chart, type Titles } from './chart';
import type { Figure } from './figures';
import { curvesOf, growthTable, type Curve } from './growth';

const root = path.resolve(import.meta.dirname, '../..');
const page = path.join(root, 'docs/performance.md');

const measured = process.argv[2];
const figuresIn = (file: string): Figure[] => JSON.parse(readFileSync(file, 'utf8'));

/** What a part of the bench hands over. */
function figuresOf(part: string): Figure[] {
  if (measured) return figuresIn(path.join(measured, `${part}.json`));
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-growth-'));
  const file = path.join(folder, 'figures.json');
  try {
    const { status } = spawnSync('node_modules/.bin/tsx', [`bin/bench/${part}.ts`], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PORTAL_BENCH_FIGURES: file },
    });
    if (status !== 0) throw new Error(`bin/bench/${part}.ts failed`);
    return figuresIn(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the questions about requests, those in the picture: one of each kind, so that lines can be told apart. */
const pictured = [
  'the first page of "to-do", an adviser',
  'the first page of "ended", an adviser',
  'the count of every list, a lead',
  'page 200 of what has ended',
  'a search by one name that many have',
  'a search by two names',
  'a request',
  'free times of a team',
];

function draw(file: string, curves: readonly Curve[], titles: Titles): void {
  writeFileSync(path.join(root, 'docs', file), chart(curves, titles));
}

const section = (requests: readonly Curve[], directory: readonly Curve[]): string => `## Growth

Written by \`node_modules/.bin/tsx bin/bench/write-growth.ts\`. Times are milliseconds at the median, asked of the code that the pages ask, in one process on one machine. The last column says how many times longer the largest takes than the smallest, after a millisecond has been added to both, because less than that is the machine’s own doing. Both tables end at a size whose logarithm is twice that of the first, so what grows with the logarithm at worst has 2 there.

### Requests

One database grows from 1,000 requests to 1,000,000, of ten events each. Twenty-two advisers have all of them. Up to 100,000, more is asked for in the same three years: what is open grows, to 5,000, and what has ended, and what is found by a name. From there it is the past that grows, to thirty years of it: requests that have ended and whose words are erased, as they are after a year, and the trail of what was done.

![Milliseconds by number of requests](growth-requests.svg)

${growthTable(requests)}

Every list is walked along an index in its own order, a page at a time, so a page costs the same wherever it begins. What grows with the number of open requests are the counts, which look at each of them in one index; what grows with the number of people of a name is the search by name, which looks at each of those whose words are not erased. Free times hang on how many advisers there are and how full their diaries are, not on how many requests there have been.

### The directory

In memory, in one language, with 100, 1,000 and 10,000 organisations: the entries there are, over and over, each with a name of its own.

![Milliseconds by number of organisations](growth-directory.svg)

${growthTable(directory)}

Everybody who fits is found, ranked and counted, and a hundred times as many entries are a hundred times as many who fit: this grows with what is found, not with its logarithm. It has a budget of 5 milliseconds at 10,000 instead.
`;

/** Puts the section in the place of the one before it, or at the end. */
function withSection(text: string, written: string): string {
  const found = /^## Growth\n[^]*?(?=^## |(?![^]))/m;
  return found.test(text) ? text.replace(found, () => written) : `${text}${written}`;
}

const requests = curvesOf('requests', figuresOf('requests'));
const directory = curvesOf('directory', figuresOf('directory'));
draw(
  'growth-requests.svg',
  requests.filter(({ name }) => pictured.includes(name)),
  { title: 'How long questions about requests take', sizes: 'requests' },
);
draw('growth-directory.svg', directory, {
  title: 'How long questions of the directory take',
  sizes: 'organisations',
});
writeFileSync(
  page,
  withSection(existsSync(page) ? readFileSync(page, 'utf8') : '', section(requests, directory)),
);
