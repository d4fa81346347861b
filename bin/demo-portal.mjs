// A built portal with an empty data folder of its own, for commands that look at one and throw it away.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from './prepare.mjs';

/**
 * Starts it and waits until it has printed its demo sign-ins.
 * @param {number} port
 * @returns {Promise<{ printed: string, run: (...task: string[]) => void, stop: () => void }>} `run` does an
 *   operator's task with its data.
 */
export async function startDemoPortal(port) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'portal-demo-'));
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    PORTAL_DATA_DIR: dataDir,
    NODE_ENV: 'production',
  };
  const portal = spawn(process.execPath, ['bin/serve.mjs'], { cwd: root, env });
  let printed = '';
  await new Promise((resolve) => {
    portal.stdout.on('data', (text) => {
      printed += text;
      if (printed.includes('TOTP secret')) resolve();
    });
  });
  return {
    printed,
    run: (...task) =>
      void spawnSync(process.execPath, ['bin/portal.mjs', ...task], { cwd: root, env }),
    stop() {
      portal.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
