import { datesAsked, unreadableDates, type Answers } from './answers';
import type { Happening } from './happening';

/** The pages of the private tool: their order, what each still lacks, and which comes next. Pure. */

/** The pages of the tool, in order. */
export const pages = ['nation', 'profession', 'setting', 'happened', 'dates', 'worries'] as const;
export type Page = (typeof pages)[number];

/** What is missing from a page or cannot be read: the name of a question, or the id of a date. */
export function problemsOn(page: Page, answers: Answers): string[] {
  if (page === 'dates') return unreadableDates(answers);
  if (page === 'worries') return [];
  if (page === 'happened') return answers.happened.length === 0 ? ['happened'] : [];
  return answers[page] === null ? [page] : [];
}

/** The first page that still has a problem, or none. */
export const firstUnanswered = (answers: Answers): Page | null =>
  pages.find((page) => problemsOn(page, answers).length > 0) ?? null;

/**
 * The pages there are for these answers: what happened may have no dates to ask for. Until that is answered there
 * most likely are some, so the count of questions does not grow on the way.
 */
export const pagesFor = (
  { happened }: Pick<Answers, 'happened'>,
  happenings: readonly Happening[],
): Page[] =>
  pages.filter(
    (page) =>
      page !== 'dates' || happened.length === 0 || datesAsked(happenings, happened).length > 0,
  );

/** The page after or before one that is there. */
export function pageBeside(
  page: Page,
  direction: 1 | -1,
  answers: Answers,
  happenings: readonly Happening[],
): Page | null {
  // The page itself may have nothing left to ask, and still has a place.
  const there = pages.filter(
    (each) => each === page || pagesFor(answers, happenings).includes(each),
  );
  return there[there.indexOf(page) + direction] ?? null;
}
