import ical, {
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { accounts, bookings, calendarFeeds, requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { digest, keyedHash, randomToken } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { clock, day, hour } from '~/platform/time/clock';
import { whoseDiary } from './keeper.server';

/**
 * An adviser's meetings as a calendar to subscribe to, at an address that only they know (docs/decisions/0026). Of the
 * secret in it only a hash is kept: like a session's, it is 256 random bits.
 */

export interface FeedState {
  createdAt: number;
  /** When a calendar program last asked, to the hour; null for never. */
  readAt: number | null;
}

/** Whether the acting adviser has an address, and whether it is in use. */
export function feedState(actor: Person): FeedState | null {
  const row = database()
    .select({ createdAt: calendarFeeds.createdAt, readAt: calendarFeeds.readAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.adviserId, actor.accountId))
    .get();
  return row ?? null;
}

/** Makes the acting adviser's address; an earlier one ends. @returns the address, which is never shown again. */
export function makeFeed(actor: Person): string {
  const token = randomToken();
  inTransaction((tx) => {
    const { id: adviserId } = whoseDiary(tx, actor, actor.accountId);
    const made = { tokenHash: digest(token), createdAt: clock.now(), readAt: null };
    tx.insert(calendarFeeds)
      .values({ adviserId, ...made })
      .onConflictDoUpdate({ target: calendarFeeds.adviserId, set: made })
      .run();
    recordAudit(tx, { actorId: adviserId, action: 'calendar-address-made', subject: adviserId });
  });
  return `${config().baseUrl}/calendar/${token}.ics`;
}

/** Ends the acting adviser's address. */
export function endFeed(actor: Person): void {
  inTransaction((tx) => {
    const mine = eq(calendarFeeds.adviserId, actor.accountId);
    if (tx.delete(calendarFeeds).where(mine).run().changes === 0) return;
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'calendar-address-ended',
      subject: actor.accountId,
    });
  });
}

/** Whose calendar a secret opens. Nobody's when it was replaced or ended, or its owner no longer works here. */
export function feedOf(token: string): { adviserId: string; locale: Locale } | null {
  const found = database()
    .select({
      adviserId: calendarFeeds.adviserId,
      locale: accounts.locale,
      readAt: calendarFeeds.readAt,
    })
    .from(calendarFeeds)
    .innerJoin(accounts, eq(accounts.id, calendarFeeds.adviserId))
    .where(
      and(
        eq(calendarFeeds.tokenHash, digest(token)),
        isNull(accounts.disabledAt),
        inArray(accounts.role, ['adviser', 'lead']),
      ),
    )
    .get();
  if (!found) return null;
  noteReading(found.adviserId, found.readAt);
  return { adviserId: found.adviserId, locale: found.locale };
}

/** Programs ask many times a day, on every device: once an hour is enough to know that it is in use. */
function noteReading(adviserId: string, readAt: number | null): void {
  const now = clock.now();
  if (readAt !== null && now - readAt < hour) return;
  database()
    .update(calendarFeeds)
    .set({ readAt: now })
    .where(eq(calendarFeeds.adviserId, adviserId))
    .run();
}

/** For how long a meeting that is over stays in the calendar, while nobody has noted how it went. */
const shownBack = 30 * day;

/**
 * An adviser's meetings as a calendar file: when, and the page that says more to who signs in. No name, no word of
 * what it is about. Times are UTC.
 */
export function meetingsCalendar({
  adviserId,
  locale,
}: {
  adviserId: string;
  locale: Locale;
}): string {
  const t = translator(locale, 'mail');
  const calendar = ical({
    name: t('calendar.organiser'),
    prodId: { company: 'calendar', product: 'meetings', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    // How often programs should ask again, in seconds.
    ttl: hour / 1000,
  });
  for (const meeting of meetingsOf(adviserId)) {
    calendar.createEvent({
      // Not the invitation's, and none that leads to it: whoever sees this calendar cannot tell whose meeting it is.
      id: `${keyedHash('calendar-feed', meeting.requestId).slice(0, 32)}@calendar`,
      sequence: meeting.sequence,
      start: new Date(meeting.startsAt),
      end: new Date(meeting.endsAt),
      stamp: new Date(meeting.changedAt),
      summary: t('calendar.summary'),
      url: config().baseUrl + localPath(locale, `/adviser/requests/${meeting.reference}`),
      class: ICalEventClass.PRIVATE,
      status: ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.OPAQUE,
    });
  }
  return calendar.toString();
}

const meetingsOf = (adviserId: string) =>
  database()
    .select({
      requestId: bookings.requestId,
      reference: requests.reference,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
      sequence: requests.calendarSequence,
      changedAt: requests.updatedAt,
    })
    .from(bookings)
    .innerJoin(requests, eq(requests.id, bookings.requestId))
    .where(
      and(
        eq(bookings.adviserId, adviserId),
        eq(bookings.state, 'live'),
        gt(bookings.startsAt, clock.now() - shownBack),
      ),
    )
    .orderBy(asc(bookings.startsAt))
    .all();
