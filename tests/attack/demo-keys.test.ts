import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startPortal } from '../support/running-portal';

/** Keys that everybody who tries the demo may know never protect anybody. */

const production = {
  PORTAL_MODE: 'production',
  PORTAL_BASE_URL: 'https://portal.example.test',
  PORTAL_VIDEO_URL: 'https://video.example.test/',
  PORTAL_SMTP_URL: 'smtps://mail.example.test:465',
  PORTAL_MAIL_FROM: 'no-reply@portal.example.test',
  PORTAL_LOOKUP_KEY: randomBytes(32).toString('hex'),
};

it('a portal for real people does not start with the keys or the data of a demo', async () => {
  const demo = await startPortal();
  const { keys } = JSON.parse(readFileSync(path.join(demo.dataDir, 'demo-keys.json'), 'utf8'));
  const own = `first:${randomBytes(32).toString('base64')}`;
  try {
    await expect(startPortal({ ...production, PORTAL_KEYS: keys })).rejects.toThrow(
      'PORTAL_KEYS holds the demo key',
    );
    const inItsFolder = { ...production, PORTAL_KEYS: own, PORTAL_DATA_DIR: demo.dataDir };
    await expect(startPortal(inItsFolder)).rejects.toThrow(
      /\(1\): The portal cannot start.*PORTAL_DATA_DIR holds demo-keys\.json/s,
    );
  } finally {
    await demo.stop();
  }
  const real = await startPortal({ ...production, PORTAL_KEYS: own });
  await real.stop();
});
