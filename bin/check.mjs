// npm run check: everything that needs neither a built portal nor a browser. With a name, only that check.
import path from 'node:path';
import process from 'node:process';
import { spawnSync } from 'node:child_process';
import { checks } from './checks.mjs';
import { prepare, root } from './prepare.mjs';

/** Runs the checks that are named, or all. @returns how many passed and failed. */
export function runChecks(names) {
  const chosen = checks.filter(([name]) => names.length === 0 || names.includes(name));
  const tally = { passed: 0, failed: 0 };
  for (const [name, tool, args] of chosen) {
    const { status } = spawnSync(path.join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      stdio: 'inherit',
    });
    tally[status === 0 ? 'passed' : 'failed'] += 1;
    console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
  }
  return tally;
}

if (process.argv[1] === import.meta.filename) {
  prepare({ built: false });
  const { failed } = runChecks(process.argv.slice(2));
  process.exitCode = failed > 0 ? 1 : 0;
}
