import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import {
  accounts,
  challenges,
  devices,
  emailChanges,
  passkeys,
  recoveryCodes,
  sessions,
  signInCodes,
  unsentForms,
} from '#db/schema';
import { randomToken } from '~/platform/crypto.server';
import type { Db, Tx } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { emailOf, type Account } from './accounts.server';
import { codesFor } from './codes.server';

/** How long things are kept, in milliseconds. */
export const accountKept = 2 * 365 * day;

/** Everything of an account that goes with it. */
const belongings = [
  sessions,
  devices,
  passkeys,
  challenges,
  recoveryCodes,
  emailChanges,
  unsentForms,
] as const;

/**
 * Empties a practitioner's account inside the caller's transaction: nobody can sign in with it, and nothing
 * says whose it was. The row stays for counting. Whoever uses the address again opens a new account.
 */
export function eraseAccountRow(tx: Tx, account: Account): void {
  const codes = codesFor(tx, emailOf(account));
  tx.delete(signInCodes).where(inArray(signInCodes.id, codes)).run();
  for (const table of belongings) tx.delete(table).where(eq(table.accountId, account.id)).run();
  tx.update(accounts)
    .set({
      // Not the hash of anything: nobody can find out whether an address was once here.
      emailHash: `erased:${randomToken()}`,
      sealedEmail: '',
      sealedName: null,
      sealedTotpSecret: null,
      lastSignInAt: null,
      erasedAt: clock.now(),
    })
    .where(eq(accounts.id, account.id))
    .run();
}

/** Practitioners' accounts that nobody has signed in to since `before`, the longest unused first. */
export function unusedAccounts(tx: Db | Tx, before: number): Account[] {
  const lastUsed = sql<number>`coalesce(${accounts.lastSignInAt}, ${accounts.createdAt})`;
  return tx
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.role, 'practitioner'),
        isNull(accounts.erasedAt),
        isNull(accounts.disabledAt),
        lt(lastUsed, before),
      ),
    )
    .orderBy(lastUsed)
    .all();
}

/** When an account was last used. */
export const lastUsedAt = ({ lastSignInAt, createdAt }: Account): number =>
  lastSignInAt ?? createdAt;
