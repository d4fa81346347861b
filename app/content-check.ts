import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { locales, type Locale } from './platform/locale';

/** What docs/content.md asks of the content, as rules. Nothing is read here: content-check.server.ts does that. */

/** A guide or a standing page in one language. */
export interface Page {
  slug: string;
  about: {
    checked: string;
    review: string;
    next: { href: string };
    group?: string;
    order?: number;
    procedure?: string;
  };
  markdown: string;
}

/** A locale file: words, or groups of words. */
export type Words = Record<string, unknown>;

/** All content, as far as the rules look at it. */
export interface Content {
  facts: { file: string; id: string; checked: string }[];
  guides: Record<Locale, Page[]>;
  pages: Record<Locale, Page[]>;
  procedures: { id: string; guide: string; steps: { id: string; facts: string[] }[] }[];
  organisations: { id: string; checked: string }[];
  /** The locale files of each language, by name without `.json`. */
  words: Record<Locale, Record<string, Words>>;
  /** Addresses a text may link to, without language. */
  addresses: ReadonlySet<string>;
  /** Organisations that the rules for three contacts name. */
  idsInRules: string[];
  today: string;
}

/** What is wrong, in a sentence for an editor, and in which file of `content/`. */
export interface Problem {
  file: string;
  what: string;
}

const folders = ['guides', 'pages'] as const;
type Folder = (typeof folders)[number];

const pageFile = (folder: Folder, locale: Locale, slug: string) => `${folder}/${locale}/${slug}.md`;

const pagesOf = (content: Content) =>
  folders.flatMap((folder) =>
    locales.flatMap((locale) =>
      content[folder][locale].map((page) => ({
        ...page,
        folder,
        locale,
        file: pageFile(folder, locale, page.slug),
      })),
    ),
  );

/** Looser than the mark the pages are made with, so that a mistyped mark is found, too. */
const mark = /\[\^([^\]]*)\]/g;

const marksIn = (markdown: string): string[] => [
  ...new Set([...markdown.matchAll(mark)].map(([, id]) => id!)),
];

const without = (ids: readonly string[], others: readonly string[]) =>
  ids.filter((id) => !others.includes(id));

// Markdown, as a tree.

const parse = (markdown: string) => unified().use(remarkParse).use(remarkGfm).parse(markdown);
type Tree = ReturnType<typeof parse>;
type Node = Tree['children'][number];

const childrenOf = (node: Tree | Node): Node[] => ('children' in node ? node.children : []);

const nodesIn = (node: Tree | Node): Node[] =>
  childrenOf(node).flatMap((child) => [child, ...nodesIn(child)]);

/** The words of a block. What a link says is left out: the page or the number it leads to answers for it. */
function ownWords(node: Node): string {
  if (node.type === 'link' || node.type === 'linkReference') return '';
  return 'value' in node ? node.value : childrenOf(node).map(ownWords).join(' ');
}

/** Headings, paragraphs (those of list items among them) and table cells: as written, and their own words. */
function blocksIn(markdown: string): { source: string; words: string }[] {
  return nodesIn(parse(markdown))
    .filter(({ type }) => type === 'heading' || type === 'paragraph' || type === 'tableCell')
    .map((node) => ({
      // A mark has no footnote beside it yet, so to the parser it is plain text: look in what was written.
      source: markdown.slice(node.position!.start.offset, node.position!.end.offset),
      words: ownWords(node).replace(mark, ''),
    }));
}

// Facts.

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
    nodesIn(parse(markdown))
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

// Numbers.

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

const excerpt = (source: string) => {
  const line = source.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

/** Standing pages speak of the portal itself, but for the numbers on the contact page. */
function numbersHaveSources(content: Content): Problem[] {
  return pagesOf(content)
    .filter(({ folder, slug }) => folder === 'guides' || slug === 'contact')
    .flatMap(({ file, locale, markdown }) =>
      blocksIn(markdown).flatMap(({ source, words }) => {
        const found = number[locale].exec(words);
        if (!found || marksIn(source).length > 0) return [];
        const what = `“${excerpt(source)}” holds a number (${found[0]}) and no fact mark. Mark the fact, or reword.`;
        return { file, what };
      }),
    );
}

// Links between files.

const isInside = (href: string) => !/^([a-z][a-z\d+.-]*:|#)/i.test(href);

const linksIn = (markdown: string) =>
  nodesIn(parse(markdown)).flatMap((node) =>
    node.type === 'link' || node.type === 'definition' ? node.url : [],
  );

function linksLeadSomewhere(content: Content): Problem[] {
  return pagesOf(content).flatMap(({ file, about, markdown }) =>
    [about.next.href, ...linksIn(markdown)]
      .filter((href) => isInside(href) && !content.addresses.has(href.replace(/[?#].*$/, '')))
      .map((href) => ({ file, what: `links to ${href}, which is not a page of the portal.` })),
  );
}

function proceduresOfGuidesExist(content: Content): Problem[] {
  const known = content.procedures.map(({ id }) => id);
  return pagesOf(content).flatMap(({ file, about: { procedure } }) =>
    procedure === undefined || known.includes(procedure)
      ? []
      : { file, what: `names the procedure ${procedure}, which does not exist.` },
  );
}

function guidesOfProceduresExist({ procedures, guides }: Content): Problem[] {
  const known = guides.en.map(({ slug }) => slug);
  return procedures
    .filter(({ guide }) => !known.includes(guide))
    .map(({ id, guide }) => ({
      file: `procedures/${id}.json`,
      what: `names the guide ${guide}, which does not exist.`,
    }));
}

function organisationsOfRulesExist({ idsInRules, organisations }: Content): Problem[] {
  const known = organisations.map(({ id }) => id);
  return without(idsInRules, known).map((id) => ({
    file: `directory/${id}.json`,
    what: 'is missing, but the rules that choose three contacts name it.',
  }));
}

// The two languages.

const other: Record<Locale, Locale> = { en: 'cy', cy: 'en' };

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

function twinsMarkTheSameFacts(content: Content): Problem[] {
  return twinsIn(content).flatMap(({ cy, en, file, twin }) => {
    const [welsh, english] = [marksIn(cy.markdown), marksIn(en.markdown)];
    return [
      ...without(welsh, english).map((id) => ({
        file,
        what: `has the fact mark [^${id}], which ${twin} has not.`,
      })),
      ...without(english, welsh).map((id) => ({
        file,
        what: `lacks the fact mark [^${id}], which ${twin} has.`,
      })),
    ];
  });
}

const sharedParts: { name: string; of: (about: Page['about']) => unknown }[] = [
  { name: 'checked', of: ({ checked }) => checked },
  { name: 'review', of: ({ review }) => review },
  { name: 'group', of: ({ group }) => group },
  { name: 'order', of: ({ order }) => order },
  { name: 'procedure', of: ({ procedure }) => procedure },
  { name: 'next.href', of: ({ next }) => next.href },
];

function twinsSayTheSameAboutThemselves(content: Content): Problem[] {
  return twinsIn(content).flatMap(({ cy, en, file, twin }) =>
    sharedParts
      .filter(({ of }) => of(cy.about) !== of(en.about))
      .map(({ name, of }) => ({
        file,
        what: `gives ${name} as ${of(cy.about) ?? 'nothing'}, but ${twin} gives ${of(en.about) ?? 'nothing'}.`,
      })),
  );
}

// Dates.

function reviewsAreNotOverdue(content: Content): Problem[] {
  return pagesOf(content)
    .filter(({ about }) => about.review < content.today)
    .map(({ file, about }) => ({
      file,
      what: `was to be reviewed by ${about.review}. Compare it with its sources, then set both dates.`,
    }));
}

function nothingWasCheckedInTheFuture(content: Content): Problem[] {
  const dated = [
    ...pagesOf(content).map(({ file, about }) => ({
      file,
      name: 'the page',
      checked: about.checked,
    })),
    ...content.facts.map(({ file, id, checked }) => ({ file, name: `the fact ${id}`, checked })),
    ...content.organisations.map(({ id, checked }) => ({
      file: `directory/${id}.json`,
      name: 'the organisation',
      checked,
    })),
  ];
  return dated
    .filter(({ checked }) => checked > content.today)
    .map(({ file, name, checked }) => ({
      file,
      what: `says that ${name} was checked on ${checked}, a day that has not come.`,
    }));
}

// Interface words.

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

const rules: readonly ((content: Content) => Problem[])[] = [
  marksAreKnown,
  footnotesAreNotWrittenByHand,
  factsOfStepsAreKnown,
  factsAreUsed,
  factIdsAreUnique,
  numbersHaveSources,
  linksLeadSomewhere,
  proceduresOfGuidesExist,
  guidesOfProceduresExist,
  organisationsOfRulesExist,
  everyPageHasItsTwin,
  twinsMarkTheSameFacts,
  twinsSayTheSameAboutThemselves,
  reviewsAreNotOverdue,
  nothingWasCheckedInTheFuture,
  everyWordsFileHasItsTwin,
  wordsHaveTheSameKeys,
  wordsHaveTheSamePlaceholders,
  noWordsAreEmpty,
];

/** Everything in the content that breaks a rule of docs/content.md. */
export const checkContent = (content: Content): Problem[] => rules.flatMap((rule) => rule(content));
