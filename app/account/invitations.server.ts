import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { invitations } from '#db/schema';
import type { Person, Role, Team } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { keyedHash, lookupHash, newId, sameDigest, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import type { Locale } from '~/platform/locale';
import { queueMessage } from '~/platform/mail/outbox.server';
import { clock, day } from '~/platform/time/clock';
import { createAccount, findAccount, findAccountByEmail, type Account } from './accounts.server';
import { actorIdOf, asAdministrator, type Administrator } from './administrator';
import { newSpokenCode, readSpokenCode } from './spoken-code.server';

/**
 * Invitations of staff (docs/decisions/0020). Who takes one up shows two things: that the address is theirs, by
 * an emailed code, and that it is them who was meant, by a code given in person or by phone. Whoever invites
 * learns nothing about accounts of practitioners: the same is said and done for every address that is not
 * already one of staff.
 */

export type StaffRole = Exclude<Role, 'practitioner'>;
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

const place = (column: string, row: string) => ({ table: 'invitations', column, row });
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
    const account = findAccountByEmail(invitee.email);
    if (account && account.role !== 'practitioner') return { is: 'staff-already' };
    const { id, code } = openInvitation(tx, by, invitee);
    const t = translator(locale, 'mail');
    queueMessage(tx, `invitation:${id}`, {
      to: invitee.email,
      subject: t('invitation.subject'),
      text: t('invitation.text', {
        link: `${config().baseUrl}/sign-in`,
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
      sealedEmail: seal(place('sealed_email', id), email.trim()),
      sealedName: seal(place('sealed_name', id), name),
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
      name: unseal(place('sealed_name', id), sealedName),
      email: unseal(place('sealed_email', id), sealedEmail),
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
    name: unseal(place('sealed_name', id), sealedName),
    locale,
  });
}

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
    if (!invitation || invitation.attempts >= mostAttempts) return { is: 'over' };
    const { id } = invitation;
    if (sameDigest(codeHash(id, code), invitation.codeHash)) return { is: 'right', invitation: id };
    tx.update(invitations)
      .set({ attempts: sql`${invitations.attempts} + 1` })
      .where(eq(invitations.id, id))
      .run();
    recordAudit(tx, {
      actorId: account.id,
      action: 'second-step-refused',
      subject: account.id,
      detail: 'invitation-code',
    });
    return { is: 'wrong' };
  });
}

/**
 * Ends an invitation because it has done its work, in the transaction that keeps the new factor.
 * @returns false when it is not open any more: then nothing may be kept.
 */
export function takeUpInvitation(tx: Tx, account: Account, id: string): boolean {
  const invitation = tx.select().from(invitations).where(eq(invitations.id, id)).get();
  if (invitation?.emailHash !== account.emailHash || !end(tx, id)) return false;
  recordAudit(tx, { actorId: account.id, action: 'invitation-taken-up', subject: id });
  return true;
}

/** Retention: 30 days after they were taken up, withdrawn or ran out. */
export function purgeInvitations(): number {
  const before = clock.now() - keptAfterwards;
  return database()
    .delete(invitations)
    .where(or(lt(invitations.endedAt, before), lt(invitations.expiresAt, before)))
    .run().changes;
}
