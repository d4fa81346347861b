import cluster, { type Worker } from 'node:cluster';
import { log } from './log.server';
import { second } from './time/clock';

/**
 * Several processes that answer at one address, each a whole portal but for the jobs, which stay with the process that
 * starts them: one alone sends messages and keeps the rules of retention (docs/decisions/0048). They share nothing but
 * the database. One that ends is followed by another.
 * @param count how many. @returns a function that ends them all, when every one of them answers.
 * @throws when one of them ends before it has answered: it has said why.
 */
export async function startWorkers(count: number): Promise<() => Promise<void>> {
  let stopping = false;
  const start = async (): Promise<void> => {
    const worker = cluster.fork();
    worker.once('exit', (code, signal) => {
      if (stopping) return;
      log.error({ worker: worker.id, code, signal }, 'a process that answers ended');
      // Not at once: one that cannot start must not keep the machine busy with trying.
      setTimeout(() => !stopping && start().catch(() => undefined), second).unref();
    });
    await listens(worker);
  };
  await Promise.all(Array.from({ length: count }, start)).catch((error: unknown) => {
    stopping = true;
    throw error;
  });
  return async () => {
    stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(workers.map(end));
  };
}

const listens = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once('listening', () => resolve());
    worker.once('exit', () => reject(new Error('A process that answers could not start')));
  });

const end = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    if (worker.isDead()) return resolve();
    worker.once('exit', () => resolve());
    worker.process.kill('SIGTERM');
  });
