import type { Side } from '../life';
import type { RequestView } from '../requests.server';

/** The change that adds a document, by the side that adds it. */
export const addingBy = (side: Side) => (side === 'adviser' ? 'share-document' : 'send-document');

/** Whether a side may add a document now. Nothing is added to a request whose words have been erased. */
export const canAddDocument = (
  { allowed, answers }: Pick<RequestView, 'allowed' | 'answers'>,
  side: Side,
): boolean => allowed.includes(addingBy(side)) && Object.keys(answers).length > 0;
