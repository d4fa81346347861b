import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { forReal, startPortal } from '../support/running-portal';

/** Keys that everybody who tries the demo may know never protect anybody. */

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
