import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  type ICalAttendeeData,
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

/**
 * An iTIP invitation or cancellation (RFC 5546) that mail programs act on. Times are UTC. Later versions, and
 * cancellations, must have a higher `sequence`, or the same and a later `stampedAt`.
 */
export function calendarPart(method: 'REQUEST' | 'CANCEL', invitation: Invitation): CalendarPart {
  const { uid, sequence, attendee } = invitation;
  const status = method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED;
  const content = fileOf(ICalCalendarMethod[method], status, invitation, [
    {
      email: attendee,
      status: ICalAttendeeStatus.ACCEPTED,
      role: ICalAttendeeRole.REQ,
      rsvp: false,
    },
  ]);
  return { method, content, uid, sequence };
}

/**
 * The same meeting as a file to download and keep (METHOD:PUBLISH, which asks nobody anything and so names no
 * attendee). It has the meeting's own UID: a calendar that has the invitation already does not show it twice.
 */
export const calendarFile = (invitation: Omit<Invitation, 'attendee'>): string =>
  fileOf(ICalCalendarMethod.PUBLISH, ICalEventStatus.CONFIRMED, invitation, []);

function fileOf(
  method: ICalCalendarMethod,
  status: ICalEventStatus,
  invitation: Omit<Invitation, 'attendee'>,
  attendees: ICalAttendeeData[],
): string {
  const calendar = ical({
    prodId: { company: 'calendar', product: 'meetings', language: 'EN' },
    method,
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
    status,
    organizer: invitation.organiser,
    attendees,
  });
  return calendar.toString();
}
