import { and, eq, exists, not, sql } from 'drizzle-orm';
import { accounts, offers, requests } from '#db/schema';
import { teams, type Team } from '~/platform/access';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { lapseOffers } from './bookings.server';
import { tellOfNews } from '../telling/messages.server';
import { openOffers, stillStands, type RequestRow } from '../requests.server';
import { answerDue } from './times.server';

/** Times on offer that nobody took while they could: it is not the practitioner who must do something then. */

/**
 * Job: requests of which no offered time can be accepted any more are ours to answer again, within the service
 * standard. The adviser and the practitioner hear of it. @returns how many there were.
 */
export async function takeBackLapsedOffers(): Promise<number> {
  const holidays = await allBankHolidays();
  const found = teams.flatMap((team) => lapsedIn(team));
  return found.filter(({ id }) => inTransaction((tx) => takeBack(tx, id, holidays))).length;
}

/** Requests of a team that wait for the practitioner to accept one of no times. */
function lapsedIn(team: Team): { id: string }[] {
  const db = database();
  const standing = db
    .select({ one: sql`1` })
    .from(offers)
    .innerJoin(accounts, eq(accounts.id, offers.adviserId))
    .where(and(eq(offers.requestId, requests.id), stillStands(db, team)));
  return db
    .select({ id: requests.id })
    .from(requests)
    .where(and(isOnOffer, eq(requests.team, team), not(exists(standing))))
    .all();
}

/** In the words of the index of what waits for practitioners. */
const isOnOffer = and(sql`${requests.waitingOn} = 'them'`, eq(requests.state, 'offered'));

function takeBack(tx: Tx, id: string, holidays: HolidaysOf): boolean {
  const row: RequestRow | undefined = tx
    .select()
    .from(requests)
    .where(and(isOnOffer, eq(requests.id, id)))
    .get();
  if (!row || openOffers(tx, row).length > 0) return false;
  lapseOffers(tx, row.id);
  tx.update(requests)
    .set({ waitingOn: 'us', answerBy: answerDue(tx, row, holidays) })
    .where(eq(requests.id, row.id))
    .run();
  // Once for each time they were offered.
  tellOfNews(tx, row, `lapsed:${row.id}:${row.updatedAt}`, ['practitioner', 'adviser']);
  return true;
}
