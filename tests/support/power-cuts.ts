import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { digest } from '~/platform/crypto.server';
import { emptyWriteAheadLog } from '~/platform/database.server';

/** Everything in a database, row by row. */
export type Contents = Record<string, unknown[]>;

/** Tables that say how often something was done, or what was looked at: no part of any change. */
const aside = ['limits'];

/** What a portal would find that starts on these files. */
export function contentsOf(dataDir: string): Contents {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-after-'));
  try {
    for (const name of files)
      if (existsSync(path.join(dataDir, name)))
        copyFileSync(path.join(dataDir, name), path.join(folder, name));
    const found = new Database(path.join(folder, 'portal.sqlite'));
    try {
      if (found.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('not whole');
      const tables = found
        .prepare(
          "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_%' escape '\\'",
        )
        .pluck()
        .all() as string[];
      return Object.fromEntries(
        tables
          .filter((table) => !aside.includes(table))
          .map((table) => [table, found.prepare(`select * from "${table}"`).all()]),
      );
    } finally {
      found.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const files = ['portal.sqlite', 'portal.sqlite-wal'];

/** What is on the disk, in a word: everything is written to the log first, which begins empty. */
const fingerprint = (dataDir: string): string =>
  digest(readFileSync(path.join(dataDir, 'portal.sqlite-wal')).toString('base64'));

type Method = (this: { readonly?: boolean }, ...values: unknown[]) => unknown;

/**
 * Does something, and cuts the power before and after every statement by which it changes the database.
 * @returns what a portal that starts afterwards would find, for each cut that left something else on the disk.
 */
export async function cutEverywhere(
  dataDir: string,
  work: () => unknown,
): Promise<{ found: Contents[]; statements: number }> {
  emptyWriteAheadLog();
  const found = [contentsOf(dataDir)];
  let last = fingerprint(dataDir);
  let statements = 0;
  const cut = () => {
    const now = fingerprint(dataDir);
    if (now === last) return;
    last = now;
    found.push(contentsOf(dataDir));
  };
  const statement = statementPrototype();
  const own = { run: statement.run!, get: statement.get!, all: statement.all! };
  for (const name of ['run', 'get', 'all'] as const) {
    const does = own[name];
    statement[name] = function (...values) {
      // What only reads leaves the disk as it is.
      if (this.readonly && name !== 'run') return does.apply(this, values);
      statements += 1;
      cut();
      const result = does.apply(this, values);
      cut();
      return result;
    };
  }
  try {
    await work();
    return { found, statements };
  } finally {
    Object.assign(statement, own);
  }
}

/** Where every statement of every connection has its methods from. */
function statementPrototype(): Record<string, Method> {
  const any = new Database(':memory:');
  try {
    return Object.getPrototypeOf(any.prepare('select 1')) as Record<string, Method>;
  } finally {
    any.close();
  }
}
