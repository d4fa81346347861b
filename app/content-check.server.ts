import { z } from 'zod';
import { checkContent, type Content, type Page, type Problem } from './content-check';
import { guideSlugs, readGuide, readStandingPage, standingPageSlugs } from './guides/index.server';
import { procedureIds, readProcedureFile } from './next-steps/index.server';
import { factSchema } from './platform/content/fact';
import { ContentError, contentNames, readJson } from './platform/content/files.server';
import { locales, type Locale } from './platform/locale';
import { clock } from './platform/time/clock';
import { today } from './platform/time/london';
import { table } from './routes';
import { idsInRules, organisations, urgentIds } from './support/index.server';

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
    return facts.map(({ id, checked }) => ({ file, id, checked }));
  });

const readGuides = (attempt: Attempt, locale: Locale): Page[] =>
  guideSlugs(locale).flatMap((slug) =>
    attempt(`guides/${locale}/${slug}.md`, () => ({ slug, ...readGuide(locale, slug)! })),
  );

const readPages = (attempt: Attempt, locale: Locale): Page[] =>
  standingPageSlugs(locale).flatMap((slug) =>
    attempt(`pages/${locale}/${slug}.md`, () => ({ slug, ...readStandingPage(locale, slug) })),
  );

const readProcedures = (attempt: Attempt): Content['procedures'] =>
  procedureIds().flatMap((name) => {
    const file = `procedures/${name}.json`;
    return attempt(file, () => {
      const procedure = readProcedureFile(name);
      if (procedure.id !== name) throw new ContentError(file, `has the id ${procedure.id}`);
      return procedure;
    });
  });

const readOrganisations = (attempt: Attempt): Content['organisations'] =>
  attempt('directory', () => [...organisations().values()]).flat();

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
  ]);
}

const readEverything = (attempt: Attempt): Content => ({
  facts: readFacts(attempt),
  guides: inBothLanguages((locale) => readGuides(attempt, locale)),
  pages: inBothLanguages((locale) => readPages(attempt, locale)),
  procedures: readProcedures(attempt),
  organisations: readOrganisations(attempt),
  words: inBothLanguages((locale) => readWords(attempt, locale)),
  addresses: addresses(),
  idsInRules: [...idsInRules(), ...urgentIds],
  today: today(clock.now()),
});

const count = (number: number, name: string) => `${number} ${name}${number === 1 ? '' : 's'}`;

const summaryOf = ({ guides, pages, facts, procedures, organisations: bodies, words }: Content) =>
  [
    count(guides.en.length, 'guide'),
    count(pages.en.length, 'page'),
    count(facts.length, 'fact'),
    count(procedures.length, 'procedure'),
    count(bodies.length, 'organisation'),
    count(Object.keys(words.en).length, 'locale file'),
  ].join(', ');

/**
 * Reads and checks everything in `content/`.
 * @returns what is wrong, and a line that counts what was read.
 */
export function runContentCheck(): { problems: Problem[]; summary: string } {
  const { attempt, unreadable } = attempts();
  const content = readEverything(attempt);
  const summary = summaryOf(content);
  if (unreadable.length === 0) return { problems: checkContent(content), summary };
  // The rules would find fault with whatever names something in a file that could not be read.
  return { problems: unreadable, summary: `${summary}; the rest is checked once all can be read` };
}
