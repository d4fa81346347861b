import { instantOf } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { joined, without, type Span } from './hours';
import { awayOn, countPerDay, hoursOn, type Diary } from './slots';

/** What an adviser's days look like, in order of time. Pure. */

/** Something of a request: the page of its reference says more. */
export interface AboutRequest extends Span {
  reference: string;
}

export interface AgendaEntry extends Span {
  kind: 'meeting' | 'offer' | 'hold' | 'busy' | 'away' | 'free';
  reference?: string;
}

export interface AgendaDay {
  /** ISO, London. */
  date: string;
  entries: AgendaEntry[];
  isBankHoliday: boolean;
  /** The adviser is away from midnight to midnight. */
  isAway: boolean;
  /** No more meetings fit, however much time is free. */
  isFull: boolean;
}

/** Everything that is known about some days of an adviser. */
export interface AgendaFacts extends Pick<
  Diary,
  'rules' | 'openings' | 'exceptions' | 'busy' | 'holidays'
> {
  meetings: AboutRequest[];
  offers: AboutRequest[];
  holds: Span[];
}

/** From midnight to midnight in London: 23 and 25 hours on the days the clocks change. */
export const wholeDay = (date: string): Span => ({
  startsAt: instantOf(date, '00:00'),
  endsAt: instantOf(addDays(date, 1), '00:00'),
});

/** The piece of each span that is within another. */
const within = (spans: readonly Span[], { startsAt, endsAt }: Span): Span[] =>
  spans
    .map((span) => ({
      startsAt: Math.max(span.startsAt, startsAt),
      endsAt: Math.min(span.endsAt, endsAt),
    }))
    .filter((piece) => piece.startsAt < piece.endsAt);

/** One day as its adviser has it. What was free and is past is not told. */
export function agendaOf(date: string, facts: AgendaFacts, now: number): AgendaDay {
  const { rules, exceptions, busy, holidays, meetings, offers, holds } = facts;
  const day = wholeDay(date);
  const begun = (span: Span) => day.startsAt <= span.startsAt && span.startsAt < day.endsAt;
  const itsMeetings = meetings.filter(begun);
  const itsOffers = offers.filter(begun);
  const itsHolds = holds.filter(begun);
  const away = awayOn(date, exceptions);
  const taken = [...meetings, ...offers, ...holds, ...busy];
  const hours = within(hoursOn(date, facts), { startsAt: now, endsAt: day.endsAt });
  const tagged = (kind: AgendaEntry['kind'], spans: readonly Span[]): AgendaEntry[] =>
    spans.map((span) => ({ kind, ...span }));
  const isAway = away.length === 1 && without([day], away).length === 0;
  const counted = countPerDay([...itsMeetings, ...itsOffers, ...itsHolds]).get(date) ?? 0;
  return {
    date,
    entries: [
      ...tagged('meeting', itsMeetings),
      ...tagged('offer', itsOffers),
      ...tagged('hold', itsHolds),
      ...tagged('busy', within(joined(busy), day)),
      ...tagged('away', isAway ? [] : away),
      ...tagged('free', without(hours, taken)),
    ].sort((a, b) => a.startsAt - b.startsAt),
    isBankHoliday: holidays.has(date),
    isAway,
    isFull: counted >= rules.mostPerDay,
  };
}

/** The dates of the week a date is in, Monday first. */
export function weekOf(date: string): string[] {
  const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7;
  return Array.from({ length: 7 }, (_, index) => addDays(date, index + 1 - weekday));
}
