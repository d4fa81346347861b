import { Temporal } from 'temporal-polyfill';
import { minute } from '~/platform/time/clock';
import { zone } from '~/platform/time/london';

/** Hours of a day as people write them, as moments. Pure. */

/** From one moment until just before another (milliseconds since 1970). */
export interface Span {
  startsAt: number;
  endsAt: number;
}

/** `09:30` as milliseconds after midnight on the wall. */
function sinceMidnight(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return (hours * 60 + minutes) * minute;
}

/**
 * The moments of a London date at which the clock on the wall stands at `opens` or later, and before `closes`.
 * One span on all days but two: when the clocks go forward, hours that never come are left out; when they go back,
 * what happens twice is in it twice.
 * @param date ISO, `2026-12-01`. @param opens `09:00`. @param closes later on the same day.
 */
export function momentsOf(date: string, opens: string, closes: string): Span[] {
  const { offsets, change } = clocksOn(date);
  const onTheWall = Date.parse(`${date}T00:00Z`);
  const at = (offset: number): Span => ({
    startsAt: onTheWall + sinceMidnight(opens) - offset,
    endsAt: onTheWall + sinceMidnight(closes) - offset,
  });
  const [before, after] = [at(offsets[0]), at(offsets[1])];
  if (change === null) return [before];
  return joined([
    { ...before, endsAt: Math.min(before.endsAt, change) },
    { ...after, startsAt: Math.max(after.startsAt, change) },
  ]);
}

/** How London's clocks stand on a date: how far from UTC at its first and at its last midnight, and when that changes. */
interface Clocks {
  offsets: readonly [number, number];
  change: number | null;
}

/**
 * Asked for again with every search for free times, and slow to find out: what was found is remembered. A date's
 * answer never changes while the process runs.
 */
const known = new Map<string, Clocks>();
/** Some years of dates. */
const mostKnown = 2000;

function clocksOn(date: string): Clocks {
  const found = known.get(date);
  if (found) return found;
  const midnight = Temporal.PlainDate.from(date).toZonedDateTime(zone);
  const offsets = [offsetOf(midnight), offsetOf(midnight.add({ days: 1 }))] as const;
  const change =
    offsets[0] === offsets[1] ? null : midnight.getTimeZoneTransition('next')!.epochMilliseconds;
  if (known.size >= mostKnown) known.clear();
  known.set(date, { offsets, change });
  return { offsets, change };
}

const offsetOf = ({ offsetNanoseconds }: Temporal.ZonedDateTime): number =>
  offsetNanoseconds / 1_000_000;

/** The same moments in as few spans as possible, in order; spans that hold no moment are dropped. */
export function joined(spans: readonly Span[]): Span[] {
  const inOrder = spans
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .sort((a, b) => a.startsAt - b.startsAt);
  const apart: Span[] = [];
  for (const span of inOrder) {
    const last = apart.at(-1);
    if (last && span.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, span.endsAt);
    else apart.push({ ...span });
  }
  return apart;
}

/** The moments of `spans` that are in none of `others`, in order. */
export function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  const left: Span[] = [];
  const cuts = joined(others);
  for (const { startsAt, endsAt } of joined(spans)) {
    let from = startsAt;
    for (const cut of cuts) {
      if (cut.endsAt <= from) continue;
      if (cut.startsAt >= endsAt) break;
      if (cut.startsAt > from) left.push({ startsAt: from, endsAt: cut.startsAt });
      from = Math.max(from, cut.endsAt);
    }
    if (from < endsAt) left.push({ startsAt: from, endsAt });
  }
  return left;
}

/** Whether two spans have a moment in common. */
export const overlap = (a: Span, b: Span): boolean =>
  a.startsAt < b.endsAt && b.startsAt < a.endsAt;
