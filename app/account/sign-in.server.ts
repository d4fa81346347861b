import type { Actor, Role } from '~/platform/access';
import type { Locale } from '~/platform/locale';
import { createAccount, findAccountByEmail, noteSignIn } from './accounts.server';
import { startSession } from './session.server';

export interface SignedIn {
  /** Value of a Set-Cookie header. */
  sessionCookie: string;
  needsSecondStep: boolean;
}

/** Where each role's work is. */
export const homeOf = (role: Role): string =>
  role === 'practitioner' ? '/meetings' : role === 'editor' ? '/adviser/content' : '/adviser';

/**
 * Signs in the person a right code belongs to. An address nobody has used before opens a practitioner's
 * account; staff are only ever added by staff.
 * @returns null when the account is disabled.
 */
export async function signIn(
  previous: Actor,
  email: string,
  locale: Locale,
): Promise<SignedIn | null> {
  const account =
    findAccountByEmail(email) ?? createAccount({ email, role: 'practitioner', locale });
  if (account.disabledAt) return null;
  noteSignIn(account.id, locale);
  return {
    sessionCookie: await startSession(previous, account.id, { secondFactor: false }),
    needsSecondStep: account.role !== 'practitioner',
  };
}
