import { changesLanguage } from '~/platform/locale';
import { isEmpty, pages, type Page, type Problem, type Voice } from './answers';

/** What the feedback shows next, after a form came in. Pure. */

export type Turn =
  | {
      show: 'page';
      page: Page;
      /** The reader came from the check page to change one answer. */
      changing: boolean;
      problems: Problem[];
    }
  | { show: 'check'; empty: boolean }
  | { show: 'sent' };

/**
 * Fields of the form beside the answers: `page`, the page that was filled in, or `check`; `changing`; and `go`, the
 * button: `back`, `check`, `send`, `change-<page>` or none for going on. A form that changes the language is shown again
 * as it is.
 */
export function readTurn(form: FormData, voice: Voice, problems: readonly Problem[]): Turn {
  const go = String(form.get('go') ?? '');
  const changing = form.get('changing') === 'yes';
  const from = pages.find((page) => page === form.get('page'));
  const toChange = pages.find((page) => go === `change-${page}`);
  const show = (page: Page, more = changing): Turn => ({
    show: 'page',
    page,
    changing: more,
    problems: problems.filter((its) => its.page === page),
  });
  if (changesLanguage(form)) {
    return from ? ({ ...show(from), problems: [] } as Turn) : { show: 'check', empty: false };
  }
  if (toChange) return { ...show(toChange, true), problems: [] } as Turn;
  if (go === 'back') {
    const before = from ? pages[pages.indexOf(from) - 1] : pages.at(-1);
    return { ...show(before ?? pages[0], false), problems: [] } as Turn;
  }
  if (from && problems.some(({ page }) => page === from)) return show(from);
  const next = from && pages[pages.indexOf(from) + 1];
  if (next && go === '' && !changing) return { ...show(next, false), problems: [] } as Turn;
  // Whatever is looked at as a whole has to be right as a whole.
  const [wrong] = problems;
  if (wrong) return show(wrong.page, true);
  if (go !== 'send') return { show: 'check', empty: false };
  return isEmpty(voice) ? { show: 'check', empty: true } : { show: 'sent' };
}
