import type { AccessRule } from '../access';
import type { LimitInFront } from '../limits.server';

/** One line of the table of contents, `app/routes.ts`. */
export interface RouteEntry {
  /** Without language: the Welsh page is the same file under `/cy`. */
  path: string;
  file: string;
  /** Who may open it. */
  who: AccessRule;
  /** For sensitive changes: whoever has not lately shown that it is them is asked again first. */
  recent?: true;
  /**
   * The answers of its form travel in the form, and make no more than a page: its action itself shows them again in
   * the other language (docs/decisions/0044).
   */
  turns?: true;
  /** Takes a form (POST) as well as a reading (GET). `only` takes nothing but a form. */
  form?: true | 'only';
  /** Its form may carry a file: as large as a form of words, up to a megabyte, or a document, which takes its time. */
  upload?: true | 'large' | 'document';
  /** Answers with a file that somebody brought: nothing in it may run, and it is sent as fast as its reader takes it in. */
  document?: true;
  /**
   * The same for every reader: no cookie, no script, kept in memory as a finished page. `for-a-minute` is for
   * pages that tell what is so now: which lines are open.
   */
  kept?: true | 'for-a-minute';
  /** Parts of its question, by name, that are choices out of few: an answer that asks nothing else is kept, too. */
  keptChoices?: readonly string[];
  /** Open data: kept, and programs on other websites may read it (CORS). */
  open?: true;
  /**
   * What each request that makes work is counted towards: a form, beside what every form is; a public page with a
   * query, instead of what any other is (http/spending.ts).
   */
  limits?: readonly LimitInFront[];
  /** What reading it is counted towards, beside what reading any page is that is made for its one reader. */
  readingLimits?: readonly LimitInFront[];
  /** Takes what browsers report by themselves, which come without an origin and in types of their own. */
  browserReport?: true;
  /** Its address is a secret that opens it: no other website is told of it, and no search engine keeps it. */
  secret?: true;
  /** Not a page for people, so it has no Welsh address. */
  machine?: true;
  /** Demo mode only: in production the address does not exist. */
  demo?: true;
}

/** The path as Remix writes it: `cy?` makes each page answer in both languages. */
export const pathInRemix = ({ path, machine }: Pick<RouteEntry, 'path' | 'machine'>): string =>
  machine ? path.slice(1) : `cy?${path === '/' ? '' : path}`;
