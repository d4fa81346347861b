// npm run check: everything that needs neither a built portal nor a browser. With a name, only that check.
import path from 'node:path';
import process from 'node:process';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { checks } from './checks.mjs';
import { prepare, root } from './prepare.mjs';

/** Runs the checks that are named, or all, one for each processor at a time. @returns how many passed and failed. */
export async function runChecks(names) {
  const chosen = checks.filter(([name]) => names.length === 0 || names.includes(name));
  const tally = { passed: 0, failed: 0 };
  const waiting = chosen.values();
  const worker = async () => {
    for (const [name, tool, args] of waiting) {
      const { passed, said } = await runTool(tool, args);
      tally[passed ? 'passed' : 'failed'] += 1;
      process.stdout.write(`${said}${passed ? 'ok' : 'FAILED'}: ${name}\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return tally;
}

/** What a tool says is kept until it ends, so that no two speak at once. */
function runTool(tool, args) {
  return new Promise((resolve) => {
    const child = spawn(path.join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (chunk) => void (said += chunk);
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => resolve({ passed: false, said: `${error.message}\n` }));
    child.once('close', (code) => resolve({ passed: code === 0, said }));
  });
}

if (process.argv[1] === import.meta.filename) {
  prepare({ built: false });
  const { failed } = await runChecks(process.argv.slice(2));
  process.exitCode = failed > 0 ? 1 : 0;
}
