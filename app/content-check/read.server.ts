import { z } from 'zod';
import {
  glossaryIds,
  guideSlugs,
  readGlossaryEntry,
  readGuideFile,
  readStandingPage,
  standingPageSlugs,
} from '~/guides/index.server';
import {
  isSummaryLanguage,
  languages,
  original,
  summaryAddress,
  summaryLanguages,
} from '~/languages/index';
import { readOriginal, readTranslation } from '~/languages/index.server';
import {
  happeningIds,
  procedureIds,
  readHappening,
  readProcedureFile,
  readWorry,
  worryIds,
} from '~/next-steps/index.server';
import { factSchema } from '~/platform/content/fact';
import { ContentError, contentNames, readJson } from '~/platform/content/files.server';
import { locales, type Locale } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { table } from '~/routes';
import {
  idsInRules,
  organisations,
  readConversation,
  readMatching,
  urgentIds,
} from '~/support/index.server';
import { readSynonyms } from '~/platform/search/synonyms.server';
import { checkContent } from './check';
import type { Content, Page, Problem } from './content';
import { gradesOf } from './reading-level';

/** Reads all content for the check. A file that cannot be read is a problem; the others are read all the same. */

type Attempt = <Value>(file: string, read: () => Value) => Value[];

/** Reading that goes on after a failure, and the failures. */
function attempts(): { attempt: Attempt; unreadable: Problem[] } {
  const unreadable: Problem[] = [];
  const attempt: Attempt = (file, read) => {
    try {
      return [read()];
    } catch (error) {
      unreadable.push(asProblem(file, error));
      return [];
    }
  };
  return { attempt, unreadable };
}

/** Front matter that is not YAML fails with an error of the YAML reader, whose first line says where. */
function asProblem(file: string, error: unknown): Problem {
  if (!(error instanceof ContentError)) {
    return { file, what: `cannot be read: ${String(error).split('\n')[0]}` };
  }
  return { file: error.file, what: error.message.replace(`content/${error.file}: `, '') };
}

function inBothLanguages<Value>(read: (locale: Locale) => Value): Record<Locale, Value> {
  return { en: read('en'), cy: read('cy') };
}

const readFacts = (attempt: Attempt): Content['facts'] =>
  contentNames('facts', '.json').flatMap((name) => {
    const file = `facts/${name}.json`;
    const [facts = []] = attempt(file, () => readJson(file, z.array(factSchema)));
    return facts.map((fact) => ({ file, ...fact }));
  });

const readGuides = (attempt: Attempt, locale: Locale): Page[] =>
  guideSlugs(locale).flatMap((slug) =>
    attempt(`guides/${locale}/${slug}.md`, () => ({ slug, ...readGuideFile(locale, slug) })),
  );

const readPages = (attempt: Attempt, locale: Locale): Page[] =>
  standingPageSlugs(locale).flatMap((slug) =>
    attempt(`pages/${locale}/${slug}.md`, () => ({ slug, ...readStandingPage(locale, slug) })),
  );

/** Files of one folder that are each named for the id they hold. */
const readNamed = <Value extends { id: string }>(
  attempt: Attempt,
  folder: string,
  ids: string[],
  read: (id: string) => Value,
): Value[] =>
  ids.flatMap((name) => {
    const file = `${folder}/${name}.json`;
    return attempt(file, () => {
      const value = read(name);
      if (value.id !== name) throw new ContentError(file, `has the id ${value.id}`);
      return value;
    });
  });

const readOrganisations = (attempt: Attempt): Content['organisations'] =>
  attempt('directory', () => [...organisations().values()]).flat();

function readSummaries(attempt: Attempt): Content['summaries'] {
  const known = contentNames('summaries', '.md').filter(isSummaryLanguage);
  const [english] = attempt(`summaries/${original}.md`, readOriginal);
  const translations = languages
    .filter((language) => known.includes(language))
    .flatMap((language) =>
      attempt(`summaries/${language}.md`, () => ({ language, ...readTranslation(language) })),
    );
  // Without the English there is a problem already, and nothing is compared.
  return { original: english!, translations };
}

const wordsNames = (locale: Locale): string[] => contentNames(`locales/${locale}`, '.json');

const readWords = (attempt: Attempt, locale: Locale): Content['words'][Locale] =>
  Object.fromEntries(
    wordsNames(locale).flatMap((name) => {
      const file = `locales/${locale}/${name}.json`;
      const read = () => readJson(file, z.record(z.string(), z.unknown()));
      return attempt(file, read).map((words) => [name, words]);
    }),
  );

/** Every address a text may link to: pages for people, each guide and each organisation. */
function addresses(): Set<string> {
  const pages = table.filter(
    ({ path, machine, form }) => !machine && form !== 'only' && !path.includes(':'),
  );
  return new Set([
    ...pages.map(({ path }) => path),
    ...locales.flatMap(guideSlugs).map((slug) => `/guides/${slug}`),
    ...contentNames('directory', '.json').map((id) => `/support/${id}`),
    ...summaryLanguages.map(summaryAddress),
  ]);
}

function readEverything(attempt: Attempt): Content {
  attempt('synonyms.json', readSynonyms);
  const matching = readNamed(attempt, 'matching', contentNames('matching', '.json'), readMatching);
  return {
    facts: readFacts(attempt),
    guides: inBothLanguages((locale) => readGuides(attempt, locale)),
    pages: inBothLanguages((locale) => readPages(attempt, locale)),
    glossary: readNamed(attempt, 'glossary', glossaryIds(), readGlossaryEntry),
    procedures: readNamed(attempt, 'procedures', procedureIds(), readProcedureFile),
    happenings: readNamed(attempt, 'happenings', happeningIds(), readHappening),
    worries: readNamed(attempt, 'worries', worryIds(), readWorry),
    organisations: readOrganisations(attempt),
    summaries: readSummaries(attempt),
    matching,
    conversations: readNamed(
      attempt,
      'conversations',
      contentNames('conversations', '.json'),
      readConversation,
    ),
    words: inBothLanguages((locale) => readWords(attempt, locale)),
    addresses: addresses(),
    idsInRules: [...idsInRules(matching), ...urgentIds],
    today: today(clock.now()),
  };
}

const count = (number: number, one: string, many = `${one}s`) =>
  `${number} ${number === 1 ? one : many}`;

const summaryOf = (content: Content) =>
  [
    count(content.guides.en.length, 'guide'),
    count(content.pages.en.length, 'page'),
    count(content.glossary.length, 'glossary entry', 'glossary entries'),
    count(content.facts.length, 'fact'),
    count(content.procedures.length, 'procedure'),
    count(content.happenings.length, 'happening'),
    count(content.organisations.length, 'organisation'),
    count(content.summaries.translations.length, 'translated summary', 'translated summaries'),
    count(Object.keys(content.words.en).length, 'locale file'),
  ].join(', ');

export interface ContentReport {
  problems: Problem[];
  /** A line that counts what was read. */
  summary: string;
  /** The reading grade of each English guide. */
  grades: { slug: string; grade: number }[];
}

/** Reads and checks everything in `content/`. */
export function runContentCheck(): ContentReport {
  const { attempt, unreadable } = attempts();
  const content = readEverything(attempt);
  const report = { summary: summaryOf(content), grades: gradesOf(content) };
  if (unreadable.length === 0) return { ...report, problems: checkContent(content) };
  // The rules would find fault with whatever names something in a file that could not be read.
  return {
    ...report,
    problems: unreadable,
    summary: `${report.summary}; the rest is checked once all can be read`,
  };
}
