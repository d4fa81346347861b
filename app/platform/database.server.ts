import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import * as schema from '#db/schema';
import { config } from './config.server';

export type Db = BetterSQLite3Database<typeof schema>;
/** What a transaction callback is given; `Db` has the same queries, so rooms accept either. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

interface Opened {
  db: Db;
  connection: Database.Database;
  /** Asked for so often that it is kept ready. */
  edition?: Database.Statement<[], number>;
}

let opened: Opened | undefined;
let openedForCounting: Opened | undefined;

/** How long a connection waits while another process writes, in milliseconds. */
const waitForOthers = 'busy_timeout = 5000';

const file = () => path.join(config().dataDir, 'portal.sqlite');

/** Seen from this file, and from the built server. */
const migrationsFolder = () => path.resolve(import.meta.dirname, findMigrations());

function findMigrations(): string {
  const candidates = ['../../db/migrations', '../../../db/migrations'];
  const found = candidates.find((candidate) =>
    existsSync(path.resolve(import.meta.dirname, candidate, 'meta/_journal.json')),
  );
  if (!found) throw new Error('The folder db/migrations is missing');
  return found;
}

/**
 * Brings the database file up to date. On a connection of its own with foreign keys OFF: with them on, a
 * migration that rebuilds a table would delete the rows that refer to it (drizzle-team/drizzle-orm#5782).
 * @throws when a row refers to something that is not there afterwards: the portal then refuses to start, and
 * the operator restores the backup taken before the upgrade.
 */
export function migrateDatabase(): void {
  mkdirSync(config().dataDir, { recursive: true, mode: 0o700 });
  const connection = new Database(file());
  try {
    connection.pragma('journal_mode = WAL');
    connection.pragma(waitForOthers);
    connection.pragma('foreign_keys = OFF');
    migrate(drizzle(connection, { schema, casing: 'snake_case' }), {
      migrationsFolder: migrationsFolder(),
    });
    const broken = connection.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) {
      throw new Error(
        `After migrating, ${broken.length} rows refer to something that is not there`,
      );
    }
  } finally {
    connection.close();
  }
}

/** As many as the portal has, and some: a list of ids makes another statement for each length. */
const mostStatements = 500;

/**
 * Compiles each statement once. drizzle asks for it anew at every query, and compiling takes longer than most
 * statements then do; SQLite itself compiles again what a change of the schema has made old.
 */
function keepStatements(connection: Database.Database): void {
  const compile = connection.prepare.bind(connection);
  const kept = new Map<string, Database.Statement>();
  connection.prepare = ((source: string) => {
    const known = kept.get(source);
    // Whoever asks says by itself how it wants its rows.
    if (known) return known.reader ? known.raw(false) : known;
    if (kept.size >= mostStatements) kept.delete(kept.keys().next().value!);
    const statement = compile(source);
    kept.set(source, statement);
    return statement;
  }) as typeof connection.prepare;
}

function open(synchronous: 'FULL' | 'NORMAL'): Opened {
  const connection = new Database(file(), { fileMustExist: true });
  connection.pragma('journal_mode = WAL');
  connection.pragma(`synchronous = ${synchronous}`);
  connection.pragma('foreign_keys = ON');
  connection.pragma(waitForOthers);
  // What is deleted or replaced is written over with zeros, and does not linger in free pages.
  connection.pragma('secure_delete = ON');
  keepStatements(connection);
  return { connection, db: drizzle(connection, { schema, casing: 'snake_case' }) };
}

/** The process's connection: WAL, every commit on disk before it is acknowledged, references enforced. */
export function database(): Db {
  opened ??= open('FULL');
  return opened.db;
}

/**
 * A second connection, for counting how often something is done (limits.server.ts) and nothing else. Its commits
 * do not wait for the disk, because a search must not cost a flush: a restart of the process forgets nothing,
 * and what a power cut can take are the counts of the last moments.
 * @throws while the first connection is in a transaction: SQLite has one writer at a time, and both are in this
 * thread, so counting would wait for itself until the busy timeout. Count before the transaction.
 */
export function countingDatabase(): Db {
  if (opened?.connection.inTransaction) {
    throw new Error('Limits are counted before a transaction, never inside one');
  }
  openedForCounting ??= open('NORMAL');
  return openedForCounting.db;
}

/**
 * A query that drizzle puts together once, for what every page asks: to do so takes it longer than SQLite then takes to
 * answer. What differs each time stands in it as `sql.placeholder`.
 * @param connection which of the two it is asked of.
 */
export function preparedQuery<Query>(
  build: (db: Db) => Query,
  connection: () => Db = database,
): () => Query {
  const built = new WeakMap<Db, Query>();
  return () => {
    const db = connection();
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}

/**
 * Runs `work` in one immediate transaction: everything in it is kept, or nothing is. `work` must not be
 * async (what follows its first `await` would run outside the transaction; linted for).
 */
export function inTransaction<T>(work: (tx: Tx) => T): T {
  return database().transaction(work, { behavior: 'immediate' });
}

/**
 * True for an error that says that somebody else was writing for longer than anybody waits: another process, such as
 * an operator's task. Nothing of what was to be written is there; asked again, it may be. drizzle wraps the error.
 */
export function isBusy(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return String(code).startsWith('SQLITE_BUSY') || (cause !== undefined && isBusy(cause));
}

/** True when the database answers. */
export function databaseAnswers(): boolean {
  try {
    database();
    return opened!.connection.prepare('select 1 as one').pluck().get() === 1;
  } catch {
    return false;
  }
}

/**
 * The edition of what public pages say: a number that rises together with whatever changes it. It stands in the header
 * of the file, where SQLite keeps a number for its user (https://www.sqlite.org/pragma.html#pragma_user_version), so
 * every process that serves this database knows it. While the database does not answer, it is what it was.
 */
export function databaseEdition(): number {
  try {
    database();
    opened!.edition ??= opened!.connection.prepare<[], number>('pragma user_version').pluck();
    lastEdition = opened!.edition.get()!;
  } catch {
    // Whether the database answers is asked elsewhere; reading goes on without it.
  }
  return lastEdition;
}

let lastEdition = 0;

/** Begins the next edition, with the change that makes it necessary: both are kept, or neither is. */
export function beginEdition(tx: Tx): void {
  const { edition } = tx.get<{ edition: number }>(
    sql`select user_version as edition from pragma_user_version`,
  )!;
  tx.run(sql.raw(`pragma user_version = ${edition + 1}`));
}

/** Copies the database page by page into an empty file, with what is still in the write-ahead log. */
export async function copyDatabase(target: string): Promise<void> {
  database();
  await opened!.connection.backup(target);
}

/**
 * Moves the write-ahead log into the database and cuts it to nothing, so that it holds no values from before.
 * When somebody is reading, SQLite does so later by itself.
 * @param wait whether to wait for who reads just now. Whoever answers people does not: a program that copies the
 * database all the time reads all the time, too.
 */
export function emptyWriteAheadLog({ wait = true }: { wait?: boolean } = {}): void {
  database();
  const { connection } = opened!;
  if (!wait) connection.pragma('busy_timeout = 0');
  try {
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    connection.pragma(waitForOthers);
  }
}

export function closeDatabase(): void {
  opened?.connection.close();
  openedForCounting?.connection.close();
  opened = openedForCounting = undefined;
}
