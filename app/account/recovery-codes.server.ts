import { and, count, eq, isNull } from 'drizzle-orm';
import { recoveryCodes } from '#db/schema';
import { recordAudit } from '~/platform/audit.server';
import { keyedHash, newId } from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import type { Account } from './accounts.server';
import { tellSignInChanged } from './sign-in-changed.server';
import { newSpokenCode, readSpokenCode } from './spoken-code.server';

/**
 * Recovery codes for staff who cannot use their app or passkey (OWASP ASVS 5.0, 6.5.1 to 6.5.3): 80 random bits
 * each, one use, kept as keyed hashes.
 */

const howMany = 10;

const codeHash = (accountId: string, code: string) =>
  keyedHash('recovery-code', `${accountId}:${readSpokenCode(code)}`);

/** Makes an account's ten codes in the caller's transaction; those it had stop working. */
export function makeRecoveryCodes(tx: Tx, accountId: string): string[] {
  const codes = Array.from({ length: howMany }, newSpokenCode);
  const createdAt = clock.now();
  tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).run();
  tx.insert(recoveryCodes)
    .values(
      codes.map((code) => ({
        id: newId(),
        accountId,
        codeHash: codeHash(accountId, code),
        createdAt,
      })),
    )
    .run();
  recordAudit(tx, { actorId: accountId, action: 'recovery-codes-made', subject: accountId });
  return codes;
}

/** Uses a code up, and tells its owner that it was used. @returns false when it is none of theirs, or used. */
export function spendRecoveryCode(account: Account, code: string): boolean {
  return inTransaction((tx) => {
    const used = tx
      .update(recoveryCodes)
      .set({ usedAt: clock.now() })
      .where(
        and(
          eq(recoveryCodes.accountId, account.id),
          eq(recoveryCodes.codeHash, codeHash(account.id, code)),
          isNull(recoveryCodes.usedAt),
        ),
      )
      .run().changes;
    const subject = account.id;
    if (used === 0) {
      const detail = 'recovery-code';
      recordAudit(tx, { actorId: subject, action: 'second-step-refused', subject, detail });
      return false;
    }
    recordAudit(tx, { actorId: subject, action: 'recovery-code-used', subject });
    tellSignInChanged(tx, account);
    return true;
  });
}

/** How many of an account's codes still work. */
export function recoveryCodesLeft(accountId: string): number {
  const unused = and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt));
  return database().select({ left: count() }).from(recoveryCodes).where(unused).get()!.left;
}
