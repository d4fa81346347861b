import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { emailChanges } from '#db/schema';
import type { Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import {
  keyedHash,
  lookupHash,
  newId,
  randomToken,
  sameDigest,
  seal,
  unseal,
} from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { queueMessage } from '~/platform/mail/outbox.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day, minute } from '~/platform/time/clock';
import { findAccountByEmail, ownAccount, setEmail, type Account } from './accounts.server';
import { codeLasts, mostAttempts, newCode } from './codes.server';
import { endOthers } from './session.server';

/**
 * Changing the email address of an account: a code goes to the address it has and another to the address it
 * is to have, and both are needed (OWASP ASVS 5.0, 6.3.7 and 7.5.1). The work is the same when the new address
 * has an account already; only the message to it differs: it holds no code, and none would be right.
 */

const place = (row: string) => placeOf(emailChanges.sealedNewEmail, row);

/** `current` and `next` are the two addresses. */
const codeHash = (id: string, which: 'current' | 'next', code: string) =>
  keyedHash('email-change-code', `${id}:${which}:${code}`);

/**
 * Queues both codes. A change that was waiting waits no more.
 * @param mailed false, when the new address has got too many messages: the same is done and said, but nothing is
 *   sent to it, and no six digits are right.
 */
export function askToChangeEmail(
  actor: Person,
  email: string,
  locale: Locale,
  mailed = true,
): void {
  const id = newId();
  const current = newCode();
  const next = mailed ? newCode() : randomToken();
  const now = clock.now();
  const { email: currentEmail } = ownAccount(actor);
  const isTaken = findAccountByEmail(email) !== undefined;
  const t = translator(locale, 'mail');
  const minutes = codeLasts / minute;
  const address = config().baseUrl;
  const link = address + localPath(locale, '/account/sessions');
  const usefulUntil = now + codeLasts;
  inTransaction((tx) => {
    stop(tx, actor);
    tx.insert(emailChanges)
      .values({
        id,
        accountId: actor.accountId,
        newEmailHash: lookupHash(email),
        sealedNewEmail: seal(place(id), email),
        currentCodeHash: codeHash(id, 'current', current),
        newCodeHash: codeHash(id, 'next', next),
        createdAt: now,
        expiresAt: usefulUntil,
      })
      .run();
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'email-change-asked',
      subject: actor.accountId,
    });
    queueMessage(tx, `email-change:${id}:current`, {
      to: currentEmail,
      subject: t('emailChange.subject', { code: current }),
      text: t('emailChange.current', { code: current, minutes, link }),
      usefulUntil,
    });
    if (!mailed) return;
    queueMessage(tx, `email-change:${id}:next`, {
      to: email,
      subject: isTaken ? t('emailChange.takenSubject') : t('emailChange.subject', { code: next }),
      text: isTaken
        ? t('emailChange.taken', { address })
        : t('emailChange.next', { code: next, minutes, address }),
      usefulUntil,
    });
  });
}

/** The change a person could still confirm. */
const waiting = (actor: Person) =>
  and(
    eq(emailChanges.accountId, actor.accountId),
    isNull(emailChanges.doneAt),
    lt(emailChanges.attempts, mostAttempts),
    gt(emailChanges.expiresAt, clock.now()),
  );

/** The change of address a person could still confirm, or null. */
export function waitingEmailChange(actor: Person) {
  const row = database().select().from(emailChanges).where(waiting(actor)).get();
  if (!row) return null;
  const { id, sealedNewEmail, createdAt, expiresAt } = row;
  return { newEmail: unseal(place(id), sealedNewEmail), createdAt, endsAt: expiresAt };
}

/** The addresses an account was to have, as hashes, of every change that is still kept. */
export const newEmailHashesOf = (tx: Tx, { id }: Pick<Account, 'id'>): string[] =>
  tx
    .select({ hash: emailChanges.newEmailHash })
    .from(emailChanges)
    .where(eq(emailChanges.accountId, id))
    .all()
    .map(({ hash }) => hash);

/** Gives up the change that waits. */
export const stopEmailChange = (actor: Person): void => inTransaction((tx) => stop(tx, actor));

function stop(tx: Tx, actor: Person): void {
  tx.delete(emailChanges).where(waiting(actor)).run();
}

/**
 * - `wrong`: which of the two codes are not right.
 * - `over`: no change waits: none was asked for, its time has passed, or codes were tried too often.
 */
export type ChangeVerdict =
  | { is: 'done' }
  | { is: 'wrong'; current: boolean; next: boolean }
  | { is: 'over' };

/**
 * Tries both codes once. When they are right the address changes, every other session ends, and both addresses
 * are told.
 */
export function confirmEmailChange(
  actor: Person,
  codes: { current: string; next: string },
  locale: Locale,
): ChangeVerdict {
  const { email: currentEmail } = ownAccount(actor);
  return inTransaction((tx): ChangeVerdict => {
    const row = tx.select().from(emailChanges).where(waiting(actor)).get();
    if (!row) return { is: 'over' };
    const email = unseal(place(row.id), row.sealedNewEmail);
    const current = sameDigest(codeHash(row.id, 'current', codes.current), row.currentCodeHash);
    // For an address with an account, also one opened since the codes were sent, no code is right.
    const next =
      sameDigest(codeHash(row.id, 'next', codes.next), row.newCodeHash) &&
      findAccountByEmail(email) === undefined;
    if (!current || !next) {
      tx.update(emailChanges)
        .set({ attempts: sql`${emailChanges.attempts} + 1` })
        .where(eq(emailChanges.id, row.id))
        .run();
      if (row.attempts + 1 < mostAttempts) return { is: 'wrong', current: !current, next: !next };
      recordAudit(tx, {
        actorId: actor.accountId,
        action: 'email-change-refused',
        subject: actor.accountId,
      });
      return { is: 'over' };
    }
    tx.update(emailChanges).set({ doneAt: clock.now() }).where(eq(emailChanges.id, row.id)).run();
    setEmail(tx, actor, email);
    endOthers(tx, actor);
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'email-changed',
      subject: actor.accountId,
    });
    tellBoth(tx, row.id, { before: currentEmail, after: email }, locale);
    return { is: 'done' };
  });
}

/** Neither address is told the other. */
function tellBoth(
  tx: Tx,
  id: string,
  { before, after }: { before: string; after: string },
  locale: Locale,
): void {
  const t = translator(locale, 'mail');
  const contact = config().baseUrl + localPath(locale, '/contact');
  const subject = t('emailChange.doneSubject');
  queueMessage(tx, `email-changed:${id}:before`, {
    to: before,
    subject,
    text: t('emailChange.doneBefore', { contact }),
  });
  queueMessage(tx, `email-changed:${id}:after`, {
    to: after,
    subject,
    text: t('emailChange.doneAfter', { contact }),
  });
}

/** Retention: a day. */
export function purgeEmailChanges(): number {
  return database()
    .delete(emailChanges)
    .where(lt(emailChanges.createdAt, clock.now() - day))
    .run().changes;
}
