import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, it } from 'vitest';
import * as schema from '#db/schema';
import { migrateDatabase } from '~/platform/database.server';
import { runRetention } from './portal.server';

/** How long each table is kept, and the job that sees to it; without one, why it needs none. */
const rules: Record<string, { kept: string; job?: string | string[] }> = {
  accounts: { kept: 'two years unused; the empty row for counting', job: 'accounts' },
  sessions: { kept: 'a day after their end', job: 'sessions' },
  devices: { kept: 'half a year after the last sign-in', job: 'devices' },
  passkeys: { kept: 'with the account' },
  challenges: { kept: 'five minutes', job: 'challenges' },
  recovery_codes: { kept: 'until new ones are made, and with the account' },
  invitations: { kept: '30 days after their end', job: 'invitations' },
  email_changes: { kept: 'a day', job: 'email changes' },
  unsent_forms: { kept: '30 days', job: 'unsent forms' },
  sign_in_codes: { kept: 'a day', job: 'codes' },
  requests: {
    kept: 'drafts 30 days, words a year; the row for counting',
    job: ['drafts', 'words'],
  },
  concerns: {
    kept: 'drafts 30 days, words a year; the row for counting',
    job: ['concern drafts', 'concern words'],
  },
  concern_events: { kept: 'with the concern: never a word' },
  concern_notes: { kept: 'a year, with the words of their concern', job: 'concern words' },
  notes: { kept: 'a year, with the words of their request', job: 'words' },
  offers: { kept: 'with the request: an instant each' },
  bookings: { kept: 'with the request: an instant each' },
  events: { kept: 'with the request: never a word' },
  staff_notes: { kept: 'a year, with the words of their request', job: 'words' },
  request_words: { kept: 'a year, with the words of their request', job: 'words' },
  supporters: { kept: 'a year, with the words of their request', job: 'words' },
  documents: { kept: 'a year, with the words of their request', job: ['words', 'arrivals'] },
  document_chunks: { kept: 'with the document' },
  conflicts: { kept: 'with the request: ids only' },
  reminders: { kept: 'with the request: an instant each' },
  note_drafts: { kept: 'until shared, and with the words of their request', job: 'words' },
  agreed_actions: { kept: 'a year, with the words of their request', job: 'words' },
  follow_ups: { kept: 'a year, with the words of their request', job: 'words' },
  holds: { kept: 'ten minutes', job: 'holds' },
  saved_views: { kept: 'with the account of who saved it' },
  availability: { kept: 'with the adviser’s account' },
  exceptions: { kept: 'a year after the last day', job: 'days that differ' },
  busy_times: { kept: 'until they are past', job: 'busy times' },
  team_rules: { kept: 'as long as the portal: no person’s' },
  adviser_rules: { kept: 'with the adviser’s account' },
  calendar_feeds: { kept: 'until it is ended, and with the adviser’s account' },
  advised_employers: { kept: 'until taken out, and with the adviser’s account' },
  outbox: { kept: '30 days after delivery', job: 'messages' },
  limits: { kept: 'a day', job: 'limits' },
  audit: { kept: 'as long as the portal: numbers only' },
  audit_head: { kept: 'one row' },
  voices: { kept: 'until they are in published figures, two years at most', job: 'voices' },
  voice_words: { kept: 'until a lead has read them, a year at most', job: 'voices' },
  voice_forms: { kept: 'two days', job: 'voices' },
  published_words: { kept: 'until taken down, five years at most', job: 'published words' },
  voice_editions: { kept: 'as long as the portal: they are public' },
  service_waits: { kept: 'as long as the portal: they are public' },
  entry_reports: { kept: 'a year after they were handled, two at most', job: 'reports' },
  entry_checks: { kept: 'as long as the portal: what the directory said' },
  link_checks: { kept: 'until the next check' },
};

it('has a rule about every table, and a table for every job', () => {
  migrateDatabase();
  const tables = Object.values(schema).filter((each) => is(each, SQLiteTable));
  expect(Object.keys(rules).sort()).toEqual(tables.map((table) => getTableName(table)).sort());
  const named = Object.values(rules).flatMap(({ job }) => job ?? []);
  expect([...new Set(named)].sort()).toEqual(Object.keys(runRetention()).sort());
});
