import MiniSearch from 'minisearch';
import { z } from 'zod';
import type { Locale } from '~/platform/locale';

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

/** Longer words may be mistyped: by one letter in five. */
export const tolerance = (term: string): number | false => (term.length > 4 ? 0.2 : false);

/**
 * Finds what else somebody may mean. Single words may be mistyped; phrases count when they stand in the query
 * as they are.
 * @param known words of the portal: they are never taken for a slip of another.
 * @returns for a query: the other words of the groups it touches, the needs of the directory that answer them,
 *   and whether one of them is urgent.
 */
export function synonymFinder(
  synonyms: Synonyms,
  locale: Locale,
  known: ReadonlySet<string> = new Set(),
) {
  const groups = synonyms.map((group) =>
    group[locale].map((phrase) => ({
      phrase,
      words: wordsIn(phrase).join(' '),
      hasty: wordsWithoutApostrophes(phrase).join(' '),
    })),
  );
  const single = new MiniSearch<{ id: number; words: string }>({
    fields: ['words'],
    processTerm: plain,
    searchOptions: { fuzzy: (term) => !known.has(term) && tolerance(term) },
  });
  single.addAll(
    groups.map((group, id) => ({
      id,
      words: group.flatMap(({ words }) => (words.includes(' ') ? [] : words)).join(' '),
    })),
  );
  return (query: string): { also: string[]; needs: string[]; urgent: boolean } => {
    const asked = ` ${wordsIn(query).join(' ')} `;
    const hastily = ` ${wordsWithoutApostrophes(query).join(' ')} `;
    const isAsked = ({ words, hasty }: { words: string; hasty: string }) =>
      asked.includes(` ${words} `) || hastily.includes(` ${hasty} `);
    const touched = new Set<number>(single.search(query).map(({ id }) => id as number));
    groups.forEach((group, id) => {
      if (group.some(isAsked)) touched.add(id);
    });
    return {
      also: [...touched].flatMap((id) =>
        groups[id]!.flatMap((meant) => (isAsked(meant) ? [] : meant.phrase)),
      ),
      needs: [...new Set([...touched].flatMap((id) => synonyms[id]!.needs ?? []))],
      urgent: [...touched].some((id) => synonyms[id]!.urgent),
    };
  };
}
