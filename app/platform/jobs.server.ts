import { setTimeout as pause } from 'node:timers/promises';
import { deliverDue } from './mail/outbox.server';
import { askForReceipts } from './mail/receipts.server';
import { describeError, log } from './log.server';
import { second } from './time/clock';

export interface Job {
  name: string;
  every: number;
  /** @param stopping says when the portal is about to stop: what can wait then waits. */
  run: (stopping: AbortSignal) => unknown;
}

/** How long a running job has to come to its end when the portal stops. */
const stopsWithin = 8 * second;

/** What makes messages leave. */
export const sendingJobs: readonly Job[] = [
  { name: 'deliver messages', every: second, run: deliverDue },
  { name: 'ask what arrived', every: 30 * second, run: askForReceipts },
];

/**
 * Runs jobs in this process, each at its own pace and never twice at once. A job that fails is logged and
 * tried again at its next turn.
 * @returns a function that stops them and waits for what is running.
 */
export function startJobs(jobs: readonly Job[]): () => Promise<void> {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();

  const runOnce = async (job: Job) => {
    try {
      await job.run(stopping.signal);
    } catch (error) {
      log.error({ job: job.name, ...describeError(error) }, 'a job failed');
    }
  };
  const schedule = (job: Job, after = job.every) => {
    if (stopping.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = runOnce(job).finally(() => {
        running.delete(run);
        schedule(job);
      });
      running.add(run);
    }, after);
    timers.add(timer);
  };
  // Once at the start: a portal that is restarted often must not put its duties off for ever.
  for (const job of jobs) schedule(job, 0);

  return async () => {
    stopping.abort();
    timers.forEach(clearTimeout);
    // A mail server that hangs must not keep the portal from stopping.
    await Promise.race([Promise.all(running), pause(stopsWithin, undefined, { ref: false })]);
  };
}
