import type { GlossaryEntry } from '~/guides/index';
import type { Language, Original, Translation } from '~/languages/index';
import type { Fact } from '~/platform/content/fact';
import { locales, type Locale } from '~/platform/locale';
import type { Happening, Procedure, Worry } from '~/next-steps/index';
import type { Conversation, Matching, Organisation } from '~/support/index';

/** What docs/content.md asks of the content, as rules. Nothing is read here: read.server.ts does that. */

/** A guide or a standing page in one language. */
export interface Page {
  slug: string;
  about: {
    checked: string;
    review: string;
    next: { href: string };
    group?: string;
    order?: number;
    procedures?: string[];
  };
  markdown: string;
}

/** A summary in another language than the portal's. */
export interface TranslatedSummary {
  language: Language;
  about: Pick<Translation, 'from' | 'checked' | 'next'>;
  markdown: string;
}

/** A locale file: words, or groups of words. */
export type Words = Record<string, unknown>;

/** All content, as far as the rules look at it. */
export interface Content {
  facts: ({ file: string } & Pick<Fact, 'id' | 'checked' | 'value'>)[];
  guides: Record<Locale, Page[]>;
  pages: Record<Locale, Page[]>;
  glossary: GlossaryEntry[];
  procedures: Procedure[];
  happenings: Happening[];
  worries: Worry[];
  organisations: Pick<Organisation, 'id' | 'checked' | 'for' | 'phone'>[];
  /** The summary in English, and those made from it. */
  summaries: {
    original: {
      about: Pick<Original, 'changed' | 'checked' | 'review' | 'next'>;
      markdown: string;
    };
    translations: TranslatedSummary[];
  };
  /** The rules for three contacts. */
  matching: Matching[];
  conversations: Conversation[];
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

export type Rule = (content: Content) => Problem[];

/** The other language of each. */
export const other: Record<Locale, Locale> = { en: 'cy', cy: 'en' };

export const folders = ['guides', 'pages'] as const;
type Folder = (typeof folders)[number];

export const pageFile = (folder: Folder, locale: Locale, slug: string) =>
  `${folder}/${locale}/${slug}.md`;

export const pagesOf = (content: Content) =>
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

export const without = (ids: readonly string[], others: readonly string[]) =>
  ids.filter((id) => !others.includes(id));

export const repeated = (ids: readonly string[]) => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) < index)),
];

/** The beginning of a block, for a sentence about it. */
export const excerpt = (source: string) => {
  const line = source.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};
