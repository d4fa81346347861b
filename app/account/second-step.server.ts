import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { accounts } from '#db/schema';
import type { Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { inTransaction, type Tx } from '~/platform/database.server';
import { restoreAllowance, spendAllowance, waitFor } from '~/platform/limits.server';
import { clock, second } from '~/platform/time/clock';
import {
  emailOf,
  findAccount,
  sealTotpSecret,
  spendTotpStep,
  totpSecretOf,
  type Account,
} from './accounts.server';
import { hasSecondFactor } from './factors.server';
import { canTakeUp, takeUpInvitation } from './invitations.server';
import { makeRecoveryCodes } from './recovery-codes.server';
import { keepPasskey, type ProvedPasskey } from './passkeys.server';
import { endOthers } from './session.server';
import { tellSignInChanged } from './sign-in-changed.server';
import { inGroups } from './spoken-code.server';

const period = 30;
/** What authenticator apps show above the code. */
const issuer = 'Practitioner Support Portal';

/** A new secret for an authenticator app, in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The step a code belongs to (RFC 6238, 30 seconds, one step of drift either way); null when to none. */
function stepOf(secret: string, token: string): number | null {
  const now = clock.now();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period });
  const drift = totp.validate({ token, timestamp: now, window: 1 });
  return drift === null ? null : Math.floor(now / (period * second)) + drift;
}

/** Checks a staff member's six digits. A step that was used, or one before it, does not work again. */
export function trySecondStep(accountId: string, token: string): boolean {
  const account = findAccount(accountId);
  const secret = account && totpSecretOf(account);
  if (!secret) return false;
  const step = stepOf(secret, token);
  if (step !== null && spendTotpStep(account.id, step, account.totpStep)) return true;
  inTransaction((tx) =>
    recordAudit(tx, {
      actorId: account.id,
      action: 'second-step-refused',
      subject: account.id,
      detail: 'authenticator',
    }),
  );
  return false;
}

/**
 * Tries a second step, whatever its kind, if the account has not tried too often.
 * @param attempt says whether it was right (`right`, `done`) or `wrong`; anything else counts as neither.
 * @returns what `attempt` says; or, in seconds, how long to wait. Every try spends the limits of its network first
 *   (`app/routes.ts`), so nobody floods the trail.
 */
export async function proveSecondStep<Verdict extends { is: string }>(
  accountId: string,
  attempt: () => Verdict | Promise<Verdict>,
): Promise<Verdict | { is: 'used-up'; wait: number }> {
  const wait =
    waitFor('second-step-in-a-day', accountId) || spendAllowance('second-step', accountId);
  if (wait > 0) {
    inTransaction((tx) =>
      recordAudit(tx, {
        actorId: accountId,
        action: 'second-step-refused',
        subject: accountId,
        detail: 'used-up',
      }),
    );
    return { is: 'used-up', wait };
  }
  const verdict = await attempt();
  if (verdict.is === 'wrong') spendAllowance('second-step-in-a-day', accountId);
  if (verdict.is === 'right' || verdict.is === 'done') restoreAllowance('second-step', accountId);
  return verdict;
}

/** What a try was that either is right or is not. */
export const verdictOf = (right: boolean) => ({ is: right ? 'right' : 'wrong' }) as const;

/** What an authenticator app needs: the secret to type, and the same as a QR code (an SVG path and its width). */
export interface AuthenticatorKey {
  secret: string;
  size: number;
  path: string;
}

/** A secret as the page shows it, for an app to take up (the `otpauth:` address of RFC 6238 apps). */
export function authenticatorKey(account: Account, secret: string): AuthenticatorKey {
  const label = emailOf(account);
  const totp = new TOTP({ issuer, label, secret: Secret.fromBase32(secret), period });
  // Four modules of white around it, as ISO/IEC 18004 asks; a screen has no dirt to correct, and fewer modules are
  // easier for an old camera.
  const { size, data } = encode(totp.toString(), { ecc: 'L', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { secret: inGroups(secret, ' '), size, path };
}

/**
 * Keeps an authenticator that has shown a right code, in the caller's transaction. That code does not work again.
 */
function keepAuthenticator(tx: Tx, account: Account, secret: string, step: number): void {
  tx.update(accounts)
    .set({ sealedTotpSecret: sealTotpSecret(account.id, secret), totpStep: step })
    .where(eq(accounts.id, account.id))
    .run();
  recordAudit(tx, { actorId: account.id, action: 'authenticator-set', subject: account.id });
  tellSignInChanged(tx, account);
}

/**
 * - `wrong`: the code does not belong to the secret.
 * - `over`: the invitation was taken up, withdrawn or has run out meanwhile, or the account has a factor by now.
 * - `not-kept`: the passkey could not be kept; the invitation stays open.
 */
export type SetUpVerdict =
  | { is: 'done'; codes: string[] }
  | { is: 'wrong' }
  | { is: 'over' }
  | { is: 'not-kept' };

/**
 * The end of an invitation: the authenticator shows a right code, and the invitation ends, the authenticator is
 * kept and recovery codes are made, together or not at all.
 * @param invitation the id `tryInvitationCode` gave.
 */
export function setUpAuthenticator(
  account: Account,
  invitation: string,
  secret: string,
  token: string,
): SetUpVerdict {
  const step = stepOf(secret, token);
  if (step === null) return { is: 'wrong' };
  return setUp(account, invitation, (tx) => {
    keepAuthenticator(tx, account, secret, step);
    return true;
  });
}

/**
 * Ends an invitation with a factor that was proved, whatever its kind.
 * @param keep keeps the factor and says that it did, or writes nothing.
 */
function setUp(
  account: Account,
  invitation: string,
  keep: (tx: Tx) => boolean,
): Exclude<SetUpVerdict, { is: 'wrong' }> {
  return inTransaction((tx) => {
    const current = findAccount(account.id);
    if (!current || hasSecondFactor(current)) return { is: 'over' };
    if (!canTakeUp(tx, account, invitation)) return { is: 'over' };
    if (!keep(tx)) return { is: 'not-kept' };
    takeUpInvitation(tx, account, invitation);
    return { is: 'done', codes: makeRecoveryCodes(tx, account.id) };
  });
}

/** The same end, with a passkey that has answered (`provePasskey`). */
export const setUpPasskey = (account: Account, invitation: string, proved: ProvedPasskey) =>
  setUp(account, invitation, (tx) => keepPasskey(tx, proved) === 'added');

/**
 * Puts a new authenticator in the place of the one a member of staff had, and ends their other sessions.
 * @returns false when the code does not belong to the secret.
 */
export function changeAuthenticator(actor: Person, secret: string, token: string): boolean {
  const step = stepOf(secret, token);
  if (step === null) return false;
  inTransaction((tx) => {
    keepAuthenticator(tx, findAccount(actor.accountId)!, secret, step);
    endOthers(tx, actor);
  });
  return true;
}

/** Makes new recovery codes for a member of staff who is signed in. */
export function renewRecoveryCodes(actor: Person): string[] {
  return inTransaction((tx) => {
    tellSignInChanged(tx, findAccount(actor.accountId)!);
    return makeRecoveryCodes(tx, actor.accountId);
  });
}
