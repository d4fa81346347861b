import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { wallClock } from '~/platform/time/london';
import {
  nations as nationsWithHolidays,
  type BankHolidays,
  type Nation,
} from '~/platform/time/working-days';
import {
  bestOpening,
  isOld,
  isOpenAt,
  openingAt,
  weekdayOf,
  type Moment,
  type Opening,
} from './opening-hours';
import {
  isShown,
  linesOf,
  serves,
  type Line,
  type Nation as ReaderNation,
  type Organisation,
} from './organisation';

/** What the clock says of opening hours, for as long as it takes to make a page. */
export interface Openings {
  now: Moment;
  /** One line; null when its hours are not known. */
  ofLine: (line: Line, organisation: Organisation) => Opening | null;
  /** The best of an organisation's lines for somebody in a nation; null when no hours are known. */
  of: (organisation: Organisation, nation?: ReaderNation) => Opening | null;
  /** Whether somebody who calls now is answered, as far as anybody knows. */
  isOpen: (organisation: Organisation, nation?: ReaderNation) => boolean;
}

/** @param at milliseconds since 1970. */
export async function openingsAt(at: number = clock.now()): Promise<Openings> {
  const [date, time] = wallClock(at).split('T') as [string, string];
  const now = { date, time };
  const moment = { ...now, weekday: weekdayOf(date) };
  const calendars = await Promise.all(nationsWithHolidays.map(bankHolidays));
  const holidays = new Map<string, BankHolidays>(
    nationsWithHolidays.map((nation, index) => [nation, calendars[index]!]),
  );
  const holidaysOf = ({ nations }: Pick<Line, 'nations'>, { for: its }: Organisation) =>
    holidays.get(homeOf(nations ?? its.nations))!;
  const ofLine: Openings['ofLine'] = (line, organisation) => {
    if (!line.hours) return null;
    const opening = openingAt(now, line.hours, holidaysOf(line, organisation));
    const unsure = !line.confirmed && isOld(line.hours, date);
    return unsure ? { ...opening, unsure } : opening;
  };
  const answers = (
    line: Omit<Line, 'kind' | 'keyword'>,
    organisation: Organisation,
    nation?: ReaderNation,
  ): boolean =>
    line.hours !== null &&
    isOpenAt(moment, line.hours) &&
    !(line.hours.bankHolidays === 'closed' && holidaysOf(line, organisation).has(date)) &&
    isShown(line, organisation) &&
    serves(line, nation);
  return {
    now,
    ofLine,
    of: (organisation, nation) =>
      bestOpening(
        linesOf(organisation)
          .lines.filter((line) => serves(line, nation))
          .flatMap((line) => ofLine(line, organisation) ?? []),
      ),
    isOpen: (organisation, nation) =>
      organisation.phone.some((line) => answers(line, organisation, nation)) ||
      organisation.text.some((line) => answers(line, organisation, nation)),
  };
}

/** Whose bank holidays a line keeps: England's where it serves England, since most are run from there. */
const homeOf = (nations: readonly string[]): Nation =>
  nationsWithHolidays.find((nation) => nations.includes(nation)) ?? 'england';
