import ICAL from 'ical.js';

/** One meeting as a calendar file tells of it, read by a parser that did not write it. */
export interface ReadEvent {
  method: string;
  uid: string;
  sequence: number;
  /** Milliseconds since 1970, as are the others. */
  stampedAt: number;
  startsAt: number;
  endsAt: number;
  inUtc: boolean;
  status: string;
  summary: string;
  organiser: string;
  attendees: string[];
  /** Names of all properties and components, for what must not be there. */
  names: string[];
}

/** @throws when it is not one calendar with one event. */
export function readCalendar(content: string): ReadEvent {
  const calendar = new ICAL.Component(ICAL.parse(content) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent');
  if (calendar.name !== 'vcalendar' || events.length !== 1) throw new Error('not one event');
  const event = events[0]!;
  const text = (name: string) => String(event.getFirstPropertyValue(name) ?? '');
  const time = (name: string) => event.getFirstPropertyValue(name) as ICAL.Time;
  const instant = (name: string) => time(name).toJSDate().getTime();
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: text('uid'),
    sequence: Number(text('sequence')),
    stampedAt: instant('dtstamp'),
    startsAt: instant('dtstart'),
    endsAt: instant('dtend'),
    inUtc: ['dtstamp', 'dtstart', 'dtend'].every((name) => time(name).zone.tzid === 'UTC'),
    status: text('status'),
    summary: text('summary'),
    organiser: text('organizer').toLowerCase(),
    attendees: event
      .getAllProperties('attendee')
      .map((attendee) => String(attendee.getFirstValue()).toLowerCase()),
    names: [
      ...event.getAllProperties().map(({ name }) => name),
      ...event.getAllSubcomponents().map(({ name }) => name),
    ],
  };
}

/**
 * A calendar program that keeps to the rules of RFC 5546 (2.1.5): of two versions of an event the one with the
 * higher SEQUENCE counts, and of two with the same the one with the later DTSTAMP. Files arrive in any order, and
 * more than once. A cancellation of an event it has never heard of is remembered, so that an invitation that was
 * held up does not bring the meeting back.
 */
export class CalendarClient {
  private readonly latest = new Map<string, ReadEvent>();

  receive(content: string): void {
    const event = readCalendar(content);
    const known = this.latest.get(event.uid);
    if (!known || isNewer(event, known)) this.latest.set(event.uid, event);
  }

  /** The meetings it shows, by when they begin. */
  shown(): { uid: string; startsAt: number; endsAt: number }[] {
    return [...this.latest.values()]
      .filter(({ method }) => method !== 'CANCEL')
      .map(({ uid, startsAt, endsAt }) => ({ uid, startsAt, endsAt }))
      .sort((a, b) => a.startsAt - b.startsAt || a.uid.localeCompare(b.uid));
  }
}

const isNewer = (event: ReadEvent, known: ReadEvent): boolean =>
  event.sequence > known.sequence ||
  (event.sequence === known.sequence && event.stampedAt > known.stampedAt);
