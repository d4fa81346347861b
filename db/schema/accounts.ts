import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Instants are milliseconds since 1970 (UTC). Columns named `sealed…` hold values made by platform/crypto. */

/**
 * People who sign in. A practitioner's is erased when they ask for it, or when it has not been used for two
 * years: the row stays for counting, without a word of theirs. A disabled account stays, because what it did
 * stays.
 */
export const accounts = sqliteTable(
  'accounts',
  {
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
    /** When every personal column of the row was emptied. */
    erasedAt: integer(),
  },
  // Staff are few among many practitioners, and are looked for at every search for a time.
  (table) => [index('accounts_by_role').on(table.role, table.team)],
);

/**
 * Sign-ins. Kept for a day after they end, so that a form that was sent too late can be kept for its writer.
 * Only a hash of the id is here: a copy of this table opens nothing.
 */
export const sessions = sqliteTable(
  'sessions',
  {
    idHash: text().primaryKey(),
    /** What the list of sessions calls it; opens nothing. */
    handle: text().notNull().unique(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
    /** The absolute end, whatever happens in between. */
    expiresAt: integer().notNull(),
    secondFactorAt: integer(),
    /** When the person last showed that it is them: at sign-in, or when asked again. */
    verifiedAt: integer().notNull(),
    /** `Firefox on Windows`, for the list of sessions; keyed by `handle`. */
    sealedBrowser: text(),
  },
  (table) => [
    index('sessions_by_account').on(table.accountId),
    index('sessions_by_end').on(table.expiresAt),
  ],
);

/** Browsers a person has signed in with and not signed out of. Kept for half a year after the last sign-in. */
export const devices = sqliteTable(
  'devices',
  {
    id: text().primaryKey(),
    tokenHash: text().notNull(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    createdAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
  },
  (table) => [
    uniqueIndex('devices_by_token').on(table.tokenHash, table.accountId),
    index('devices_by_last_seen').on(table.lastSeenAt),
  ],
);

/** Passkeys (WebAuthn level 3). Kept until removed, and with the account. The private key never leaves the device. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** base64url, as the browser gives it. */
    credentialId: text().notNull().unique(),
    /** COSE key in base64url. */
    publicKey: text().notNull(),
    counter: integer().notNull(),
    /** JSON list. */
    transports: text().notNull().default('[]'),
    /** What the person calls it. */
    sealedName: text().notNull(),
    createdAt: integer().notNull(),
    lastUsedAt: integer(),
  },
  (table) => [index('passkeys_by_account').on(table.accountId)],
);

/** Challenges a browser has been given and not answered yet. Kept for five minutes. */
export const challenges = sqliteTable(
  'challenges',
  {
    /** Hash of the token in the browser that asked: an answer counts only there, once. */
    browserHash: text().primaryKey(),
    challenge: text().notNull(),
    purpose: text({ enum: ['sign-in', 'confirm', 'add'] }).notNull(),
    /** Whose it is; null before sign-in. */
    accountId: text().references(() => accounts.id, { onDelete: 'cascade' }),
    expiresAt: integer().notNull(),
  },
  (table) => [index('challenges_by_end').on(table.expiresAt)],
);

/** Staff's codes for a lost phone. Kept until new ones are made, and with the account. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    codeHash: text().notNull().unique(),
    createdAt: integer().notNull(),
    usedAt: integer(),
  },
  (table) => [index('recovery_codes_by_account').on(table.accountId)],
);

/**
 * Invitations of staff. Nothing here says whether anybody has an account under the address. Kept for 30 days
 * after they were taken up, withdrawn or ran out.
 */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text().primaryKey(),
    emailHash: text().notNull(),
    sealedEmail: text().notNull(),
    sealedName: text().notNull(),
    role: text({ enum: ['adviser', 'lead', 'editor'] }).notNull(),
    team: text({ enum: ['north', 'wales'] }),
    /** Hash of the code that is given in person or by phone. */
    codeHash: text().notNull(),
    attempts: integer().notNull().default(0),
    /** An account's id, or `operator`. */
    invitedBy: text().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    /** Taken up, or withdrawn. */
    endedAt: integer(),
  },
  (table) => [
    index('invitations_by_email').on(table.emailHash),
    index('invitations_by_end').on(table.expiresAt),
  ],
);

/** New email addresses waiting for both codes. Kept for a day. */
export const emailChanges = sqliteTable(
  'email_changes',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    newEmailHash: text().notNull(),
    sealedNewEmail: text().notNull(),
    currentCodeHash: text().notNull(),
    newCodeHash: text().notNull(),
    attempts: integer().notNull().default(0),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    doneAt: integer(),
  },
  (table) => [
    index('email_changes_by_account').on(table.accountId),
    index('email_changes_by_end').on(table.expiresAt),
  ],
);

/**
 * Forms that were sent after a session ended, offered again to the same person when they sign in. Kept for
 * 30 days, like other unfinished work.
 */
export const unsentForms = sqliteTable(
  'unsent_forms',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** The address it was sent to, in its language, with its query. */
    sealedAddress: text().notNull(),
    /** JSON list of name and value. */
    sealedFields: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [index('unsent_forms_by_account').on(table.accountId, table.createdAt)],
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
