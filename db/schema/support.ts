import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts';

/**
 * What we know of the directory's entries beside their files (docs/decisions/0017). `organisationId` is the
 * name of a file in `content/directory`.
 */

/**
 * What readers told us is wrong with an entry. Nothing says who. Kept for a year after an editor marked it as
 * handled, and never longer than two years.
 */
export const entryReports = sqliteTable(
  'entry_reports',
  {
    id: text().primaryKey(),
    organisationId: text().notNull(),
    problem: text({
      enum: ['number', 'hours', 'website', 'gone', 'description', 'other'],
    }).notNull(),
    sealedWords: text(),
    reportedAt: integer().notNull(),
    handledAt: integer(),
    handledBy: text().references(() => accounts.id, { onDelete: 'restrict' }),
  },
  (table) => [
    index('entry_reports_open')
      .on(table.organisationId, table.reportedAt)
      .where(sql`handled_at is null`),
    index('entry_reports_by_time').on(table.reportedAt),
  ],
);

/**
 * What editors did about an entry, in order: the latest of `suspended` and `restored` says whether readers see
 * it. Kept as long as the portal: it is the history of what the directory said. Notes are sealed.
 */
export const entryChecks = sqliteTable(
  'entry_checks',
  {
    /** In the order of what happened. */
    id: integer().primaryKey({ autoIncrement: true }),
    organisationId: text().notNull(),
    kind: text({ enum: ['checked', 'suspended', 'restored'] }).notNull(),
    /** The day somebody compared the entry with its source, or took it down or put it back: `2026-12-01`. */
    on: text().notNull(),
    sealedNote: text(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'restrict' }),
    at: integer().notNull(),
  },
  (table) => [index('entry_checks_by_entry').on(table.organisationId, table.kind, table.id)],
);

/** How each entry's website answered when it was last asked. Replaced by the next check. */
export const linkChecks = sqliteTable('link_checks', {
  organisationId: text().primaryKey(),
  url: text().notNull(),
  checkedAt: integer().notNull(),
  outcome: text({ enum: ['ok', 'dead', 'unreachable'] }).notNull(),
  /** The answer's status; null when there was none. */
  status: integer(),
});
