import { database } from '~/platform/database.server';

/** What is used here of the database's own client. */
type Prepare = (
  this: unknown,
  source: string,
) => Record<'all' | 'get' | 'run', (...values: unknown[]) => unknown>;

const runs = ['all', 'get', 'run'] as const;

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
  // The same statement is handed out again and again.
  const watching = new Set<ReturnType<Prepare>>();
  client.prepare = function watched(this: unknown, source) {
    const statement = prepare.call(this, source);
    if (!/^\s*(select|update|delete)/i.test(source) || watching.has(statement)) return statement;
    watching.add(statement);
    const explain = prepare.call(this, `explain query plan ${source}`);
    for (const run of runs) {
      const its = statement[run].bind(statement);
      statement[run] = (...values) => {
        const steps = explain.all(...values) as { detail: string }[];
        lines.push(...steps.map(({ detail }) => ({ statement: source, step: detail })));
        return its(...values);
      };
    }
    return statement;
  };
  const stop = () => {
    client.prepare = prepare;
    for (const statement of watching)
      for (const run of runs) Reflect.deleteProperty(statement, run);
  };
  return { lines, stop };
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
