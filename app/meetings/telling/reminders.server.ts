import { and, asc, eq, lte } from 'drizzle-orm';
import { reminders, requests } from '#db/schema';
import { emailOf, findAccount, type Account } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { newId } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { describeError, log } from '~/platform/log.server';
import type { AnyMessage } from '~/platform/mail/message';
import { queueMessage } from '~/platform/mail/outbox.server';
import { textsAvailable } from '~/platform/mail/transport.server';
import { clock } from '~/platform/time/clock';
import { momentInWords, wallClock } from '~/platform/time/london';
import type { Answers } from '../questions/questions';
import { reminderInstants } from './reminding';
import { answersOf, liveBooking, readRow, type RequestRow } from '../requests.server';

/** Reminders of arranged meetings, as the practitioner wished for them. */

type Reminder = typeof reminders.$inferSelect;

/** Plans the reminders of a meeting in place of any planned before. */
export function planReminders(
  tx: Tx,
  requestId: string,
  { reminders: wish }: Answers,
  startsAt: number,
): void {
  dropReminders(tx, requestId);
  const wallTime = wallClock(startsAt).slice(11);
  for (const dueAt of reminderInstants(wish?.reminders ?? [], startsAt, wallTime, clock.now())) {
    tx.insert(reminders)
      .values({
        id: newId(),
        requestId,
        channel: wish?.reminderWay ?? 'email',
        dueAt,
        state: 'waiting',
      })
      .run();
  }
}

/** Nobody is reminded of a meeting that is off. */
export const dropReminders = (tx: Tx, requestId: string): void =>
  void tx
    .update(reminders)
    .set({ state: 'dropped' })
    .where(and(eq(reminders.requestId, requestId), eq(reminders.state, 'waiting')))
    .run();

/** When the acting practitioner will be reminded of the meeting of one of their requests. */
export const remindersAhead = (actor: Person, reference: string): number[] =>
  remindersOf(database(), readRow(database(), actor, reference).id)
    .filter(({ state }) => state === 'waiting')
    .map(({ dueAt }) => dueAt);

/** Every reminder there was of a request's meetings, in the order of their time. */
export const remindersOf = (tx: Db | Tx, requestId: string): Reminder[] =>
  tx
    .select()
    .from(reminders)
    .where(eq(reminders.requestId, requestId))
    .orderBy(asc(reminders.dueAt))
    .all();

/**
 * Job: queues the reminders whose time has come. Each is queued once, for good: that it was and its message are one
 * transaction. Nobody is reminded of what is off, or has begun; of several that came due while the portal stood
 * still, only the last goes out. @returns how many were queued.
 */
export function queueDueReminders(): number {
  const due = and(eq(reminders.state, 'waiting'), lte(reminders.dueAt, clock.now()));
  // Not `distinct`: for that SQLite would read every reminder there ever was, each minute.
  const rows = database().select({ requestId: reminders.requestId }).from(reminders).where(due);
  const touched = new Set(rows.all().map(({ requestId }) => requestId));
  return [...touched].filter(queueLatest).length;
}

/** One request that fails (a key that is gone) must not keep the others from their reminders. */
function queueLatest(requestId: string): boolean {
  try {
    return inTransaction((tx) => queueReminderOf(tx, requestId));
  } catch (error) {
    log.error(describeError(error), 'a reminder was not queued');
    return false;
  }
}

function queueReminderOf(tx: Tx, requestId: string): boolean {
  const now = clock.now();
  const due = remindersOf(tx, requestId).filter(
    ({ state, dueAt }) => state === 'waiting' && dueAt <= now,
  );
  const last = due.pop();
  if (!last) return false;
  const settle = ({ id }: Reminder, state: 'sent' | 'dropped') =>
    tx.update(reminders).set({ state }).where(eq(reminders.id, id)).run();
  for (const earlier of due) settle(earlier, 'dropped');
  const row = tx.select().from(requests).where(eq(requests.id, requestId)).get()!;
  const meeting = liveBooking(tx, requestId);
  const account = findAccount(row.accountId)!;
  const isMoot =
    !meeting || meeting.startsAt <= now || account.erasedAt !== null || account.disabledAt !== null;
  settle(last, isMoot ? 'dropped' : 'sent');
  if (isMoot) return false;
  queueMessage(tx, `reminder:${last.id}`, reminderMessage(row, account, last, meeting.startsAt), {
    requestId,
    audience: 'practitioner',
  });
  return true;
}

/**
 * The words of a reminder: that there is a meeting, and when. A text goes only where texts can be sent, to the number
 * given for it; otherwise the reminder is an email, so that it is not lost.
 */
function reminderMessage(
  row: RequestRow,
  account: Account,
  { channel }: Reminder,
  startsAt: number,
): AnyMessage {
  const t = translator(row.locale, 'mail');
  const when = momentInWords(startsAt, row.locale);
  const link = config().baseUrl + localPath(row.locale, `/meetings/${row.reference}/join`);
  const number = answersOf(row).reminders?.reminderNumber;
  // Once it has begun, it is too late to be reminded of it.
  const usefulUntil = startsAt;
  if (channel === 'text' && number && textsAvailable()) {
    return { channel, to: number, text: t('reminder.short', { when, link }), usefulUntil };
  }
  return {
    to: emailOf(account),
    subject: t('reminder.subject', { when }),
    text: t('reminder.text', { when, link }),
    usefulUntil,
  };
}
