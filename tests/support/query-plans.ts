import type Database from 'better-sqlite3';
import { database } from '~/platform/database.server';

/** One step of how SQLite goes about a statement: `SEARCH requests USING INDEX …`. */
export interface PlanLine {
  statement: string;
  step: string;
}

/**
 * How SQLite goes about everything that is asked of the database from now on, until `stop`. The statements are those
 * that really run, with the values that they really run with: which index fits may depend on them.
 */
export function watchPlans(): { lines: PlanLine[]; stop: () => void } {
  const client = (database() as unknown as { $client: Database.Database }).$client;
  const { prepare } = client;
  const lines: PlanLine[] = [];
  client.prepare = function watched(this: Database.Database, source: string) {
    const statement = prepare.call(this, source);
    if (!/^\s*(select|update|delete)/i.test(source)) return statement;
    const explain = prepare.call(this, `explain query plan ${source}`);
    for (const run of ['all', 'get', 'run'] as const) {
      const its = statement[run].bind(statement);
      statement[run] = ((...values: unknown[]) => {
        const steps = explain.all(...values) as { detail: string }[];
        lines.push(...steps.map(({ detail }) => ({ statement: source, step: detail })));
        return its(...values);
      }) as never;
    }
    return statement;
  } as typeof prepare;
  return { lines, stop: () => void (client.prepare = prepare) };
}

/** The steps of some work that is done at once. */
export function plansOf(work: () => void): string[] {
  const { lines, stop } = watchPlans();
  try {
    work();
  } finally {
    stop();
  }
  return lines.map(({ step }) => step);
}
