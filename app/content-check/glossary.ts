import { locales } from '~/platform/locale';
import {
  excerpt,
  pagesOf,
  repeated,
  without,
  type Content,
  type Problem,
  type Rule,
} from './content';
import { blocksOf, wordMarksIn } from './markdown';

function wordsMarkedAreKnown(content: Content): Problem[] {
  const known = content.glossary.map(({ id }) => id);
  return pagesOf(content).flatMap(({ file, markdown }) =>
    without(wordMarksIn(markdown), known).map((id) => ({
      file,
      what: `marks word:${id}, which the glossary does not explain.`,
    })),
  );
}

function wordsAreMarkedOnce(content: Content): Problem[] {
  return pagesOf(content).flatMap(({ file, markdown }) =>
    repeated(wordMarksIn(markdown)).map((id) => ({
      file,
      what: `marks word:${id} more than once. Mark it where it first appears.`,
    })),
  );
}

/** A heading is an address of its page, and a link holds no link: a meaning has no place in either. */
function wordsAreMarkedInSentences(content: Content): Problem[] {
  const nested = /\[[^\]]*\[[^\]]*\]\(word:[^)]*\)[^\]]*\]\(/i;
  return pagesOf(content).flatMap(({ file, markdown }) =>
    blocksOf(markdown)
      .filter(
        ({ heading, source }) => (heading && wordMarksIn(source).length > 0) || nested.test(source),
      )
      .map(({ source }) => ({
        file,
        what: `marks a word in a heading or inside a link: “${excerpt(source)}”. Mark it in a sentence.`,
      })),
  );
}

function termsAreUnique({ glossary }: Content): Problem[] {
  return locales
    .flatMap((locale) => repeated(glossary.map(({ term }) => term[locale])))
    .map((term) => ({ file: 'glossary', what: `explains “${term}” more than once.` }));
}

export const glossaryRules: readonly Rule[] = [
  wordsMarkedAreKnown,
  wordsAreMarkedOnce,
  wordsAreMarkedInSentences,
  termsAreUnique,
];
