import { callsIn, differences, languages, type Language } from '~/languages/index';
import type { Content, Problem, Rule, TranslatedSummary } from './content';
import { blocksOf, hrefsIn, marksIn, wordMarksIn } from './markdown';

/** The summaries in other languages say what the English one says, and whoever reads one knows how far it was checked. */

const fileOf = (language: string) => `summaries/${language}.md`;

type Look = (summary: TranslatedSummary, content: Content) => string[];

/** A rule that looks at one translation after the other. */
const ofEachTranslation =
  (look: Look): Rule =>
  (content) =>
    content.summaries.translations.flatMap((summary) =>
      look(summary, content).map((what) => ({ file: fileOf(summary.language), what })),
    );

/** All summaries, the English one among them. */
const allOf = ({ summaries: { original, translations } }: Content) => [
  { language: 'en', ...original },
  ...translations,
];

const everyLanguageHasOne: Rule = ({ summaries }) =>
  languages
    .filter((language) => summaries.translations.every((its) => its.language !== language))
    .map((language: Language) => ({ file: fileOf(language), what: 'is missing.' }));

const saysTheSame = ofEachTranslation(({ markdown }, { summaries }) =>
  differences(markdown, summaries.original.markdown).map((difference) => `${difference}.`),
);

const leadsToTheSame = ofEachTranslation(({ about }, { summaries: { original } }) =>
  about.next.href === original.about.next.href
    ? []
    : [`gives next.href as ${about.next.href}, but the English gives ${original.about.next.href}.`],
);

/** When the English says something else, every translation waits to be made again. */
const isMadeFromTheEnglishOfToday = ofEachTranslation(({ about }, { summaries: { original } }) =>
  about.from === original.about.changed
    ? []
    : [
        `was made from the English of ${about.from}, which changed on ${original.about.changed}. Translate what changed, set from, and take the check away until somebody has checked it again.`,
      ],
);

const checksAreBelievable = ofEachTranslation(({ about: { checked, from } }, { today }) => {
  if (!checked) return [];
  if (checked.on > today) return [`says it was checked on ${checked.on}, a day that has not come.`];
  if (checked.on < from) return [`says it was checked on ${checked.on}, before it was made.`];
  return [];
});

/** Where the facts come from stands under the English summary. */
const carriesNoMarks = ofEachTranslation(({ markdown }) =>
  [...marksIn(markdown), ...wordMarksIn(markdown)].map(
    (mark) => `has the mark ${mark}; facts and words are marked in the English only.`,
  ),
);

const numbersToCallAreThoseOfTheDirectory: Rule = (content) =>
  allOf(content).flatMap(({ language, markdown }) =>
    callsIn(markdown)
      .filter(
        ({ organisation, number }) =>
          !content.organisations
            .find(({ id }) => id === organisation)
            ?.phone.some((its) => its.confirmed && its.number === number),
      )
      .map(({ organisation, number }) => ({
        file: fileOf(language),
        what: `gives ${number} as a number of ${organisation}, which is no confirmed number of it in the directory.`,
      })),
  );

const isInside = (href: string) => href.startsWith('/');

const summariesLinkSomewhere: Rule = (content) =>
  allOf(content).flatMap(({ language, about, markdown }) =>
    [about.next.href, ...hrefsIn(markdown).filter(isInside)]
      .filter((href) => !content.addresses.has(href))
      .map((href) => ({
        file: fileOf(language),
        what: `links to ${href}, which is not a page of the portal.`,
      })),
  );

/** The English carries the facts, as guides do. A number to call answers for what stands beside it. */
function numbersOfTheEnglishHaveFacts({ summaries: { original } }: Content): Problem[] {
  return blocksOf(original.markdown)
    .filter(({ source, words }) => /\d/.test(words) && marksIn(source).length === 0)
    .filter(({ source }) => callsIn(source).length === 0)
    .map(({ words }) => ({
      file: fileOf('en'),
      what: `“${words}” holds a number and no fact mark. Mark the fact, or reword.`,
    }));
}

function theEnglishMarksWhatIsKnown({ summaries: { original }, facts }: Content): Problem[] {
  return marksIn(original.markdown)
    .filter((mark) => facts.every(({ id }) => id !== mark))
    .map((mark) => ({ file: fileOf('en'), what: `marks the fact ${mark}, which does not exist.` }));
}

function reviewIsNotOverdue({ summaries: { original }, today }: Content): Problem[] {
  const { checked, review, changed } = original.about;
  const future = [checked, changed].filter((day) => day > today);
  return [
    ...(review < today ? [`was to be reviewed by ${review}.`] : []),
    ...future.map((day) => `names ${day}, a day that has not come.`),
  ].map((what) => ({ file: fileOf('en'), what }));
}

export const summaryRules: readonly Rule[] = [
  everyLanguageHasOne,
  saysTheSame,
  leadsToTheSame,
  isMadeFromTheEnglishOfToday,
  checksAreBelievable,
  carriesNoMarks,
  numbersToCallAreThoseOfTheDirectory,
  summariesLinkSomewhere,
  numbersOfTheEnglishHaveFacts,
  theEnglishMarksWhatIsKnown,
  reviewIsNotOverdue,
];
