import { sql } from 'drizzle-orm';
import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { requests } from './meetings';

/**
 * Letters and other documents of a request, from either side (docs/decisions/0036). Erased with the request's words;
 * one that has not arrived whole is purged within the hour.
 */
export const documents = sqliteTable(
  'documents',
  {
    id: text().primaryKey(),
    requestId: text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    /** Counts the documents of a request, for the neutral names of their files; null until it is shared. */
    number: integer(),
    /** The side it comes from. */
    by: text({ enum: ['practitioner', 'adviser'] }).notNull(),
    actorId: text().notNull(),
    kind: text({ enum: ['advice-letter', 'other'] }).notNull(),
    /** What its bytes say that it is; null until they have been looked at. */
    type: text({ enum: ['pdf', 'docx', 'png', 'jpeg'] }),
    bytes: integer().notNull().default(0),
    state: text({ enum: ['arriving', 'shared', 'taken-back', 'removed'] }).notNull(),
    /** The version before this one. Both stay. */
    replacesId: text(),
    scan: text({ enum: ['unchecked', 'clean', 'infected'] })
      .notNull()
      .default('unchecked'),
    startedAt: integer().notNull(),
    sharedAt: integer(),
    /** When it was taken back, or removed because of a virus. */
    endedAt: integer(),
    /** The form it was sent with: a second press of the button makes no second document. */
    formId: text(),
    sealedTitle: text(),
    /** The key of its bytes; without it they are noise. */
    sealedKey: text(),
  },
  (table) => [
    index('documents_by_request').on(table.requestId, table.number),
    uniqueIndex('documents_one_per_form')
      .on(table.requestId, table.formId)
      .where(sql`form_id is not null and state <> 'arriving'`),
    index('documents_arriving')
      .on(table.startedAt)
      .where(sql`state = 'arriving'`),
    index('documents_unchecked')
      .on(table.sharedAt)
      .where(sql`state = 'shared' and scan = 'unchecked'`),
  ],
);

/** The bytes of a document, in order, each piece encrypted with the document's own key. They go with the document. */
export const documentChunks = sqliteTable(
  'document_chunks',
  {
    documentId: text()
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    index: integer().notNull(),
    bytes: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.index] })],
);
