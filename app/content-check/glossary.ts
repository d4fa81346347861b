import { pagesOf, repeated, without, type Content, type Problem, type Rule } from './content';
import { wordMarksIn } from './markdown';

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

function termsAreUnique({ glossary }: Content): Problem[] {
  return repeated(glossary.map(({ term }) => term.en)).map((term) => ({
    file: 'glossary',
    what: `explains “${term}” more than once.`,
  }));
}

export const glossaryRules: readonly Rule[] = [
  wordsMarkedAreKnown,
  wordsAreMarkedOnce,
  termsAreUnique,
];
