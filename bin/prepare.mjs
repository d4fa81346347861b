// What every command needs first: installed packages and a built portal. Only Node's own modules here,
// because this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const root = path.resolve(import.meta.dirname, '..');

/** What the built portal is made of. Content is read when the portal starts, so it is not in the list. */
const sources = [
  'app',
  'db',
  'public',
  'content/locales',
  'package-lock.json',
  'vite.config.ts',
  'remix.config.js',
];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`The portal needs Node 20.19 or later. This is ${process.versions.node}.`);
    process.exit(1);
  }
}

/** Runs a program and stops with its status when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) console.error(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Installs exactly what the lockfile says, unless that is what is there. */
function install() {
  const lockfile = hashOf(path.join(root, 'package-lock.json'));
  const stamp = path.join(root, 'node_modules', '.portal-lockfile');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  console.log(
    'Installing packages. The first time takes a few minutes: the database is compiled here.',
  );
  run('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lockfile);
}

function* filesUnder(place) {
  const full = path.join(root, place);
  if (statSync(full).isFile()) {
    yield place;
    return;
  }
  for (const entry of readdirSync(full, { withFileTypes: true })) {
    const inner = path.join(place, entry.name);
    if (entry.isDirectory()) yield* filesUnder(inner);
    else yield inner;
  }
}

/** Changes when a source file is added, removed or edited. */
function sourceStamp() {
  const hash = createHash('sha256');
  for (const place of sources) {
    for (const file of [...filesUnder(place)].sort()) {
      const { mtimeMs, size } = statSync(path.join(root, file));
      hash.update(`${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex');
}

/** Builds the portal unless the build is of these very sources. */
function build() {
  const stampFile = path.join(root, 'build', '.portal-sources');
  const stamp = sourceStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log('Building the portal.');
  run(
    process.execPath,
    ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn'],
    {
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** @param {{ built?: boolean }} options `built: false` when only the packages are needed. */
export function prepare({ built = true } = {}) {
  checkNode();
  install();
  if (built) build();
}
