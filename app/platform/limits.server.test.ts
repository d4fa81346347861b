import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '#db/schema';
import { config } from './config.server';
import {
  closeDatabase,
  countingDatabase,
  database,
  inTransaction,
  migrateDatabase,
} from './database.server';
import {
  purgeLimits,
  restoreAllowance,
  spendAllowance as allow,
  spendAllowances,
  mostOf,
  siteFactor,
  spendInFront,
  waitFor,
  type Limit,
} from './limits.server';
import { clock, hour, minute } from './time/clock';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  database().delete(limits).run();
  clock.now = now;
});

/** The start of a quarter of an hour. */
const noon = Date.UTC(2026, 11, 1, 12);

/** Demo mode lets everyone share a few identities, so it allows fifty times as much. */
const codesInDemo = 20 * 50;

function exhaust(limit: Limit, subject: string, times = codesInDemo): void {
  for (let use = 0; use < times; use += 1) expect(allow(limit, subject)).toBe(0);
}

describe('an allowance', () => {
  it('runs out, says how long to wait, and comes back when the window has passed', () => {
    clock.now = () => noon + 5 * minute;
    exhaust('code-for-address', 'amina@example.test');
    expect(allow('code-for-address', 'amina@example.test')).toBe(10 * 60);
    clock.now = () => noon + 15 * minute - 1;
    expect(allow('code-for-address', 'amina@example.test')).toBe(1);
    clock.now = () => noon + 15 * minute;
    expect(allow('code-for-address', 'amina@example.test')).toBe(0);
  });

  it('counts every use, also while the clock goes on between two looks at it', () => {
    let moment = noon;
    clock.now = () => (moment += 1);
    exhaust('code-for-address', 'amina@example.test');
    expect(allow('code-for-address', 'amina@example.test')).toBeGreaterThan(0);
  });

  it('is for one person: another still has all of it', () => {
    clock.now = () => noon;
    exhaust('code-for-address', 'tomasz@example.test');
    expect(allow('code-for-address', 'tomasz@example.test')).toBeGreaterThan(0);
    expect(allow('code-for-address', 'ruth@example.test')).toBe(0);
  });

  it('is for one thing: another thing is not used up with it', () => {
    clock.now = () => noon;
    exhaust('code-for-address', 'gwen@example.test');
    expect(allow('code-for-address', 'gwen@example.test')).toBeGreaterThan(0);
    expect(allow('second-step', 'gwen@example.test')).toBe(0);
  });

  it('is the same with capitals in the address', () => {
    clock.now = () => noon;
    exhaust('code-for-address', 'daniel@example.test');
    expect(allow('code-for-address', 'Daniel@Example.TEST')).toBeGreaterThan(0);
  });

  it('is not forgotten when the portal starts again', () => {
    clock.now = () => noon;
    exhaust('code-for-address', 'mair@example.test');
    closeDatabase();
    migrateDatabase();
    expect(allow('code-for-address', 'mair@example.test')).toBe(15 * 60);
  });

  it('is given back after a success', () => {
    clock.now = () => noon;
    exhaust('second-step', 'an-account', 10 * 50);
    expect(allow('second-step', 'an-account')).toBeGreaterThan(0);
    restoreAllowance('second-step', 'an-account');
    expect(allow('second-step', 'an-account')).toBe(0);
  });
});

describe('whoever has a whole site of networks', () => {
  const network = (index: number) => `2001:db8:1:${index.toString(16)}::/64`;

  it('may do three times what one network may, and no more', () => {
    clock.now = () => noon;
    const most = mostOf('report-from-client');
    exhaust('report-from-client', network(1), most);
    exhaust('report-from-client', network(2), most);
    exhaust('report-from-client', network(3), most);
    expect(allow('report-from-client', network(4))).toBeGreaterThan(0);
    expect(allow('report-from-client', '2001:db8:2:1::/64'), 'a neighbour').toBe(0);
  });

  it.each(['code', 'report', 'search', 'query', 'page', 'csp-report'] as const)(
    'cannot use up alone what everyone shares: %s',
    (what) => {
      expect(mostOf(`${what}-from-client`) * siteFactor).toBeLessThan(mostOf(`${what}-overall`));
    },
  );
});

describe('asking whether an allowance is used up', () => {
  it('uses nothing of it', () => {
    clock.now = () => noon;
    exhaust('second-step-in-a-day', 'an-account', 40 * 50 - 1);
    for (let again = 0; again < 3; again += 1) {
      expect(waitFor('second-step-in-a-day', 'an-account')).toBe(0);
    }
    allow('second-step-in-a-day', 'an-account');
    expect(waitFor('second-step-in-a-day', 'an-account')).toBe(12 * 60 * 60);
  });
});

/** What a code may be tried (account/codes.server.ts): no room may be imported here. */
const mostAttempts = 5;

describe('guessing codes', () => {
  it('all day, at everything that is sent to one person, succeeds less than once in a thousand days', () => {
    const codes = mostOf('code-for-address-in-a-day') + mostOf('code-in-a-day-of-account');
    expect(((codes / 50) * mostAttempts) / 1_000_000).toBeLessThan(1 / 1000);
  });
});

describe('what is kept of it', () => {
  it('does not say whose it is', () => {
    allow('code-for-address', 'somebody.private@example.test');
    allow('search-from-client', '198.51.100.77');
    closeDatabase();
    const bytes = readFileSync(path.join(config().dataDir, 'portal.sqlite'));
    expect(bytes.includes('limits')).toBe(true);
    expect(bytes.includes('search-from-client')).toBe(true);
    expect(bytes.includes('somebody.private')).toBe(false);
    expect(bytes.includes('198.51.100.77')).toBe(false);
  });

  it('goes when its own window is over, and not while it counts', () => {
    clock.now = () => noon + 100 * hour;
    purgeLimits();
    allow('search-from-client', '203.0.113.9');
    allow('report-overall', 'everyone');
    clock.now = () => noon + 100 * hour + minute - 1;
    expect(purgeLimits()).toBe(0);
    clock.now = () => noon + 100 * hour + minute;
    expect(purgeLimits(), 'the search').toBe(1);
    clock.now = () => noon + 101 * hour - 1;
    expect(purgeLimits()).toBe(0);
    clock.now = () => noon + 101 * hour;
    expect(purgeLimits(), 'the report').toBe(1);
  });

  it('does not tell that a network comes again', () => {
    const hashes = [0, 1, 2].map((minutes) => {
      database().delete(limits).run();
      clock.now = () => noon + minutes * minute;
      allow('search-from-client', '203.0.113.9');
      return database().select().from(limits).all().at(-1)!.subject;
    });
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('a request that is counted before its page is made', () => {
  const spent = ['form-from-client', 'form-of-account', 'form-overall'] as const;

  it('is refused by the narrowest limit that is used up, with how long to wait', () => {
    clock.now = () => noon + 5 * minute;
    exhaust('form-of-account', 'an-adviser', 150 * 50);
    const adviser = { network: '203.0.113.9', accountId: 'an-adviser' };
    expect(spendInFront(spent, adviser)).toEqual({ limit: 'form-of-account', wait: 10 * 60 });
    const colleague = { ...adviser, accountId: 'a-colleague' };
    expect(spendInFront(spent, colleague)).toBeUndefined();
  });

  it('is not counted towards an account when nobody is signed in', () => {
    spendInFront(spent, { network: '203.0.113.9' });
    expect(database().select().from(limits).all()).toHaveLength(2);
  });
});

describe('counting', () => {
  it('inside a transaction is refused at once, before anything waits for itself', () => {
    expect(() => inTransaction(() => allow('code-overall', 'everyone'))).toThrow(
      'Limits are counted before a transaction, never inside one',
    );
    expect(allow('code-overall', 'everyone')).toBe(0);
  });

  it('does not wait for the disk, and nothing else has that', () => {
    const { synchronous } = countingDatabase().get<{ synchronous: number }>(
      sql.raw('pragma synchronous'),
    );
    expect(synchronous).toBe(1); // NORMAL
    expect(database().get(sql.raw('pragma synchronous'))).toEqual({ synchronous: 2 }); // FULL
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
    exhaust('code-from-client', 'a busy office', 15 * 50);
    for (let again = 0; again < codesInDemo; again += 1) expect(use('a busy office')).not.toBe(0);
    expect(use('somebody else')).toBe(0);
  });
});
