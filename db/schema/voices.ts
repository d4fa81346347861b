import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What people told us without saying who they are (docs/decisions/0040). The number of a row is drawn by chance
 * within the month in which it came (app/voices/row-numbers.ts), so the order of the rows says nothing of when.
 * None of these tables has a column for who, an instant, or another row.
 */

/** The closed answers of one voice, as sealed JSON of always the same length. Goes into the figures of an edition, and is erased then; after two years at the latest. */
export const voices = sqliteTable('voices', {
  id: integer().primaryKey(),
  sealedAnswers: text().notNull(),
});

/** What somebody wrote about one topic, until a lead has read it; a year at the longest. Each stands alone. */
export const voiceWords = sqliteTable('voice_words', {
  id: integer().primaryKey(),
  topic: text().notNull(),
  sealedWords: text().notNull(),
});

/** Words a lead has read and released. Kept until they are taken down, five years at the longest. */
export const publishedWords = sqliteTable('published_words', {
  id: integer().primaryKey(),
  topic: text().notNull(),
  sealedWords: text().notNull(),
});

/** Forms that were sent, so that a second press counts nothing twice: a part of a keyed hash. Kept for two days. */
export const voiceForms = sqliteTable('voice_forms', {
  id: integer().primaryKey(),
  /** The London date: `2026-12-01`. */
  day: text().notNull(),
});

/** Published figures, each over months of its own. Kept as long as the portal: they are public. */
export const voiceEditions = sqliteTable('voice_editions', {
  number: integer().primaryKey(),
  fromMonth: text().notNull(),
  toMonth: text().notNull().unique(),
  /** JSON of what is published, small figures left out. */
  figures: text().notNull(),
});

/** How long people waited, month by month, as it is published. Kept as long as the portal: it is public. */
export const serviceWaits = sqliteTable(
  'service_waits',
  {
    measure: text().notNull(),
    month: text().notNull(),
    /** JSON of what is published, small figures left out. */
    figures: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.measure, table.month] })],
);
