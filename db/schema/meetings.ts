import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts';

/**
 * A practitioner's request for a remote meeting. Drafts are kept for 30 days; a year after a request ends,
 * its words are erased and the row stays for counting.
 */
export const requests = sqliteTable(
  'requests',
  {
    id: text().primaryKey(),
    reference: text().notNull().unique(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'restrict' }),
    state: text({
      enum: [
        'draft',
        'submitted',
        'offered',
        'confirmed',
        'held',
        'not-attended',
        'closed',
        'declined',
        'withdrawn',
        'cancelled',
      ],
    }).notNull(),
    /** Everything the practitioner answered, as JSON. */
    sealedAnswers: text().notNull(),
    team: text({ enum: ['north', 'wales'] }),
    adviserId: text().references(() => accounts.id, { onDelete: 'restrict' }),
    /** The language the practitioner wrote in, for everything we send them. */
    locale: text({ enum: ['en', 'cy'] }).notNull(),
    /** One calendar event for the life of the request; the sequence rises with every change to it. */
    calendarUid: text().notNull(),
    calendarSequence: integer().notNull().default(0),
    /** The address of the video room, once confirmed. */
    sealedRoom: text(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    submittedAt: integer(),
  },
  (table) => [
    index('requests_by_account').on(table.accountId, table.updatedAt),
    index('requests_by_queue').on(table.team, table.state, table.submittedAt),
    index('requests_by_state').on(table.state, table.updatedAt),
    uniqueIndex('requests_one_draft')
      .on(table.accountId)
      .where(sql`state = 'draft'`),
  ],
);

/** Times an adviser offered. Kept with the request. */
export const offers = sqliteTable(
  'offers',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'restrict' }),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    wallClock: text().notNull(),
    zone: text().notNull(),
    state: text({ enum: ['open', 'accepted', 'lapsed'] }).notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('offers_by_request').on(table.requestId, table.state),
    index('offers_open_by_adviser')
      .on(table.adviserId, table.startsAt)
      .where(sql`state = 'open'`),
  ],
);

/**
 * Meetings in an adviser's diary. Kept with the request. Two live bookings of one adviser can never start
 * together (unique index below) nor overlap (triggers in the migration), whatever the code does.
 */
export const bookings = sqliteTable(
  'bookings',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'restrict' }),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    wallClock: text().notNull(),
    zone: text().notNull(),
    state: text({ enum: ['live', 'released'] }).notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    uniqueIndex('bookings_one_per_start')
      .on(table.adviserId, table.startsAt)
      .where(sql`state = 'live'`),
    uniqueIndex('bookings_one_per_request')
      .on(table.requestId)
      .where(sql`state = 'live'`),
    index('bookings_by_request').on(table.requestId),
  ],
);

/**
 * What happened to a request, in order. Append-only (triggers in the migration): both sides read it as the
 * request's timeline. Kept with the request; free text is sealed and erased with the request's words.
 */
export const events = sqliteTable(
  'events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    at: integer().notNull(),
    /** Who did it, in the words of the transition table. */
    by: text({ enum: ['practitioner', 'adviser'] }).notNull(),
    actorId: text().notNull(),
    change: text().notNull(),
    fromState: text().notNull(),
    toState: text().notNull(),
    /** JSON list of instants: times offered, or the one confirmed. Never a word. */
    times: text().notNull().default('[]'),
  },
  (table) => [index('events_by_request').on(table.requestId, table.id)],
);

/** Words people added to a change (a reason, an explanation). Erased with the request's words. */
export const notes = sqliteTable('notes', {
  id: text().primaryKey(),
  eventId: integer()
    .notNull()
    .unique()
    .references(() => events.id, { onDelete: 'cascade' }),
  sealedWords: text().notNull(),
});

/** When an adviser can meet: a weekly pattern in London time. Kept with the adviser's account. */
export const availability = sqliteTable(
  'availability',
  {
    id: text().primaryKey(),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** 1 is Monday. */
    weekday: integer().notNull(),
    /** `09:00` */
    opens: text().notNull(),
    closes: text().notNull(),
  },
  (table) => [index('availability_by_adviser').on(table.adviserId, table.weekday)],
);
