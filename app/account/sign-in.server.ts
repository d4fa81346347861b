import type { Actor, Role } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { inTransaction } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { createAccount, findAccountByEmail, noteSignIn, type Account } from './accounts.server';
import { startSession } from './session.server';
import { hasUnsentForms } from './unsent-forms.server';

/** Where each role's work is. */
export const homeOf = (role: Role): string =>
  role === 'practitioner' ? '/meetings' : role === 'editor' ? '/adviser/content' : '/adviser';

/** Where somebody goes who has just come in: to what they were writing when their time ran out, if they were. */
export const landing = (accountId: string, next: string): string =>
  hasUnsentForms(accountId) ? `/account/unsent?next=${encodeURIComponent(next)}` : next;

/** The ways of showing who one is. */
export type Proof = 'code' | 'passkey' | 'authenticator' | 'recovery-code';

/** Where a person stands at the moment of a proof. */
export interface Entrance {
  /** Whose session the browser has had so far. */
  actor: Actor;
  request: Request;
  locale: Locale;
}

/**
 * The account a right code belongs to. An address nobody has used before opens a practitioner's account; staff
 * are only ever added by staff.
 * @returns null when the account is disabled or erased.
 */
export function accountOf(email: string, locale: Locale): Account | null {
  const account =
    findAccountByEmail(email) ?? createAccount({ email, role: 'practitioner', locale });
  return account.disabledAt || account.erasedAt ? null : account;
}

/** Whether `proof` is enough to act as this person: of staff, more than a code is asked. */
export const isEnough = (account: Pick<Account, 'role'>, proof: Proof): boolean =>
  account.role === 'practitioner' || proof !== 'code';

/**
 * Lets a person in who has shown who they are: a new session, and its line in the audit trail. The one way in;
 * a session that was there before ends.
 * @returns the headers that set the browser's cookies.
 */
export async function enter(
  { actor, locale }: Entrance,
  account: Account,
  proof: Proof,
): Promise<Headers> {
  const enough = isEnough(account, proof);
  const again = actor.kind === 'person' && actor.accountId === account.id && actor.secondFactor;
  const headers = new Headers();
  headers.append(
    'Set-Cookie',
    await startSession(actor, account.id, { secondFactor: enough && proof !== 'code' }),
  );
  if (enough) {
    noteSignIn(account.id, locale);
    inTransaction((tx) =>
      recordAudit(tx, {
        actorId: account.id,
        action: again ? 'shown-again' : 'signed-in',
        subject: account.id,
        detail: proof,
      }),
    );
  }
  return headers;
}
