// npm run gallery: pictures of every page in every state, on a phone and a desk, in both languages, light and dark,
// and a sheet to look through them. `npm run gallery -- /support` takes only those with that in their name.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { prepare, root } from './prepare.mjs';

prepare();
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'bin/gallery-pictures.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
