import { pagesOf, without, type Content, type Problem, type Rule } from './content';
import { marksIn, nodesOf } from './markdown';

function marksAreKnown(content: Content): Problem[] {
  const known = content.facts.map(({ id }) => id);
  return pagesOf(content).flatMap(({ file, markdown }) =>
    without(marksIn(markdown), known).map((id) => ({
      file,
      what: `has the fact mark [^${id}], but there is no fact of that name.`,
    })),
  );
}

function footnotesAreNotWrittenByHand(content: Content): Problem[] {
  return pagesOf(content).flatMap(({ file, markdown }) =>
    nodesOf(markdown)
      .filter((node) => node.type === 'footnoteDefinition')
      .map(({ label }) => ({
        file,
        what: `has a footnote written by hand, [^${label}]. Take it out: footnotes are made from the facts.`,
      })),
  );
}

function factsOfStepsAreKnown({ facts, procedures }: Content): Problem[] {
  const known = facts.map(({ id }) => id);
  return procedures.flatMap(({ id, steps }) =>
    steps.flatMap((step) =>
      without(step.facts, known).map((fact) => ({
        file: `procedures/${id}.json`,
        what: `the step ${step.id} rests on the fact ${fact}, but there is no fact of that name.`,
      })),
    ),
  );
}

function factsAreUsed(content: Content): Problem[] {
  const used = new Set([
    ...pagesOf(content).flatMap(({ markdown }) => marksIn(markdown)),
    ...content.procedures.flatMap(({ steps }) => steps.flatMap(({ facts }) => facts)),
    ...content.glossary.flatMap(({ facts }) => facts),
  ]);
  return content.facts
    .filter(({ id }) => !used.has(id))
    .map(({ file, id }) => ({ file, what: `nothing uses the fact ${id}. Use it or delete it.` }));
}

function factIdsAreUnique({ facts }: Content): Problem[] {
  return facts
    .filter(({ id }, index) => facts.findIndex((other) => other.id === id) < index)
    .map(({ file, id }) => ({
      file,
      what: `there is another fact ${id}. Give one of them another name.`,
    }));
}

function factsOfWordsAreKnown({ facts, glossary }: Content): Problem[] {
  const known = facts.map(({ id }) => id);
  return glossary.flatMap((entry) =>
    without(entry.facts, known).map((fact) => ({
      file: `glossary/${entry.id}.json`,
      what: `rests on the fact ${fact}, but there is no fact of that name.`,
    })),
  );
}

export const factRules: readonly Rule[] = [
  marksAreKnown,
  footnotesAreNotWrittenByHand,
  factsOfStepsAreKnown,
  factsOfWordsAreKnown,
  factsAreUsed,
  factIdsAreUnique,
];
