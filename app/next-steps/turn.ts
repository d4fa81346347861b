import { changesLanguage } from '~/platform/locale';
import type { Answers } from './answers';
import type { Happening } from './happening';
import { firstUnanswered, pageBeside, pages, pagesFor, problemsOn, type Page } from './pages';

/** What the private tool shows next, after a form came in. Pure. */
export type Turn =
  | {
      show: 'page';
      page: Page;
      /** Place among the pages there are for these answers. */
      number: number;
      count: number;
      /** The reader came from the result to change one answer. */
      changing: boolean;
      problems: string[];
    }
  | { show: 'all'; problems: string[] }
  | { show: 'result'; forPrint: boolean };

/**
 * Fields of the form beside the answers: `page` (the page that was filled in, or `all`), `changing`, and
 * `go`, the button: `back`, `print`, `change-<page>` or none for going on. A form that changes the language is shown
 * again as it is.
 */
export function readTurn(form: FormData, answers: Answers, happenings: readonly Happening[]): Turn {
  const go = String(form.get('go') ?? '');
  const changing = form.get('changing') === 'yes';
  const from = pages.find((page) => page === form.get('page'));
  const toChange = pages.find((page) => go === `change-${page}`);
  const asked = pagesFor(answers, happenings);
  const show = (page: Page, problems: string[] = []): Turn => {
    return {
      show: 'page',
      page,
      number: asked.indexOf(page) + 1,
      count: asked.length,
      changing: changing || toChange !== undefined,
      problems,
    };
  };
  if (changesLanguage(form)) {
    if (form.get('page') === 'all') return { show: 'all', problems: [] };
    if (from) return show(from);
  }
  // A result that is still open in another window may ask for dates there are no more.
  if (toChange) return show(asked.includes(toChange) ? toChange : 'happened');
  if (form.get('page') === 'all') {
    const problems = pages.flatMap((page) => problemsOn(page, answers));
    return problems.length > 0 ? { show: 'all', problems } : { show: 'result', forPrint: false };
  }
  if (from && go === 'back') return show(pageBeside(from, -1, answers, happenings) ?? from);
  if (from) {
    const problems = problemsOn(from, answers);
    if (problems.length > 0) return show(from, problems);
    // Who changed what has happened is asked for its dates; any other change leads back to the result.
    const next = pageBeside(from, 1, answers, happenings);
    if (next && (!changing || (from === 'happened' && next === 'dates'))) return show(next);
  }
  const unanswered = firstUnanswered(answers);
  if (unanswered) return show(unanswered, problemsOn(unanswered, answers));
  return { show: 'result', forPrint: go === 'print' };
}
