import { and, asc, eq, isNotNull, lte } from 'drizzle-orm';
import { outbox } from '#db/schema';
import { config } from '../config.server';
import { database } from '../database.server';
import { log } from '../log.server';
import { clock } from '../time/clock';
import { NotDelivered } from './failures';
import { abandon, type OutboxRow } from './outbox.server';
import { nextQuestion } from './receipts';
import type { Arrival } from './transport';
import { transport } from './transport.server';

/** Asking providers what became of the messages they took. */

/** Questions in one go; there is another go half a minute later. */
const mostAtOnce = 100;

/**
 * Asks about every message whose time to be asked about has come. Stops when the provider does not answer: it
 * will be asked at the next go. Stops, too, when the portal does.
 * @returns how many messages turned out not to have arrived.
 */
export async function askForReceipts(stopping?: AbortSignal): Promise<number> {
  let missing = 0;
  for (const row of due()) {
    if (stopping?.aborted) break;
    const arrival = await arrivalOf(row);
    if (arrival === null) break;
    if (arrival === 'not-arrived') missing += 1;
    note(row, arrival);
  }
  return missing;
}

const due = (): OutboxRow[] =>
  database()
    .select()
    .from(outbox)
    .where(and(isNotNull(outbox.receipt), lte(outbox.askAt, clock.now())))
    .orderBy(asc(outbox.askAt))
    .limit(mostAtOnce)
    .all();

/** Null when the provider gave no answer. */
async function arrivalOf({ id, receipt }: OutboxRow): Promise<Arrival | null> {
  const { ask } = transport();
  // The provider that took it is no longer configured.
  if (!ask) return 'unknown';
  try {
    return await ask(receipt!);
  } catch (error) {
    const told = error instanceof NotDelivered && { failure: error.failure, status: error.status };
    log.warn({ message: id, ...told }, 'the provider did not say whether a message arrived');
    return null;
  }
}

function note(row: OutboxRow, arrival: Arrival): void {
  if (arrival === 'not-arrived') {
    abandon(row, 'not-arrived');
    log.warn({ message: row.id }, 'a message did not arrive');
    return;
  }
  const askAt = arrival === 'on-its-way' ? nextQuestion(row.deliveredAt!, clock.now()) : null;
  // Once nothing more will be known, its words go.
  const settled = {
    receipt: null,
    sealedMessage: config().mode === 'demo' ? row.sealedMessage : null,
  };
  database()
    .update(outbox)
    .set({ askAt, ...(askAt === null && settled) })
    .where(and(eq(outbox.id, row.id), eq(outbox.receipt, row.receipt!)))
    .run();
}
