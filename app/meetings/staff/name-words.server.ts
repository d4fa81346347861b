import { eq } from 'drizzle-orm';
import { requestWords } from '#db/schema';
import { keyedHash } from '~/platform/crypto.server';
import type { Tx } from '~/platform/database.server';
import { nameWords } from './name-words';
import type { Answers } from '../questions/questions';

/** The words of its name that a request is found by, as keyed hashes: no name is written down (docs/decisions/0033). */

/** The hash under which one word of a name is found. */
export const nameHash = (word: string): string => keyedHash('name-word', word);

/** Makes the words a request is found by those of the name in its answers. */
export function keepNameWords(tx: Tx, requestId: string, { name }: Answers): void {
  tx.delete(requestWords).where(eq(requestWords.requestId, requestId)).run();
  for (const word of nameWords(name?.name ?? '')) {
    tx.insert(requestWords)
      .values({ requestId, wordHash: nameHash(word) })
      .run();
  }
}
