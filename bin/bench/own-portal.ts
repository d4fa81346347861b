import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * A folder of data for one part of the bench, and the settings of a portal that has its data there. Import it before
 * anything of the portal's, which reads its settings as it starts. The folder is beside the checkout's own data, on
 * its disk: a folder for temporary files may be in memory, where nothing is ever durable.
 */

const beside = path.resolve(import.meta.dirname, '../../data');
mkdirSync(beside, { recursive: true });

/** Where the part keeps its files; `removeFolder` takes it away. */
export const folder = mkdtempSync(path.join(beside, 'bench-'));
process.env.PORTAL_MODE = 'demo';
process.env.PORTAL_DATA_DIR = folder;
process.env.PORTAL_LOG_LEVEL = 'silent';

export const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
