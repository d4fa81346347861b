import {
  folders,
  other,
  pageFile,
  pagesOf,
  without,
  type Content,
  type Page,
  type Problem,
  type Rule,
} from './content';
import { marksIn, pictureMarksIn, wordMarksIn } from './markdown';

function everyPageHasItsTwin(content: Content): Problem[] {
  return pagesOf(content)
    .filter(({ folder, locale, slug }) =>
      content[folder][other[locale]].every((twin) => twin.slug !== slug),
    )
    .map(({ folder, locale, slug, file }) => ({
      file: pageFile(folder, other[locale], slug),
      what: `is missing: ${file} has no twin.`,
    }));
}

/** Pages that exist in both languages, Welsh beside English. */
const twinsIn = (content: Content) =>
  folders.flatMap((folder) =>
    content[folder].cy.flatMap((cy) => {
      const en = content[folder].en.find(({ slug }) => slug === cy.slug);
      if (!en) return [];
      const files = (['cy', 'en'] as const).map((locale) => pageFile(folder, locale, cy.slug));
      return { cy, en, file: files[0]!, twin: files[1]! };
    }),
  );

const marksOfEveryKind = (markdown: string): string[] => [
  ...marksIn(markdown).map((id) => `fact mark [^${id}]`),
  ...wordMarksIn(markdown).map((id) => `glossary mark word:${id}`),
  ...pictureMarksIn(markdown).map((kind) => `picture picture:${kind}`),
];

function twinsMarkTheSame(content: Content): Problem[] {
  return twinsIn(content).flatMap(({ cy, en, file, twin }) => {
    const [welsh, english] = [marksOfEveryKind(cy.markdown), marksOfEveryKind(en.markdown)];
    return [
      ...without(welsh, english).map((its) => ({
        file,
        what: `has the ${its}, which ${twin} has not.`,
      })),
      ...without(english, welsh).map((its) => ({
        file,
        what: `lacks the ${its}, which ${twin} has.`,
      })),
    ];
  });
}

const sharedParts: { name: string; of: (about: Page['about']) => unknown }[] = [
  { name: 'checked', of: ({ checked }) => checked },
  { name: 'review', of: ({ review }) => review },
  { name: 'group', of: ({ group }) => group },
  { name: 'order', of: ({ order }) => order },
  { name: 'procedures', of: ({ procedures = [] }) => procedures.join(', ') },
  { name: 'next.href', of: ({ next }) => next.href },
];

function twinsSayTheSameAboutThemselves(content: Content): Problem[] {
  return twinsIn(content).flatMap(({ cy, en, file, twin }) =>
    sharedParts
      .filter(({ of }) => of(cy.about) !== of(en.about))
      .map(({ name, of }) => ({
        file,
        what: `gives ${name} as ${of(cy.about) || 'nothing'}, but ${twin} gives ${of(en.about) || 'nothing'}.`,
      })),
  );
}

export const languageRules: readonly Rule[] = [
  everyPageHasItsTwin,
  twinsMarkTheSame,
  twinsSayTheSameAboutThemselves,
];
