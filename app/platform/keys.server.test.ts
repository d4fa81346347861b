import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Keys in a file: what is refused, and how a running portal notices a change. */

const key = (from: number) =>
  Buffer.from(Array.from({ length: 32 }, (_, index) => from + index)).toString('base64');
const lookupKey = 'a-lookup-key-of-more-than-32-characters';
const here = { table: 'requests', column: 'sealed_answers', row: 'row-1' };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-keys-'));
  file = path.join(folder, 'keys.json');
  write({ keys: `spring:${key(1)}`, lookupKey });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function write(content: unknown, mode = 0o600) {
  writeFileSync(`${file}.new`, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(`${file}.new`, mode);
  renameSync(`${file}.new`, file);
}

/** The code of a process that starts with this file. */
async function started(environment: Record<string, string> = {}) {
  const all = { PORTAL_KEYS_FILE: file, PORTAL_DATA_DIR: folder, ...environment };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  vi.resetModules();
  const { seal, unseal } = await import('./crypto.server');
  return { seal, unseal, ...(await import('./keys.server')) };
}

const production = {
  PORTAL_MODE: 'production',
  PORTAL_BASE_URL: 'https://portal.example.test',
  PORTAL_VIDEO_URL: 'https://video.example.test/',
  PORTAL_SMTP_URL: 'smtps://mail.example.test:465',
  PORTAL_MAIL_FROM: 'no-reply@portal.example.test',
};

/** What the operator reads when a process with these keys does not start. */
async function complaint(environment: Record<string, string> = {}): Promise<string> {
  const { checkKeys } = await started(environment);
  try {
    checkKeys();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('a file of keys', () => {
  it('is taken when only its owner can read it', async () => {
    expect(await complaint(production)).toBe('');
    chmodSync(file, 0o400);
    expect(await complaint(production)).toBe('');
  });

  it.each([0o644, 0o604, 0o660, 0o620])('is refused when its mode is %o', async (mode) => {
    chmodSync(file, mode);
    expect(await complaint()).toContain('PORTAL_KEYS_FILE can be read by others');
  });

  it.each<[string, unknown]>([
    ['is no JSON', `hush ${key(1)}`],
    ['has no keys', { lookupKey }],
    ['has a key that is too short', { keys: 'spring:hush', lookupKey }],
    ['has no lookup key', { keys: `spring:${key(1)}` }],
  ])('is refused when it %s, and nothing of it is repeated', async (_, content) => {
    write(content);
    const message = await complaint();
    expect(message).toContain('PORTAL_KEYS_FILE must be JSON');
    expect(message).not.toContain('hush');
    expect(message).not.toContain(key(1));
  });

  it('is refused when it is not there', async () => {
    rmSync(file);
    expect(await complaint()).toContain('PORTAL_KEYS_FILE names a file that is not there');
  });

  it('is refused in production with a demo’s key', async () => {
    write({ keys: `demo:${key(1)}`, lookupKey });
    expect(await complaint(production)).toContain('PORTAL_KEYS_FILE holds the demo key');
  });
});

describe('a folder of demo data', () => {
  const inEnvironment = (keys: string) => ({
    ...production,
    PORTAL_KEYS_FILE: '',
    PORTAL_KEYS: keys,
    PORTAL_LOOKUP_KEY: lookupKey,
  });

  it('is refused in production, and so are its keys', async () => {
    expect(await complaint(inEnvironment(`spring:${key(1)}`))).toBe('');
    vi.unstubAllEnvs();
    const demo = await started({ PORTAL_KEYS_FILE: '' });
    demo.checkKeys();
    const made = JSON.parse(readFileSync(path.join(folder, 'demo-keys.json'), 'utf8'));
    const other = await complaint(inEnvironment(`spring:${key(1)}`));
    expect(other).toContain('PORTAL_DATA_DIR holds demo-keys.json');
    expect(other).not.toContain('holds a key of that demo');
    const its = await complaint(inEnvironment(made.keys.replace('demo:', 'spring:')));
    expect(its).toContain('PORTAL_KEYS holds a key of that demo');
    expect(its).not.toContain(made.keys.slice('demo:'.length));
  });
});

describe('a portal that is running', () => {
  const twoKeys = { keys: `autumn:${key(100)},spring:${key(1)}`, lookupKey };

  it('seals with a new key from at most a second after it was put in front', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const portal = await started();
    const old = portal.seal(here, 'written in spring');
    write(twoKeys);
    expect(portal.seal(here, 'still')).toMatch(/^spring\./);
    vi.advanceTimersByTime(portal.looksEvery);
    expect(portal.seal(here, 'now')).toMatch(/^autumn\./);
    expect(portal.unseal(here, old)).toBe('written in spring');
  });

  it('opens at once what another process sealed with a key it has not noticed yet', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const portal = await started();
    portal.checkKeys();
    write(twoKeys);
    const other = await started();
    const sealed = other.seal(here, 'by the other');
    expect(sealed).toMatch(/^autumn\./);
    expect(portal.unseal(here, sealed)).toBe('by the other');
  });

  it.each<[string, () => void]>([
    ['is broken', () => write('{')],
    ['is gone', () => rmSync(file)],
    ['is open to others', () => write(twoKeys, 0o644)],
    ['has another lookup key', () => write({ ...twoKeys, lookupKey: `${lookupKey}-2` })],
  ])('goes on with the keys it has when the file %s', async (_, change) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const portal = await started();
    const sealed = portal.seal(here, 'written before');
    change();
    vi.advanceTimersByTime(portal.looksEvery);
    expect(portal.seal(here, 'after')).toMatch(/^spring\./);
    expect(portal.unseal(here, sealed)).toBe('written before');
  });
});
