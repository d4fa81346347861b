import { emailOf, findAccount } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { spendAllowances } from '~/platform/limits.server';
import type { Change } from '../life';

/** How often one practitioner makes work for others: staff, and who comes along, get messages of it. */

/**
 * Counted for the account and for its address: whoever erases an account and opens another with the same mailbox
 * does not begin anew.
 */
const spend = (limit: 'change-of-account' | 'request-of-account', { accountId }: Person): number =>
  spendAllowances([
    [limit, accountId],
    [limit, emailOf(findAccount(accountId)!).toLowerCase()],
  ]);

/** Counts a request that is about to be sent. @returns seconds to wait, or 0. */
export const waitToSend = (actor: Person): number => spend('request-of-account', actor);

/** Whoever wants nothing more of us can always say so. */
const neverTooOften: readonly Change[] = [
  'withdraw',
  'cancel',
  'take-back-document',
  'snooze-follow-up',
  'stop-follow-ups',
];

/** Counts a change that the acting practitioner is about to make. @returns whether it has to wait until tomorrow. */
export const isTooOften = (actor: Person, change: Change): boolean =>
  !neverTooOften.includes(change) && spend('change-of-account', actor) > 0;
