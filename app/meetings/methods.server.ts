import { and, inArray, ne } from 'drizzle-orm';
import { requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { mayRead } from './requests.server';

/** How a meeting takes place. */
export type Method = 'phone' | 'video';

/**
 * How the arranged meetings of some requests take place, as they are set up now, whatever was first asked for: by video
 * when there is a room.
 * @param references of requests whose meeting is arranged.
 * @returns by reference; nothing for a request that is not the acting person's to see, or whose words are erased.
 */
export function methodsOf(actor: Person, references: readonly string[]): Map<string, Method> {
  const rows = database()
    .select({ reference: requests.reference, sealedRoom: requests.sealedRoom })
    .from(requests)
    .where(
      and(
        inArray(requests.reference, [...references]),
        ne(requests.sealedAnswers, ''),
        mayRead(actor),
      ),
    )
    .all();
  return new Map(
    rows.map(({ reference, sealedRoom }) => [reference, sealedRoom ? 'video' : 'phone']),
  );
}
