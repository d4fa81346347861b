import MiniSearch, { type Query } from 'minisearch';
import {
  glossary,
  listGuides,
  readGuide,
  readStandingPage,
  standingPageSlugs,
} from '~/guides/index.server';
import { blocksIn } from '~/guides/index';
import { readJson } from '~/platform/content/files.server';
import { locales, type Locale } from '~/platform/locale';
import { organisations } from '~/support/index.server';
import { excerptOf, markWords, type Piece } from './excerpt';
import { plain, synonymFinder, synonymsSchema, tolerance } from './synonyms';

/** One index a language over guides, glossary, organisations and the pages about the portal. */

export type Kind = 'guide' | 'word' | 'organisation' | 'page';

interface Entry {
  id: string;
  kind: Kind;
  title: string;
  /** Other names. */
  also: string;
  summary: string;
  headings: string;
  /** Paragraphs, to search and to show one of. */
  blocks: string[];
}

function guideEntries(locale: Locale): Entry[] {
  return listGuides(locale).map(({ slug, title, summary }) => ({
    id: `/guides/${slug}`,
    kind: 'guide',
    title,
    also: '',
    summary,
    ...textOf(readGuide(locale, slug)!.markdown),
  }));
}

function pageEntries(locale: Locale): Entry[] {
  return standingPageSlugs(locale).map((slug) => {
    const { about, markdown } = readStandingPage(locale, slug);
    return {
      id: `/${slug}`,
      kind: 'page',
      title: about.title,
      also: '',
      summary: about.summary,
      ...textOf(markdown),
    };
  });
}

function textOf(markdown: string): Pick<Entry, 'headings' | 'blocks'> {
  const blocks = blocksIn(markdown);
  return {
    headings: blocks.flatMap(({ heading, text }) => (heading ? text : [])).join('. '),
    blocks: blocks.flatMap(({ heading, text }) => (heading ? [] : text)),
  };
}

const wordEntries = (locale: Locale): Entry[] =>
  [...glossary().values()].map(({ id, term, also, meaning }) => ({
    id: `/glossary#${id}`,
    kind: 'word',
    title: term[locale],
    also: also[locale].join(', '),
    summary: '',
    headings: '',
    blocks: [meaning[locale]],
  }));

const organisationEntries = (locale: Locale): Entry[] =>
  [...organisations().values()].map(({ id, name, otherNames, words }) => ({
    id: `/support/${id}`,
    kind: 'organisation',
    title: name[locale],
    // Welsh readers know many organisations by their English names, and the other way round.
    also: [...otherNames, ...locales.map((each) => name[each])].join(', '),
    summary: words[locale].bestFor,
    headings: '',
    blocks: [words[locale].offers, words[locale].whenYouContact],
  }));

/** Words that say nothing about what is looked for. */
const emptyWords: Record<Locale, ReadonlySet<string>> = {
  en: new Set(
    'a an and are as at be been but by can do does for from had has have how i if in is it its me my of on or s so that the their them they this to was we what when where which who will with would you your'.split(
      ' ',
    ),
  ),
  cy: new Set(
    'a ac ar at am ag chi ei eich eu fe fel fi fod fy gan gyda hon hwn i ich mae mi na ni neu nid o oes os pa pan pryd pwy r sut sy sydd un wedi y yn yr'.split(
      ' ',
    ),
  ),
};

function indexOf(locale: Locale) {
  const entries = [
    ...guideEntries(locale),
    ...wordEntries(locale),
    ...organisationEntries(locale),
    ...pageEntries(locale),
  ];
  const index = new MiniSearch<Entry>({
    fields: ['title', 'also', 'summary', 'headings', 'blocks'],
    extractField: (entry, field) => {
      const value = entry[field as keyof Entry];
      return Array.isArray(value) ? value.join('\n') : value;
    },
    processTerm: (term) => {
      const word = plain(term);
      return emptyWords[locale].has(word) ? null : word;
    },
    searchOptions: {
      boost: { title: 6, also: 5, headings: 3, summary: 3 },
      prefix: (term) => term.length > 2,
      fuzzy: tolerance,
      weights: { prefix: 0.4, fuzzy: 0.3 },
    },
  });
  index.addAll(entries);
  const groups = readJson('synonyms.json', synonymsSchema).map((group) => group[locale]);
  return {
    index,
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    alsoMeant: synonymFinder(groups),
  };
}

const indexes = new Map<Locale, ReturnType<typeof indexOf>>();

function indexFor(locale: Locale): ReturnType<typeof indexOf> {
  const known = indexes.get(locale);
  if (known) return known;
  const made = indexOf(locale);
  indexes.set(locale, made);
  return made;
}

/** How other words for the same are looked for: as they are, all words of a phrase, and for less. */
const asMeant = {
  combineWith: 'AND',
  fuzzy: false,
  prefix: false,
  boost: { title: 4, also: 2, headings: 1.5, summary: 1.5, blocks: 0.5 },
} as const;

export interface SearchResult {
  href: string;
  kind: Kind;
  title: Piece[];
  excerpt: Piece[];
}

/** The longest query that is looked at, and the most results anybody reads. */
const longestQuery = 100;
const enough = 20;
/** What scores less than this part of the best is noise. */
const leastPart = 0.1;

/**
 * Guides, words and organisations for what somebody typed, best first. Spelling may be off; words that mean
 * the same are looked for, too, and count for less.
 */
export function search(typed: string, locale: Locale): { results: SearchResult[]; also: string[] } {
  const query = typed.slice(0, longestQuery);
  const { index, entries, alsoMeant } = indexFor(locale);
  const also = [...new Set(alsoMeant(query).flat())];
  const found = index.search({
    combineWith: 'OR',
    queries: [query, ...also.map((phrase): Query => ({ ...asMeant, queries: [phrase] }))],
  });
  const best = found[0]?.score ?? 0;
  return {
    also,
    results: found
      .filter(({ score }) => score >= best * leastPart)
      .slice(0, enough)
      .map(({ id, terms }) => {
        const { kind, title, summary, blocks } = entries.get(id as string)!;
        const words = new Set(terms);
        return {
          href: id as string,
          kind,
          title: markWords(title, words),
          excerpt: excerptOf([summary, ...blocks].filter(Boolean), words),
        };
      }),
  };
}
