import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { followUps, requests } from '#db/schema';
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
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { today, wallClock } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import type { Asked, SnoozeWeeks } from '../asked';
import type { Result } from '../effects.server';
import { answersOf, sideOf, type RequestRow } from '../requests.server';
import { settings } from '../settings';
import { tellOfNews } from '../telling/messages.server';
import { answerDue } from '../times/times.server';

/** Contacts that were agreed: somebody is asked how they are getting on, until they say that they do not want it. */

export type FollowUp = typeof followUps.$inferSelect;

/** Not before this time of day, in London: nobody is woken by it. */
const earliest = '10:00';

/** Every contact of a request there ever was, in the order of their days; the one after closing last. */
export const followUpsOf = (db: Db | Tx, requestId: string): FollowUp[] =>
  db
    .select()
    .from(followUps)
    .where(eq(followUps.requestId, requestId))
    .orderBy(sql`${followUps.dueOn} is null`, asc(followUps.dueOn), asc(followUps.createdAt))
    .all();

const inStates = (requestId: string, ...states: FollowUp['state'][]) =>
  and(eq(followUps.requestId, requestId), inArray(followUps.state, states));

/** @returns how many there were. */
const setState = (tx: Tx, which: ReturnType<typeof and>, state: FollowUp['state']): number =>
  tx.update(followUps).set({ state }).where(which).run().changes;

// What each change does

/** A contact on a day, or one after the request is closed. */
export function planFollowUp(
  tx: Tx,
  row: RequestRow,
  actor: Person,
  { on, channel }: Extract<Asked, { change: 'plan-follow-up' }>,
): Result {
  const date = today(clock.now());
  const afterClosing = on === null;
  if (on !== null && (on <= date || on > addDays(date, settings.followUpHorizon)))
    return { because: 'day-not-possible' };
  const waiting = followUpsOf(tx, row.id).filter(({ state }) => state === 'waiting');
  const isPlanned = waiting.some((its) => (afterClosing ? its.afterClosing : its.dueOn === on));
  if (isPlanned || waiting.length >= settings.mostFollowUps) return { because: 'too-many' };
  const dueOn =
    afterClosing && row.state === 'closed' ? addDays(date, settings.contactAfterClosing) : on;
  tx.insert(followUps)
    .values({
      id: newId(),
      requestId: row.id,
      dueOn,
      afterClosing,
      channel,
      plannedBy: sideOf(actor),
      state: 'waiting',
      createdAt: clock.now(),
    })
    .run();
  return {};
}

/** Not now: the one that came, or else the next, comes some weeks from today. */
export function snoozeFollowUp(tx: Tx, row: RequestRow, weeks: SnoozeWeeks): Result {
  const all = followUpsOf(tx, row.id);
  const next =
    all.find(({ state }) => state === 'due') ??
    all.find(({ state, dueOn }) => state === 'waiting' && dueOn !== null);
  if (!next) return { because: 'not-there' };
  const dueOn = addDays(today(clock.now()), weeks * 7);
  tx.update(followUps).set({ dueOn, state: 'waiting' }).where(eq(followUps.id, next.id)).run();
  return {};
}

/** Nobody asks any more. */
export function stopFollowUps(tx: Tx, row: RequestRow): Result {
  return dropFollowUps(tx, row.id) ? {} : { because: 'not-there' };
}

/** A request that ends without a meeting has nothing to follow. @returns whether there was anything to stop. */
export const dropFollowUps = (tx: Tx, requestId: string): boolean =>
  setState(tx, inStates(requestId, 'waiting', 'due'), 'stopped') > 0;

/** Whoever said how they are has been asked. */
export function answerFollowUps(tx: Tx, row: RequestRow): Result {
  setState(tx, inStates(row.id, 'due'), 'answered');
  return {};
}

/** The call that was due is made, or there is a message instead. */
export const settleDueCalls = (tx: Tx, requestId: string): void =>
  void setState(tx, and(inStates(requestId, 'due'), eq(followUps.channel, 'call')), 'answered');

/** The one contact after closing, where it was wanted, has its day now. */
export function contactAfterClosing(tx: Tx, row: RequestRow): void {
  const dueOn = addDays(today(clock.now()), settings.contactAfterClosing);
  tx.update(followUps)
    .set({ dueOn })
    .where(and(inStates(row.id, 'waiting'), eq(followUps.afterClosing, true)))
    .run();
}

// When the day comes

/**
 * Job: makes the contacts whose day has come, once it is a decent hour. A message goes out once for good; a call is
 * for the adviser, whose turn it is then within the service standard. @returns how many there were.
 */
export async function makeDueContacts(): Promise<number> {
  const now = clock.now();
  if (wallClock(now).slice(11) < earliest) return 0;
  const holidays = await allBankHolidays();
  const due = database()
    .select({ id: followUps.id })
    .from(followUps)
    .where(and(isWaiting, lte(followUps.dueOn, today(now))))
    .all();
  return due.filter(({ id }) => makeContact(id, holidays)).length;
}

/** In the words of its index. */
const isWaiting = sql`${followUps.state} = 'waiting'`;

/** One contact that fails (a key that is gone) must not keep the others from theirs. */
function makeContact(id: string, holidays: HolidaysOf): boolean {
  try {
    return inTransaction((tx) => contact(tx, id, holidays));
  } catch (error) {
    log.error(describeError(error), 'a contact was not made');
    return false;
  }
}

function contact(tx: Tx, id: string, holidays: HolidaysOf): boolean {
  const planned = tx.select().from(followUps).where(eq(followUps.id, id)).get();
  if (planned?.state !== 'waiting') return false;
  const row = tx.select().from(requests).where(eq(requests.id, planned.requestId)).get()!;
  const account = findAccount(row.accountId)!;
  const isGone =
    row.sealedAnswers === '' || account.erasedAt !== null || account.disabledAt !== null;
  setState(tx, eq(followUps.id, id), isGone ? 'stopped' : 'due');
  if (isGone) return false;
  // Put off and due again is another message.
  const key = `follow-up:${id}:${planned.dueOn}`;
  if (planned.channel !== 'call') {
    const about = { requestId: row.id, audience: 'practitioner' as const };
    queueMessage(tx, key, messageOf(row, account, planned), about);
    return true;
  }
  const waitsAlready = row.waitingOn === 'us' && row.answerBy !== null;
  tx.update(requests)
    .set({
      waitingOn: 'us',
      answerBy: waitsAlready ? row.answerBy : answerDue(tx, row, holidays),
    })
    .where(eq(requests.id, row.id))
    .run();
  tellOfNews(tx, row, key, ['adviser']);
  return true;
}

/** The number a text goes to: the one given for reminders. */
export const numberForTexts = (row: RequestRow): string | null =>
  (textsAvailable() && answersOf(row).reminders?.reminderNumber) || null;

/** Says that we are in touch as agreed, never about what. Where no text can be sent, it is an email. */
function messageOf(row: RequestRow, account: Account, { channel }: FollowUp): AnyMessage {
  const t = translator(row.locale, 'mail');
  const link = config().baseUrl + localPath(row.locale, `/meetings/${row.reference}/following-up`);
  const number = channel === 'text' ? numberForTexts(row) : null;
  if (number) return { channel: 'text', to: number, text: t('followUp.short', { link }) };
  return {
    to: emailOf(account),
    subject: t('followUp.subject'),
    text: t('followUp.text', { link }),
  };
}
