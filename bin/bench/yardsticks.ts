import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { freePort } from '../../tests/support/running-portal';

/** Servers that do one thing only, to compare the portal with: each a process of its own. */
export interface Yardstick {
  url: string;
  stop: () => void;
}

/** @param kind a function of yardstick-server.mjs. @param page what it is to send. */
export async function startYardstick(
  kind: 'bare' | 'nunjucks' | 'remix',
  page: Readonly<Record<string, unknown>>,
): Promise<Yardstick> {
  const port = await freePort();
  const server: ChildProcess = fork(
    path.join(import.meta.dirname, 'yardstick-server.mjs'),
    [kind, String(port)],
    { env: { PATH: process.env.PATH, NODE_ENV: 'production' } },
  );
  await new Promise((resolve, reject) => {
    server.once('message', resolve).once('exit', reject);
    server.send(page);
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.kill() };
}
