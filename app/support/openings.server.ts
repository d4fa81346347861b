import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { wallClock } from '~/platform/time/london';
import {
  nations as nationsWithHolidays,
  type BankHolidays,
  type Nation,
} from '~/platform/time/working-days';
import { bestOpening, openingAt, type Moment, type Opening } from './opening-hours';
import { linesOf, type Organisation } from './organisation';

/** What the clock says of opening hours, for as long as it takes to make a page. */
export interface Openings {
  now: Moment;
  /** The best of an organisation's lines; null when no hours are known. */
  of: (organisation: Organisation) => Opening | null;
}

/** @param at milliseconds since 1970. */
export async function openingsAt(at: number = clock.now()): Promise<Openings> {
  const [date, time] = wallClock(at).split('T') as [string, string];
  const now = { date, time };
  const calendars = await Promise.all(nationsWithHolidays.map(bankHolidays));
  const holidays = new Map<string, BankHolidays>(
    nationsWithHolidays.map((nation, index) => [nation, calendars[index]!]),
  );
  return {
    now,
    of(organisation) {
      const openings = linesOf(organisation).lines.flatMap(({ hours, nations }) =>
        hours
          ? openingAt(now, hours, holidays.get(homeOf(nations ?? organisation.for.nations))!)
          : [],
      );
      return bestOpening(openings);
    },
  };
}

/** Whose bank holidays a line keeps: England's where it serves England, since most are run from there. */
const homeOf = (nations: readonly string[]): Nation =>
  nationsWithHolidays.find((nation) => nations.includes(nation)) ?? 'england';
