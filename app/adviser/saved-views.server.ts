import { and, asc, count, eq } from 'drizzle-orm';
import { savedViews } from '#db/schema';
import type { QueueFilter } from '~/meetings/index';
import type { Person } from '~/platform/access';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import { filterFrom, queryOf } from './queue-address';
import { mostViews, type SavedView } from './saved-views';

/** Views of the queue that a member of staff keeps for themselves: a name, and filters in codes. */

const namePlace = (id: string) => placeOf(savedViews.sealedName, id);

/** The views of the acting person, the oldest first. */
export function readViews(actor: Person): SavedView[] {
  return database()
    .select()
    .from(savedViews)
    .where(eq(savedViews.accountId, actor.accountId))
    .orderBy(asc(savedViews.createdAt), asc(savedViews.id))
    .all()
    .map(({ id, sealedName, filters }) => ({
      id,
      name: unseal(namePlace(id), sealedName),
      filter: filterFrom(new URLSearchParams(filters)),
    }));
}

/** Keeps a view. @returns false when there are as many as there may be. */
export function saveView(actor: Person, name: string, filter: QueueFilter): boolean {
  return inTransaction((tx) => {
    const own = eq(savedViews.accountId, actor.accountId);
    const { kept } = tx.select({ kept: count() }).from(savedViews).where(own).get()!;
    if (kept >= mostViews) return false;
    const id = newId();
    tx.insert(savedViews)
      .values({
        id,
        accountId: actor.accountId,
        sealedName: seal(namePlace(id), name),
        filters: queryOf(filter),
        createdAt: clock.now(),
      })
      .run();
    return true;
  });
}

/** Removes a view of the acting person's; somebody else's stays. */
export const removeView = (actor: Person, id: string): void =>
  void database()
    .delete(savedViews)
    .where(and(eq(savedViews.id, id), eq(savedViews.accountId, actor.accountId)))
    .run();
