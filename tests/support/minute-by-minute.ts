import type { Diary, Span } from '~/diary/index';

/**
 * The rules of free times said a second time, minute by minute and slowly: a time is free when the adviser can be met in
 * each of its minutes, and nothing near it is taken. It shares no code with what it judges, not even its calendar.
 */

const minute = 60_000;

const wallInLondon = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  weekday: 'short',
});
const dayNames = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A minute, and what the wall in London shows in it. */
export interface Minute {
  /** Milliseconds since 1970. */
  at: number;
  /** `2027-03-28` */
  date: string;
  /** 1 is Monday. */
  weekday: number;
  /** `09:00` */
  time: string;
}

export function minuteAt(instant: number): Minute {
  const parts = Object.fromEntries(
    wallInLondon.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return {
    at: instant,
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: dayNames.indexOf(parts.weekday!),
    time: `${parts.hour}:${parts.minute}`,
  };
}

/** Every minute from a moment on. */
export const minutesFrom = (from: number, count: number): Minute[] =>
  Array.from({ length: count }, (_, index) => minuteAt(from + index * minute));

type Hours = { opens: string | null; closes: string | null };

const holdsTime = ({ opens, closes }: Hours, time: string) =>
  opens === null || (opens <= time && time < closes!);

/** Whether the adviser can be met in a minute, whatever is in the diary. */
function canMeet(its: Diary, { date, weekday, time }: Minute): boolean {
  const differs = its.exceptions.filter((each) => each.firstDay <= date && date <= each.lastDay);
  if (differs.some((each) => each.kind === 'away' && holdsTime(each, time))) return false;
  const hours = differs.filter(({ kind }) => kind === 'open');
  if (hours.length > 0) return hours.some((each) => holdsTime(each, time));
  const worked = weekday <= 5 && !its.holidays.has(date);
  return worked && its.openings.some((each) => each.weekday === weekday && holdsTime(each, time));
}

/** Whether something else is in the way of a meeting: other work, or another meeting and the time around it. */
const isTaken = (its: Diary, startsAt: number, endsAt: number): boolean =>
  its.busy.some((span) => span.startsAt < endsAt && startsAt < span.endsAt) ||
  its.meetings.some(
    (span) =>
      span.startsAt < endsAt + its.rules.buffer && startsAt < span.endsAt + its.rules.buffer,
  );

/** How many meetings a date has; the times on offer to one person are one of them. */
function meetingsOn(its: Diary, date: string): number {
  const begun = its.meetings.filter(({ startsAt }) => minuteAt(startsAt).date === date);
  const offeredTo = new Set(begun.flatMap(({ oneOf }) => oneOf ?? []));
  return begun.filter(({ oneOf }) => oneOf === undefined).length + offeredTo.size;
}

/** When meetings could begin now. @param minutes from a midnight on, all that may matter. */
export function freeMinuteByMinute(its: Diary, now: number, minutes: Minute[]): number[] {
  const { rules } = its;
  const meetable = minutes.map((each) => canMeet(its, each));
  const full = new Map<string, boolean>();
  const isFull = (date: string) => {
    if (!full.has(date)) full.set(date, meetingsOn(its, date) >= rules.mostPerDay);
    return full.get(date)!;
  };
  const found: number[] = [];
  let begun = 0;
  minutes.forEach(({ at, date }, index) => {
    if (!meetable[index]) return;
    // Times begin every half hour from when the adviser comes, or is back.
    if (index === 0 || !meetable[index - 1] || minutes[index - 1]!.date !== date) begun = at;
    if ((at - begun) % rules.grid !== 0) return;
    if (at < now + rules.notice || at > now + rules.horizon || isFull(date)) return;
    const lasting = Array.from({ length: rules.length / minute }, (_, more) => index + more);
    const fits = lasting.every((each) => meetable[each] && minutes[each]!.date === date);
    if (fits && !isTaken(its, at, at + rules.length)) found.push(at);
  });
  return found;
}

/** Whether a meeting that was promised before has its place: inside the hours, and nothing in the way. */
export function hasPlaceMinuteByMinute(its: Diary, { startsAt, endsAt }: Span): boolean {
  const minutes = minutesFrom(startsAt, (endsAt - startsAt) / minute);
  const isInside = minutes.every((each) => each.date === minutes[0]!.date && canMeet(its, each));
  return isInside && !isTaken(its, startsAt, endsAt);
}
