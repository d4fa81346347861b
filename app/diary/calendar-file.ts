import ICAL from 'ical.js';
import { day } from '~/platform/time/clock';
import {
  floating,
  inLondon,
  UnknownZone,
  utc,
  zoneFinder,
  type CalendarZone,
} from './calendar-zones';
import { joined, overlap, type Span } from './hours';

/**
 * When somebody is busy, read from a calendar file (RFC 5545) as calendar programs save it. Only when: titles, places
 * and names are taken out of the text before anything reads it. Pure, and as slow as the file makes it: a rule for
 * repeating can be written that has no next time, so the caller bounds the work (busy-times.server.ts).
 */

export interface BusyReading {
  /** In order, none touching another, cut off at the ends of the stretch that was asked for. */
  busy: Span[];
  /** Time zones nobody knows; what is in them is left out. */
  unknownZones: string[];
  /** How many entries make no sense, and are left out. */
  unreadable: number;
}

/** The file is no calendar. */
export class NoCalendar extends Error {}
/** It unfolds to more than a person's calendar does. */
export class TooMuch extends Error {}

/** 25 things done every day for ten years. */
const mostOccurrences = 100_000;

// Taking out the words

const partsRead = ['VCALENDAR', 'VEVENT', 'VFREEBUSY', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT'];

const propertiesRead = (
  'BEGIN END UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID TRANSP STATUS FREEBUSY ' +
  'TZID TZOFFSETFROM TZOFFSETTO X-WR-TIMEZONE X-MICROSOFT-CDO-BUSYSTATUS'
).split(' ');

/** The lines of a calendar file that say when. Every word about what goes, and every part we have no use for. */
export function onlyTimes(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    // A long line goes on after a line break and a space.
    .replace(/\n[ \t]/g, '')
    .split('\n');
  const kept: string[] = [];
  /** How deep we are in a part nobody reads, such as an alarm. */
  let ignored = 0;
  for (const line of lines) {
    const name = /^[\w-]+/.exec(line)?.[0].toUpperCase() ?? '';
    if (!propertiesRead.includes(name)) continue;
    const part = line
      .slice(name.length + 1)
      .trim()
      .toUpperCase();
    if (name === 'BEGIN' && (ignored > 0 || !partsRead.includes(part))) ignored += 1;
    else if (name === 'END' && ignored > 0) ignored -= 1;
    else if (ignored === 0) kept.push(line.trimEnd());
  }
  return kept.join('\n');
}

// Reading the times

/** What is put together while a file is read. */
interface Reading {
  within: Span;
  spans: Span[];
  unknownZones: Set<string>;
  unreadable: number;
  /** How many occurrences have been worked out. */
  unfolded: number;
}

/**
 * When a calendar file says that its owner is busy, between two moments.
 * @throws {NoCalendar} @throws {TooMuch}
 */
export function readBusyTimes(text: string, within: Span): BusyReading {
  const reading: Reading = {
    within,
    spans: [],
    unknownZones: new Set(),
    unreadable: 0,
    unfolded: 0,
  };
  for (const calendar of calendarsIn(onlyTimes(text))) readCalendar(calendar, reading);
  const inside = reading.spans.map(({ startsAt, endsAt }) => ({
    startsAt: Math.max(startsAt, within.startsAt),
    endsAt: Math.min(endsAt, within.endsAt),
  }));
  return {
    busy: joined(inside),
    unknownZones: [...reading.unknownZones],
    unreadable: reading.unreadable,
  };
}

/** A file holds one calendar, or several. */
function calendarsIn(times: string): ICAL.Component[] {
  let parsed: unknown;
  try {
    parsed = ICAL.parse(times);
  } catch {
    throw new NoCalendar();
  }
  if (!Array.isArray(parsed) || parsed.length === 0) throw new NoCalendar();
  const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]) as unknown[][];
  return calendars.map((calendar) => {
    if (calendar[0] !== 'vcalendar') throw new NoCalendar();
    return new ICAL.Component(calendar as never);
  });
}

function readCalendar(calendar: ICAL.Component, reading: Reading): void {
  const clocks = clocksOf(calendar);
  const events = calendar.getAllSubcomponents('vevent');
  const changes = changesByEvent(events);
  for (const event of events) {
    const its = isChange(event) ? [] : (changes.get(uidOf(event)) ?? []);
    eachInItself(reading, () => readEvent(event, its, clocks, reading));
  }
  for (const published of calendar.getAllSubcomponents('vfreebusy')) {
    eachInItself(reading, () => readFreeBusy(published, reading));
  }
}

/** One entry that makes no sense does not take the others with it. */
function eachInItself(reading: Reading, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (error instanceof TooMuch) throw error;
    if (error instanceof UnknownZone) reading.unknownZones.add(error.named.slice(0, 60));
    else reading.unreadable += 1;
  }
}

const textOf = (component: ICAL.Component, name: string): string =>
  String(component.getFirstPropertyValue(name) ?? '').trim();

const uidOf = (event: ICAL.Component): string => textOf(event, 'uid');

/** An event that says how one occurrence of another differs. */
const isChange = (event: ICAL.Component): boolean => event.hasProperty('recurrence-id');

function changesByEvent(events: readonly ICAL.Component[]): Map<string, ICAL.Component[]> {
  const changes = new Map<string, ICAL.Component[]>();
  for (const event of events.filter(isChange)) {
    const uid = uidOf(event);
    if (uid !== '') changes.set(uid, [...(changes.get(uid) ?? []), event]);
  }
  return changes;
}

/** Whether an event keeps its owner from a meeting. */
const isBusy = (event: ICAL.Component): boolean =>
  textOf(event, 'transp').toUpperCase() !== 'TRANSPARENT' &&
  textOf(event, 'status').toUpperCase() !== 'CANCELLED' &&
  textOf(event, 'x-microsoft-cdo-busystatus').toUpperCase() !== 'FREE';

// Clocks

/** A moment as a file writes it: what the wall shows, and where the wall is. */
interface Written {
  wall: number;
  zone: CalendarZone;
  /** A date without a time. */
  isDate: boolean;
}

const instantOf = ({ wall, zone }: Written): number => zone.instantOf(wall);

type Clocks = (property: ICAL.Property, value?: ICAL.Time) => Written;

/** Reads the times of one calendar. Where no zone is said, it is the calendar's own, else London's. */
function clocksOf(calendar: ICAL.Component): Clocks {
  const find = zoneFinder(calendar.getAllSubcomponents('vtimezone'));
  const own = textOf(calendar, 'x-wr-timezone');
  return (property, value = property.getFirstValue() as ICAL.Time) => {
    if (!(value instanceof ICAL.Time)) throw new Error('Not a time');
    const wall = wallOf(value);
    // Whole days are London's days, wherever they were written down.
    if (value.isDate) return { wall, zone: inLondon, isDate: true };
    const named = String(property.getFirstParameter('tzid') ?? '') || own;
    const zone = value.zone === ICAL.Timezone.utcTimezone ? utc : named ? find(named) : inLondon;
    return { wall, zone, isDate: false };
  };
}

function wallOf({ year, month, day: date, hour, minute, second, isDate }: ICAL.Time): number {
  const wall = isDate
    ? Date.UTC(year, month - 1, date)
    : Date.UTC(year, month - 1, date, hour, minute, second);
  if (Number.isNaN(wall)) throw new Error('Not a time');
  return wall;
}

const startOf = (event: ICAL.Component, clocks: Clocks): Written => {
  const property = event.getFirstProperty('dtstart');
  if (!property) throw new Error('An event without a beginning');
  return clocks(property);
};

/**
 * When an occurrence that begins at a time is over. Whole days end at a midnight in London, whatever the clocks did;
 * other events last as long as the first one.
 */
function endOf(event: ICAL.Component, start: Written, clocks: Clocks): (begins: number) => number {
  const property = event.getFirstProperty('dtend');
  const duration = event.getFirstPropertyValue('duration') as ICAL.Duration | null;
  const end = property && clocks(property);
  if (start.isDate) {
    const lasts = end ? end.wall - start.wall : duration ? duration.toSeconds() * 1000 : day;
    const days = Math.max(1, Math.round(lasts / day));
    return (begins) => inLondon.instantOf(inLondon.wallAt(begins) + days * day);
  }
  const lasts = end ? instantOf(end) - instantOf(start) : (duration?.toSeconds() ?? 0) * 1000;
  return (begins) => begins + lasts;
}

// Events

function readEvent(
  event: ICAL.Component,
  changes: readonly ICAL.Component[],
  clocks: Clocks,
  reading: Reading,
): void {
  const busy = isBusy(event);
  if ((!busy && changes.length === 0) || isLongOver(event, reading.within)) return;
  const start = startOf(event, clocks);
  const end = endOf(event, start, clocks);
  const skipped = skippedBy(event, changes, clocks);
  const shifts = shiftsBy(changes, clocks);
  for (const wall of occurrences(event, start, clocks, reading)) {
    const planned = start.zone.instantOf(wall);
    if (skipped.instants.has(planned) || skipped.days.has(wall - mod(wall, day))) continue;
    const shift = shifts.findLast(({ from }) => from <= planned);
    if (shift ? !shift.busy : !busy) continue;
    const startsAt = planned + (shift?.by ?? 0);
    const span = { startsAt, endsAt: (shift?.end ?? end)(startsAt) };
    if (overlap(span, reading.within)) reading.spans.push(span);
  }
}

const mod = (a: number, b: number): number => ((a % b) + b) % b;

/** Whether an event was over long ago, whatever its zone: most of an old calendar is. */
function isLongOver(event: ICAL.Component, { startsAt }: Span): boolean {
  const rule = event.getFirstPropertyValue('rrule') as ICAL.Recur | null;
  if (event.hasProperty('rdate') || event.hasProperty('duration')) return false;
  if (rule && !rule.until) return false;
  const end = event.getFirstPropertyValue('dtend') ?? event.getFirstPropertyValue('dtstart');
  const lasting =
    wallOf(end as ICAL.Time) - wallOf(event.getFirstPropertyValue('dtstart') as never);
  const latest = rule?.until ? wallOf(rule.until) + lasting : wallOf(end as ICAL.Time);
  return latest + 3 * day < startsAt;
}

/** Occurrences that do not take place as planned: taken out, or told of by an event of their own. */
function skippedBy(event: ICAL.Component, changes: readonly ICAL.Component[], clocks: Clocks) {
  const taken = event
    .getAllProperties('exdate')
    .flatMap((property) =>
      property.getValues().map((value: unknown) => clocks(property, value as ICAL.Time)),
    );
  const replaced = changes.map((change) => clocks(change.getFirstProperty('recurrence-id')!));
  const all = [...taken, ...replaced];
  return {
    instants: new Set(all.filter(({ isDate }) => !isDate).map(instantOf)),
    days: new Set(all.filter(({ isDate }) => isDate).map(({ wall }) => wall)),
  };
}

/** Changes that go for all occurrences from one on, in order. */
function shiftsBy(changes: readonly ICAL.Component[], clocks: Clocks) {
  return changes
    .map((change) => ({ change, property: change.getFirstProperty('recurrence-id')! }))
    .filter(({ property }) => property.getFirstParameter('range') === 'THISANDFUTURE')
    .map(({ change, property }) => {
      const from = instantOf(clocks(property));
      const start = startOf(change, clocks);
      return {
        from,
        by: instantOf(start) - from,
        busy: isBusy(change),
        end: endOf(change, start, clocks),
      };
    })
    .sort((a, b) => a.from - b.from);
}

/** What the wall shows when an event takes place: once, by its rule, and on the dates it names. */
function* occurrences(
  event: ICAL.Component,
  start: Written,
  clocks: Clocks,
  reading: Reading,
): Generator<number> {
  // Two days on, it is later there than here, wherever that is.
  const latest = reading.within.endsAt + 2 * day;
  const rules = isChange(event) ? [] : event.getAllProperties('rrule');
  if (rules.length === 0) yield start.wall;
  for (const property of rules) {
    const rule = (property.getFirstValue() as ICAL.Recur).clone();
    if (rule.until) rule.until = untilOnTheWall(rule.until, start);
    const iterator = rule.iterator(floating(start.wall, start.isDate));
    for (let next = iterator.next(); next; next = iterator.next()) {
      reading.unfolded += 1;
      if (reading.unfolded > mostOccurrences) throw new TooMuch();
      const wall = wallOf(next);
      if (wall > latest) break;
      yield wall;
    }
  }
  for (const property of event.getAllProperties('rdate')) {
    for (const value of property.getValues() as (ICAL.Time | ICAL.Period)[]) {
      const time = value instanceof ICAL.Period ? value.start : value;
      yield start.zone.wallAt(instantOf(clocks(property, time)));
    }
  }
}

/** The last moment of a rule, as the wall of its event shows it: rules say it in UTC, or only the day. */
function untilOnTheWall(until: ICAL.Time, { zone, isDate }: Written): ICAL.Time {
  const wall = wallOf(until);
  if (isDate) return floating(wall - mod(wall, day), true);
  if (until.isDate) return floating(wall + day - 1000);
  return floating(until.zone === ICAL.Timezone.utcTimezone ? zone.wallAt(wall) : wall);
}

/** A list of busy times, as some programs publish it instead of events. */
function readFreeBusy(published: ICAL.Component, reading: Reading): void {
  for (const property of published.getAllProperties('freebusy')) {
    if (String(property.getFirstParameter('fbtype') ?? '').toUpperCase() === 'FREE') continue;
    for (const period of property.getValues() as ICAL.Period[]) {
      const span = {
        startsAt: wallOf(period.start),
        endsAt: wallOf(period.getEnd()),
      };
      if (overlap(span, reading.within)) reading.spans.push(span);
    }
  }
}
