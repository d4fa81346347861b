import { count, eq } from 'drizzle-orm';
import { passkeys } from '#db/schema';
import { database } from '~/platform/database.server';
import type { Account } from './accounts.server';
import { recoveryCodesLeft } from './recovery-codes.server';

/** What an account can show as its second factor: the one place that says so. */

export interface Factors {
  authenticator: boolean;
  passkeys: number;
  recoveryCodes: number;
}

/** What an account can show as its second factor, and how many recovery codes it has left. */
export function factorsOf(account: Pick<Account, 'id' | 'sealedTotpSecret'>): Factors {
  const own = eq(passkeys.accountId, account.id);
  return {
    authenticator: account.sealedTotpSecret !== null,
    passkeys: database().select({ count: count() }).from(passkeys).where(own).get()!.count,
    recoveryCodes: recoveryCodesLeft(account.id),
  };
}

/** Whether an account has a second factor. One that has none is set up with an invitation's code first. */
export function hasSecondFactor(account: Pick<Account, 'id' | 'sealedTotpSecret'>): boolean {
  const factors = factorsOf(account);
  return factors.authenticator || factors.passkeys > 0;
}
