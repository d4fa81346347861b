import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import type * as migrator from 'drizzle-orm/better-sqlite3/migrator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { devices, accounts, audit, bookings, events, limits, requests, sessions } from '#db/schema';
import { person } from '../../tests/support/people';
import { fillIn, send } from '../../tests/support/requests';
import type { Person } from './access';
import { recordAudit } from './audit.server';
import { config } from './config.server';
import { newId } from './crypto.server';
import {
  closeDatabase,
  database,
  databaseAnswers,
  inTransaction,
  migrateDatabase,
} from './database.server';

/** Where migrations are read from; a test may add one. The database and the migrating are the real ones. */
const extra = vi.hoisted(() => ({ folder: undefined as string | undefined }));

vi.mock('drizzle-orm/better-sqlite3/migrator', async (original) => {
  const { migrate } = await original<typeof migrator>();
  return {
    migrate: ((db, options) =>
      migrate(
        db,
        extra.folder ? { migrationsFolder: extra.folder } : options,
      )) satisfies typeof migrate,
  };
});

afterEach(() => {
  if (extra.folder) rmSync(extra.folder, { recursive: true });
  extra.folder = undefined;
});

let added = 0;

/** Our own migrations and one more after them. */
function addMigration(statements: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-migrations-'));
  cpSync('db/migrations', folder, { recursive: true });
  const journalFile = path.join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  const { version } = journal.entries.at(-1);
  const tag = `9999_${newId()}`;
  added += 1;
  const when = Date.now() + added;
  journal.entries.push({ idx: 9999, version, when, tag, breakpoints: true });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(path.join(folder, `${tag}.sql`), statements);
  extra.folder = folder;
}
const file = () => path.join(config().dataDir, 'portal.sqlite');

/** What the database said when it refused, whichever layer passes it on. */
function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? cause.message : message;
  }
  return 'nothing was refused';
}

const pragma = (name: string): unknown =>
  Object.values(database().get<Record<string, unknown>>(sql.raw(`pragma ${name}`)))[0];

const requestOf = (practitioner: Person) => {
  const reference = fillIn(practitioner);
  return database().select().from(requests).where(eq(requests.reference, reference)).get()!;
};

/** A meeting in an adviser's diary, each for a request of its own. */
function book(
  adviser: Person,
  startsAt: number,
  endsAt: number,
  state: 'live' | 'released' = 'live',
) {
  const id = newId();
  database()
    .insert(bookings)
    .values({
      id,
      requestId: requestOf(person('practitioner')).id,
      adviserId: adviser.accountId,
      startsAt,
      endsAt,
      wallClock: '2026-12-01T10:00',
      zone: 'Europe/London',
      state,
      createdAt: 0,
    })
    .run();
  return id;
}

describe('the database', () => {
  it('enforces references', () => {
    person('practitioner');
    expect(pragma('foreign_keys')).toBe(1);
    const homeless = {
      idHash: 'x',
      handle: 'x',
      accountId: 'nobody',
      createdAt: 0,
      lastSeenAt: 0,
      expiresAt: 0,
      verifiedAt: 0,
    };
    expect(refusalOf(() => database().insert(sessions).values(homeless).run())).toMatch(
      /FOREIGN KEY/,
    );
  });

  it('has every commit on disk before it says so, and lets people read meanwhile', () => {
    migrateDatabase();
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2); // FULL
  });

  it('answers, and answers again after it was closed', () => {
    migrateDatabase();
    expect(databaseAnswers()).toBe(true);
    closeDatabase();
    expect(databaseAnswers()).toBe(true);
  });
});

describe('a transaction', () => {
  const row = (subject: string) => ({ subject, windowStart: 0, count: 1 });
  const subjects = () =>
    database()
      .select()
      .from(limits)
      .all()
      .map(({ subject }) => subject);

  it('keeps everything and gives back what the work returned', () => {
    migrateDatabase();
    const answer = inTransaction((tx) => {
      tx.insert(limits).values(row('first')).run();
      tx.insert(limits).values(row('second')).run();
      return 'done';
    });
    expect(answer).toBe('done');
    expect(subjects()).toEqual(expect.arrayContaining(['first', 'second']));
  });

  it('keeps nothing at all when the work throws', () => {
    migrateDatabase();
    const work = () =>
      inTransaction((tx) => {
        tx.insert(limits).values(row('half done')).run();
        throw new Error('the power went');
      });
    expect(work).toThrow('the power went');
    expect(subjects()).not.toContain('half done');
  });

  it('holds its place from the start: nobody writes between its reading and its writing', () => {
    migrateDatabase();
    const somebodyElse = new Database(file(), { timeout: 0 });
    const write = () =>
      somebodyElse.exec("insert into limits (subject, window_start, count) values ('other', 0, 1)");
    try {
      inTransaction((tx) => {
        tx.select().from(limits).all();
        expect(write).toThrow(/locked/);
      });
      write();
    } finally {
      somebodyElse.close();
    }
    expect(subjects()).toContain('other');
  });
});

describe('bringing the database up to date', () => {
  it('loses nothing when there is nothing to do', async () => {
    const reference = await send(person('practitioner'));
    const before = database().select().from(requests).all();
    closeDatabase();
    migrateDatabase();
    expect(database().select().from(requests).all()).toEqual(before);
    expect(before.map((request) => request.reference)).toContain(reference);
  });

  it('keeps what belongs to a table while that table is rebuilt', () => {
    const { accountId } = person('practitioner');
    database()
      .insert(sessions)
      .values({
        idHash: 'a-session',
        handle: 'a-handle',
        accountId,
        createdAt: 0,
        lastSeenAt: 0,
        expiresAt: 0,
        verifiedAt: 0,
      })
      .run();
    closeDatabase();
    // As drizzle-kit writes it when a column changes: a session is deleted with its account.
    addMigration(`CREATE TABLE new_accounts (
        id text PRIMARY KEY NOT NULL, role text NOT NULL, team text, email_hash text NOT NULL,
        sealed_email text NOT NULL, sealed_name text, sealed_totp_secret text,
        totp_step integer DEFAULT 0 NOT NULL, locale text DEFAULT 'en' NOT NULL,
        created_at integer NOT NULL, last_sign_in_at integer, disabled_at integer,
        erased_at integer
      );
      --> statement-breakpoint
      INSERT INTO new_accounts SELECT * FROM accounts;
      --> statement-breakpoint
      DROP TABLE accounts;
      --> statement-breakpoint
      ALTER TABLE new_accounts RENAME TO accounts;
    `);
    migrateDatabase();
    const kept = database().select().from(sessions).where(eq(sessions.accountId, accountId)).all();
    expect(kept).toHaveLength(1);
    expect(database().select().from(accounts).where(eq(accounts.id, accountId)).all()).toHaveLength(
      1,
    );
  });

  it('refuses to go on when something refers to what is no longer there', () => {
    person('practitioner');
    closeDatabase();
    addMigration(`INSERT INTO devices (id, token_hash, account_id, created_at, last_seen_at)
      VALUES ('lost', 'x', 'nobody', 0, 0);`);
    expect(() => migrateDatabase()).toThrow(
      'After migrating, 1 rows refer to something that is not there',
    );
    database().delete(devices).where(eq(devices.id, 'lost')).run();
  });

  it('leaves the database as it was when a migration fails half-way', () => {
    person('practitioner');
    closeDatabase();
    addMigration(`CREATE TABLE half_way (id text);
      --> statement-breakpoint
      INSERT INTO no_such_table VALUES (1);`);
    expect(() => migrateDatabase()).toThrow();
    const tables = database().all<{ name: string }>(sql`select name from sqlite_schema`);
    expect(tables.map(({ name }) => name)).not.toContain('half_way');
  });
});

describe("an adviser's diary", () => {
  const ten = Date.UTC(2026, 11, 1, 10);
  const eleven = Date.UTC(2026, 11, 1, 11);
  const twelve = Date.UTC(2026, 11, 1, 12);

  it('refuses two meetings that overlap by one millisecond, at either end', () => {
    const adviser = person('adviser', 'north');
    book(adviser, ten, eleven);
    expect(refusalOf(() => book(adviser, eleven - 1, twelve))).toBe('booking overlaps');
    expect(refusalOf(() => book(adviser, ten - 1000, ten + 1))).toBe('booking overlaps');
  });

  it.each([
    ['inside another', ten + 1000, eleven - 1000],
    ['around another', ten - 1000, eleven + 1000],
  ])('refuses a meeting %s', (_, startsAt, endsAt) => {
    const adviser = person('adviser', 'north');
    book(adviser, ten, eleven);
    expect(refusalOf(() => book(adviser, startsAt, endsAt))).toBe('booking overlaps');
  });

  it('takes one meeting straight after another, and one straight before', () => {
    const adviser = person('adviser', 'north');
    book(adviser, eleven, twelve);
    expect(() => book(adviser, ten, eleven)).not.toThrow();
    expect(() => book(adviser, twelve, twelve + 1000)).not.toThrow();
  });

  it('is each adviser’s own', () => {
    book(person('adviser', 'north'), ten, eleven);
    expect(() => book(person('adviser', 'north'), ten, eleven)).not.toThrow();
  });

  it('is free again where a meeting was released', () => {
    const adviser = person('adviser', 'north');
    book(adviser, ten, eleven, 'released');
    expect(() => book(adviser, ten, eleven)).not.toThrow();
  });

  it('refuses a meeting that is moved, or brought back, on top of another', () => {
    const adviser = person('adviser', 'north');
    book(adviser, ten, eleven);
    const later = book(adviser, eleven, twelve);
    const gone = book(adviser, ten, eleven, 'released');
    const change = (id: string, set: Partial<typeof bookings.$inferSelect>) => () =>
      database().update(bookings).set(set).where(eq(bookings.id, id)).run();
    expect(refusalOf(change(later, { startsAt: eleven - 1 }))).toBe('booking overlaps');
    expect(refusalOf(change(gone, { state: 'live' }))).toBe('booking overlaps');
    expect(change(later, { endsAt: twelve + 1 })).not.toThrow();
  });

  it('refuses a meeting that ends before it starts', () => {
    const adviser = person('adviser', 'north');
    expect(refusalOf(() => book(adviser, eleven, ten))).toBe('booking ends before it starts');
    expect(refusalOf(() => book(adviser, ten, ten))).toBe('booking ends before it starts');
  });
});

describe('what happened to a request', () => {
  it('can be neither changed nor deleted, not even together with the request', async () => {
    const reference = await send(person('practitioner'));
    const request = database()
      .select()
      .from(requests)
      .where(eq(requests.reference, reference))
      .get()!;
    const its = eq(events.requestId, request.id);
    const before = database().select().from(events).where(its).all();
    expect(before).toHaveLength(1);

    expect(refusalOf(() => database().update(events).set({ at: 0 }).where(its).run())).toBe(
      'events are append-only',
    );
    expect(refusalOf(() => database().delete(events).where(its).run())).toBe(
      'events are append-only',
    );
    expect(
      refusalOf(() => database().delete(requests).where(eq(requests.id, request.id)).run()),
    ).toBe('events are append-only');
    expect(database().select().from(events).where(its).all()).toEqual(before);
  });
});

describe('the audit trail', () => {
  it('can be neither changed nor deleted', () => {
    inTransaction((tx) =>
      recordAudit(tx, { actorId: 'mair', action: 'entry-checked', subject: 'acas' }),
    );
    expect(refusalOf(() => database().update(audit).set({ at: 0 }).run())).toBe(
      'the audit trail is append-only',
    );
    expect(refusalOf(() => database().delete(audit).run())).toBe('the audit trail is append-only');
    const left = database().select().from(audit).where(eq(audit.actorId, 'mair')).all();
    expect(left).toHaveLength(1);
  });
});
