import MiniSearch, { type SearchOptions } from 'minisearch';
import { translator } from '~/platform/i18n';
import { locales, type Locale } from '~/platform/locale';
import { emptyWords } from '~/platform/search/empty-words';
import { longestQuery } from '~/platform/search/longest-query';
import {
  synonymFinder,
  tolerance,
  wideTolerance,
  wordsIn,
  wordsOf,
  type Synonyms,
  type Tolerance,
} from '~/platform/search/synonyms';
import { professions, type Profession } from '~/platform/content/vocabulary';
import { certaintyOf, isReserved, type Filters } from './filters';
import type { Organisation } from './organisation';

/** What each way of fitting is worth, for who fits best in that way. */
const weights = { urgent: 1000, name: 100, allWords: 1, need: 0.8, meant: 0.5, someWords: 0.4 };

/** What is taken from who would turn most readers away: as much as the need it helps with is worth. */
const reservedWeight = weights.need;

/** Other words for the same add nobody beyond the first so many. */
const mostMeant = 200;

/** Crisis lines, the first to call first. */
export const urgentIds = ['samaritans', 'nhs-111-mental-health', 'shout', 'lifeline-ni'];

/** An organisation, by its place in the list, and how well it fits beside the best: 1 is the best. */
interface Hit {
  row: number;
  part: number;
}

/**
 * Finds organisations by words, in one language; other words for the same count, too. Pure: the words are handed
 * in. What a phrase or a need leads to is worked out once, so that a directory of 10,000 answers at once.
 */
export class DirectorySearch {
  readonly #organisations: readonly Organisation[];
  readonly #empty: ReadonlySet<string>;
  readonly #index: MiniSearch;
  readonly #known: Set<string>;
  readonly #alsoMeant: ReturnType<typeof synonymFinder>;
  /** Rows by each of their names, plain, and by their ids. */
  readonly #named = new Map<string, number[]>();
  readonly #rowOf = new Map<string, number>();
  /** Who helps with a need: best when it is their first concern. */
  readonly #helping = new Map<string, Hit[]>();
  /** Of equals, who can be called and what we are sure of. */
  readonly #certainty: readonly number[];
  readonly #reservedFor = new Map<Profession | undefined, Uint8Array>();
  /** Who has the words of a phrase that means the same. */
  readonly #meant = new Map<string, readonly Hit[]>();

  constructor(organisations: Iterable<Organisation>, locale: Locale, synonyms: Synonyms) {
    this.#organisations = [...organisations];
    this.#certainty = this.#organisations.map((organisation) => certaintyOf(organisation) / 50);
    this.#empty = emptyWords[locale];
    const t = translator(locale, 'support');
    // A word that is there is not taken for a slip of another, nor is one that means the same as another.
    this.#known = wordsOf(synonyms);
    this.#index = new MiniSearch({
      fields: ['name', 'otherNames', 'bestFor', 'offers', 'needs', 'for'],
      tokenize: wordsIn,
      processTerm: (word) => (this.#says(word) ? word : null),
      searchOptions: {
        boost: { name: 4, otherNames: 4, bestFor: 2 },
        prefix: (term) => term.length > 2,
      },
    });
    for (const [row, organisation] of this.#organisations.entries()) {
      const { id, name, otherNames, words, needs, for: its } = organisation;
      const names = [...locales.map((each) => name[each]), ...otherNames];
      const entry = {
        id: row,
        // Welsh readers know many organisations by their English names, and the other way round.
        name: locales.map((each) => name[each]).join(' '),
        otherNames: otherNames.join(' '),
        bestFor: words[locale].bestFor,
        offers: words[locale].offers,
        needs: needs.map((need) => t(`needs.${need}`)).join(' '),
        for: [
          ...its.groups.map((group) => t(`groups.${group}`)),
          ...its.professions.map((profession) => t(`professions.${profession}`)),
        ].join(' '),
      };
      this.#index.add(entry);
      wordsIn(Object.values(entry).join(' ')).forEach((word) => this.#known.add(word));
      this.#rowOf.set(id, row);
      needs.forEach((need, place) => {
        const hit = { row, part: place === 0 ? 1 : 0.5 };
        const helping = this.#helping.get(need);
        if (helping) helping.push(hit);
        else this.#helping.set(need, [hit]);
      });
      for (const each of new Set(names.flatMap(namesIn))) {
        this.#named.set(each, [...(this.#named.get(each) ?? []), row]);
      }
    }
    this.#alsoMeant = synonymFinder(synonyms, locale, this.#known);
  }

  /**
   * Who fits, best first: for who may be in danger the crisis lines, then who has the very name, then who has all
   * the words, or other words for the same, or helps with what they mean. Some of the words do when nobody has all.
   * When nobody has any, the words may be far off.
   * @param filters with a profession its own bodies do not come below the others.
   */
  find(typed: string, { profession }: Pick<Filters, 'profession'> = {}): Organisation[] {
    const query = typed.slice(0, longestQuery);
    const first = this.#scores(query, tolerance);
    const scores = first.some(Boolean) ? first : this.#scores(query, wideTolerance);
    const reserved = this.#reserved(profession ?? professionIn(query));
    const rows: { row: number; rank: number }[] = [];
    scores.forEach((score, row) => {
      if (score > 0) rows.push({ row, rank: score - reserved[row]! * reservedWeight });
    });
    return rows.sort((a, b) => b.rank - a.rank).map(({ row }) => this.#organisations[row]!);
  }

  /** 1 for each row that would turn away a reader of this profession, or of an unknown one; else 0. */
  #reserved(profession: Profession | undefined): Uint8Array {
    const known =
      this.#reservedFor.get(profession) ??
      Uint8Array.from(this.#organisations, (each) => Number(isReserved(each, profession)));
    this.#reservedFor.set(profession, known);
    return known;
  }

  /** How well each row fits the words; 0 for who does not. */
  #scores(query: string, tolerated: Tolerance): Float64Array {
    const { also, needs, urgent } = this.#alsoMeant(query, tolerated);
    const meant = this.#best(also.map((phrase) => this.#whoIsMeant(phrase)));
    // A need that is meant second counts half.
    const near = this.#best(
      needs.map((need) => this.#helping.get(need) ?? []),
      (place) => 1 / (place + 1),
    );
    const scores = meant.map(
      (part, row) =>
        part * weights.meant +
        (near[row]! > 0 ? near[row]! * weights.need + this.#certainty[row]! : 0),
    );
    const fuzzy: SearchOptions['fuzzy'] = (term) => !this.#known.has(term) && tolerated(term);
    const { hits, haveAll } = this.#search(query, { fuzzy });
    const weight = haveAll ? weights.allWords : weights.someWords;
    for (const { row, part } of hits) scores[row]! += part * weight;
    for (const row of this.#named.get(wordsIn(query).join(' ')) ?? []) scores[row]! += weights.name;
    if (urgent) this.#putCrisisLinesFirst(scores);
    return scores;
  }

  /** In their order, above whatever else was asked for, be it the very name of one of them. */
  #putCrisisLinesFirst(scores: Float64Array): void {
    urgentIds.forEach((id, place) => {
      const row = this.#rowOf.get(id);
      if (row !== undefined) scores[row]! += weights.urgent * (urgentIds.length - place);
    });
  }

  /** Who has all the words of a phrase; when nobody has, who has some of them. */
  #search(phrase: string, options: SearchOptions = {}): { hits: Hit[]; haveAll: boolean } {
    const some = this.#index.search(phrase, options);
    const count = new Set(wordsIn(phrase).filter((word) => this.#says(word))).size;
    const all = some.filter(({ queryTerms }) => queryTerms.length === count);
    const found = all.length > 0 ? all : some;
    const most = found[0]?.score ?? 1;
    const hits = found.map(({ id, score }) => ({ row: id as number, part: score / most }));
    return { hits, haveAll: all.length > 0 };
  }

  /** Whether a word says anything about what is looked for. */
  #says(word: string): boolean {
    return word.length > 1 && !this.#empty.has(word);
  }

  #whoIsMeant(phrase: string): readonly Hit[] {
    const known = this.#meant.get(phrase) ?? this.#havingAll(phrase);
    this.#meant.set(phrase, known);
    return known;
  }

  #havingAll(phrase: string): readonly Hit[] {
    const { hits, haveAll } = this.#search(phrase, { fuzzy: false, prefix: false });
    return haveAll ? hits.slice(0, mostMeant) : [];
  }

  /**
   * The best part of each row in any of the lists; 0 for who is in none.
   * @param weight what a list is worth by its place.
   */
  #best(
    lists: readonly (readonly Hit[])[],
    weight: (place: number) => number = () => 1,
  ): Float64Array {
    const parts = new Float64Array(this.#organisations.length);
    for (const [place, hits] of lists.entries()) {
      const worth = weight(place);
      for (const { row, part } of hits) parts[row] = Math.max(parts[row]!, part * worth);
    }
    return parts;
  }
}

/** A name, and its parts in and before brackets: `General Medical Council (GMC)` is called both. */
const namesIn = (name: string): string[] =>
  [name, name.replace(/\(.*?\)/g, ''), ...(name.match(/(?<=\()[^)]+/g) ?? [])]
    .map((each) => wordsIn(each).join(' '))
    .filter(Boolean);

/** The professions by the words for them, in both languages. */
const professionWords = locales.flatMap((locale) => {
  const t = translator(locale, 'support');
  return professions.map((profession) => ({
    profession,
    word: wordsIn(t(`professions.${profession}`))[0]!,
  }));
});

/** The profession a query names, as “dentists” does. */
const professionIn = (query: string): Profession | undefined => {
  const asked = wordsIn(query);
  return professionWords.find(({ word }) => asked.some((each) => each.startsWith(word)))
    ?.profession;
};
