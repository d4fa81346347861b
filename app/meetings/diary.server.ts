import { and, eq, gt } from 'drizzle-orm';
import { availability, bookings, offers } from '#db/schema';
import type { Person } from '~/platform/access';
import { newId } from '~/platform/crypto.server';
import { database, type Db, type Tx } from '~/platform/database.server';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock, day } from '~/platform/time/clock';
import type { BankHolidays } from '~/platform/time/working-days';
import { readRow } from './requests.server';
import { freeSlots, type Diary, type Opening, type Span } from './slots';

/** An adviser's diary as it stands: pattern, live meetings, and times offered to people other than `exceptFor`. */
export function readDiary(
  tx: Db | Tx,
  adviserId: string,
  holidays: BankHolidays,
  exceptFor: string,
): Diary {
  const recent = clock.now() - day;
  const openings = tx
    .select({
      weekday: availability.weekday,
      opens: availability.opens,
      closes: availability.closes,
    })
    .from(availability)
    .where(eq(availability.adviserId, adviserId))
    .all();
  const span = {
    startsAt: bookings.startsAt,
    endsAt: bookings.endsAt,
    request: bookings.requestId,
  };
  const booked = tx
    .select(span)
    .from(bookings)
    .where(
      and(
        eq(bookings.adviserId, adviserId),
        eq(bookings.state, 'live'),
        gt(bookings.startsAt, recent),
      ),
    )
    .all();
  const offered = tx
    .select({ startsAt: offers.startsAt, endsAt: offers.endsAt, request: offers.requestId })
    .from(offers)
    .where(
      and(eq(offers.adviserId, adviserId), eq(offers.state, 'open'), gt(offers.startsAt, recent)),
    )
    .all();
  const busy = [...booked, ...offered].filter(({ request }) => request !== exceptFor);
  return { openings, busy, holidays };
}

/** The times the acting adviser can offer for a request now. */
export async function slotsToOffer(actor: Person, reference: string): Promise<Span[]> {
  const holidays = await bankHolidays('england');
  const row = readRow(database(), actor, reference);
  return freeSlots(readDiary(database(), actor.accountId, holidays, row.id), clock.now());
}

/** Replaces an adviser's weekly pattern. */
export function setAvailability(adviserId: string, openings: Opening[]): void {
  database().delete(availability).where(eq(availability.adviserId, adviserId)).run();
  for (const opening of openings) {
    database()
      .insert(availability)
      .values({ id: newId(), adviserId, ...opening })
      .run();
  }
}
