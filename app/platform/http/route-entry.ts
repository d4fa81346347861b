import type { AccessRule } from '../access';

/** One line of the table of contents, `app/routes.ts`. */
export interface RouteEntry {
  /** Without language: the Welsh page is the same file under `/cy`. */
  path: string;
  file: string;
  /** Who may open it. */
  who: AccessRule;
  /** For sensitive changes: whoever has not lately shown that it is them is asked again first. */
  recent?: true;
  /** Takes a form (POST) as well as a reading (GET). `only` takes nothing but a form. */
  form?: true | 'only';
  /** Its form may carry a file. */
  upload?: true;
  /**
   * The same for every reader: no cookie, no script, kept in memory as a finished page. `for-a-minute` is for
   * pages that tell what is so now: which lines are open.
   */
  kept?: true | 'for-a-minute';
  /** Open data: kept, and programs on other websites may read it (CORS). */
  open?: true;
  /** Not a page for people, so it has no Welsh address. */
  machine?: true;
  /** Demo mode only: in production the address does not exist. */
  demo?: true;
}
