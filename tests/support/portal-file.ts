import path from 'node:path';
import Database from 'better-sqlite3';
import { digest } from '~/platform/crypto.server';
import type { RunningPortal } from './running-portal';

type Row = Record<string, unknown>;

/**
 * The id of the session in a Cookie header, which may hold other cookies as well.
 * @throws when there is none.
 */
function sessionIdIn(cookies: string): string {
  const [, id] = /(?:^|;\s*)(?:__Host-)?portal-session=([^;]+)/.exec(cookies) ?? [];
  if (!id) throw new Error('There is no session in these cookies');
  return id;
}

/**
 * The database of a running portal, opened beside it: to set back the clock of one session, to see what a
 * request changed, and to put people back as they were.
 */
export class PortalFile {
  private readonly file: Database.Database;

  constructor({ dataDir }: Pick<RunningPortal, 'dataDir'>) {
    this.file = new Database(path.join(dataDir, 'portal.sqlite'));
    this.file.pragma('busy_timeout = 5000');
    // A row that is put back replaces itself; nothing that refers to it may go with it.
    this.file.pragma('foreign_keys = OFF');
    this.file.pragma('synchronous = OFF');
  }

  run(sql: string, ...values: unknown[]) {
    return this.file.prepare(sql).run(...values);
  }

  rows<T = Row>(sql: string, ...values: unknown[]): T[] {
    return this.file.prepare(sql).all(...values) as T[];
  }

  /** Sets columns of the session behind a cookie. */
  setSession(cookie: string, columns: Record<string, number | null>) {
    const idHash = digest(sessionIdIn(cookie));
    for (const [column, value] of Object.entries(columns)) {
      this.run(`update sessions set ${column} = ? where id_hash = ?`, value, idHash);
    }
  }

  /** Sets columns of the account behind a cookie. */
  setAccount(cookie: string, columns: Record<string, unknown>) {
    for (const [column, value] of Object.entries(columns)) {
      this.run(`update accounts set ${column} = ? where id = ?`, value, this.accountOf(cookie));
    }
  }

  accountOf(cookie: string): string {
    const idHash = digest(sessionIdIn(cookie));
    const sql = 'select account_id as id from sessions where id_hash = ?';
    return this.rows<{ id: string }>(sql, idHash)[0]!.id;
  }

  /** Puts an arranged meeting, as long as it is, to another time, as if it had been arranged for then. */
  moveMeeting(reference: string, startsAt: number) {
    const its =
      "where request_id = (select id from requests where reference = ?) and state = 'live'";
    const { changes } = this.run(
      `update bookings set ends_at = ends_at - starts_at + ?, starts_at = ? ${its}`,
      startsAt,
      startsAt,
      reference,
    );
    if (changes !== 1) throw new Error(`${reference} has no meeting`);
    this.run(
      'update requests set meets_until = meets_until - meets_at + ?, meets_at = ? where reference = ?',
      startsAt,
      startsAt,
      reference,
    );
  }

  tables(): string[] {
    const sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    return this.rows<{ name: string }>(sql).map(({ name }) => name);
  }

  /** Every row of every table. */
  contents(tables = this.tables()): Record<string, Row[]> {
    return Object.fromEntries(
      tables.map((table) => [table, this.rows(`select * from "${table}" order by rowid`)]),
    );
  }

  /** Waits until no message is on its way, so that nothing changes by itself. */
  async settled(): Promise<void> {
    const waiting = 'select 1 from outbox where delivered_at is null and abandoned_at is null';
    while (this.rows(waiting).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /**
   * Remembers everybody's account and session as they are now.
   * @returns a function that puts them back, whatever was signed out, changed or erased since.
   */
  rememberPeople(): () => void {
    const kept = this.contents(['accounts', 'sessions']);
    const statements = Object.entries(kept).flatMap(([table, rows]) =>
      rows.map((row) => {
        const columns = Object.keys(row);
        const sql = `insert or replace into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`;
        return [this.file.prepare(sql), Object.values(row)] as const;
      }),
    );
    return this.file.transaction(() => {
      for (const [statement, values] of statements) statement.run(...values);
    });
  }

  close() {
    this.file.close();
  }
}
