import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
} from 'ical-generator';
import type { CalendarPart } from './message';

export interface Invitation {
  /** Same for the life of the meeting. */
  uid: string;
  /** Rises with every change, so that a calendar knows which version is newer. */
  sequence: number;
  startsAt: number;
  endsAt: number;
  /** One neutral word: a shared calendar must not say what the matter is. */
  summary: string;
  /** The one person this file is for. No other person's address is in it. */
  attendee: string;
  organiser: { name: string; email: string };
  /** Where to read more, after signing in. */
  url: string;
  stampedAt: number;
}

/** An iTIP invitation or cancellation (RFC 5546) that mail programs act on. Times are UTC. */
export function calendarPart(method: 'REQUEST' | 'CANCEL', invitation: Invitation): CalendarPart {
  const calendar = ical({
    prodId: { company: 'calendar', product: 'meetings', language: 'EN' },
    method: ICalCalendarMethod[method],
  });
  calendar.createEvent({
    id: invitation.uid,
    sequence: invitation.sequence,
    start: new Date(invitation.startsAt),
    end: new Date(invitation.endsAt),
    stamp: new Date(invitation.stampedAt),
    summary: invitation.summary,
    url: invitation.url,
    class: ICalEventClass.PRIVATE,
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: invitation.organiser,
    attendees: [
      {
        email: invitation.attendee,
        status: ICalAttendeeStatus.ACCEPTED,
        role: ICalAttendeeRole.REQ,
        rsvp: false,
      },
    ],
  });
  return { method, content: calendar.toString() };
}
