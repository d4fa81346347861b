import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import { outbox } from '#db/schema';
import { config } from '../config.server';
import { lookupHash, newId, seal, unseal } from '../crypto.server';
import { database, type Db, type Tx } from '../database.server';
import { describeError, log } from '../log.server';
import { placeOf } from '../sealed-columns.server';
import { clock, day, hour, minute, second } from '../time/clock';
import type { Message } from './message';
import { transport } from './transport.server';

/**
 * The transactional outbox: a change and the messages that tell of it are committed together, and messages
 * leave afterwards. A crash between sending and noting it sends the same Message-ID again, never a new one.
 */

/** Waiting time after each failed attempt; after the last, a person must look. */
const backOff = [10 * second, minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, day];

/** How long an attempt may take before another may start. */
const attemptLasts = 2 * minute;

const place = (row: string) => placeOf(outbox.sealedMessage, row);

/**
 * Queues a message inside the caller's transaction. A key that was used before is ignored, so a repeated
 * change cannot send twice.
 */
export function queueMessage(
  tx: Db | Tx,
  idempotencyKey: string,
  message: Message,
  about: { requestId?: string; audience?: Claimed['audience'] } = {},
): void {
  const id = newId();
  const now = clock.now();
  tx.insert(outbox)
    .values({
      id,
      idempotencyKey,
      sealedMessage: seal(place(id), JSON.stringify(message)),
      ...about,
      createdAt: now,
      dueAt: now,
    })
    .onConflictDoNothing()
    .run();
}

/** Sends everything that is due. @returns how many messages were delivered. */
export async function deliverDue(): Promise<number> {
  let delivered = 0;
  for (;;) {
    const claimed = claimNext();
    if (!claimed) return delivered;
    if (await attempt(claimed)) delivered += 1;
  }
}

type Claimed = typeof outbox.$inferSelect;

/** Takes one due message; moving its due time on keeps a second process from taking it too. */
function claimNext(): Claimed | undefined {
  const now = clock.now();
  const waiting = and(
    isNull(outbox.deliveredAt),
    isNull(outbox.abandonedAt),
    lte(outbox.dueAt, now),
  );
  const next = database().select().from(outbox).where(waiting).orderBy(asc(outbox.dueAt)).get();
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

async function attempt(claimed: Claimed): Promise<boolean> {
  try {
    await transport().send(readMessage(claimed), claimed.id);
    const kept = config().mode === 'demo' ? claimed.sealedMessage : null;
    database()
      .update(outbox)
      .set({ deliveredAt: clock.now(), sealedMessage: kept })
      .where(eq(outbox.id, claimed.id))
      .run();
    return true;
  } catch (error) {
    const wait = backOff[claimed.attempts - 1];
    database()
      .update(outbox)
      .set(wait ? { dueAt: clock.now() + wait } : { abandonedAt: clock.now() })
      .where(eq(outbox.id, claimed.id))
      .run();
    log.warn(
      {
        message: claimed.id,
        attempts: claimed.attempts,
        abandoned: !wait,
        ...describeError(error),
      },
      'a message was not delivered',
    );
    return false;
  }
}

const readMessage = (row: Pick<Claimed, 'id' | 'sealedMessage'>): Message =>
  JSON.parse(unseal(place(row.id), row.sealedMessage!));

/** Messages to some addresses that have not been delivered. Few are ever waiting, so all are opened. */
function waitingFor(
  tx: Db | Tx,
  emailHashes: string[],
): { id: string; createdAt: number; message: Message }[] {
  return tx
    .select()
    .from(outbox)
    .where(and(isNull(outbox.deliveredAt), isNotNull(outbox.sealedMessage)))
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
function readIfReadable(row: Claimed): Message | null {
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
  const dropped = waitingFor(tx, emailHashes).filter(
    ({ message }) => message.calendar?.method !== 'CANCEL',
  );
  const ids = dropped.map(({ id }) => id);
  tx.delete(outbox).where(inArray(outbox.id, ids)).run();
}

/** Demo mode: what has been sent, newest first. */
export function sentMessages(): { message: Message; sentAt: number }[] {
  return database()
    .select()
    .from(outbox)
    .where(and(isNotNull(outbox.deliveredAt), isNotNull(outbox.sealedMessage)))
    .orderBy(desc(outbox.deliveredAt), desc(outbox.createdAt))
    .limit(200)
    .all()
    .map((row) => ({ message: readMessage(row), sentAt: row.deliveredAt! }));
}

/** Retention: rows go 30 days after they were delivered or given up. @returns how many went. */
export function purgeOutbox(): number {
  const before = clock.now() - 30 * day;
  return database()
    .delete(outbox)
    .where(or(lt(outbox.deliveredAt, before), lt(outbox.abandonedAt, before)))
    .run().changes;
}
