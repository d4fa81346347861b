import { isFullySignedIn, type Actor } from '~/platform/access';
import type { AuditAction } from '~/platform/audit-actions';
import { recordAudit } from '~/platform/audit.server';
import { inTransaction } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import {
  createAccount,
  findAccountByEmail,
  isClosed,
  noteSignIn,
  type Account,
} from './accounts.server';
import { forgetNeverSetUp, openStaffAccount } from './invitations.server';
import { browserOf } from './browser';
import { forgetBrowser, recogniseBrowser } from './devices.server';
import { landingOf } from './landing';
import { clearOwnCookies } from './own-cookie.server';
import { endSession, startSession } from './session.server';
import { hasUnsentForms } from './unsent-forms.server';

/** Where an account's owner goes who has just signed in (landing.ts). */
export const landingFor = ({ id, role }: Pick<Account, 'id' | 'role'>, wanted: string): string =>
  landingOf(role, wanted, hasUnsentForms(id));

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
 * The account a right code belongs to. An address nobody has used before opens the account it was invited to,
 * or a practitioner's: staff are only ever invited by staff. So does one that was invited in vain.
 * @returns null when the account is disabled or erased.
 */
export function accountOf(email: string, locale: Locale): Account | null {
  inTransaction((tx) => forgetNeverSetUp(tx, email));
  const account =
    findAccountByEmail(email) ??
    openStaffAccount(email, locale) ??
    createAccount({ email, role: 'practitioner', locale });
  return isClosed(account) ? null : account;
}

/** Whether a person would become somebody else by proving that this address is theirs. */
export const isAnother = (actor: Actor, email: string): boolean =>
  isFullySignedIn(actor) && findAccountByEmail(email)?.id !== actor.accountId;

/**
 * Writes down that a right code opened nothing. A code is right once, and the limits on asking for codes bound how
 * many there can be, so nobody floods the trail with it.
 */
export function noteUselessCode(actor: Actor, email: string, why: 'another-account' | 'closed') {
  inTransaction((tx) =>
    recordAudit(tx, {
      actorId: actor.kind === 'person' ? actor.accountId : 'reader',
      action: 'code-refused',
      subject: findAccountByEmail(email)?.id ?? 'sign-in',
      detail: why,
    }),
  );
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
  { actor, request, locale }: Entrance,
  account: Account,
  proof: Proof,
): Promise<Headers> {
  const enough = isEnough(account, proof);
  const again = isFullySignedIn(actor) && actor.accountId === account.id;
  const headers = new Headers();
  headers.append(
    'Set-Cookie',
    await startSession(actor, account.id, {
      secondFactor: enough && proof !== 'code',
      browser: browserOf(request.headers.get('User-Agent')),
    }),
  );
  const note = (action: AuditAction) =>
    inTransaction((tx) =>
      recordAudit(tx, { actorId: account.id, action, subject: account.id, detail: proof }),
    );
  if (!enough) {
    note('code-accepted');
    return headers;
  }
  headers.append('Set-Cookie', await recogniseBrowser(request, account));
  noteSignIn(account.id, locale);
  note(again ? 'shown-again' : 'signed-in');
  return headers;
}

/**
 * Lets a person out: their session ends, and the browser keeps nothing that says that anybody signed in here
 * (docs/decisions/0021). The one way out.
 * @returns the headers that empty the browser.
 */
export async function leave({ actor, request }: Omit<Entrance, 'locale'>): Promise<Headers> {
  // Pages and cookies a shared computer might have kept (OWASP ASVS 5.0, 14.3.1); not every browser does it.
  const headers = new Headers({ 'Clear-Site-Data': '"cache", "cookies", "storage"' });
  headers.append('Set-Cookie', await endSession(actor, request.headers.get('Cookie')));
  await forgetBrowser(request);
  for (const cleared of await clearOwnCookies()) headers.append('Set-Cookie', cleared);
  if (actor.kind === 'person') {
    const { accountId } = actor;
    inTransaction((tx) =>
      recordAudit(tx, { actorId: accountId, action: 'signed-out', subject: accountId }),
    );
  }
  return headers;
}
