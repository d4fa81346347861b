import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { outbox } from '#db/schema';
import { config } from '../config.server';
import { keyedHash, lookupHash, newId, seal, unseal } from '../crypto.server';
import { database, type Db, type Tx } from '../database.server';
import { describeError, log } from '../log.server';
import { placeOf } from '../sealed-columns.server';
import { clock, day, hour, minute, second } from '../time/clock';
import { NotDelivered, willNeverWork, type Failure } from './failures';
import { channelOf, type AnyMessage, type Audience, type EmailMessage } from './message';
import { phoneNumber } from './phone-number';
import { firstQuestion } from './receipts';
import { transport } from './transport.server';

/**
 * The transactional outbox: a change and the messages that tell of it are committed together, and messages
 * leave afterwards. A crash between sending and noting it sends the same Message-ID again, never a new one.
 * What will not arrive is abandoned, and kept sealed until a lead has looked at it (undelivered.server.ts).
 */

/** Waiting time after each failed attempt; after the last, a person must look. */
const backOff = [10 * second, minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, day];

/** How long an attempt may take before another may start. */
const attemptLasts = 2 * minute;

const place = (row: string) => placeOf(outbox.sealedMessage, row);

/** Which request a message tells of, and whom it is for in a word. */
interface About {
  requestId?: string;
  audience?: Audience;
}

/**
 * Queues a message inside the caller's transaction. A key that was used before is ignored, so a repeated
 * change cannot send twice. A text keeps the number as it was typed when it cannot be one; it is then abandoned
 * at once, where staff see it.
 */
export function queueMessage(
  tx: Db | Tx,
  idempotencyKey: string,
  message: AnyMessage,
  about?: About,
): void {
  const id = newId();
  const now = clock.now();
  tx.insert(outbox)
    .values({
      id,
      idempotencyKey,
      sealedMessage: seal(place(id), JSON.stringify(withNumber(message))),
      channel: channelOf(message),
      createdAt: now,
      dueAt: now,
      ...about,
      ...calendarColumns(message),
    })
    .onConflictDoNothing()
    .run();
}

const withNumber = (message: AnyMessage): AnyMessage =>
  message.channel === 'text' ? { ...message, to: phoneNumber(message.to) ?? message.to } : message;

/** What finds newer versions of an event for the same reader, without telling either. */
function calendarColumns({ to, ...message }: AnyMessage) {
  const { uid, sequence } = ('calendar' in message && message.calendar) || {};
  if (uid === undefined) return {};
  return {
    calendarKey: keyedHash('calendar', JSON.stringify([uid, to])),
    calendarSequence: sequence,
  };
}

/**
 * Sends everything that is due, one after the other.
 * @param stopping when it says so, no further message is begun: the rest leave after the next start.
 * @returns how many messages were delivered.
 */
export async function deliverDue(stopping?: AbortSignal): Promise<number> {
  let delivered = 0;
  for (;;) {
    const claimed = stopping?.aborted ? undefined : claimNext();
    if (!claimed) return delivered;
    if (await attempt(claimed)) delivered += 1;
  }
}

export type OutboxRow = typeof outbox.$inferSelect;

/** Takes one due message; moving its due time on keeps a second process from taking it too. */
function claimNext(): OutboxRow | undefined {
  const now = clock.now();
  const waiting = and(
    isNull(outbox.deliveredAt),
    isNull(outbox.abandonedAt),
    lte(outbox.dueAt, now),
  );
  const next = database()
    .select()
    .from(outbox)
    .where(waiting)
    // In the order they were written: an invitation before what calls it off.
    .orderBy(asc(outbox.dueAt), asc(sql`rowid`))
    .get();
  if (!next) return undefined;
  const { changes } = database()
    .update(outbox)
    .set({ dueAt: now + attemptLasts, attempts: next.attempts + 1 })
    .where(
      and(eq(outbox.id, next.id), eq(outbox.attempts, next.attempts), isNull(outbox.deliveredAt)),
    )
    .run();
  return changes === 1 ? { ...next, attempts: next.attempts + 1 } : undefined;
}

async function attempt(claimed: OutboxRow): Promise<boolean> {
  try {
    const message = readMessage(claimed);
    const again = claimed.attempts > 1 || claimed.failure !== null;
    if (isPast(message)) throw new NotDelivered('too-late');
    if (again && isOvertaken(database(), claimed)) return drop(claimed);
    if (message.channel === 'text' && !phoneNumber(message.to))
      throw new NotDelivered('bad-number');
    const receipt = await transport().send(message, claimed.id, again);
    noteHandedOver(claimed, receipt ?? null);
    return true;
  } catch (error) {
    noteFailure(claimed, error);
    return false;
  }
}

/** Whether a message would mislead now: its code has run out, what it reminds of is over. */
const isPast = ({ usefulUntil }: AnyMessage): boolean =>
  usefulUntil !== undefined && usefulUntil <= clock.now();

/** Whether the same reader was told something newer of the same meeting: the older message would mislead. */
function isOvertaken(tx: Db | Tx, { calendarKey, calendarSequence }: OutboxRow): boolean {
  if (calendarKey === null || calendarSequence === null) return false;
  const newer = and(
    eq(outbox.calendarKey, calendarKey),
    gt(outbox.calendarSequence, calendarSequence),
  );
  return tx.select({ id: outbox.id }).from(outbox).where(newer).get() !== undefined;
}

/** Whether sending a message now would tell its reader something that no longer holds. */
export function isOutOfDate(tx: Db | Tx, row: OutboxRow): boolean {
  const message = readIfReadable(row);
  return !message || isPast(message) || isOvertaken(tx, row);
}

/** A message that another has replaced: nobody has to look at it. */
function drop({ id }: OutboxRow): false {
  database()
    .update(outbox)
    .set({ abandonedAt: clock.now(), failure: 'too-late', sealedMessage: null })
    .where(eq(outbox.id, id))
    .run();
  log.info({ message: id }, 'a message was replaced by a newer one');
  return false;
}

/** Its words are kept while it may turn out that it did not arrive, and in demo mode. */
function noteHandedOver({ id, sealedMessage }: OutboxRow, receipt: string | null): void {
  const now = clock.now();
  const kept = receipt !== null || config().mode === 'demo';
  database()
    .update(outbox)
    .set({
      deliveredAt: now,
      sealedMessage: kept ? sealedMessage : null,
      failure: null,
      receipt,
      askAt: receipt === null ? null : now + firstQuestion,
    })
    .where(eq(outbox.id, id))
    .run();
}

function noteFailure(claimed: OutboxRow, error: unknown): void {
  const { failure, status } =
    error instanceof NotDelivered ? error : { failure: 'fault' as const, status: undefined };
  const wait = willNeverWork(failure) ? undefined : backOff[claimed.attempts - 1];
  if (wait) {
    database()
      .update(outbox)
      .set({ dueAt: clock.now() + wait, failure })
      .where(eq(outbox.id, claimed.id))
      .run();
  } else abandon(claimed, failure);
  const told = { message: claimed.id, attempts: claimed.attempts, abandoned: !wait };
  const why = failure === 'fault' ? describeError(error) : { failure, status };
  log.warn({ ...told, ...why }, 'a message was not delivered');
}

/**
 * Stops trying. The message stays, sealed, for a lead to send again. What is of use for a short time only and
 * tells of no request (a code) is of use to nobody now, and goes.
 */
export function abandon(row: OutboxRow, failure: Failure): void {
  const shortLived = row.requestId === null && readIfReadable(row)?.usefulUntil !== undefined;
  database()
    .update(outbox)
    .set({
      abandonedAt: clock.now(),
      deliveredAt: null,
      receipt: null,
      askAt: null,
      failure,
      ...(shortLived && { sealedMessage: null }),
    })
    .where(eq(outbox.id, row.id))
    .run();
}

const readMessage = (row: Pick<OutboxRow, 'id' | 'sealedMessage'>): AnyMessage =>
  JSON.parse(unseal(place(row.id), row.sealedMessage!));

/** Messages that may still arrive, or be sent again. In demo mode sent ones are kept, too, and are neither. */
const waiting = and(
  isNotNull(outbox.sealedMessage),
  or(isNull(outbox.deliveredAt), isNotNull(outbox.receipt)),
);

/** Messages to some addresses that wait. Few are ever waiting, so all are opened. */
function waitingFor(
  tx: Db | Tx,
  emailHashes: string[],
): { id: string; createdAt: number; message: AnyMessage }[] {
  return tx
    .select()
    .from(outbox)
    .where(waiting)
    .orderBy(asc(outbox.createdAt))
    .all()
    .flatMap((row) => {
      const message = readIfReadable(row);
      return message && emailHashes.includes(lookupHash(message.to))
        ? [{ id: row.id, createdAt: row.createdAt, message }]
        : [];
    });
}

/** Null for a message that cannot be opened (a key that is gone): it must not hide the others. */
function readIfReadable(row: OutboxRow): AnyMessage | null {
  if (row.sealedMessage === null) return null;
  try {
    return readMessage(row);
  } catch (error) {
    log.error({ message: row.id, ...describeError(error) }, 'a message cannot be opened');
    return null;
  }
}

/** When each message that waits for an address was written, for "your data". */
export const waitingSince = (email: string): number[] =>
  waitingFor(database(), [lookupHash(email)]).map(({ createdAt }) => createdAt);

/** Deletes what waits for addresses, known by their hashes, but for cancellations: a meeting that is off must leave the calendar. */
export function dropWaiting(tx: Tx, emailHashes: string[]): void {
  dropButCancellations(tx, waitingFor(tx, emailHashes));
}

/**
 * Deletes what waits about a request, but for cancellations: texts and messages to supporters, whom the
 * practitioner's own addresses do not lead to.
 * @param whom the kinds of readers whose messages go.
 */
export function dropWaitingAbout(tx: Tx, requestId: string, whom: readonly Audience[]): void {
  const about = and(eq(outbox.requestId, requestId), inArray(outbox.audience, [...whom]));
  const rows = tx.select().from(outbox).where(and(waiting, about)).all();
  dropButCancellations(
    tx,
    rows.map((row) => ({ id: row.id, message: readIfReadable(row) })),
  );
}

/** Deletes messages, except those that take a meeting out of a calendar. */
function dropButCancellations(tx: Tx, rows: { id: string; message: AnyMessage | null }[]): void {
  const dropped = rows.filter(({ message }) => !message || !isCancellation(message));
  const ids = dropped.map(({ id }) => id);
  tx.delete(outbox).where(inArray(outbox.id, ids)).run();
}

const isCancellation = (message: AnyMessage): boolean =>
  message.channel !== 'text' && message.calendar?.method === 'CANCEL';

/** Demo mode: what has been sent, newest first. A text looks like an email without a subject. */
export function sentMessages(): { message: EmailMessage; sentAt: number }[] {
  return database()
    .select()
    .from(outbox)
    .where(and(isNotNull(outbox.deliveredAt), isNotNull(outbox.sealedMessage)))
    .orderBy(desc(outbox.deliveredAt), desc(outbox.createdAt))
    .limit(200)
    .all()
    .map((row) => ({ message: asEmail(readMessage(row)), sentAt: row.deliveredAt! }));
}

const asEmail = (message: AnyMessage): EmailMessage =>
  message.channel === 'text' ? { to: message.to, subject: '', text: message.text } : message;

/** Retention: rows go 30 days after they were delivered or given up. @returns how many went. */
export function purgeOutbox(): number {
  const before = clock.now() - 30 * day;
  return database()
    .delete(outbox)
    .where(or(lt(outbox.deliveredAt, before), lt(outbox.abandonedAt, before)))
    .run().changes;
}
