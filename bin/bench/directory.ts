// Part of npm run bench, run with tsx: the directory with 100, 1,000 and 10,000 organisations, in process. Each question
// is asked of the same code that the pages ask.
import { curvesOf, figuresAt, growthOf, type Question } from './growth';
import { quick, report, type Figure } from './figures';
import { readSynonyms } from '~/platform/search/synonyms.server';
import { DirectorySearch } from '~/support/directory-search';
import { findOrganisations, organisations } from '~/support/directory.server';
import type { Filters } from '~/support/filters';
import { openingsAt } from '~/support/openings.server';
import type { Organisation } from '~/support/organisation';

const sizes = [100, 1000, 10_000];
const growing = { of: 'directory', budget: 5, rounds: quick ? 20 : 100 };

const towns =
  'Ashby Barton Carrow Denham Elstow Farley Garton Hadley Ilton Jarrow Kelsey Langton'.split(' ');

/** The entries there are, over and over, each with a name of its own. */
function manyOrganisations(size: number): Map<string, Organisation> {
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

const asked: [string, Filters][] = [
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

const openings = await openingsAt();

/** What the page does: find, leave what is closed, take a page. */
function questionsOf(all: Map<string, Organisation>): Question[] {
  const search = new DirectorySearch(all.values(), 'en', readSynonyms());
  return asked.map(([name, { open, ...filters }]) => [
    name,
    () =>
      findOrganisations(filters, 'en', all, search)
        .filter((organisation) => !open || openings.isOpen(organisation))
        .slice(0, 20),
  ]);
}

const figures: Figure[] = [];
// A program that has just begun is slow at everything: the first answers are nobody's.
await figuresAt(sizes[0]!, questionsOf(manyOrganisations(sizes[0]!)), growing);
for (const size of sizes)
  figures.push(...(await figuresAt(size, questionsOf(manyOrganisations(size)), growing)));
report([...figures, ...growthOf(curvesOf(growing.of, figures))]);
