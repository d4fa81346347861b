import { database } from '~/platform/database.server';

/** What is used here of the database's own client. */
type Prepare = (
  this: unknown,
  source: string,
) => Record<'all' | 'get' | 'run', (...values: unknown[]) => unknown>;

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
  const client = (database() as unknown as { $client: { prepare: Prepare } }).$client;
  const { prepare } = client;
  const lines: PlanLine[] = [];
  client.prepare = function watched(this: unknown, source) {
    const statement = prepare.call(this, source);
    if (!/^\s*(select|update|delete)/i.test(source)) return statement;
    const explain = prepare.call(this, `explain query plan ${source}`);
    for (const run of ['all', 'get', 'run'] as const) {
      const its = statement[run].bind(statement);
      statement[run] = (...values) => {
        const steps = explain.all(...values) as { detail: string }[];
        lines.push(...steps.map(({ detail }) => ({ statement: source, step: detail })));
        return its(...values);
      };
    }
    return statement;
  };
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
