import { and, eq, inArray, isNull } from 'drizzle-orm';
import { accounts } from '#db/schema';
import type { Person, Team } from '~/platform/access';
import type { Db, Tx } from '~/platform/database.server';

/** Whose diary a person may look at and change: an adviser their own, a lead everybody's who meets practitioners. */

export interface WhoseDiary {
  id: string;
  team: Team | null;
}

/**
 * The adviser whose diary it is, if the acting person keeps it.
 * @throws a 404 response otherwise, the same as for somebody who never was.
 */
export function whoseDiary(tx: Db | Tx, actor: Person, adviserId: string): WhoseDiary {
  const mayKeep =
    actor.role === 'lead' || (actor.role === 'adviser' && actor.accountId === adviserId);
  const whose = tx
    .select({ id: accounts.id, team: accounts.team })
    .from(accounts)
    .where(
      and(
        eq(accounts.id, mayKeep ? adviserId : ''),
        inArray(accounts.role, ['adviser', 'lead']),
        isNull(accounts.disabledAt),
      ),
    )
    .get();
  if (!whose) throw new Response(null, { status: 404 });
  return whose;
}
