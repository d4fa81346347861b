import { asTyped } from '~/platform/as-typed';
import {
  closedQuestions,
  groupings,
  optionsOf,
  questionsOf,
  topics,
  type Grouping,
  type Question,
  type Topic,
} from './questions';

/** What somebody tells us: reading it from a form, and carrying it from page to page. Pure. */

/** Closed answers by question; what was left out is not there. */
export type Chosen = Partial<Record<Question | Grouping, string>>;

export interface Voice {
  chosen: Chosen;
  /** By topic; never empty. */
  words: Partial<Record<Topic, string>>;
}

/** The longest text about one topic, in characters. Ten of them in any script stay within the size of a form. */
export const longestWords = 600;

/** The pages with questions, in order. */
export const pages = [...topics, 'about-you'] as const;
export type Page = (typeof pages)[number];

/** The name of the field for words about a topic. */
export const wordsField = (topic: Topic): string => `words-${topic}`;

/** What is wrong with one field: its name and the key of a message. */
export interface Problem {
  page: Page;
  field: string;
  error: string;
}

/** The closed questions of a page. */
export const closedOn = (page: Page): readonly (Question | Grouping)[] =>
  page === 'about-you' ? groupings : questionsOf(page);

const pageOf = new Map(pages.flatMap((page) => closedOn(page).map((name) => [name, page])));

/**
 * What a form says. A value that is no option of its question is a problem, and never taken for an answer; words
 * that are too long are kept as they are, to be shown again.
 */
export function readVoice(form: FormData): { voice: Voice; problems: Problem[] } {
  const voice: Voice = { chosen: {}, words: {} };
  const problems: Problem[] = [];
  for (const name of closedQuestions) {
    const given = [...new Set(form.getAll(name))].filter((value) => value !== '');
    if (given.length === 0) continue;
    const option = optionsOf(name).find((each) => each === given[0]);
    if (given.length === 1 && option !== undefined) voice.chosen[name] = option;
    else problems.push({ page: pageOf.get(name)!, field: name, error: 'voices:errors.unknown' });
  }
  for (const topic of topics) {
    const given = form.get(wordsField(topic));
    const words = typeof given === 'string' ? asTyped(given) : '';
    if (words) voice.words[topic] = words;
    if (words.length > longestWords) {
      problems.push({ page: topic, field: wordsField(topic), error: 'voices:errors.tooLong' });
    }
  }
  return { voice, problems };
}

export const isEmpty = ({ chosen, words }: Voice): boolean =>
  Object.keys(chosen).length + Object.keys(words).length === 0;

/** What was answered, as the fields of a form. @param but a page whose questions the form asks itself. */
export function asFields({ chosen, words }: Voice, but?: Page): [name: string, value: string][] {
  return pages
    .filter((page) => page !== but)
    .flatMap((page): [string, string][] => [
      ...closedOn(page).flatMap((name): [string, string][] =>
        chosen[name] === undefined ? [] : [[name, chosen[name]]],
      ),
      ...(page !== 'about-you' && words[page]
        ? [[wordsField(page), words[page]] as [string, string]]
        : []),
    ]);
}
