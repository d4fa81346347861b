import { and, eq, lt, sql } from 'drizzle-orm';
import { limits } from '#db/schema';
import { config } from './config.server';
import { lookupHash } from './crypto.server';
import { database } from './database.server';
import { clock, day, hour, minute } from './time/clock';

/** How often something may be done. Demo identities are shared by everyone who tries the portal, so demo mode allows more. */
const allowances = {
  'code-for-address': { most: 6, within: 15 * minute },
  // A day's codes times five tries each: a guesser's chance stays far below one in a thousand a day.
  'code-for-address-in-a-day': { most: 40, within: day },
  'code-from-client': { most: 30, within: 15 * minute },
  'code-overall': { most: 600, within: hour },
  'passkey-from-client': { most: 30, within: 15 * minute },
  'report-from-client': { most: 5, within: hour },
  'report-overall': { most: 200, within: day },
  'invitation-by-lead': { most: 30, within: day },
  // Somebody whose time ran out presses again a few times; more is somebody filling the disk.
  'unsent-form': { most: 30, within: hour },
  'second-step': { most: 10, within: 15 * minute },
} as const;

const demoFactor = 50;

export type Limit = keyof typeof allowances;

/**
 * Counts one use of `limit` by `subject` (an email address, a client address, an account), kept only as a
 * keyed hash. Fixed windows, in the database, so that a restart does not forget.
 * @returns seconds to wait when the allowance is used up, otherwise 0.
 */
export function spendAllowance(limit: Limit, subject: string): number {
  const { most, within } = allowances[limit];
  const allowed = config().mode === 'demo' ? most * demoFactor : most;
  const now = clock.now();
  const windowStart = now - (now % within);
  const row = database()
    .insert(limits)
    .values({ subject: lookupHash(`${limit}:${subject}`), windowStart, count: 1 })
    .onConflictDoUpdate({
      target: [limits.subject, limits.windowStart],
      set: { count: sql`${limits.count} + 1` },
    })
    .returning({ count: limits.count })
    .get();
  return row.count > allowed ? Math.ceil((windowStart + within - now) / 1000) : 0;
}

/**
 * Counts one use of several limits, the narrowest first, and stops at the one that is used up: who is refused
 * for themselves uses up nobody else's.
 * @returns seconds to wait, or 0.
 */
export function spendAllowances(uses: readonly (readonly [Limit, subject: string])[]): number {
  for (const [limit, subject] of uses) {
    const wait = spendAllowance(limit, subject);
    if (wait > 0) return wait;
  }
  return 0;
}

/** Forgets one subject's uses of a limit, after a success. */
export function restoreAllowance(limit: Limit, subject: string): void {
  const windowStart = clock.now() - (clock.now() % allowances[limit].within);
  database()
    .delete(limits)
    .where(
      and(
        eq(limits.subject, lookupHash(`${limit}:${subject}`)),
        eq(limits.windowStart, windowStart),
      ),
    )
    .run();
}

/** Deletes windows that are over. @returns how many rows went. */
export function purgeLimits(): number {
  return database()
    .delete(limits)
    .where(lt(limits.windowStart, clock.now() - day))
    .run().changes;
}
