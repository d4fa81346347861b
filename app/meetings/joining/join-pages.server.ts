import { eq } from 'drizzle-orm';
import { requests } from '#db/schema';
import { ownerOf, type Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { database } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { calendarFile } from '~/platform/mail/calendar';
import { clock } from '~/platform/time/clock';
import { mayTellSupporters, supporterLink } from '../telling/messages.server';
import { liveBooking, readRequest, readRow, type RequestRow } from '../requests.server';
import { requestOfLink, supporterOf, type Supporter } from './supporters.server';

/** What the two pages by which people join a meeting show, and their calendar files. */

/** The practitioner's own supporter, as they may pass the page on. */
export interface OwnSupporter {
  name: string;
  /** Null when the practitioner passes the link on themselves. */
  email: string | null;
  link: string;
  /** They have heard from us often today: we write no more until tomorrow. */
  quiet: boolean;
}

/** Who comes along to the acting practitioner's meeting, and the address of that person's page. */
export function readOwnSupporter(actor: Person, reference: string): OwnSupporter | null {
  const row = readRow(database(), actor, reference);
  const supporter = supporterOf(database(), row.id);
  if (!supporter) return null;
  const { name, email, token } = supporter;
  const quiet = email !== null && !mayTellSupporters(database(), row.accountId);
  return { name, email, link: supporterLink(row.locale, token), quiet };
}

/** What a supporter's page shows. Nothing in it says whose meeting it is, or what about. */
export interface SupporterView {
  /** No time yet, or no longer; arranged; or it has been. */
  stage: 'waiting' | 'arranged' | 'over';
  meeting: { startsAt: number; endsAt: number } | null;
  method: 'video' | 'phone' | null;
  room: string | null;
  adviserName: string | null;
}

/**
 * The page behind a supporter's secret link.
 * @throws a 404 response for a link that has ended, the same as for one that never was.
 */
export function readSupporterPage(token: string): SupporterView {
  const { row } = ofLink(token);
  const { state, answers, meeting, adviserName } = readRequest(
    ownerOf(row.accountId),
    row.reference,
  );
  const isOver = state === 'held' || (meeting !== null && clock.now() >= meeting.endsAt);
  if (isOver || !meeting) {
    const stage = isOver ? 'over' : 'waiting';
    return { stage, meeting: null, method: null, room: null, adviserName: null };
  }
  const { startsAt, endsAt, room } = meeting;
  const method = room ? 'video' : meeting.call ? 'phone' : (answers.how?.method ?? null);
  return { stage: 'arranged', meeting: { startsAt, endsAt }, method, room, adviserName };
}

/** The request of a link. @throws a 404 response. */
function ofLink(token: string): { row: RequestRow; supporter: Supporter } {
  const found = requestOfLink(database(), token);
  const row =
    found && database().select().from(requests).where(eq(requests.id, found.requestId)).get();
  if (!row) throw new Response(null, { status: 404 });
  return { row, supporter: found.supporter };
}

// Calendar files

/**
 * The acting practitioner's meeting as a calendar file.
 * @throws a 404 response when none is arranged.
 */
export function ownCalendarFile(actor: Person, reference: string): string {
  const row = readRow(database(), actor, reference);
  const page = config().baseUrl + localPath(row.locale, `/meetings/${reference}/join`);
  return fileOf(row, { uid: row.calendarUid, sequence: row.calendarSequence, url: page });
}

/** The same for a supporter: their own event. @throws a 404 response. */
export function supporterCalendarFile(token: string): string {
  const { row, supporter } = ofLink(token);
  const { calendarUid, calendarSequence } = supporter;
  const url = supporterLink(row.locale, token);
  return fileOf(row, { uid: calendarUid, sequence: calendarSequence, url });
}

function fileOf(
  { id, locale }: RequestRow,
  event: { uid: string; sequence: number; url: string },
): string {
  const booking = liveBooking(database(), id);
  if (!booking) throw new Response(null, { status: 404 });
  const t = translator(locale, 'mail');
  return calendarFile({
    ...event,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    summary: t('calendar.summary'),
    organiser: { name: t('calendar.organiser'), email: config().mailFrom },
    stampedAt: clock.now(),
  });
}
