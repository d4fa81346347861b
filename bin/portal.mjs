// npm run portal -- <task>: the operator's tasks, on the built portal.
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

process.env.NODE_ENV ??= 'production';
// Whatever is written is for this user only: the database, its log, backups.
process.umask(0o077);
prepare();
try {
  const build = await import(pathToFileURL(path.join(root, 'build', 'server', 'index.js')).href);
  const { lines, worked } = await build.entry.module.runTask(process.argv.slice(2));
  console.log(lines);
  process.exitCode = worked ? 0 : 1;
} catch (error) {
  console.error(error?.name === 'ConfigError' ? error.message : error);
  process.exitCode = 1;
}
