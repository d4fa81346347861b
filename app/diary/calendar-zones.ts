import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { zone as london } from '~/platform/time/london';
import { windowsZones } from './windows-zones';

/**
 * Time zones of calendar files. A clock on a wall is a number here: the milliseconds since 1970 of the same date and
 * time in UTC. Pure.
 */
export interface CalendarZone {
  /** The moment at which a clock there shows this. */
  instantOf: (wall: number) => number;
  /** What a clock there shows at a moment. */
  wallAt: (instant: number) => number;
}

/** A zone that neither the world nor the file knows. */
export class UnknownZone extends Error {
  constructor(readonly named: string) {
    super('A time zone that nobody knows');
  }
}

export const utc: CalendarZone = { instantOf: (wall) => wall, wallAt: (instant) => instant };

export const inLondon: CalendarZone = worldZone(london);

/** A zone of the world's time zone data. @throws {RangeError} when it has none of this name. */
function worldZone(name: string): CalendarZone {
  const there = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  return {
    instantOf: (wall) =>
      Temporal.Instant.fromEpochMilliseconds(wall)
        .toZonedDateTimeISO('UTC')
        .toPlainDateTime()
        .toZonedDateTime(there).epochMilliseconds,
    wallAt: (instant) =>
      instant +
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(there).offsetNanoseconds /
        1_000_000,
  };
}

/**
 * Finds the zones a file names: by the name the world or Windows has for them, else as the file itself describes them.
 * The world's comes first: what a file says of a zone may be old, or wrong on purpose.
 * @param described the file's own descriptions (VTIMEZONE).
 */
export function zoneFinder(described: readonly ICAL.Component[]): (name: string) => CalendarZone {
  const found = new Map<string, CalendarZone>();
  return (name) => {
    const known = found.get(name);
    if (known) return known;
    const zone = knownZone(name) ?? describedZone(name, described);
    if (!zone) throw new UnknownZone(name);
    found.set(name, zone);
    return zone;
  };
}

function knownZone(name: string): CalendarZone | undefined {
  if (/^tzone:\/\/microsoft\/utc$/i.test(name)) return utc;
  // Some programs write where the description came from in front of the name: `/example.com/Europe/London`.
  const last = /[A-Za-z]+\/[A-Za-z_+-]+$/.exec(name)?.[0];
  for (const candidate of [windowsZones[name], name, last]) {
    if (candidate === undefined || /^[+-]/.test(candidate)) continue;
    try {
      return worldZone(candidate);
    } catch {
      // The next name may be known.
    }
  }
  return undefined;
}

/** A zone as its file describes it: standard time and summer time, changing once a year. */
function describedZone(
  name: string,
  described: readonly ICAL.Component[],
): CalendarZone | undefined {
  const component = described.find((each) => each.getFirstPropertyValue('tzid') === name);
  if (!component || !isPlain(component)) return undefined;
  const zone = new ICAL.Timezone(component);
  const offsetAt = (wall: number) => zone.utcOffset(floating(wall)) * 1000;
  return {
    instantOf: (wall) => wall - offsetAt(wall),
    // The offset is asked for by what the wall shows, so it is looked up twice.
    wallAt: (instant) => instant + offsetAt(instant + offsetAt(instant)),
  };
}

/** Whether a description is one that can be followed: a rule by the second would fill the memory. */
function isPlain(component: ICAL.Component): boolean {
  const parts = component.getAllSubcomponents();
  const rules = parts.map((part) => part.getFirstPropertyValue('rrule') as ICAL.Recur | null);
  return (
    parts.length > 0 &&
    parts.length <= 200 &&
    rules.every((rule) => rule === null || (rule.freq === 'YEARLY' && !('BYHOUR' in rule.parts)))
  );
}

/** A clock on a wall, as ical.js knows it. */
export function floating(wall: number, isDate = false): ICAL.Time {
  const date = new Date(wall);
  return new ICAL.Time(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      isDate,
    },
    ICAL.Timezone.localTimezone,
  );
}
