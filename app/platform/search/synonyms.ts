import MiniSearch from 'minisearch';
import { z } from 'zod';
import { locales, type Locale } from '~/platform/locale';

/** Words that mean the same to a reader, in one language: `suspension` and `exclusion`. */

const phrases = z.array(z.string().min(1));

export const synonymsSchema = z.array(
  z.strictObject({
    en: phrases,
    cy: phrases,
    /** Who types one of these may be in danger. */
    urgent: z.literal(true).optional(),
    /** Needs of the directory that answer it, the nearest first. */
    needs: z.array(z.string()).min(1).optional(),
  }),
);

export type Synonyms = z.output<typeof synonymsSchema>;

/** Lower case, without accents, so that `tŷ` is found by who types `ty`. */
export const plain = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '');

export const wordsIn = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words as somebody types them who leaves out apostrophes: `cant sleep`. */
const wordsWithoutApostrophes = (text: string): string[] => wordsIn(text.replace(/['’‘]/g, ''));

/** How far a word may be from what is typed: a share of its letters, a number of them, or not at all. */
export type Tolerance = (term: string) => number | false;

/** Longer words may be mistyped: by one letter in five. */
export const tolerance: Tolerance = (term) => (term.length > 4 ? 0.2 : false);

/** For a second try, when nothing was found: two letters that changed places count as two slips. */
export const wideTolerance: Tolerance = (term) => (term.length > 5 ? 2 : false);

/** Every word of the synonyms, in both languages: none is a slip of another. */
export const wordsOf = (synonyms: Synonyms): Set<string> =>
  new Set(synonyms.flatMap((group) => locales.flatMap((each) => group[each].flatMap(wordsIn))));

/** A phrase in the ways somebody may type it. */
interface Phrase {
  phrase: string;
  words: string;
  hasty: string;
}

const asPhrase = (phrase: string): Phrase => ({
  phrase,
  words: wordsIn(phrase).join(' '),
  hasty: wordsWithoutApostrophes(phrase).join(' '),
});

/** Finds groups by their single words, which may be mistyped. */
function singleWords(groups: readonly (readonly Phrase[])[], known: ReadonlySet<string>) {
  const index = new MiniSearch<{ id: number; words: string }>({
    fields: ['words'],
    processTerm: plain,
  });
  index.addAll(
    groups.map((group, id) => ({
      id,
      words: group.flatMap(({ words }) => (words.includes(' ') ? [] : words)).join(' '),
    })),
  );
  return (query: string, tolerated: Tolerance): number[] =>
    index
      .search(query, { fuzzy: (term) => !known.has(term) && tolerated(term) })
      .map(({ id }) => id as number);
}

/** What else somebody may mean. */
interface AlsoMeant {
  /** The other words of the groups a query touches, in the language of the page. */
  also: string[];
  /** Needs of the directory that answer them. */
  needs: string[];
  /** One of the groups is urgent. */
  urgent: boolean;
}

/**
 * Finds what else somebody may mean. Single words may be mistyped; phrases count when they stand in the query
 * as they are. Words of both languages count on either site: who reads Welsh may still search in English.
 * @param known words of the portal: like those of the synonyms they are never taken for a slip of another.
 */
export function synonymFinder(
  synonyms: Synonyms,
  locale: Locale,
  known: ReadonlySet<string> = new Set(),
): (query: string, tolerated?: Tolerance) => AlsoMeant {
  const said = synonyms.map((group) => group[locale].map(asPhrase));
  const understood = synonyms.map((group) => locales.flatMap((each) => group[each].map(asPhrase)));
  const withWords = singleWords(understood, new Set([...known, ...wordsOf(synonyms)]));
  return (query, tolerated = tolerance) => {
    const asked = ` ${wordsIn(query).join(' ')} `;
    const hastily = ` ${wordsWithoutApostrophes(query).join(' ')} `;
    const isAsked = ({ words, hasty }: Phrase) =>
      asked.includes(` ${words} `) || hastily.includes(` ${hasty} `);
    const touched = new Set(withWords(query, tolerated));
    understood.forEach((group, id) => {
      if (group.some(isAsked)) touched.add(id);
    });
    return {
      also: [...touched].flatMap((id) =>
        said[id]!.flatMap((meant) => (isAsked(meant) ? [] : meant.phrase)),
      ),
      needs: [...new Set([...touched].flatMap((id) => synonyms[id]!.needs ?? []))],
      urgent: [...touched].some((id) => synonyms[id]!.urgent),
    };
  };
}
