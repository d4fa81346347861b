import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Instants are milliseconds since 1970 (UTC). Columns named `sealed…` hold values made by platform/crypto. */

/**
 * People who sign in. Kept until the person asks for it to be erased; a disabled account stays, because what
 * it did stays.
 */
export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  role: text({ enum: ['practitioner', 'adviser', 'lead', 'editor'] }).notNull(),
  team: text({ enum: ['north', 'wales'] }),
  /** Keyed hash of the email address, the only way to look a person up. */
  emailHash: text().notNull().unique(),
  sealedEmail: text().notNull(),
  /** Staff only: the name shown to practitioners. */
  sealedName: text(),
  sealedTotpSecret: text(),
  /** The last 30-second step whose code was used, so that a code works once. */
  totpStep: integer().notNull().default(0),
  locale: text({ enum: ['en', 'cy'] })
    .notNull()
    .default('en'),
  createdAt: integer().notNull(),
  lastSignInAt: integer(),
  disabledAt: integer(),
});

/** Live sign-ins. Kept until they expire. Only a hash of the id is here: a copy of this table opens nothing. */
export const sessions = sqliteTable(
  'sessions',
  {
    idHash: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
    /** The absolute end, whatever happens in between. */
    expiresAt: integer().notNull(),
    secondFactorAt: integer(),
  },
  (table) => [
    index('sessions_by_account').on(table.accountId),
    index('sessions_by_end').on(table.expiresAt),
  ],
);

/** One-time codes sent by email. Kept for a day. */
export const signInCodes = sqliteTable(
  'sign_in_codes',
  {
    id: text().primaryKey(),
    /** Hash of the token in the browser that asked: a code works only there. */
    browserHash: text().notNull().unique(),
    sealedEmail: text().notNull(),
    codeHash: text().notNull(),
    locale: text({ enum: ['en', 'cy'] }).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    usedAt: integer(),
  },
  (table) => [index('sign_in_codes_by_end').on(table.expiresAt)],
);
