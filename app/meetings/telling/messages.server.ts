import { and, eq, gt, sql } from 'drizzle-orm';
import { outbox, requests, type events } from '#db/schema';
import { emailOf, findAccount, type Account } from '~/account/index.server';
import { config } from '~/platform/config.server';
import type { Db, Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { mostOf } from '~/platform/limits.server';
import { localPath, type Locale } from '~/platform/locale';
import { calendarPart } from '~/platform/mail/calendar';
import type { CalendarPart, Message } from '~/platform/mail/message';
import { queueMessage } from '~/platform/mail/outbox.server';
import { carriesFiles } from '~/platform/mail/transport.server';
import { clock, day } from '~/platform/time/clock';
import { momentInWords } from '~/platform/time/london';
import type { DiaryEntry } from '../times/bookings.server';
import { endStates, type Change, type Side } from '../life';
import { advisersOf, hasConflict, leads } from '../requests.server';
import { nextSequenceOf, type Supporter } from '../joining/supporters.server';

/**
 * Who hears of a change, and how. Words are neutral: they say that there is news, never what it is about,
 * because an employer or a family member may see them.
 */

type RequestRow = typeof requests.$inferSelect;
type Event = typeof events.$inferSelect;

/** What a change did to calendars. Both: the meeting has another time, or another adviser. */
interface InCalendars {
  entered?: DiaryEntry;
  left?: DiaryEntry;
}

/** Who comes along: who no longer does, who does from now on, who still does. */
interface Company {
  gone: Supporter | null;
  come: Supporter | null;
  stays: Supporter | null;
}

type Reader = Side | 'leads' | 'other-side';

/** Who gets a message about a change; the one who made it only when it concerns their calendar. */
const audience: Record<Change, readonly Reader[]> = {
  submit: ['practitioner', 'adviser'],
  take: ['practitioner', 'adviser'],
  'offer-times': ['practitioner'],
  'ask-for-other-times': ['adviser'],
  accept: ['practitioner', 'adviser'],
  confirm: ['practitioner', 'adviser'],
  decline: ['practitioner'],
  withdraw: ['adviser'],
  move: ['practitioner', 'adviser'],
  'ask-to-move': ['practitioner', 'adviser'],
  reschedule: ['practitioner', 'adviser'],
  cancel: ['practitioner', 'adviser'],
  'record-held': [],
  'record-not-attended': ['practitioner'],
  close: ['practitioner'],
  correct: ['adviser'],
  message: ['other-side'],
  'add-question': ['adviser'],
  'ask-for-another-adviser': ['leads'],
  assign: ['practitioner', 'adviser'],
  'step-aside': ['leads'],
  'record-identity': [],
  'state-our-part': ['practitioner'],
  'set-joining': ['practitioner'],
  leave: ['adviser'],
  'share-document': ['practitioner'],
  'send-document': ['adviser'],
  'take-back-document': ['other-side'],
  'write-point': ['adviser'],
  'clarify-point': ['practitioner'],
  'share-note': ['practitioner'],
  'comment-on-note': ['adviser'],
  'agree-note': ['adviser'],
  'finish-action': ['other-side'],
  'plan-follow-up': ['other-side'],
  'snooze-follow-up': [],
  'stop-follow-ups': ['adviser'],
  'reply-to-follow-up': ['adviser'],
};

interface Recipient {
  accountId: string;
  side: Side;
  email: string;
  locale: Locale;
}

/** Queues the messages of one event, in the event's own transaction. */
export function tellOf(
  tx: Tx,
  row: RequestRow,
  event: Event,
  calendars: InCalendars,
  company: Company,
): void {
  for (const recipient of recipientsOf(tx, row, event, calendars)) {
    const entry = entryFor(recipient, event, calendars);
    // Who did it needs no message to know it.
    if (!entry && recipient.accountId === event.actorId && event.change !== 'submit') continue;
    const about = { requestId: row.id, audience: recipient.side };
    const key = `event:${event.id}:${recipient.accountId}`;
    queueMessage(tx, key, compose(row, event, entry, recipient), about);
  }
  tellSupporters(tx, row, event, calendars, company);
}

/** Tells sides of a request that there is news, which no change of anybody's made. Once for each key. */
export function tellOfNews(tx: Tx, row: RequestRow, key: string, sides: readonly Side[]): void {
  const practitioner = findAccount(row.accountId)!;
  const readers = sides.flatMap((side) => {
    if (side === 'adviser')
      return advisersFor(tx, row, []).map((account) => recipient(account, side, account.locale));
    return practitioner.erasedAt ? [] : [recipient(practitioner, side, row.locale)];
  });
  for (const reader of readers) {
    const about = { requestId: row.id, audience: reader.side };
    queueMessage(tx, `${key}:${reader.accountId}`, newsFor(row, reader), about);
  }
}

/** A meeting that a person's calendar takes in or drops. */
interface Entry {
  method: 'REQUEST' | 'CANCEL';
  meeting: DiaryEntry;
  /** It was there before, at another time. */
  moved: boolean;
}

/** What becomes of a person's calendar: advisers have a meeting as long as it is theirs. */
function entryFor(
  { side, accountId }: Recipient,
  event: Event,
  { entered, left }: InCalendars,
): Entry | null {
  const sameTime = entered && left && entered.startsAt === left.startsAt;
  if (side === 'practitioner') {
    if (sameTime) return null;
    if (entered) return { method: 'REQUEST', meeting: entered, moved: left !== undefined };
    return left ? { method: 'CANCEL', meeting: left, moved: false } : null;
  }
  if (entered?.adviserId === accountId)
    return { method: 'REQUEST', meeting: entered, moved: left?.adviserId === accountId };
  return left?.adviserId === accountId ? { method: 'CANCEL', meeting: left, moved: false } : null;
}

function recipientsOf(
  tx: Tx,
  row: RequestRow,
  event: Event,
  { entered, left }: InCalendars,
): Recipient[] {
  const readers = audience[event.change as Change];
  const has = (side: Side) =>
    readers.includes(side) || (readers.includes('other-side') && event.by !== side);
  const people = new Map<string, Recipient>();
  const practitioner = findAccount(row.accountId)!;
  if (has('practitioner') && !practitioner.erasedAt)
    people.set(practitioner.id, recipient(practitioner, 'practitioner', row.locale));
  const staff = has('adviser') ? advisersFor(tx, row, [entered, left]) : [];
  const told = readers.includes('leads') ? leadsFor(tx, row) : staff;
  for (const account of told) people.set(account.id, recipient(account, 'adviser', account.locale));
  return [...people.values()];
}

const recipient = (account: Account, side: Side, locale: Locale): Recipient => ({
  accountId: account.id,
  side,
  email: emailOf(account),
  locale,
});

const hereStill = (accountId: string | null | undefined): Account[] => {
  const account = accountId ? findAccount(accountId) : undefined;
  return account && !account.disabledAt ? [account] : [];
};

/**
 * The leads who hear of what is for a lead: none who must not answer the request, nor, while there is another, who
 * has it. Without any, its adviser or the team.
 */
function leadsFor(tx: Tx, row: RequestRow): Account[] {
  const may = leads(tx).filter(({ id }) => !hasConflict(tx, id, row));
  const others = may.filter(({ id }) => id !== row.adviserId);
  return [others, may].find(({ length }) => length > 0) ?? advisersFor(tx, row, []);
}

/** Who of the staff hears of a request: those whose calendar it touches, else its adviser, the team, or the leads. */
function advisersFor(tx: Tx, row: RequestRow, entries: (DiaryEntry | undefined)[]): Account[] {
  const touched = entries.flatMap((entry) => hereStill(entry?.adviserId));
  if (touched.length > 0) return touched;
  // Nobody hears of a request that they must not answer.
  const mayAnswer = ({ id }: Account) => !hasConflict(tx, id, row);
  const assigned = hereStill(row.adviserId).filter(mayAnswer);
  if (assigned.length > 0) return assigned;
  const team = row.team ? advisersOf(tx, row.team).filter(mayAnswer) : [];
  const all = leads(tx);
  return [team, all.filter(mayAnswer)].find(({ length }) => length > 0) ?? all;
}

const kindOf = ({ method, moved }: Entry) =>
  method === 'CANCEL' ? 'cancelled' : moved ? 'moved' : 'confirmed';

/** What a message says of its calendar file: where messages carry none, what stands in for it. */
function aboutCalendar({ method, moved }: Entry, side: Side, locale: Locale): string {
  const t = translator(locale, 'mail');
  const where = carriesFiles() ? 'attached' : side === 'adviser' ? 'diary' : 'page';
  return t(`calendarFile.${where}.${method === 'CANCEL' ? 'removes' : moved ? 'changes' : 'adds'}`);
}

/** The address of the request, where its reader reads it. */
const linkFor = ({ reference }: RequestRow, { side, locale }: Recipient): string =>
  config().baseUrl +
  localPath(
    locale,
    side === 'practitioner' ? `/meetings/${reference}` : `/adviser/requests/${reference}`,
  );

/** That there is something to read, and where. */
function newsFor(row: RequestRow, to: Recipient): Message {
  const t = translator(to.locale, 'mail');
  const link = linkFor(row, to);
  return { to: to.email, subject: t('news.subject'), text: t('news.text', { link }) };
}

function compose(row: RequestRow, event: Event, entry: Entry | null, to: Recipient): Message {
  if (!entry) return newsFor(row, to);
  const t = translator(to.locale, 'mail');
  const link = linkFor(row, to);
  const when = momentInWords(entry.meeting.startsAt, to.locale);
  return {
    to: to.email,
    subject: t(`${kindOf(entry)}.subject`, { when }),
    text: t(`${kindOf(entry)}.text`, {
      when,
      link,
      calendar: aboutCalendar(entry, to.side, to.locale),
    }),
    calendar: calendarFor(entry, event.at, {
      uid: row.calendarUid,
      sequence: row.calendarSequence,
      locale: to.locale,
      attendee: to.email,
      link,
    }),
  };
}

function calendarFor(
  { method, meeting }: Entry,
  stampedAt: number,
  its: { uid: string; sequence: number; locale: Locale; attendee: string; link: string },
): CalendarPart {
  const t = translator(its.locale, 'mail');
  return calendarPart(method, {
    uid: its.uid,
    sequence: its.sequence,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    summary: t('calendar.summary'),
    attendee: its.attendee,
    organiser: { name: t('calendar.organiser'), email: config().mailFrom },
    url: its.link,
    stampedAt,
  });
}

// Supporters

/** The address of a supporter's own page. */
export const supporterLink = (locale: Locale, token: string): string =>
  config().baseUrl + localPath(locale, `/join/${token}`);

/** What a supporter is told. */
type SupporterNews =
  | 'supporterAsked'
  | 'supporterInvited'
  | 'supporterConfirmed'
  | 'supporterMoved'
  | 'supporterWaits'
  | 'supporterOff'
  | 'supporterRemoved';

/** Ends of a request after which a supporter has nothing to hear: the meeting has been. */
const quietEnds: readonly string[] = ['close', 'leave'] satisfies Change[];

/** Tells who comes along, or no longer does, and keeps their own calendar event right. */
function tellSupporters(
  tx: Tx,
  row: RequestRow,
  event: Event,
  { entered, left }: InCalendars,
  { gone, come, stays }: Company,
): void {
  const arranged: DiaryEntry | null =
    row.meetsAt !== null && row.meetsUntil !== null
      ? { adviserId: row.adviserId!, startsAt: row.meetsAt, endsAt: row.meetsUntil }
      : null;
  const tell = (to: Supporter, news: SupporterNews, entry: Entry | null) =>
    tellSupporter(tx, row, event, to, news, entry);
  const leaving = left ?? arranged;
  if (gone) tell(gone, 'supporterRemoved', leaving && cancelled(leaving));
  if (come) {
    tell(
      come,
      arranged ? 'supporterInvited' : 'supporterAsked',
      arranged && { method: 'REQUEST', meeting: arranged, moved: false },
    );
  }
  const sameTime = entered && left && entered.startsAt === left.startsAt;
  if (!stays || sameTime) return;
  const isOver = endStates.includes(row.state);
  if (entered) {
    const moved = left !== undefined;
    const entry: Entry = { method: 'REQUEST', meeting: entered, moved };
    tell(stays, moved ? 'supporterMoved' : 'supporterConfirmed', entry);
  } else if (left) tell(stays, isOver ? 'supporterOff' : 'supporterWaits', cancelled(left));
  else if (isOver && !quietEnds.includes(event.change)) tell(stays, 'supporterRemoved', null);
}

const cancelled = (meeting: DiaryEntry): Entry => ({ method: 'CANCEL', meeting, moved: false });

function tellSupporter(
  tx: Tx,
  row: RequestRow,
  event: Event,
  supporter: Supporter,
  news: SupporterNews,
  entry: Entry | null,
): void {
  // Whoever gave no address has a calendar file from their page, which gets older all the same.
  const sequence = entry && nextSequenceOf(tx, supporter);
  if (!supporter.email) return;
  if (!mayTellSupporters(tx, row.accountId, entry?.method === 'CANCEL')) return;
  const { locale } = row;
  const t = translator(locale, 'mail');
  const link = supporterLink(locale, supporter.token);
  const told = entry
    ? {
        when: momentInWords(entry.meeting.startsAt, locale),
        calendar: aboutCalendar(entry, 'practitioner', locale),
      }
    : {};
  const calendar =
    entry &&
    sequence &&
    calendarFor(entry, event.at, {
      uid: supporter.calendarUid,
      sequence,
      locale,
      attendee: supporter.email,
      link,
    });
  queueMessage(
    tx,
    `event:${event.id}:supporter:${supporter.id}`,
    {
      to: supporter.email,
      subject: t(`${news}.subject`, told),
      text: t(`${news}.text`, { ...told, link }),
      ...(calendar && { calendar }),
    },
    { requestId: row.id, audience: 'supporter' },
  );
}

/**
 * Whether supporters of an account may still be written to today: nobody floods a stranger's mailbox by naming them
 * and changing their mind. What takes a meeting out of a calendar goes out twice as long, so that what was put in
 * does not stay. Counted in the outbox, in the transaction that writes the message.
 */
export function mayTellSupporters(tx: Db | Tx, accountId: string, isCancellation = false): boolean {
  const { told } = tx
    .select({ told: sql<number>`count(*)` })
    .from(outbox)
    .innerJoin(requests, eq(requests.id, outbox.requestId))
    .where(
      and(
        eq(requests.accountId, accountId),
        eq(outbox.audience, 'supporter'),
        gt(outbox.createdAt, clock.now() - day),
      ),
    )
    .get()!;
  return told < mostOf('supporter-message-of-account') * (isCancellation ? 2 : 1);
}
