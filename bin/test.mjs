// npm test: everything, straight after git clone. Checks, then rules and rooms, then the built portal over
// http and in a browser. The last line says how many passed and failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runChecks } from './check.mjs';
import { findChromium } from './chromium.mjs';
import { prepare, root } from './prepare.mjs';

prepare();
const browserThere = findOrInstallChromium();
const tally = await runChecks([]);
runVitest();
if (!browserThere) {
  tally.failed += 1;
  console.error(
    'FAILED: the browser tests need Chromium. Install it, or name it in CHROMIUM_PATH.',
  );
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;

/** Browser tests drive the system's Chromium; on Debian as root it can be installed here. */
function findOrInstallChromium() {
  if (findChromium()) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests.');
    const options = {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  }
  return findChromium() !== undefined;
}

function runVitest() {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-results-'));
  const file = path.join(folder, 'results.json');
  const browser = browserThere ? [] : ['--project', '!browser'];
  const { status } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...browser],
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
  );
  if (existsSync(file)) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    tally.passed += numPassedTests;
    // A test that did not run has not passed.
    tally.failed += numFailedTests + numPendingTests + numTodoTests;
    if (status !== 0 && numFailedTests === 0) tally.failed += 1;
  } else {
    tally.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}
