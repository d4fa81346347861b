import type { Change } from '../life';

/**
 * What a practitioner can do with a request that was sent, beside answering what is asked on its own page: a page
 * each, which says what will happen before it does.
 */

export const changePages = [
  'message',
  'add-question',
  'ask-for-other-times',
  'ask-to-move',
  'ask-for-another-adviser',
  'withdraw',
  'cancel',
] as const satisfies Change[];
export type ChangePage = (typeof changePages)[number];

export const isChangePage = (text: string | undefined): text is ChangePage =>
  changePages.some((page) => page === text);

/** Whether somebody writes words with it: they must, they may, or there are none. */
export const wordsOn: Record<ChangePage, 'needed' | 'welcome' | 'none'> = {
  message: 'needed',
  'add-question': 'needed',
  'ask-for-other-times': 'welcome',
  'ask-to-move': 'welcome',
  'ask-for-another-adviser': 'welcome',
  withdraw: 'none',
  cancel: 'welcome',
};

/** What cannot be taken back: its button says so by its colour, too. */
export const cannotBeUndone: readonly ChangePage[] = ['ask-to-move', 'withdraw', 'cancel'];

/** The change pages that are open now, in the order in which they are shown. */
export const openPages = (allowed: readonly Change[]): ChangePage[] =>
  changePages.filter((page) => allowed.includes(page));
