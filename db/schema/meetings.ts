import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts';

/**
 * A practitioner's request for a remote meeting. Drafts are kept for 30 days; a year after a request last
 * changed, its words are erased and the row stays for counting.
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
    /** Whose bank holidays count. */
    nation: text({ enum: ['england', 'wales', 'northern-ireland'] }),
    /** They asked for an adviser who has not advised their employer. */
    separateAdviser: integer({ mode: 'boolean' }).notNull().default(false),
    /** Keyed hash of the employer's name, to keep advisers who advised it away. */
    employerHash: text(),
    adviserId: text().references(() => accounts.id, { onDelete: 'restrict' }),
    /** Whom they had when they asked for another adviser. */
    otherThanId: text().references(() => accounts.id, { onDelete: 'restrict' }),
    /** The language the practitioner wrote in, for everything we send them. */
    locale: text({ enum: ['en', 'cy'] }).notNull(),
    /** One calendar event for the life of the request; the sequence rises with every change to it. */
    calendarUid: text().notNull(),
    calendarSequence: integer().notNull().default(0),
    /** The address of the video room, once confirmed. */
    sealedRoom: text(),
    /** Who rings whom and from which number, once an adviser has said so; as JSON. */
    sealedCall: text(),
    /** Whose turn it is. */
    waitingOn: text({ enum: ['us', 'them', 'nobody'] })
      .notNull()
      .default('nobody'),
    /** The London date by which it is our turn to have answered (service standard). */
    answerBy: text(),
    /** When the arranged meeting starts and ends: the live booking's, repeated here so that lists need no join. */
    meetsAt: integer(),
    meetsUntil: integer(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    submittedAt: integer(),
  },
  (table) => [
    index('requests_by_account').on(table.accountId, table.updatedAt),
    index('requests_by_queue').on(table.team, table.state, table.submittedAt),
    index('requests_by_state').on(table.state, table.updatedAt),
    // Each list of the queue has an index in its own order, of its own rows alone: it stays as quick when they are many.
    // The plus keeps SQLite from picking an index by state instead, and sorting.
    index('requests_ours')
      .on(table.answerBy, table.submittedAt, table.id)
      .where(sql`waiting_on = 'us'`),
    index('requests_theirs')
      .on(table.updatedAt, table.id)
      .where(sql`waiting_on = 'them'`),
    index('requests_meeting')
      .on(table.meetsAt, table.id)
      .where(sql`meets_at is not null`),
    // With everything that counting asks for, so that rows with their sealed words are not read for it.
    index('requests_open')
      .on(
        table.submittedAt,
        table.id,
        table.team,
        table.adviserId,
        table.state,
        table.waitingOn,
        table.answerBy,
        table.meetsAt,
        table.separateAdviser,
        table.employerHash,
      )
      .where(sql`+state in ('submitted', 'offered', 'confirmed', 'held', 'not-attended')`),
    index('requests_ended')
      .on(table.updatedAt, table.id)
      .where(sql`+state in ('closed', 'declined', 'withdrawn', 'cancelled')`),
    index('requests_ended_of')
      .on(table.adviserId, table.updatedAt, table.id)
      .where(sql`+state in ('closed', 'declined', 'withdrawn', 'cancelled')`),
    index('requests_separate')
      .on(table.employerHash)
      .where(sql`separate_adviser = 1`),
    // Those whose words are still there, for the rule that erases them.
    index('requests_with_words')
      .on(table.updatedAt)
      .where(sql`(sealed_answers <> '' or sealed_room is not null or sealed_call is not null)`),
    index('requests_by_adviser').on(table.adviserId, table.state),
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
    /** More, as one code of the change's own list: why it was declined, how identity was checked. Never a word. */
    detail: text(),
  },
  (table) => [
    index('events_by_request').on(table.requestId, table.id),
    // Few, and leads look for them among all.
    index('events_another_adviser')
      .on(table.requestId, table.id)
      .where(sql`change = 'ask-for-another-adviser'`),
  ],
);

/** Words people added to a change (a reason, a message). Both sides read them. Erased with the request's words. */
export const notes = sqliteTable('notes', {
  id: text().primaryKey(),
  eventId: integer()
    .notNull()
    .unique()
    .references(() => events.id, { onDelete: 'cascade' }),
  sealedWords: text().notNull(),
});

/** What staff write for each other about a request, apart from what both sides read. Erased with the request's words. */
export const staffNotes = sqliteTable(
  'staff_notes',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    authorId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'restrict' }),
    at: integer().notNull(),
    sealedWords: text().notNull(),
  },
  (table) => [index('staff_notes_by_request').on(table.requestId, table.at)],
);

/**
 * Keyed hashes of the words of a request's name, so that staff find it by name while the name itself is sealed.
 * Erased with the request's words.
 */
export const requestWords = sqliteTable(
  'request_words',
  {
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    wordHash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.wordHash] }),
    index('request_words_by_word').on(table.wordHash),
  ],
);

/** Advisers who stepped aside from a request: they do not see it. Kept with the request: ids only. */
export const conflicts = sqliteTable(
  'conflicts',
  {
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'restrict' }),
    at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.adviserId] }),
    index('conflicts_by_adviser').on(table.adviserId),
  ],
);

/** Employers an adviser has advised. Kept with the adviser's account, until they take it out. */
export const advisedEmployers = sqliteTable(
  'advised_employers',
  {
    id: text().primaryKey(),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    nameHash: text().notNull(),
    sealedName: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    uniqueIndex('advised_employers_once').on(table.adviserId, table.nameHash),
    index('advised_employers_by_name').on(table.nameHash, table.adviserId),
  ],
);

/**
 * Somebody the practitioner brings along. Their page opens with a secret link, of which only a hash finds the row.
 * Erased with the request's words; the link ends when they are removed or the request ends.
 */
export const supporters = sqliteTable(
  'supporters',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    sealedName: text().notNull(),
    /** Null when the practitioner passes the link on themselves. */
    sealedEmail: text(),
    tokenHash: text().notNull().unique(),
    /** Needed again for every message to them. */
    sealedToken: text().notNull(),
    /** A calendar event of their own, so that removing them takes it out of their calendar alone. */
    calendarUid: text().notNull(),
    calendarSequence: integer().notNull().default(0),
    addedAt: integer().notNull(),
    removedAt: integer(),
  },
  (table) => [
    uniqueIndex('supporters_one_at_a_time')
      .on(table.requestId)
      .where(sql`removed_at is null`),
    index('supporters_by_request').on(table.requestId),
  ],
);

/**
 * Reminders of an arranged meeting, made when it is arranged and dropped when it is off. Kept with the request: an
 * instant each.
 */
export const reminders = sqliteTable(
  'reminders',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    channel: text({ enum: ['email', 'text'] }).notNull(),
    dueAt: integer().notNull(),
    state: text({ enum: ['waiting', 'sent', 'dropped'] }).notNull(),
  },
  (table) => [
    index('reminders_by_request').on(table.requestId, table.state),
    index('reminders_due')
      .on(table.dueAt)
      .where(sql`state = 'waiting'`),
  ],
);

/** A published time that somebody is about to take: ten minutes, one at a time each. Purged when over. */
export const holds = sqliteTable(
  'holds',
  {
    /** Who holds it. */
    accountId: text()
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    expiresAt: integer().notNull(),
  },
  (table) => [index('holds_by_adviser').on(table.adviserId, table.startsAt)],
);

/** A view of the queue that a member of staff keeps: filters in codes, and a name. Kept with their account. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    sealedName: text().notNull(),
    /** The query string of its filters, in codes only. */
    filters: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [index('saved_views_by_account').on(table.accountId)],
);
