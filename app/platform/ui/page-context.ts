import { createContext, useContext } from 'react';
import type { Role } from '../access';
import type { Locale } from '../locale';
import type { LateForms, SessionEnd } from './session-end';

/** What the frame around a page needs to know and no loader can tell it. */
export interface PageContext {
  locale: Locale;
  /** The address without language. */
  path: string;
  /** What the page was asked, `?need=legal`. */
  query: string;
  requestId: string;
  /** Address of the portal's script; absent on public pages, which run none. */
  script?: string;
  account?: Role;
  /** Until when they stay signed in. */
  sessionEnd?: SessionEnd;
  /** What becomes of a form of this page that is sent after that. */
  lateForms?: LateForms;
  /** The portal's own address, where search engines are told of the page in both languages. */
  site?: string;
  demo: boolean;
  /** A file was chosen before the language was changed, and could not go along. */
  fileAgain?: boolean;
  /** What was asked could not be done because somebody else was writing. */
  busy: boolean;
  /** A form came back with something to put right: the title says so first. */
  formFailed: boolean;
}

const context = createContext<PageContext | null>(null);

export const PageContextProvider = context.Provider;

export function usePage(): PageContext {
  const page = useContext(context);
  if (!page) throw new Error('usePage outside a rendered page');
  return page;
}
