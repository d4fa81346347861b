import { freeSlots, type Span } from '~/diary/index';
import { readDiary } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { readRow } from './requests.server';

/** The times the acting adviser can offer for a request now. */
export async function slotsToOffer(actor: Person, reference: string): Promise<Span[]> {
  const holidays = await bankHolidays('england');
  const { id } = readRow(database(), actor, reference);
  const diary = readDiary(database(), actor.accountId, holidays, { requestId: id });
  return freeSlots(diary, clock.now());
}
