import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Content, Problem, Rule } from './content';
import { blocksOf } from './markdown';

/**
 * The Flesch–Kincaid grade of English text: school years a reader needs (8 is about age 13). It looks at the
 * length of sentences and of words (Kincaid et al., 1975).
 */

/** The highest grade a guide may have. */
const hardestGrade = 8;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

const wordsIn = (text: string): string[] =>
  [...words.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

const total = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** Every paragraph and list item ends a sentence; headings, which are not sentences, are left out. */
export function gradeOf(markdown: string): number {
  const texts = blocksOf(markdown).filter(
    ({ heading, text }) => !heading && wordsIn(text).length > 0,
  );
  const said = texts.flatMap(({ text }) => wordsIn(text));
  if (said.length === 0) return 0;
  return fleschKincaid({
    sentence: total(texts.map(({ text }) => [...sentences.segment(text.trim())].length)),
    word: said.length,
    syllable: total(said.map((word) => Math.max(1, syllable(word)))),
  });
}

/** The grade of each English guide, for the report. */
export const gradesOf = ({ guides }: Pick<Content, 'guides'>): { slug: string; grade: number }[] =>
  guides.en.map(({ slug, markdown }) => ({ slug, grade: gradeOf(markdown) }));

function guidesAreEasyToRead(content: Content): Problem[] {
  return gradesOf(content)
    .filter(({ grade }) => grade > hardestGrade)
    .map(({ slug, grade }) => ({
      file: `guides/en/${slug}.md`,
      what: `is too hard to read: grade ${grade.toFixed(2)}, and ${hardestGrade} is the most. Shorten sentences and words.`,
    }));
}

export const readingLevelRules: readonly Rule[] = [guidesAreEasyToRead];
