// Part of npm run bench, run with tsx: the directory with 10,000 organisations, in process. Each question is
// asked of the same code that the pages ask, a hundred times, and its median stands beside the budget.
import { performance } from 'node:perf_hooks';
import { readSynonyms } from '../app/platform/search/synonyms.server';
import { DirectorySearch } from '../app/support/directory-search';
import { findOrganisations, organisations } from '../app/support/directory.server';
import type { Filters } from '../app/support/filters';
import { openingsAt } from '../app/support/openings.server';
import type { Organisation } from '../app/support/organisation';

const size = 10_000;
const rounds = 100;
/** Milliseconds at the median. */
const budget = 5;

const towns =
  'Ashby Barton Carrow Denham Elstow Farley Garton Hadley Ilton Jarrow Kelsey Langton'.split(' ');

/** The entries there are, over and over, each with a name of its own. */
function manyOrganisations(): Map<string, Organisation> {
  const entries = [...organisations().values()];
  return new Map(
    Array.from({ length: size }, (_, index) => {
      const entry = entries[index % entries.length]!;
      const id = `${entry.id}-${index}`;
      const mark = `${towns[index % towns.length]} ${index}`;
      const name = { en: `${entry.name.en} ${mark}`, cy: `${entry.name.cy} ${mark}` };
      return [id, { ...entry, id, name }] as const;
    }),
  );
}

const questions: [string, Filters & { page?: number }][] = [
  ['no words, first page', {}],
  ['a need, a profession and a nation', { need: 'legal', profession: 'dentist', nation: 'wales' }],
  ['open now', { open: 'now' }],
  ['a name', { q: 'Samaritans Barton' }],
  ['a slip', { q: 'samaratins' }],
  ['a plain need', { q: 'cannot sleep' }],
  ['a word with many others for it', { q: 'sacked' }],
  ['a word and filters', { q: 'racism', profession: 'doctor', nation: 'england' }],
  ['words nobody uses', { q: 'xyzzy plugh' }],
];

const all = manyOrganisations();
const began = performance.now();
const search = new DirectorySearch(all.values(), 'en', readSynonyms());
console.log(
  `\nThe directory with ${size} organisations (index made in ${Math.round(performance.now() - began)} ms), median of ${rounds}:`,
);
const openings = await openingsAt();

/** What the page does: find, leave what is closed, take a page. */
const ask = ({ open, ...filters }: Filters): Organisation[] =>
  findOrganisations(filters, 'en', all, search)
    .filter((organisation) => !open || openings.isOpen(organisation))
    .slice(0, 20);

let worst = 0;
for (const [name, filters] of questions) {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    ask(filters);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const median = times[rounds / 2]!;
  worst = Math.max(worst, median);
  console.log(
    `  ${name.padEnd(36)} ${median.toFixed(2)} ms, ${(median / budget).toFixed(2)} of the budget`,
  );
}
if (worst > budget) process.exitCode = 1;
