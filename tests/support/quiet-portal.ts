import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** Every test file has a portal of its own: an empty folder for its data, and no log. */
const folder = mkdtempSync(path.join(tmpdir(), 'portal-test-'));
process.env.PORTAL_MODE = 'demo';
process.env.PORTAL_DATA_DIR = folder;
process.env.PORTAL_LOG_LEVEL = 'silent';

afterAll(async () => {
  const { closeDatabase } = await import('~/platform/database.server');
  closeDatabase();
  rmSync(folder, { recursive: true, force: true });
});
