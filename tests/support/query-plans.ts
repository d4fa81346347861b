import type Database from 'better-sqlite3';
import { database } from '~/platform/database.server';

/**
 * How SQLite goes about every query that some work asks of the database, line by line: the statements are those that
 * really run, and each is explained before it does.
 */
export function plansOf(work: () => void): string[] {
  const client = (database() as unknown as { $client: Database.Database }).$client;
  const { prepare } = client;
  const plans: string[] = [];
  client.prepare = function explained(this: Database.Database, source: string) {
    const statement = prepare.call(this, source);
    if (/^\s*select/i.test(source)) {
      const explain = prepare.call(this, `explain query plan ${source}`);
      const unbound = source.match(/\?/g)?.length ?? 0;
      const rows = explain.all(Array<number>(unbound).fill(1)) as { detail: string }[];
      plans.push(...rows.map(({ detail }) => detail));
    }
    return statement;
  } as typeof prepare;
  try {
    work();
  } finally {
    client.prepare = prepare;
  }
  return plans;
}
