import type { Change, Side } from '../life';

/** Where something written into a request is read in full, beside all that belongs to it. Pure. */

const accounts: readonly Change[] = ['write-point', 'clarify-point'];
const notes: readonly Change[] = ['share-note', 'comment-on-note', 'agree-note', 'finish-action'];

/** The page of a change below its request's address; null when everything stands in what happened. */
export function pageOf(change: Change, reader: Side): string | null {
  if (accounts.includes(change)) return 'account';
  if (notes.includes(change)) return reader === 'adviser' ? 'meeting-note' : 'note';
  return null;
}
