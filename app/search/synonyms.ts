import MiniSearch from 'minisearch';
import { z } from 'zod';

/** Words that mean the same to a reader, in one language: `suspension` and `exclusion`. */

const phrases = z.array(z.string().min(1));

export const synonymsSchema = z.array(z.strictObject({ en: phrases, cy: phrases }));

/** Lower case, without accents, so that `tŷ` is found by who types `ty`. */
export const plain = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '');

export const wordsIn = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Longer words may be mistyped: by one letter in five. */
export const tolerance = (term: string): number | false => (term.length > 4 ? 0.2 : false);

/**
 * Finds what else somebody may mean. Single words may be mistyped; phrases count when they stand in the query
 * as they are.
 * @returns for a query, the other words of each group it touches.
 */
export function synonymFinder(groups: readonly (readonly string[])[]) {
  const single = new MiniSearch<{ id: number; words: string }>({
    fields: ['words'],
    processTerm: plain,
    searchOptions: { fuzzy: tolerance },
  });
  const inWords = groups.map((group) => group.map((phrase) => wordsIn(phrase).join(' ')));
  single.addAll(
    inWords.map((group, id) => ({
      id,
      words: group.filter((phrase) => !phrase.includes(' ')).join(' '),
    })),
  );
  return (query: string): string[][] => {
    const asked = ` ${wordsIn(query).join(' ')} `;
    const touched = new Set<number>(single.search(query).map(({ id }) => id as number));
    inWords.forEach((group, id) => {
      if (group.some((phrase) => phrase.includes(' ') && asked.includes(` ${phrase} `)))
        touched.add(id);
    });
    return [...touched].map((id) =>
      groups[id]!.filter((_, index) => !asked.includes(` ${inWords[id]![index]} `)),
    );
  };
}
