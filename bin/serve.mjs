// Serves a portal that has been built. This is what a service unit or a container runs.
import cluster from 'node:cluster';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

process.env.NODE_ENV ??= 'production';
// Whatever is written is for this user only: the database, its log, backups.
process.umask(0o077);
const buildFolder = path.resolve(import.meta.dirname, '..', 'build');

if (!existsSync(path.join(buildFolder, 'server', 'index.js'))) {
  console.error('The portal has not been built. Run npm start, or npm run build first.');
  process.exit(1);
}

// However this process was started, those that answer in its place begin here.
if (cluster.isPrimary) cluster.setupPrimary({ exec: import.meta.filename });

try {
  const build = await import(pathToFileURL(path.join(buildFolder, 'server', 'index.js')).href);
  const portal = await build.entry.module.startPortal(build, path.join(buildFolder, 'client'));
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => portal.close().then(() => process.exit(0)));
  }
} catch (error) {
  // A configuration that is not right is said in one sentence; anything else with where it happened.
  console.error(error?.name === 'ConfigError' ? error.message : error);
  process.exit(1);
}
