import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts';
import { requests } from './meetings';

/**
 * Concerns that practitioners raise with us: discrimination, or our own service. Drafts are kept for 30 days; a
 * year after a concern last changed, its words are erased and the row stays for counting.
 */
export const concerns = sqliteTable(
  'concerns',
  {
    id: text().primaryKey(),
    reference: text().notNull().unique(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'restrict' }),
    kind: text({ enum: ['discrimination', 'service'] }).notNull(),
    state: text({
      enum: ['draft', 'received', 'acknowledged', 'answered', 'review', 'closed', 'withdrawn'],
    }).notNull(),
    /** Everything the practitioner answered, as JSON; empty once erased. */
    sealedAnswers: text().notNull(),
    /** Whose bank holidays count, and which bodies it can be passed on to. */
    nation: text({ enum: ['england', 'wales', 'northern-ireland'] }),
    /** The request it belongs to. Without one, it belongs to all of theirs: see who is kept from it. */
    requestId: text().references(() => requests.id, { onDelete: 'set null' }),
    /** The member of staff it is about. */
    aboutId: text().references(() => accounts.id, { onDelete: 'restrict' }),
    /** The lead who has it; null while it is any free lead's. */
    leadId: text().references(() => accounts.id, { onDelete: 'restrict' }),
    /** Who answered it: another lead looks at it again. */
    answeredById: text().references(() => accounts.id, { onDelete: 'restrict' }),
    outcome: text({ enum: ['upheld', 'partly-upheld', 'not-upheld'] }),
    /** The language it was raised in, for everything we send about it. */
    locale: text({ enum: ['en', 'cy'] }).notNull(),
    /** London dates: our standards for it. */
    acknowledgeBy: text(),
    answerBy: text(),
    /** The one of them that is ours to keep now; null when it is not our turn. */
    dueBy: text(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    raisedAt: integer(),
    /** The first answer. */
    answeredAt: integer(),
    reviewAskedAt: integer(),
  },
  (table) => [
    index('concerns_by_account').on(table.accountId, table.updatedAt),
    index('concerns_due')
      .on(table.dueBy, table.raisedAt)
      .where(sql`due_by is not null`),
    // Deleting a draft of a request looks for what belongs to it.
    index('concerns_by_request').on(table.requestId),
    index('concerns_by_raised').on(table.raisedAt),
    index('concerns_by_state').on(table.state, table.updatedAt),
    // Those whose words are still there, for the rule that erases them.
    index('concerns_with_words')
      .on(table.updatedAt)
      .where(sql`sealed_answers <> ''`),
    uniqueIndex('concerns_one_draft')
      .on(table.accountId, table.kind)
      .where(sql`state = 'draft'`),
  ],
);

/**
 * What happened to a concern, in order. Append-only (triggers in the migration): both sides read it as its
 * timeline, and where each consent stands is worked out from it. Kept with the concern: never a word.
 */
export const concernEvents = sqliteTable(
  'concern_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    concernId: text()
      .notNull()
      .references(() => concerns.id, { onDelete: 'cascade' }),
    at: integer().notNull(),
    by: text({ enum: ['practitioner', 'lead'] }).notNull(),
    actorId: text().notNull(),
    change: text().notNull(),
    fromState: text().notNull(),
    toState: text().notNull(),
    /** One code of the change's own list: which body, which outcome. */
    detail: text(),
    /** A London date: by when we now aim to answer. */
    date: text(),
  },
  (table) => [index('concern_events_by_concern').on(table.concernId, table.id)],
);

/** What was written with a change. Both sides read it. Erased with the concern's words. */
export const concernNotes = sqliteTable('concern_notes', {
  id: text().primaryKey(),
  eventId: integer()
    .notNull()
    .unique()
    .references(() => concernEvents.id, { onDelete: 'cascade' }),
  sealedWords: text().notNull(),
  /** What we will do, beside the reasons of an answer; to whom something was passed on. */
  sealedMore: text(),
});
