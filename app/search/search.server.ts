import MiniSearch, { type SearchOptions } from 'minisearch';
import {
  glossary,
  listGuides,
  readGuide,
  readStandingPage,
  standingPageSlugs,
} from '~/guides/index.server';
import { blocksIn } from '~/guides/index';
import { locales, type Locale } from '~/platform/locale';
import { organisations, suspendedIds, urgentIds } from '~/support/index.server';
import { excerptOf, markWords, type Piece } from './excerpt';
import { emptyWords } from '~/platform/search/empty-words';
import { longestQuery } from '~/platform/search/longest-query';
import {
  plain,
  synonymFinder,
  tolerance,
  wideTolerance,
  wordsIn,
  wordsOf,
  type Tolerance,
} from '~/platform/search/synonyms';
import { readSynonyms } from '~/platform/search/synonyms.server';

/** One index a language over guides, glossary, organisations and the pages about the portal. */

export type Kind = 'guide' | 'word' | 'organisation' | 'page';

interface Entry {
  id: string;
  kind: Kind;
  title: string;
  /** Other names. */
  also: readonly string[];
  summary: string;
  headings: string;
  /** Paragraphs, to search and to show one of. */
  blocks: string[];
}

function* guideEntries(locale: Locale): Generator<Entry> {
  for (const { slug, title, summary, also } of listGuides(locale)) {
    const text = textOf(readGuide(locale, slug)!.markdown);
    yield { id: `/guides/${slug}`, kind: 'guide', title, also, summary, ...text };
  }
}

function pageEntries(locale: Locale): Entry[] {
  return standingPageSlugs(locale).map((slug) => {
    const { about, markdown } = readStandingPage(locale, slug);
    return {
      id: `/${slug}`,
      kind: 'page',
      title: about.title,
      also: [],
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
    also: also[locale],
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
    also: [...new Set([...otherNames, ...locales.map((each) => name[each])])],
    summary: words[locale].bestFor,
    headings: '',
    blocks: [words[locale].offers, words[locale].whenYouContact],
  }));

/** Everything that can be found, one after the other: reading a guide takes a while. */
function* entriesOf(locale: Locale): Generator<Entry> {
  yield* guideEntries(locale);
  yield* wordEntries(locale);
  yield* organisationEntries(locale);
  yield* pageEntries(locale);
}

/** An index without entries, and what makes it whole once they are in it. */
function emptyIndex(locale: Locale) {
  const synonyms = readSynonyms();
  // A word that is there is not taken for a slip of another, nor is one that means the same as another.
  const known = wordsOf(synonyms);
  const index = new MiniSearch<Entry>({
    fields: ['title', 'also', 'summary', 'headings', 'blocks'],
    extractField: (entry, field) => {
      const value = entry[field as keyof Entry];
      return Array.isArray(value) ? value.join('\n') : value;
    },
    processTerm: (term) => {
      const word = plain(term);
      return emptyWords[locale].has(word) || word.length < 2 ? null : word;
    },
    searchOptions: {
      boost: { title: 6, also: 5, headings: 3, summary: 3 },
      prefix: (term) => term.length > 2,
      weights: { prefix: 0.4, fuzzy: 0.3 },
      boostDocument: (id) => ((id as string).startsWith('/guides/') ? guideWeight : 1),
    },
  });
  const complete = (entries: readonly Entry[]) => {
    const plainText = new Map(
      entries.map(({ id, title, also, summary, headings, blocks }) => {
        const words = wordsIn([title, ...also, summary, headings, ...blocks].join(' '));
        words.forEach((word) => known.add(word));
        return [id, ` ${words.join(' ')} `];
      }),
    );
    return {
      index,
      known,
      plainText,
      named: namesOf(entries),
      entries: new Map(entries.map((entry) => [entry.id, entry])),
      alsoMeant: synonymFinder(synonyms, locale, known),
    };
  };
  return { index, complete };
}

type SearchIndex = ReturnType<ReturnType<typeof emptyIndex>['complete']>;

/** Entries by each of their names, plain. */
function namesOf(entries: readonly Entry[]): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const { id, title, also } of entries) {
    for (const name of [title, ...also]) {
      const words = wordsIn(name).join(' ');
      named.set(words, [...(named.get(words) ?? []), id]);
    }
  }
  return named;
}

const indexes = new Map<Locale, SearchIndex>();

/** Lets other requests be answered in between. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/** Makes the indexes bit by bit after the portal has started, so that nobody waits for the first search. */
export async function prepareSearch(): Promise<void> {
  for (const locale of locales) {
    const entries: Entry[] = [];
    for (const entry of entriesOf(locale)) {
      entries.push(entry);
      await breathe();
    }
    const { index, complete } = emptyIndex(locale);
    await index.addAllAsync(entries, { chunkSize: 5 });
    indexes.set(locale, complete(entries));
  }
}

function indexFor(locale: Locale): SearchIndex {
  const known = indexes.get(locale);
  if (known) return known;
  const entries = [...entriesOf(locale)];
  const { index, complete } = emptyIndex(locale);
  index.addAll(entries);
  const made = complete(entries);
  indexes.set(locale, made);
  return made;
}

/** How other words for the same are looked for: as they are. */
const asMeant = { combineWith: 'AND', fuzzy: false, prefix: false } as const;
/** What a page is worth that has another word for the same. */
const meantWeight = 0.9;
/** What has the very name that was typed. */
const nameWeight = 3;
/** A guide says more than the meaning of a word, though it has more words to say it in. */
const guideWeight = 2.6;

export interface SearchResult {
  href: string;
  kind: Kind;
  title: Piece[];
  excerpt: Piece[];
}

/** The most results anybody reads. */
const enough = 20;
/** What scores less than this part of the best is noise. */
const leastPart = 0.05;

interface Hit {
  score: number;
  /** The words of the page that were found. */
  words: Set<string>;
}

/** Every page that has the words, or other words for the same; of those the one that fits best counts. */
function hitsFor(
  query: string,
  also: readonly string[],
  { index, known, plainText }: SearchIndex,
  tolerated: Tolerance,
): Map<string, Hit> {
  const hits = new Map<string, Hit>();
  const fuzzy: SearchOptions['fuzzy'] = (term) => !known.has(term) && tolerated(term);
  for (const { id, score, terms } of index.search(query, { fuzzy })) {
    hits.set(id as string, { score, words: new Set(terms) });
  }
  const meant = new Map<string, number>();
  for (const phrase of also) {
    const words = wordsIn(phrase);
    for (const { id, score: sum, terms } of index.search(phrase, asMeant)) {
      if (!plainText.get(id as string)!.includes(` ${words.join(' ')} `)) continue;
      const score = sum / words.length;
      const hit = hits.get(id as string) ?? { score: 0, words: new Set() };
      terms.forEach((term) => hit.words.add(term));
      hits.set(id as string, hit);
      meant.set(id as string, Math.max(meant.get(id as string) ?? 0, score));
    }
  }
  for (const [id, score] of meant) hits.get(id)!.score += score * meantWeight;
  return hits;
}

/** What fits a query, as far off as its words may be. */
function lookFor(query: string, index: SearchIndex, tolerated: Tolerance) {
  const { also, urgent } = index.alsoMeant(query, tolerated);
  return { also, urgent, hits: hitsFor(query, also, index, tolerated) };
}

/** Crisis lines for who may be in danger, in the order to call them, then everything else, best first. */
function inOrder(hits: Map<string, Hit>, first: readonly string[], least: number): [string, Hit][] {
  const lines = first.map((id): [string, Hit] => [
    id,
    hits.get(id) ?? { score: 0, words: new Set() },
  ]);
  const others = [...hits].filter(([id, { score }]) => !first.includes(id) && score >= least);
  return [...lines, ...others.sort(([, a], [, b]) => b.score - a.score)];
}

/**
 * Guides, words and organisations for what somebody typed, best first. Spelling may be off, by more when nothing is
 * found, and words that mean the same count, too. Who may be in danger is shown somebody to talk to before
 * anything else.
 */
export function search(typed: string, locale: Locale): { results: SearchResult[]; also: string[] } {
  const query = typed.slice(0, longestQuery);
  const index = indexFor(locale);
  const asTyped = lookFor(query, index, tolerance);
  const { also, urgent, hits } =
    asTyped.hits.size > 0 || asTyped.urgent ? asTyped : lookFor(query, index, wideTolerance);
  // The index has every entry: one that is taken down comes back without making it anew.
  const suspended = suspendedIds();
  for (const id of suspended) hits.delete(`/support/${id}`);
  // Noise is measured by the words alone: a page that has the very name stands high above every other.
  const best = Math.max(...[...hits.values()].map(({ score }) => score));
  for (const id of index.named.get(wordsIn(query).join(' ')) ?? []) {
    const hit = hits.get(id);
    if (hit) hit.score *= nameWeight;
  }
  const lines = urgent ? urgentIds.filter((id) => !suspended.has(id)) : [];
  const first = lines.map((id) => `/support/${id}`);
  return {
    also,
    results: inOrder(hits, first, best * leastPart)
      .slice(0, enough)
      .map(([id, { words }]) => {
        const { kind, title, also: names, summary, blocks } = index.entries.get(id)!;
        return {
          href: id,
          kind,
          title: markWords(title, words),
          excerpt: excerptOf([summary, ...blocks, names.join(', ')].filter(Boolean), words),
        };
      }),
  };
}
