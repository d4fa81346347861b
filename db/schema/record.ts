import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts';
import { events, requests } from './meetings';

/** What is written into a request beside its meeting. Words of accounts and notes are those of their events. */

/** The note of a meeting while its adviser writes it: nobody but staff sees it. Goes when it is shared, and with the request's words. */
export const noteDrafts = sqliteTable('note_drafts', {
  requestId: text()
    .primaryKey()
    .references(() => requests.id, { onDelete: 'cascade' }),
  authorId: text()
    .notNull()
    .references(() => accounts.id, { onDelete: 'restrict' }),
  at: integer().notNull(),
  /** As JSON: the words, and what is to be agreed. */
  sealedDraft: text().notNull(),
});

/** What a note of a meeting proposes that somebody does; agreed once the note is. Erased with the request's words. */
export const agreedActions = sqliteTable(
  'agreed_actions',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    /** The sharing of the note it stands in. */
    eventId: integer()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    /** In the order of the note. */
    position: integer().notNull(),
    owner: text({ enum: ['practitioner', 'adviser'] }).notNull(),
    sealedWords: text().notNull(),
    /** A London date. */
    dueOn: text(),
    doneAt: integer(),
  },
  (table) => [
    index('agreed_actions_by_request').on(table.requestId, table.eventId, table.position),
  ],
);

/** Contacts that are planned: how is somebody getting on? Erased with the request's words. */
export const followUps = sqliteTable(
  'follow_ups',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    /** A London date; null until the request is closed, for the one contact after that. */
    dueOn: text(),
    afterClosing: integer({ mode: 'boolean' }).notNull(),
    channel: text({ enum: ['email', 'text', 'call'] }).notNull(),
    plannedBy: text({ enum: ['practitioner', 'adviser'] }).notNull(),
    /** `due`: the message is sent, or the adviser is to call. */
    state: text({ enum: ['waiting', 'due', 'answered', 'stopped'] }).notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('follow_ups_by_request').on(table.requestId, table.state),
    index('follow_ups_due')
      .on(table.dueOn)
      .where(sql`state = 'waiting'`),
  ],
);
