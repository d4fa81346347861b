import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts';

/** When advisers can meet. Wall clocks are London's (`09:00`), dates are ISO (`2026-12-01`). */

/** An adviser's week. Kept with the adviser's account. */
export const availability = sqliteTable(
  'availability',
  {
    id: text().primaryKey(),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** 1 is Monday. */
    weekday: integer().notNull(),
    opens: text().notNull(),
    closes: text().notNull(),
  },
  (table) => [index('availability_by_adviser').on(table.adviserId, table.weekday)],
);

/**
 * Days that differ from the week: away (leave, training), or open at other hours. Of one adviser, or of a whole
 * team. Kept for a year after the last day.
 */
export const exceptions = sqliteTable(
  'exceptions',
  {
    id: text().primaryKey(),
    /** Null when it is the team's. */
    adviserId: text().references(() => accounts.id, { onDelete: 'cascade' }),
    team: text({ enum: ['north', 'wales'] }),
    firstDay: text().notNull(),
    lastDay: text().notNull(),
    kind: text({ enum: ['away', 'open'] }).notNull(),
    /** Part of the day only: away in these hours, or open in these hours instead of the week's. */
    opens: text(),
    closes: text(),
    createdAt: integer().notNull(),
  },
  (table) => [
    index('exceptions_by_adviser').on(table.adviserId, table.lastDay),
    index('exceptions_by_team').on(table.team, table.lastDay),
    index('exceptions_by_end').on(table.lastDay),
  ],
);

/** Times an adviser is busy with, from a calendar file they brought: when, never what. Purged when past. */
export const busyTimes = sqliteTable(
  'busy_times',
  {
    id: text().primaryKey(),
    adviserId: text()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
  },
  (table) => [
    index('busy_times_by_adviser').on(table.adviserId, table.endsAt),
    index('busy_times_by_end').on(table.endsAt),
  ],
);

/** What a team's meetings keep to, where a lead has changed it. Minutes, hours, days as the names say. */
export const teamRules = sqliteTable('team_rules', {
  team: text({ enum: ['north', 'wales'] }).primaryKey(),
  lengthMinutes: integer(),
  bufferMinutes: integer(),
  /** Most meetings one adviser has on one day. */
  mostPerDay: integer(),
  noticeHours: integer(),
  horizonDays: integer(),
  /** Until how long before it a practitioner can move a meeting. */
  cutOffHours: integer(),
  /** Working days within which a request is answered: the service standard. */
  answerWithinDays: integer(),
  /** Whether practitioners may take a free time at once. */
  published: integer({ mode: 'boolean' }),
});

/** Where an adviser differs from their team. Kept with the adviser's account. */
export const adviserRules = sqliteTable('adviser_rules', {
  adviserId: text()
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  lengthMinutes: integer(),
  bufferMinutes: integer(),
  mostPerDay: integer(),
  published: integer({ mode: 'boolean' }),
});

/** The secret address of an adviser's calendar subscription. Deleted when it is ended, or replaced. */
export const calendarFeeds = sqliteTable(
  'calendar_feeds',
  {
    adviserId: text()
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    tokenHash: text().notNull(),
    createdAt: integer().notNull(),
    /** When a calendar program last asked, so that its owner can tell whether it is in use. */
    readAt: integer(),
  },
  (table) => [uniqueIndex('calendar_feeds_by_token').on(table.tokenHash)],
);
