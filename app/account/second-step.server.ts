import { Secret, TOTP } from 'otpauth';
import { clock, second } from '~/platform/time/clock';
import { findAccount, spendTotpStep, totpSecretOf } from './accounts.server';

const period = 30;

/** A new secret for an authenticator app, in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/**
 * Checks a staff member's six digits (RFC 6238, 30 seconds, one step of drift either way). A step that was
 * used, or one before it, does not work again.
 */
export function trySecondStep(accountId: string, token: string): boolean {
  const account = findAccount(accountId);
  const secret = account && totpSecretOf(account);
  if (!secret) return false;
  const now = clock.now();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period });
  const drift = totp.validate({ token, timestamp: now, window: 1 });
  if (drift === null) return false;
  const step = Math.floor(now / (period * second)) + drift;
  return spendTotpStep(account.id, step, account.totpStep);
}
