import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { config, ConfigError } from './config.server';
import {
  demoKeyId,
  keyRingPattern,
  keysAsText,
  keysIn,
  problemsOfKeys,
  shortestLookupKey,
} from './key-ring';
import { log } from './log.server';
import { second } from './time/clock';

/**
 * The keys this process seals and opens with: from the environment, or from a file (`PORTAL_KEYS_FILE`, in
 * demo mode `demo-keys.json` beside the data). A file is looked at again at most once a second, so that a new
 * key is used without a restart (docs/decisions/0024).
 */

export interface KeyRing {
  /** The id of the key that new values are sealed with. */
  newest: string;
  byId: ReadonlyMap<string, Buffer>;
  /** Key of the keyed hashes. Never rotated: people are found by them. */
  lookup: Buffer;
}

interface KeyTexts {
  /** `id:key,id:key`, the newest first. */
  keys: string;
  lookupKey: string;
}

/** How often a process looks whether its key file has changed, in milliseconds. */
export const looksEvery = second;

interface Loaded {
  ring: KeyRing;
  /** Changes with the file; the environment has none. */
  version: string;
  /** On the process's own clock, which nobody sets back. */
  lookedAt: number;
}

let loaded: Loaded | undefined;

/** Said once, not every second. */
let complained = false;

const demoFile = () => path.join(config().dataDir, 'demo-keys.json');

/** The file that holds the keys; undefined when they are in the environment. */
export function keyFile(): string | undefined {
  const { keysFile, keys } = config();
  return keysFile ?? (keys ? undefined : demoFile());
}

/**
 * The keys to use now.
 * @param lookNow looks at the file even if it was looked at within the last second.
 * @throws {ConfigError} at the first use, when the keys may not be used.
 */
export function keyRing({ lookNow = false } = {}): KeyRing {
  if (!loaded) loaded = load();
  else if (lookNow || performance.now() - loaded.lookedAt >= looksEvery) lookAgain(loaded);
  return loaded.ring;
}

/**
 * Reads the keys, so that a portal with keys it may not use refuses to start.
 * @throws {ConfigError}
 */
export const checkKeys = (): void => void keyRing();

/** Takes over what changed in the file. What cannot be used leaves the keys as they are: readers go on. */
function lookAgain(before: Loaded): void {
  before.lookedAt = performance.now();
  const file = keyFile();
  if (!file) return;
  try {
    if (versionOf(statSync(file)) === before.version) return;
    const after = load();
    if (!after.ring.lookup.equals(before.ring.lookup)) {
      throw new ConfigError([`${nameOf(file)} holds another lookup key: nobody would be found`]);
    }
    loaded = after;
    complained = false;
    log.info({ keys: after.ring.byId.size }, 'the keys have changed');
  } catch (error) {
    if (complained) return;
    complained = true;
    const problems = error instanceof ConfigError ? error.problems : ['it cannot be read'];
    log.error({ problems }, 'the key file cannot be used; the keys read before are still in use');
  }
}

function load(): Loaded {
  const { keys, lookupKey, mode } = config();
  if (mode === 'production') refuseDemoData(keys);
  const file = keyFile();
  if (!file) return { ring: ringOf({ keys: keys!, lookupKey: lookupKey! }), ...fresh('') };
  if (file === demoFile()) makeDemoKeys(file);
  // Before reading: a change in between is then seen as one at the next look.
  const version = versionOf(statOf(file));
  return { ring: ringOf(readKeyFile(file)), ...fresh(version) };
}

const fresh = (version: string) => ({ version, lookedAt: performance.now() });

/** Renaming a new file into place changes the inode even within one tick of the file system's clock. */
const versionOf = ({ ino, mtimeMs, size }: Stats) => `${ino} ${mtimeMs} ${size}`;

function ringOf({ keys, lookupKey }: KeyTexts): KeyRing {
  const ring = keysIn(keys);
  return {
    newest: ring[0]!.id,
    byId: new Map(ring.map(({ id, key }) => [id, Buffer.from(key, 'base64')])),
    lookup: createHash('sha256').update(lookupKey).digest(),
  };
}

/** A demo's data is open to everybody who tries it, and so are its keys: no real person's words go there. */
function refuseDemoData(keys: string | undefined): void {
  const file = demoFile();
  if (!existsSync(file)) return;
  const problems = [
    'PORTAL_DATA_DIR holds demo-keys.json, so it is the data of a demo: use an empty folder',
  ];
  const demo = keyFileSchema.safeParse(parsed(readFileSync(file, 'utf8')));
  const demoKeys = demo.success ? keysIn(demo.data.keys).map(({ key }) => key) : [];
  if (keys && keysIn(keys).some(({ key }) => demoKeys.includes(key))) {
    problems.push('PORTAL_KEYS holds a key of that demo: make one with "openssl rand -base64 32"');
  }
  throw new ConfigError(problems);
}

// The file

const keyFileSchema = z.strictObject({
  keys: z.string().regex(keyRingPattern),
  lookupKey: z.string().min(shortestLookupKey),
});

/** Files are named by where their name comes from; a path is the operator's business, and long. */
const nameOf = (file: string) => (file === demoFile() ? 'demo-keys.json' : 'PORTAL_KEYS_FILE');

/** JSON, or null when it is none: a parser's message would repeat what is in the file. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function statOf(file: string): Stats {
  try {
    return statSync(file);
  } catch {
    throw new ConfigError([`${nameOf(file)} names a file that is not there, or cannot be read`]);
  }
}

/**
 * Whether somebody but its owner can read or change it. The group `root` holds nobody else: systemd hands out
 * its credentials as readable by that group (mode 0440).
 */
const isOpenToOthers = ({ mode, gid }: Stats): boolean =>
  (mode & 0o037) !== 0 || ((mode & 0o040) !== 0 && gid !== 0);

/** @throws {ConfigError} when it may not be used, and why. */
function readKeyFile(file: string): KeyTexts {
  const name = nameOf(file);
  if (isOpenToOthers(statOf(file))) {
    throw new ConfigError([`${name} can be read by others: set its mode to 0600`]);
  }
  const read = keyFileSchema.safeParse(parsed(readText(file)));
  if (!read.success) {
    throw new ConfigError([
      `${name} must be JSON with "keys" (id:key pairs separated by commas, each key 32 bytes in base64, the newest first) and "lookupKey" (at least ${shortestLookupKey} characters), and nothing else`,
    ]);
  }
  const problems = problemsOfKeys(config().mode, keysIn(read.data.keys), read.data.lookupKey);
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `${name} ${problem}`));
  return read.data;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([`${nameOf(file)} names a file that is not there, or cannot be read`]);
  }
}

/** In demo mode, keys made once and kept beside the demo data. */
function makeDemoKeys(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const made: KeyTexts = {
    keys: `${demoKeyId}:${newKey()}`,
    lookupKey: randomBytes(32).toString('hex'),
  };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
}

const newKey = () => randomBytes(32).toString('base64');

/**
 * Whether the file is the portal's to change. One that its owner may not write (systemd's credentials, a
 * mounted secret) is changed where it comes from.
 */
export const keyFileIsOurs = (): boolean => {
  const file = keyFile();
  return file !== undefined && (statOf(file).mode & 0o200) !== 0;
};

/**
 * Puts a new random key in front. Inside an immediate transaction, which is what keeps two rotations from
 * taking each other's key away.
 * @param day `2026-12-01`, for its id.
 * @returns its id.
 */
export function addKey(day: string): string {
  const id = `${day}-${randomBytes(3).toString('hex')}`;
  rewrite((keys) => [{ id, key: newKey() }, ...keys]);
  return id;
}

/** Takes a key away, inside an immediate transaction like `addKey`. */
export const removeKey = (id: string): void =>
  rewrite((keys) => keys.filter((key) => key.id !== id));

/** Changes the list of keys: readers find the file as it was or as it is now, never a part of it. */
function rewrite(change: (keys: ReturnType<typeof keysIn>) => ReturnType<typeof keysIn>): void {
  const file = realpathSync(keyFile()!);
  const { keys, lookupKey } = readKeyFile(file);
  const text = JSON.stringify({ keys: keysAsText(change(keysIn(keys))), lookupKey });
  replaceFile(file, text);
  keyRing({ lookNow: true });
}

/**
 * Writes beside the file, then renames; mode and owner stay. On disk before this returns: what is sealed with
 * a key that a power cut takes away is lost.
 */
function replaceFile(file: string, text: string): void {
  const { mode, uid, gid } = statSync(file);
  const written = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const descriptor = openSync(written, 'wx', 0o600);
    try {
      writeFileSync(descriptor, text);
      fchownSync(descriptor, uid, gid);
      fchmodSync(descriptor, mode & 0o777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(written, file);
  } catch (error) {
    rmSync(written, { force: true });
    throw error;
  }
  const folder = openSync(path.dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
