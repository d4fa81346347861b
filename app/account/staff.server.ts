import { and, eq, isNull, ne } from 'drizzle-orm';
import { accounts, passkeys, recoveryCodes, sessions } from '#db/schema';
import type { StaffRole, Team } from '~/platform/access';
import { recordAudit, recordAuditOnce } from '~/platform/audit.server';
import { seal } from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, hour } from '~/platform/time/clock';
import { emailOf, findAccount, nameOf, type Account } from './accounts.server';
import { actorIdOf, asAdministrator, type Administrator } from './administrator';
import { endInvitations, openInvitation } from './invitations.server';
import { factorsOf, hasSecondFactor, type Factors } from './factors.server';
import { tellSignInChanged } from './sign-in-changed.server';

/** Who works here, and what a lead or the operator may do about it. */

export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  team: Team | null;
  lastSignInAt: number | null;
  factors: Factors;
  disabledAt: number | null;
}

type StaffAccount = Account & { role: StaffRole };

const isStaff = (account: Account): account is StaffAccount => account.role !== 'practitioner';

/** Everyone who has a staff account, by name, for a lead: that they read it is recorded, once an hour. */
export function openStaffList(by: Administrator): StaffMember[] {
  const opening = {
    actorId: actorIdOf(by),
    action: 'staff-list-opened',
    subject: 'staff',
  } as const;
  const staff = listStaff(by);
  inTransaction((tx) => recordAuditOnce(tx, opening, hour));
  return staff;
}

/** The same, within a deed that is recorded anyway. */
export function listStaff(by: Administrator): StaffMember[] {
  asAdministrator(by);
  return database()
    .select()
    .from(accounts)
    .where(ne(accounts.role, 'practitioner'))
    .all()
    .filter(isStaff)
    .map((account) => ({
      id: account.id,
      name: nameOf(account) ?? '',
      email: emailOf(account),
      role: account.role,
      team: account.team,
      lastSignInAt: account.lastSignInAt,
      factors: factorsOf(account),
      disabledAt: account.disabledAt,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export const staffChanges = ['disable', 'enable', 'reset'] as const;
export type StaffChange = (typeof staffChanges)[number];

/**
 * - `not-staff`: there is no staff account with this id.
 * - `self`: nobody does this to themselves.
 * - `last-lead`: nobody would be left to invite and help staff.
 */
export type StaffRefusal = 'not-staff' | 'self' | 'last-lead';

/**
 * What came of it. A reset gives the code to set up a second factor with; `needsCode` is an account that is enabled
 * and has no second factor.
 */
export type StaffVerdict =
  | ({ is: 'done' } & Consequence)
  | { is: 'refused'; because: StaffRefusal };

/** Disables, enables or resets a staff account. Whatever it is, it holds at once. */
export function changeStaff(by: Administrator, id: string, change: StaffChange): StaffVerdict {
  asAdministrator(by);
  return inTransaction((tx) => {
    const account = findAccount(id);
    if (!account || !isStaff(account)) return { is: 'refused', because: 'not-staff' };
    if (id === actorIdOf(by)) return { is: 'refused', because: 'self' };
    if (change === 'disable' && isLastLead(account)) {
      return { is: 'refused', because: 'last-lead' };
    }
    return { is: 'done', ...changes[change](tx, by, account) };
  });
}

/** Corrects the name a member of staff is known by. @returns false when there is no such person. */
export function renameStaff(by: Administrator, id: string, name: string): boolean {
  asAdministrator(by);
  return inTransaction((tx) => {
    const account = findAccount(id);
    if (!account || !isStaff(account)) return false;
    const sealedName = seal(placeOf(accounts.sealedName, id), name);
    tx.update(accounts).set({ sealedName }).where(eq(accounts.id, id)).run();
    recordAudit(tx, { actorId: actorIdOf(by), action: 'staff-renamed', subject: id });
    return true;
  });
}

/** Whether no other lead could sign in. */
const isLastLead = ({ id, role }: Account): boolean =>
  role === 'lead' &&
  !database()
    .select()
    .from(accounts)
    .where(and(eq(accounts.role, 'lead'), ne(accounts.id, id), isNull(accounts.disabledAt)))
    .all()
    .some(hasSecondFactor);

type Work = (tx: Tx, by: Administrator, account: StaffAccount) => Consequence | void;

type Consequence = { code?: string; needsCode?: boolean };

const changes: Record<StaffChange, Work> = {
  /** Ends the account's use: no sign-in, and no session that is open goes on. */
  disable(tx, by, { id, emailHash, disabledAt }) {
    if (disabledAt !== null) return;
    tx.update(accounts).set({ disabledAt: clock.now() }).where(eq(accounts.id, id)).run();
    tx.delete(sessions).where(eq(sessions.accountId, id)).run();
    endInvitations(tx, emailHash);
    recordAudit(tx, { actorId: actorIdOf(by), action: 'staff-disabled', subject: id });
  },

  enable(tx, by, account) {
    const { id, disabledAt } = account;
    const needsCode = !hasSecondFactor(account);
    if (disabledAt === null) return { needsCode };
    tx.update(accounts).set({ disabledAt: null }).where(eq(accounts.id, id)).run();
    recordAudit(tx, { actorId: actorIdOf(by), action: 'staff-enabled', subject: id });
    return { needsCode };
  },

  /** Takes away every second factor and session; a new code, given like an invitation's, sets up the next one. */
  reset(tx, by, account) {
    const { id, role, team } = account;
    tx.update(accounts).set({ sealedTotpSecret: null }).where(eq(accounts.id, id)).run();
    for (const table of [sessions, passkeys, recoveryCodes]) {
      tx.delete(table).where(eq(table.accountId, id)).run();
    }
    const invitee = {
      email: emailOf(account),
      name: nameOf(account) ?? '',
      role,
      team: team ?? undefined,
    };
    const { code } = openInvitation(tx, by, invitee);
    tellSignInChanged(tx, account);
    recordAudit(tx, { actorId: actorIdOf(by), action: 'staff-reset', subject: id });
    return { code };
  },
};
