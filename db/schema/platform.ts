import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Messages on their way out, written in the same transaction as the change they tell of. The message itself
 * is erased when it has been delivered (in demo mode it stays, so that /dev/mailbox can show it); the row is
 * kept for 30 days.
 */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text().primaryKey(),
    /** One change makes one message per person: a second attempt to queue it is ignored. */
    idempotencyKey: text().notNull().unique(),
    sealedMessage: text(),
    channel: text({ enum: ['email', 'text'] })
      .notNull()
      .default('email'),
    /** The request it tells of, so that staff see when it did not arrive; null for everything else. */
    requestId: text(),
    /** Whom it is for, in a word. */
    audience: text({ enum: ['practitioner', 'adviser', 'supporter', 'person'] })
      .notNull()
      .default('person'),
    createdAt: integer().notNull(),
    /** Not before this instant; moves on after every failed attempt. */
    dueAt: integer().notNull(),
    attempts: integer().notNull().default(0),
    deliveredAt: integer(),
    /** Set when the portal has stopped trying, or when it was handed over and did not arrive. */
    abandonedAt: integer(),
    /** Why the last attempt failed, in one code. */
    failure: text(),
    /** What the provider calls it, to ask later whether it arrived; null once that is known. */
    receipt: text(),
    /** When it is next to be asked. */
    askAt: integer(),
    /** For what enters or leaves a calendar: a keyed hash of the event and its reader, to find newer versions by. */
    calendarKey: text(),
    /** Its version of the event: an older one is not sent after a newer one. */
    calendarSequence: integer(),
  },
  (table) => [
    index('outbox_by_request').on(table.requestId),
    index('outbox_abandoned')
      .on(table.abandonedAt)
      .where(sql`abandoned_at is not null`),
    index('outbox_receipts')
      .on(table.askAt)
      .where(sql`receipt is not null`),
    index('outbox_calendar')
      .on(table.calendarKey, table.calendarSequence)
      .where(sql`calendar_key is not null`),
    index('outbox_due')
      .on(table.dueAt)
      .where(sql`delivered_at is null and abandoned_at is null`),
    // Of these alone: one of all rows would be taken for finding what waits, which is then sorted anew for each message.
    index('outbox_delivered')
      .on(table.deliveredAt)
      .where(sql`delivered_at is not null`),
  ],
);

/** How often something was done lately, so that a restart does not forget. Kept until the window has passed. */
export const limits = sqliteTable(
  'limits',
  {
    /** Keyed hash of what is limited and for whom. */
    subject: text().notNull(),
    windowStart: integer().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.windowStart] })],
);

/**
 * Who did what, in order (platform/audit.server.ts). Append-only (triggers in the migration), and each row holds
 * a keyed hash over itself and the row before. Holds ids and codes, never a personal word. Kept as long as the
 * portal.
 */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** An account's id; `reader` for somebody we do not know; `portal` for itself; `operator` for commands. */
    actorId: text().notNull(),
    action: text().notNull(),
    /** The id of what it was done to. */
    subject: text().notNull(),
    /** More, in codes: a day, a count, a state. */
    detail: text(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    index('audit_by_subject').on(table.subject, table.id),
    index('audit_by_actor').on(table.actorId, table.id),
  ],
);

/** Where the audit trail ends: one row, with a keyed hash, so that rows cut off the end are missed. */
export const auditHead = sqliteTable('audit_head', {
  id: integer().primaryKey(),
  lastId: integer().notNull(),
  hash: text().notNull(),
  seal: text().notNull(),
});
