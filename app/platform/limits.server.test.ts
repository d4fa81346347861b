import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { config } from './config.server';
import { closeDatabase, migrateDatabase } from './database.server';
import {
  purgeLimits,
  restoreAllowance,
  spendAllowance as allow,
  spendAllowances,
  type Limit,
} from './limits.server';
import { clock, hour, minute, second } from './time/clock';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

/** The start of a quarter of an hour. */
const noon = Date.UTC(2026, 11, 1, 12);

/** Demo mode lets everyone share a few identities, so it allows fifty times as much. */
const codesInDemo = 6 * 50;

function useUp(limit: Limit, subject: string, times = codesInDemo): void {
  for (let use = 0; use < times; use += 1) expect(allow(limit, subject)).toBe(0);
}

describe('an allowance', () => {
  it('runs out, says how long to wait, and comes back when the window has passed', () => {
    clock.now = () => noon + 5 * minute;
    useUp('code-for-address', 'amina@example.test');
    expect(allow('code-for-address', 'amina@example.test')).toBe(10 * 60);
    clock.now = () => noon + 15 * minute - 1;
    expect(allow('code-for-address', 'amina@example.test')).toBe(1);
    clock.now = () => noon + 15 * minute;
    expect(allow('code-for-address', 'amina@example.test')).toBe(0);
  });

  it('is for one person: another still has all of it', () => {
    clock.now = () => noon;
    useUp('code-for-address', 'tomasz@example.test');
    expect(allow('code-for-address', 'tomasz@example.test')).toBeGreaterThan(0);
    expect(allow('code-for-address', 'ruth@example.test')).toBe(0);
  });

  it('is for one thing: another thing is not used up with it', () => {
    clock.now = () => noon;
    useUp('code-for-address', 'gwen@example.test');
    expect(allow('code-for-address', 'gwen@example.test')).toBeGreaterThan(0);
    expect(allow('second-step', 'gwen@example.test')).toBe(0);
  });

  it('is the same with capitals in the address', () => {
    clock.now = () => noon;
    useUp('code-for-address', 'daniel@example.test');
    expect(allow('code-for-address', 'Daniel@Example.TEST')).toBeGreaterThan(0);
  });

  it('is not forgotten when the portal starts again', () => {
    clock.now = () => noon;
    useUp('code-for-address', 'mair@example.test');
    closeDatabase();
    migrateDatabase();
    expect(allow('code-for-address', 'mair@example.test')).toBe(15 * 60);
  });

  it('is given back after a success', () => {
    clock.now = () => noon;
    useUp('second-step', 'an-account', 10 * 50);
    expect(allow('second-step', 'an-account')).toBeGreaterThan(0);
    restoreAllowance('second-step', 'an-account');
    expect(allow('second-step', 'an-account')).toBe(0);
  });
});

describe('what is kept of it', () => {
  it('does not say whose it is', () => {
    allow('code-for-address', 'somebody.private@example.test');
    closeDatabase();
    const bytes = readFileSync(path.join(config().dataDir, 'portal.sqlite'));
    expect(bytes.includes('limits')).toBe(true);
    expect(bytes.includes('somebody.private')).toBe(false);
  });

  it('goes when the longest window is over, and not while it counts', () => {
    clock.now = () => noon + 100 * hour;
    purgeLimits();
    allow('code-overall', 'everyone');
    clock.now = () => noon + 124 * hour - second;
    expect(purgeLimits()).toBe(0);
    clock.now = () => noon + 124 * hour + second;
    expect(purgeLimits()).toBe(1);
  });
});

describe('several allowances', () => {
  it('stop at the one that is used up: who is refused uses up nobody else’s', () => {
    clock.now = () => noon;
    const use = (client: string) =>
      spendAllowances([
        ['code-from-client', client],
        ['code-for-address', 'gwen@example.test'],
      ]);
    useUp('code-from-client', 'a busy office', 30 * 50);
    for (let again = 0; again < codesInDemo; again += 1) expect(use('a busy office')).not.toBe(0);
    expect(use('somebody else')).toBe(0);
  });
});
