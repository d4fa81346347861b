import { and, inArray } from 'drizzle-orm';
import { requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { mayRead } from '../requests.server';

/** How a meeting takes place. */
export type Method = 'phone' | 'video';

/**
 * How the arranged meetings of some requests take place, as they are set up now, whatever was first asked for: by video
 * when there is a room.
 * @param references of requests whose meeting is arranged.
 * @returns by reference; null when the words are erased, nothing for a request that is not the acting person's to see.
 */
export function methodsOf(
  actor: Person,
  references: readonly string[],
): Map<string, Method | null> {
  const rows = database()
    .select({
      reference: requests.reference,
      sealedAnswers: requests.sealedAnswers,
      sealedRoom: requests.sealedRoom,
    })
    .from(requests)
    .where(and(inArray(requests.reference, [...references]), mayRead(actor)))
    .all();
  const methodOf = ({ sealedAnswers, sealedRoom }: (typeof rows)[number]): Method | null =>
    sealedRoom ? 'video' : sealedAnswers === '' ? null : 'phone';
  return new Map(rows.map((row) => [row.reference, methodOf(row)]));
}
