import { randomInt } from 'node:crypto';
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { outbox, signInCodes } from '#db/schema';
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
import { findAccountByEmail } from './accounts.server';

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
 * Counts one code for an address, asked for by somebody we do not know.
 * @returns seconds this network has to wait before it may ask again, or 0; the same whoever else asks.
 */
export const spendCodesOfNetwork = (email: string, clientNetwork: string): number =>
  spendAllowances([
    ['code-from-client', clientNetwork],
    ['code-for-address-by-network', `${clientNetwork} ${email}`],
    ['code-overall', 'everyone'],
  ]);

/**
 * Counts one code a person asks for themselves, or somebody in a browser they have signed in with. Nobody else can
 * use these up.
 * @returns seconds to wait, or 0.
 */
export const spendCodesOfAccount = (accountId: string): number =>
  spendAllowances([
    ['code-of-account', accountId],
    ['code-in-a-day-of-account', accountId],
  ]);

/**
 * Counts one code for an address, whoever asks, from wherever. When it is one too many no mail goes out, and
 * nobody who asks is told: it would tell them that others ask for this address, too.
 */
export const mayMail = (email: string): boolean =>
  spendAllowances([
    ['code-for-address', email],
    ['code-for-address-in-a-day', email],
  ]) === 0;

/** Six random digits. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/**
 * Makes a code for an address and queues the message that carries it.
 * @param mailed false, when the address has got too many: the same is done, but no message leaves, and no six
 *   digits are right, so that nobody guesses at more codes than are sent.
 * @returns the token that binds the code to this browser.
 */
export function askForCode(email: string, locale: Locale, mailed = true): string {
  const id = newId();
  const browserToken = randomToken();
  const code = newCode();
  const message = `sign-in-code:${id}`;
  const now = clock.now();
  const t = translator(locale, 'mail');
  inTransaction((tx) => {
    tx.insert(signInCodes)
      .values({
        id,
        browserHash: digest(browserToken),
        sealedEmail: seal(place(id), email),
        codeHash: codeHash(id, mailed ? code : randomToken()),
        locale,
        createdAt: now,
        expiresAt: now + codeLasts,
      })
      .run();
    queueMessage(tx, message, {
      to: email,
      subject: t('code.subject', { code }),
      text: t('code.text', { code, minutes: codeLasts / minute, address: config().baseUrl }),
      usefulUntil: now + codeLasts,
    });
    if (!mailed) tx.delete(outbox).where(eq(outbox.idempotencyKey, message)).run();
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
    const email = unseal(place(row.id), row.sealedEmail);
    const right = sameDigest(codeHash(row.id, code), row.codeHash);
    tx.update(signInCodes)
      .set(right ? { usedAt: clock.now() } : { attempts: sql`${signInCodes.attempts} + 1` })
      .where(eq(signInCodes.id, row.id))
      .run();
    if (right) return { is: 'right', email };
    // At most five for each code, and codes have limits: nobody floods the trail.
    const subject = findAccountByEmail(email)?.id ?? 'sign-in';
    recordAudit(tx, { actorId: 'reader', action: 'code-refused', subject });
    return { is: row.attempts + 1 < mostAttempts ? 'wrong' : 'over' };
  });
}

/** The address the browser asked for a code for, while that code could still be used; null otherwise. */
export function addressOfCode(browserToken: string): string | null {
  const alive = and(
    eq(signInCodes.browserHash, digest(browserToken)),
    isNull(signInCodes.usedAt),
    lt(signInCodes.attempts, mostAttempts),
    gt(signInCodes.expiresAt, clock.now()),
  );
  const row = database().select().from(signInCodes).where(alive).get();
  return row ? unseal(place(row.id), row.sealedEmail) : null;
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
