// npm test: everything, straight after git clone. Checks, then rules and rooms, then the built portal over
// http and in a browser. The last line says how many passed and failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runChecks } from './check.mjs';
import { prepare, root } from './prepare.mjs';
import { findOrInstall, programs } from './programs.mjs';

prepare();
const missing = findOrInstall([programs.chromium, programs.java, programs.lynx]);
const tally = await runChecks([]);
/** Said once more at the end, where somebody looks first. */
const failures = [];
if (missing.length === 0) {
  runVitest('!lighthouse');
  // Alone: what else runs on the machine would count against the page.
  runVitest('lighthouse');
} else {
  runVitest('rooms', 'portal');
  tally.failed += missing.length;
  failures.push(...missing.map(({ name }) => `the browser tests need ${name}.`));
}
for (const line of failures) console.error(`FAILED: ${line}`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;

/** @param {string[]} projects of vitest.config.ts. */
function runVitest(...projects) {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-results-'));
  const file = path.join(folder, 'results.json');
  const { status } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'vitest'),
    [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...projects.map((project) => `--project=${project}`),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
  );
  if (existsSync(file)) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
      JSON.parse(readFileSync(file, 'utf8'));
    failures.push(...testResults.flatMap(whatFailed));
    tally.passed += numPassedTests;
    // A test that did not run has not passed.
    tally.failed += numFailedTests + numPendingTests + numTodoTests;
    if (status !== 0 && numFailedTests === 0) tally.failed += 1;
  } else {
    tally.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A file of tests as vitest's JSON reporter gives it. */
function whatFailed({ name, status, message, assertionResults }) {
  const file = path.relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [`${file}: ${message.split('\n')[0]}`];
  return failed.map(({ fullName }) => `${file}: ${fullName}`);
}
