import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { events, requests } from '#db/schema';
import { teams } from '~/platform/access';
import { database } from '~/platform/database.server';
import type { HolidaysOf } from '~/platform/time/bank-holidays.server';
import { instantOf, today } from '~/platform/time/london';
import { daysBetween, workingDaysBetween } from '~/platform/time/working-days';
import { endStates, sentStates } from '../life';
import { holidaysFor } from '../times/times.server';
import { firstAnsweredAt } from './standard.server';

/** How long each person who asked in a month waited for us: days alone, of nobody in particular. */

/** `gone`: it ended before what they waited for could come. */
export interface Wait {
  days: number;
  is: 'over' | 'waiting' | 'gone';
}

/** Dates of London: of the first day of the month, and of the first of the next. */
export interface Month {
  from: string;
  until: string;
}

const rowsOf = ({ from, until }: Month) => {
  const held = database()
    // When the meeting was; when it was noted, where the event does not say.
    .select({ at: sql<number>`coalesce(json_extract(${events.times}, '$[0]'), ${events.at})` })
    .from(events)
    .where(and(eq(events.requestId, requests.id), eq(events.change, 'record-held')))
    .orderBy(asc(events.id))
    .limit(1);
  return teams.flatMap((team) =>
    database()
      .select({
        team: requests.team,
        nation: requests.nation,
        state: requests.state,
        submittedAt: requests.submittedAt,
        answeredAt: firstAnsweredAt(),
        /** When the first meeting was. */
        heldAt: sql<number | null>`(${held})`,
      })
      .from(requests)
      .where(
        and(
          eq(requests.team, team),
          inArray(requests.state, sentStates),
          gte(requests.submittedAt, instantOf(from, '00:00')),
          lt(requests.submittedAt, instantOf(until, '00:00')),
        ),
      )
      .all(),
  );
};

const waitIn = (days: number, isOver: boolean, hasEnded: boolean): Wait => ({
  days,
  is: isOver ? 'over' : hasEnded ? 'gone' : 'waiting',
});

/**
 * Working days until we first answered, for each request sent in a month. Who takes a free time has an answer at once.
 * @param date today, for those who still wait.
 */
export const readReplyWaits = (month: Month, holidays: HolidaysOf, date: string): Wait[] =>
  rowsOf(month).map((row) => {
    const sentOn = today(row.submittedAt!);
    const answeredOn = row.answeredAt === null ? null : today(row.answeredAt);
    const days = workingDaysBetween(sentOn, answeredOn ?? date, holidaysFor(row, holidays));
    return waitIn(days, answeredOn !== null, endStates.includes(row.state));
  });

/** Days until the first meeting that was held, for each request sent in a month. */
export const readMeetingWaits = (month: Month, _holidays: HolidaysOf, date: string): Wait[] =>
  rowsOf(month).map(({ submittedAt, heldAt, state }) => {
    const metOn = heldAt === null ? null : today(heldAt);
    const days = daysBetween(today(submittedAt!), metOn ?? date);
    return waitIn(days, metOn !== null, endStates.includes(state));
  });
