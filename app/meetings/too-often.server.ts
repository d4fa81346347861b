import type { Person } from '~/platform/access';
import { spendAllowance } from '~/platform/limits.server';
import type { Change } from './life';

/** Whoever wants nothing more of us can always say so. */
const neverTooOften: readonly Change[] = ['withdraw', 'cancel'];

/**
 * Counts a change that the acting practitioner is about to make: staff get a message for each, and nobody's mailbox
 * is flooded by one account. @returns whether it has to wait until tomorrow.
 */
export const isTooOften = (actor: Person, change: Change): boolean =>
  !neverTooOften.includes(change) && spendAllowance('change-of-account', actor.accountId) > 0;
