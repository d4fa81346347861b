import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PortalFile } from '../support/portal-file';
import { forReal, startPortal } from '../support/running-portal';
import { startTaskWith } from '../support/task';

/** Keys that everybody who tries the demo may know never protect anybody, and nobody made up is among real people. */

it('a portal for real people does not start with the keys or the data of a demo', async () => {
  const demo = await startPortal();
  const { keys } = JSON.parse(readFileSync(path.join(demo.dataDir, 'demo-keys.json'), 'utf8'));
  try {
    await expect(startPortal({ ...forReal, PORTAL_KEYS: keys })).rejects.toThrow(
      'PORTAL_KEYS holds the demo key',
    );
    const inItsFolder = { ...forReal, PORTAL_DATA_DIR: demo.dataDir };
    await expect(startPortal(inItsFolder)).rejects.toThrow(
      /\(1\): The portal cannot start.*PORTAL_DATA_DIR holds demo-keys\.json/s,
    );
  } finally {
    await demo.stop();
  }
  const real = await startPortal(forReal);
  await real.stop();
});

it('made-up requests are never put in among those of real people', async () => {
  const real = await startPortal(forReal);
  const file = new PortalFile(real);
  try {
    const before = file.contents();
    const itsFolder = { ...forReal, PORTAL_DATA_DIR: real.dataDir };
    const task = startTaskWith(itsFolder, 'demo', 'seed', '--scale', '1');
    expect(await task.ended).toBe(1);
    expect(task.output()).toContain('in demo mode only. Nothing was done.');
    expect(file.contents()).toEqual(before);
  } finally {
    file.close();
    await real.stop();
  }
});
