import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { accounts, invitations } from '#db/schema';
import type { Person, StaffRole, Team } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { keyedHash, lookupHash, newId, sameDigest, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { queueMessage } from '~/platform/mail/outbox.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day } from '~/platform/time/clock';
import { createAccount, findAccount, findAccountByEmail, type Account } from './accounts.server';
import { actorIdOf, asAdministrator, type Administrator } from './administrator';
import { hasSecondFactor } from './factors.server';
import { newSpokenCode, readSpokenCode } from './spoken-code.server';

/**
 * Invitations of staff (docs/decisions/0020). Who takes one up shows two things: that the address is theirs, by
 * an emailed code, and that it is them who was meant, by a code given in person or by phone. Whoever invites
 * learns nothing about accounts of practitioners: the same is said and done for every address that is not
 * already one of staff.
 */

type Invitation = typeof invitations.$inferSelect;

export interface Invitee {
  email: string;
  name: string;
  role: StaffRole;
  /** Advisers answer for a team; others have none. */
  team?: Team;
}

const invitationLasts = 7 * day;
const keptAfterwards = 30 * day;
const mostAttempts = 10;

const emailPlace = (row: string) => placeOf(invitations.sealedEmail, row);
const namePlace = (row: string) => placeOf(invitations.sealedName, row);
const codeHash = (id: string, code: string) =>
  keyedHash('invitation-code', `${id}:${readSpokenCode(code)}`);

const isOpen = () => and(isNull(invitations.endedAt), gt(invitations.expiresAt, clock.now()));

/**
 * Invites somebody to be staff and queues the message that says so; an invitation that was open for the address
 * ends.
 * @returns the code to give them by another way than email, or that the address is one of staff already.
 */
export function inviteStaff(
  by: Administrator,
  invitee: Invitee,
  locale: Locale,
): { is: 'invited'; code: string } | { is: 'staff-already' } {
  asAdministrator(by);
  return inTransaction((tx) => {
    forgetNeverSetUp(tx, invitee.email);
    const account = findAccountByEmail(invitee.email);
    if (account && account.role !== 'practitioner') return { is: 'staff-already' };
    const { id, code } = openInvitation(tx, by, invitee);
    const t = translator(locale, 'mail');
    queueMessage(tx, `invitation:${id}`, {
      to: invitee.email,
      subject: t('invitation.subject'),
      text: t('invitation.text', {
        link: config().baseUrl + localPath(locale, '/sign-in'),
        days: invitationLasts / day,
      }),
    });
    recordAudit(tx, {
      actorId: actorIdOf(by),
      action: 'staff-invited',
      subject: id,
      detail: invitee.role,
    });
    return { is: 'invited', code };
  });
}

/**
 * Opens an invitation in the caller's transaction, and ends one that was open for the address.
 * @returns its id, and its code, of which only a hash is kept.
 */
export function openInvitation(
  tx: Tx,
  by: Administrator,
  { email, name, role, team }: Invitee,
): { id: string; code: string } {
  const id = newId();
  const code = newSpokenCode();
  const now = clock.now();
  endInvitations(tx, lookupHash(email));
  tx.insert(invitations)
    .values({
      id,
      emailHash: lookupHash(email),
      sealedEmail: seal(emailPlace(id), email.trim()),
      sealedName: seal(namePlace(id), name),
      role,
      team: role === 'adviser' ? (team ?? null) : null,
      codeHash: codeHash(id, code),
      invitedBy: actorIdOf(by),
      createdAt: now,
      expiresAt: now + invitationLasts,
    })
    .run();
  return { id, code };
}

/** Ends whatever invitation is open for an address, in the caller's transaction. */
export function endInvitations(tx: Tx, emailHash: string): void {
  tx.update(invitations)
    .set({ endedAt: clock.now() })
    .where(and(eq(invitations.emailHash, emailHash), isOpen()))
    .run();
}

/** The invitations nobody has taken up yet, oldest first, for leads. */
export function openInvitations(by: Administrator) {
  asAdministrator(by);
  return database()
    .select()
    .from(invitations)
    .where(isOpen())
    .orderBy(asc(invitations.createdAt))
    .all()
    .map(({ id, role, team, expiresAt, sealedEmail, sealedName }) => ({
      id,
      name: unseal(namePlace(id), sealedName),
      email: unseal(emailPlace(id), sealedEmail),
      role,
      team,
      expiresAt,
    }));
}

/** Takes an invitation back. @returns false when there is none that is open under this id. */
export function withdrawInvitation(by: Administrator, id: string): boolean {
  asAdministrator(by);
  return inTransaction((tx) => {
    const withdrawn = end(tx, id);
    if (withdrawn) {
      recordAudit(tx, { actorId: actorIdOf(by), action: 'invitation-withdrawn', subject: id });
    }
    return withdrawn;
  });
}

/** @returns whether it was open until now. */
const end = (tx: Tx, id: string): boolean =>
  tx
    .update(invitations)
    .set({ endedAt: clock.now() })
    .where(and(eq(invitations.id, id), isOpen()))
    .run().changes === 1;

const openFor = (emailHash: string): Invitation | undefined =>
  database()
    .select()
    .from(invitations)
    .where(and(eq(invitations.emailHash, emailHash), isOpen()))
    .get();

/** Whether an invitation waits for this account's address. */
export const isInvited = ({ emailHash }: Pick<Account, 'emailHash'>): boolean =>
  openFor(emailHash) !== undefined;

/** What the account page tells a practitioner: their address has been invited, and work needs one of its own. */
export function hasInvitation(actor: Person): boolean {
  const account = findAccount(actor.accountId);
  return actor.role === 'practitioner' && account !== undefined && isInvited(account);
}

/**
 * Opens the account an address was invited to: staff's, with no second factor yet. It can do nothing before it
 * has one.
 * @returns null when no invitation is open for the address.
 */
export function openStaffAccount(email: string, locale: Locale): Account | null {
  const invitation = openFor(lookupHash(email));
  if (!invitation) return null;
  const { id, role, team, sealedName } = invitation;
  return createAccount({
    email,
    role,
    team: team ?? undefined,
    name: unseal(namePlace(id), sealedName),
    locale,
  });
}

/**
 * Lets an address go that was invited in vain: a staff account that never had a second factor, and that no
 * invitation can give one any more, is deleted in the caller's transaction. Nothing was ever done with it.
 */
export function forgetNeverSetUp(tx: Tx, email: string): void {
  const account = findAccountByEmail(email);
  if (!account || !wasNeverSetUp(account) || isInvited(account)) return;
  tx.delete(accounts).where(eq(accounts.id, account.id)).run();
  recordAudit(tx, { actorId: 'portal', action: 'account-erased', subject: account.id });
}

/** Staff sign in for the first time with their first factor, so one that a lead reset has signed in before. */
const wasNeverSetUp = (account: Account): boolean =>
  account.role !== 'practitioner' &&
  account.lastSignInAt === null &&
  account.disabledAt === null &&
  !hasSecondFactor(account);

/**
 * - `wrong`: not the code; it counts against the invitation.
 * - `over`: there is no invitation, or its time has passed, or too many codes were tried.
 */
export type InvitationVerdict =
  | { is: 'right'; invitation: string }
  | { is: 'wrong' }
  | { is: 'over' };

/** Tries an invitation's code once. A right one does not end the invitation: a proved factor does. */
export function tryInvitationCode(account: Account, code: string): InvitationVerdict {
  return inTransaction((tx) => {
    const invitation = openFor(account.emailHash);
    const isOver = !invitation || invitation.attempts >= mostAttempts;
    if (!isOver && sameDigest(codeHash(invitation.id, code), invitation.codeHash)) {
      return { is: 'right', invitation: invitation.id };
    }
    recordAudit(tx, {
      actorId: account.id,
      action: 'second-step-refused',
      subject: account.id,
      detail: 'invitation-code',
    });
    if (isOver) return { is: 'over' };
    tx.update(invitations)
      .set({ attempts: sql`${invitations.attempts} + 1` })
      .where(eq(invitations.id, invitation.id))
      .run();
    return { is: 'wrong' };
  });
}

/** Whether an invitation is open and this account's: otherwise no factor may be kept for it. */
export function canTakeUp(tx: Tx, { emailHash }: Account, id: string): boolean {
  const own = and(eq(invitations.id, id), eq(invitations.emailHash, emailHash), isOpen());
  return tx.select({ id: invitations.id }).from(invitations).where(own).get() !== undefined;
}

/** Ends an invitation because it has done its work, in the transaction that keeps the new factor. */
export function takeUpInvitation(tx: Tx, account: Account, id: string): void {
  end(tx, id);
  recordAudit(tx, { actorId: account.id, action: 'invitation-taken-up', subject: id });
}

/** Retention: 30 days after they were taken up, withdrawn or ran out. */
export function purgeInvitations(): number {
  const before = clock.now() - keptAfterwards;
  return database()
    .delete(invitations)
    .where(or(lt(invitations.endedAt, before), lt(invitations.expiresAt, before)))
    .run().changes;
}
