import { randomInt } from 'node:crypto';
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { signInCodes } from '#db/schema';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import {
  digest,
  lookupHash,
  newId,
  randomToken,
  sameDigest,
  seal,
  unseal,
} from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { spendAllowances } from '~/platform/limits.server';
import type { Locale } from '~/platform/locale';
import { queueMessage } from '~/platform/mail/outbox.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day, minute } from '~/platform/time/clock';

/**
 * One-time codes: six digits, ten minutes, one use, five tries, and only in the browser that asked
 * (OWASP ASVS 5.0, 6.5 and 6.6). The same work is done for every address, whether or not anybody has an
 * account under it, so neither words nor time tell.
 */

export const codeLasts = 10 * minute;
export const mostAttempts = 5;

const place = (row: string) => placeOf(signInCodes.sealedEmail, row);
const codeHash = (id: string, code: string) => lookupHash(`sign-in-code:${id}:${code}`);

/**
 * Counts one code for an address, asked for by a client.
 * @returns seconds to wait before another may be sent, or 0.
 */
export const spendCodeAllowances = (email: string, clientNetwork: string): number =>
  spendAllowances([
    ['code-from-client', clientNetwork],
    ['code-for-address', email],
    ['code-for-address-in-a-day', email],
    ['code-overall', 'everyone'],
  ]);

/** Six random digits. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/**
 * Makes a code for an address and queues the message that carries it.
 * @returns the token that binds the code to this browser.
 */
export function askForCode(email: string, locale: Locale): string {
  const id = newId();
  const browserToken = randomToken();
  const code = newCode();
  const now = clock.now();
  const t = translator(locale, 'mail');
  inTransaction((tx) => {
    tx.insert(signInCodes)
      .values({
        id,
        browserHash: digest(browserToken),
        sealedEmail: seal(place(id), email),
        codeHash: codeHash(id, code),
        locale,
        createdAt: now,
        expiresAt: now + codeLasts,
      })
      .run();
    queueMessage(tx, `sign-in-code:${id}`, {
      to: email,
      subject: t('code.subject', { code }),
      text: t('code.text', { code, minutes: codeLasts / minute, address: config().baseUrl }),
    });
  });
  return browserToken;
}

/**
 * - `wrong`: not the code this browser asked for.
 * - `over`: this browser has no code that still works: none was asked for here, or it has been used, tried too
 *   often, or its time has passed.
 */
export type CodeVerdict = { is: 'right'; email: string } | { is: 'wrong' } | { is: 'over' };

/** Tries a code once. A right code is used up; every wrong one counts against it. */
export function tryCode(browserToken: string, code: string): CodeVerdict {
  return inTransaction((tx) => {
    const row = tx
      .select()
      .from(signInCodes)
      .where(eq(signInCodes.browserHash, digest(browserToken)))
      .get();
    if (!row || row.usedAt !== null || clock.now() >= row.expiresAt) return { is: 'over' };
    if (row.attempts >= mostAttempts) return { is: 'over' };
    const right = sameDigest(codeHash(row.id, code), row.codeHash);
    tx.update(signInCodes)
      .set(right ? { usedAt: clock.now() } : { attempts: sql`${signInCodes.attempts} + 1` })
      .where(eq(signInCodes.id, row.id))
      .run();
    if (!right) {
      recordAudit(tx, { actorId: 'reader', action: 'code-refused', subject: 'sign-in' });
    }
    return right ? { is: 'right', email: unseal(place(row.id), row.sealedEmail) } : { is: 'wrong' };
  });
}

/** True while the browser has a code that could still be used. */
export function isWaitingForCode(browserToken: string): boolean {
  const alive = and(
    eq(signInCodes.browserHash, digest(browserToken)),
    isNull(signInCodes.usedAt),
    lt(signInCodes.attempts, mostAttempts),
    gt(signInCodes.expiresAt, clock.now()),
  );
  return (
    database().select({ id: signInCodes.id }).from(signInCodes).where(alive).get() !== undefined
  );
}

/** The codes that wait for an address. They are few: codes are kept for a day. */
export function codesFor(tx: Tx, email: string): string[] {
  return tx
    .select({ id: signInCodes.id, sealedEmail: signInCodes.sealedEmail })
    .from(signInCodes)
    .all()
    .filter((row) => lookupHash(unseal(place(row.id), row.sealedEmail)) === lookupHash(email))
    .map(({ id }) => id);
}

/** Retention: codes are kept for a day. */
export function purgeCodes(): number {
  return database()
    .delete(signInCodes)
    .where(lt(signInCodes.createdAt, clock.now() - day))
    .run().changes;
}
