import type { bookings, events, requests } from '#db/schema';
import { emailOf, findAccount, type Account } from '~/account/index.server';
import { config } from '~/platform/config.server';
import type { Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { calendarPart } from '~/platform/mail/calendar';
import type { CalendarPart, Message } from '~/platform/mail/message';
import { queueMessage } from '~/platform/mail/outbox.server';
import { momentInWords } from '~/platform/time/london';
import type { Change, Side } from './life';
import { advisersOf, leads } from './requests.server';

/**
 * Who hears of a change, and how. Words are neutral: they say that there is news, never what it is about,
 * because an employer or a family member may see them.
 */

type RequestRow = typeof requests.$inferSelect;
type Event = typeof events.$inferSelect;
/** A meeting that enters or leaves the calendars of the practitioner and of the adviser who has it. */
export type DiaryEntry = Pick<typeof bookings.$inferSelect, 'adviserId' | 'startsAt' | 'endsAt'>;

/** Which sides get a message about a change; the one who made it only when it concerns their calendar. */
const audience: Record<Change, readonly Side[]> = {
  submit: ['practitioner', 'adviser'],
  'offer-times': ['practitioner'],
  'ask-for-other-times': ['adviser'],
  accept: ['practitioner', 'adviser'],
  decline: ['practitioner'],
  withdraw: ['adviser'],
  reschedule: ['practitioner', 'adviser'],
  cancel: ['practitioner', 'adviser'],
  'record-held': [],
  'record-not-attended': ['practitioner'],
  close: ['practitioner'],
  correct: ['adviser'],
  leave: ['adviser'],
};

interface Recipient {
  accountId: string;
  side: Side;
  email: string;
  locale: Locale;
}

/** Queues the messages of one event, in the event's own transaction. */
export function tellOf(tx: Tx, row: RequestRow, event: Event, meeting: DiaryEntry | null): void {
  const change = event.change as Change;
  // A colleague may move a meeting: it leaves the calendar of the adviser who had it.
  const adviserId = meeting?.adviserId ?? row.adviserId;
  for (const recipient of recipientsOf(tx, { ...row, adviserId }, audience[change])) {
    queueMessage(
      tx,
      `event:${event.id}:${recipient.accountId}`,
      compose(row, event, meeting, recipient),
    );
  }
}

function recipientsOf(tx: Tx, row: RequestRow, sides: readonly Side[]): Recipient[] {
  return sides.flatMap((side): Recipient[] => {
    if (side === 'practitioner') {
      const account = findAccount(row.accountId)!;
      if (account.erasedAt) return [];
      return [{ accountId: account.id, side, email: emailOf(account), locale: row.locale }];
    }
    const advisers = advisersFor(tx, row);
    return advisers.map((account) => ({
      accountId: account.id,
      side,
      email: emailOf(account),
      locale: account.locale,
    }));
  });
}

/** Who of the staff hears of a request: its adviser, or the whole team, or the leads when nobody is left. */
function advisersFor(tx: Tx, row: RequestRow): Account[] {
  const assigned = row.adviserId ? findAccount(row.adviserId) : undefined;
  if (assigned && !assigned.disabledAt) return [assigned];
  const team = row.team ? advisersOf(tx, row.team) : [];
  return team.length > 0 ? team : leads(tx);
}

function compose(
  row: RequestRow,
  event: Event,
  meeting: DiaryEntry | null,
  to: Recipient,
): Message {
  const t = translator(to.locale, 'mail');
  const page =
    to.side === 'practitioner'
      ? `/meetings/${row.reference}`
      : `/adviser/requests/${row.reference}`;
  const link = config().baseUrl + localPath(to.locale, page);
  if (!meeting) {
    return { to: to.email, subject: t('news.subject'), text: t('news.text', { link }) };
  }
  const kind = event.change === 'accept' ? 'confirmed' : 'cancelled';
  const when = momentInWords(meeting.startsAt, to.locale);
  return {
    to: to.email,
    subject: t(`${kind}.subject`, { when }),
    text: t(`${kind}.text`, { when, link }),
    calendar: calendarFor(kind, row, event, meeting, to, link),
  };
}

function calendarFor(
  kind: 'confirmed' | 'cancelled',
  row: RequestRow,
  event: Event,
  meeting: DiaryEntry,
  to: Recipient,
  link: string,
): CalendarPart {
  const t = translator(to.locale, 'mail');
  return calendarPart(kind === 'confirmed' ? 'REQUEST' : 'CANCEL', {
    uid: row.calendarUid,
    sequence: row.calendarSequence,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    summary: t('calendar.summary'),
    attendee: to.email,
    organiser: { name: t('calendar.organiser'), email: config().mailFrom },
    url: link,
    stampedAt: event.at,
  });
}
