import type { Locale } from '~/platform/locale';
import { excerpt, pagesOf, type Content, type Problem, type Rule } from './content';
import { blocksOf, marksIn } from './markdown';

/** "One" is left out: it is more often a word than a number. */
const englishNumbers = [
  ...['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['(thir|four|fif|six|seven|eigh|nine)teen', '(twen|thir|for|fif|six|seven|eigh|nine)ty'],
  ...['half', 'dozens?', 'hundreds?', 'thousands?', 'millions?'],
];

/** With their mutations. "Deg" after "yn" is "fairly", not "ten"; "can" (a hundred) has too many other uses. */
const welshNumbers = [
  ...['dd?au', 'dd?wy', '(t|d|th)ri', '(t|d|th)air', '(p|b|ph)edwar', '(p|b|ph)edair'],
  ...['(p|b|ph)ump?', 'chwe(ch)?', 'saith', 'wyth', 'naw', '(?<!yn )deg', 'ddeg', 'dd?eng'],
  ...['dd?euddeg', '(p|b|ph)ymtheg', 'h?ugain', 'dd?eugain', '(t|d|th)rigain'],
  ...[
    'hanner',
    'dd?eunaw',
    '(d|dd|n)wsin(au)?',
    '(c|g|ch|ngh)ant',
    '(c|g|ch|ngh)annoedd',
    '[mf]il(oedd)?',
    '[mf]iliwn',
    '[mf]iliynau',
  ],
];

/** The edges of a word are said in full, because `\b` does not know ŵ from a space. */
const numberIn = (words: string[]) =>
  new RegExp(`\\d[\\d,.]*(?<=\\d)|(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})`, 'iu');

const number: Record<Locale, RegExp> = {
  en: numberIn(englishNumbers),
  cy: numberIn(welshNumbers),
};

/** Standing pages speak of the portal itself, but for the numbers on the contact page. */
function numbersHaveSources(content: Content): Problem[] {
  return pagesOf(content)
    .filter(({ folder, slug }) => folder === 'guides' || slug === 'contact')
    .flatMap(({ file, locale, markdown }) =>
      blocksOf(markdown).flatMap(({ source, words }) => {
        const found = number[locale].exec(words);
        if (!found || marksIn(source).length > 0) return [];
        const what = `“${excerpt(source)}” holds a number (${found[0]}) and no fact mark. Mark the fact, or reword.`;
        return { file, what };
      }),
    );
}

/** What a step says is covered by the facts the step names. */
function numbersOfStepsHaveFacts({ procedures }: Content): Problem[] {
  return procedures.flatMap(({ id, steps }) =>
    steps.flatMap((step) => {
      const said = [step.title, step.what, ...step.receive, ...step.rights];
      const found = said
        .map(({ en, cy }) => number.en.exec(en) ?? number.cy.exec(cy))
        .find(Boolean);
      if (!found || step.facts.length > 0) return [];
      const what = `the step ${step.id} holds a number (${found[0]}) and names no fact.`;
      return { file: `procedures/${id}.json`, what };
    }),
  );
}

function numbersOfWordsHaveFacts({ glossary }: Content): Problem[] {
  return glossary.flatMap(({ id, meaning, facts }) => {
    const found = number.en.exec(meaning.en) ?? number.cy.exec(meaning.cy);
    if (!found || facts.length > 0) return [];
    return {
      file: `glossary/${id}.json`,
      what: `the meaning holds a number (${found[0]}) and names no fact.`,
    };
  });
}

export const numberRules: readonly Rule[] = [
  numbersHaveSources,
  numbersOfStepsHaveFacts,
  numbersOfWordsHaveFacts,
];
