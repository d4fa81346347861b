import { locales, type Locale } from '~/platform/locale';
import { other, without, type Content, type Problem, type Rule, type Words } from './content';

const wordsFile = (locale: Locale, name: string) => `locales/${locale}/${name}.json`;

function everyWordsFileHasItsTwin({ words }: Content): Problem[] {
  return locales.flatMap((locale) =>
    without(Object.keys(words[locale]), Object.keys(words[other[locale]])).map((name) => ({
      file: wordsFile(other[locale], name),
      what: `is missing: ${wordsFile(locale, name)} has no twin.`,
    })),
  );
}

/** `{ a: { b: "word" } }` as `a.b` → `word`. Anything that is not text counts as empty. */
function flat(words: Words, above = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([name, value]): [string, string][] => {
      const key = above + name;
      return typeof value === 'object' && value !== null
        ? [...flat(value as Words, `${key}.`)]
        : [[key, typeof value === 'string' ? value : '']];
    }),
  );
}

const wordsTwins = ({ words }: Content) =>
  Object.keys(words.en)
    .filter((name) => name in words.cy)
    .map((name) => ({ name, en: flat(words.en[name]!), cy: flat(words.cy[name]!) }));

const pluralForms: Record<Locale, readonly string[]> = {
  en: ['one', 'other'],
  cy: ['zero', 'one', 'two', 'few', 'many', 'other'],
};

/** `items_few` → `items`; nothing for a key that is not a plural. */
const pluralOf = (key: string) => /^(.+)_(?:zero|one|two|few|many|other)$/.exec(key)?.[1];

/** The keys a language needs to say what the English file says. */
const keysNeeded = (english: Iterable<string>, locale: Locale): string[] => [
  ...new Set(
    [...english].flatMap((key) => {
      const plural = pluralOf(key);
      return plural ? pluralForms[locale].map((form) => `${plural}_${form}`) : key;
    }),
  ),
];

function wordsHaveTheSameKeys(content: Content): Problem[] {
  return wordsTwins(content).flatMap(({ name, ...twins }) => [
    ...locales.flatMap((locale) =>
      without(keysNeeded(twins.en.keys(), locale), [...twins[locale].keys()]).map((key) => ({
        file: wordsFile(locale, name),
        what: `has no words for ${key}.`,
      })),
    ),
    ...without([...twins.cy.keys()], keysNeeded(twins.en.keys(), 'cy')).map((key) => ({
      file: wordsFile('cy', name),
      what: `has words for ${key}, which the English file does not.`,
    })),
  ]);
}

/** `{{name}}` and `<link>` in a text. A plural need not repeat its count: "dim cais" says it already. */
function placeholdersIn(text: string, key: string): string {
  const found = [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}|<(\w+)/g)].map(([, name, tag]) =>
    name ? `{{${name}}}` : `<${tag}>`,
  );
  const needed = new Set(pluralOf(key) ? without(found, ['{{count}}']) : found);
  return [...needed].sort().join(' ') || 'nothing';
}

function wordsHaveTheSamePlaceholders(content: Content): Problem[] {
  return wordsTwins(content).flatMap(({ name, en, cy }) =>
    [...cy].flatMap(([key, welsh]) => {
      const english = en.get(key) ?? en.get(`${pluralOf(key)}_other`);
      if (english === undefined) return [];
      const [its, wanted] = [placeholdersIn(welsh, key), placeholdersIn(english, key)];
      if (its === wanted) return [];
      const what = `${key} has ${its} to fill in, but the English has ${wanted}.`;
      return { file: wordsFile('cy', name), what };
    }),
  );
}

function noWordsAreEmpty({ words }: Content): Problem[] {
  return locales.flatMap((locale) =>
    Object.entries(words[locale]).flatMap(([name, file]) =>
      [...flat(file)]
        .filter(([, text]) => text.trim() === '')
        .map(([key]) => ({ file: wordsFile(locale, name), what: `${key} is empty.` })),
    ),
  );
}

export const interfaceWordRules: readonly Rule[] = [
  everyWordsFileHasItsTwin,
  wordsHaveTheSameKeys,
  wordsHaveTheSamePlaceholders,
  noWordsAreEmpty,
];
