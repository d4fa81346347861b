import { afterEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { accounts, invitations } from '#db/schema';
import { database, migrateDatabase } from '~/platform/database.server';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import { clock, day } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { createAccount, findAccount, findAccountByEmail, type Account } from './accounts.server';
import {
  hasInvitation,
  inviteStaff,
  openInvitations,
  purgeInvitations,
  tryInvitationCode,
  withdrawInvitation,
} from './invitations.server';
import { newTotpSecret } from './second-step.server';
import { accountOf } from './sign-in.server';
import { changeStaff } from './staff.server';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

const noon = Date.UTC(2026, 11, 1, 12);
let people = 0;
const newAddress = () => `ruth-${(people += 1)}@example.test`;

/** Invites somebody. @returns the code the inviter is shown. */
function invite(email: string, name = 'Ruth Adeyemi'): string {
  const outcome = inviteStaff('operator', { email, name, role: 'adviser', team: 'wales' }, 'en');
  if (outcome.is !== 'invited') throw new Error('Not invited');
  return outcome.code;
}

/** What a right emailed code leads to. */
const signIn = (email: string): Account => accountOf(email, 'en')!;
const invitationOf = (email: string) =>
  openInvitations('operator').find((invitation) => invitation.email === email);

describe('an invitation', () => {
  it('opens, at the first sign-in, the account of staff it was made for, with nothing to sign in with yet', () => {
    const email = newAddress();
    invite(email);
    expect(findAccountByEmail(email)).toBeUndefined();
    const account = signIn(email);
    expect(account).toMatchObject({ role: 'adviser', team: 'wales', sealedTotpSecret: null });
    expect(signIn(email.toUpperCase()).id).toBe(account.id);
  });

  it('says nothing in its email of what the work is, and does not hold the code', async () => {
    const email = newAddress();
    const code = invite(email);
    await deliverDue();
    const { message } = sentMessages().find(({ message: { to } }) => to === email)!;
    expect(message.text).toContain('/sign-in');
    expect(message.text).not.toContain(code);
    expect(message.subject + message.text.replace(/http\S+/, '')).not.toMatch(
      /practitioner|adviser|concern|Ruth|PPA/i,
    );
  });

  it('keeps neither the address, the name nor the code where a copy of the database shows them', () => {
    const email = newAddress();
    const code = invite(email, 'Canary Canaryson');
    const rows = JSON.stringify(database().select().from(invitations).all());
    expect(rows).not.toContain(email);
    expect(rows).not.toContain('Canary');
    expect(rows).not.toContain(code);
    expect(rows).not.toContain(code.replaceAll('-', ''));
  });

  it('runs out after seven days: the address is then like any other', () => {
    clock.now = () => noon;
    const [early, late] = [newAddress(), newAddress()];
    const code = invite(early);
    invite(late);
    const account = signIn(early);
    clock.now = () => noon + 7 * day - 1;
    expect(invitationOf(early)).toBeDefined();
    clock.now = () => noon + 7 * day;
    expect(invitationOf(early)).toBeUndefined();
    expect(tryInvitationCode(account, code)).toEqual({ is: 'over' });
    expect(signIn(late).role).toBe('practitioner');
  });

  it('can be withdrawn, once', () => {
    const email = newAddress();
    const code = invite(email);
    const account = signIn(email);
    const { id } = invitationOf(email)!;
    expect(withdrawInvitation('operator', id)).toBe(true);
    expect(withdrawInvitation('operator', id)).toBe(false);
    expect(invitationOf(email)).toBeUndefined();
    expect(tryInvitationCode(account, code)).toEqual({ is: 'over' });
  });

  it('ends when a newer one is made for the same address', () => {
    const email = newAddress();
    const [first, second] = [invite(email), invite(email)];
    const account = signIn(email);
    expect(tryInvitationCode(account, first)).toEqual({ is: 'wrong' });
    expect(tryInvitationCode(account, second).is).toBe('right');
    expect(openInvitations('operator').filter((each) => each.email === email)).toHaveLength(1);
  });

  it('takes ten wrong codes, and then not the right one either', () => {
    const email = newAddress();
    const code = invite(email);
    const account = signIn(email);
    for (let tries = 0; tries < 10; tries += 1) {
      expect(tryInvitationCode(account, '0000-0000-0000-0000')).toEqual({ is: 'wrong' });
    }
    expect(tryInvitationCode(account, code)).toEqual({ is: 'over' });
  });

  it('does not take the code of somebody else’s', () => {
    const [mine, theirs] = [newAddress(), newAddress()];
    const code = invite(theirs);
    invite(mine);
    expect(tryInvitationCode(signIn(mine), code)).toEqual({ is: 'wrong' });
  });

  it('is made, seen and withdrawn by leads only', () => {
    const invitee = { email: newAddress(), name: 'X', role: 'lead' } as const;
    const halfSignedIn = { ...person('lead'), secondFactor: false };
    for (const actor of [
      person('practitioner'),
      person('adviser', 'north'),
      person('editor'),
      halfSignedIn,
    ]) {
      const refused = expect.objectContaining({ status: 403 });
      expect(() => inviteStaff(actor, invitee, 'en')).toThrow(refused);
      expect(() => openInvitations(actor)).toThrow(refused);
      expect(() => withdrawInvitation(actor, 'any')).toThrow(refused);
    }
    expect(inviteStaff(person('lead'), invitee, 'en').is).toBe('invited');
  });

  it('is refused for an address of staff', () => {
    const email = newAddress();
    const totpSecret = newTotpSecret();
    createAccount({ email, role: 'editor', name: 'Mair', totpSecret, locale: 'en' });
    const invitee = { email, name: 'Mair', role: 'lead' } as const;
    expect(inviteStaff('operator', invitee, 'en')).toEqual({ is: 'staff-already' });
  });
});

describe('an address that was invited in vain', () => {
  it.each<[string, (email: string) => void]>([
    ['is withdrawn', (email) => void withdrawInvitation('operator', invitationOf(email)!.id)],
    ['has run out', () => void (clock.now = () => noon + 7 * day)],
  ])('is nobody’s again when the invitation %s: its owner is a practitioner', (_, ends) => {
    clock.now = () => noon;
    const email = newAddress();
    invite(email);
    const empty = signIn(email);
    expect(empty.role).toBe('adviser');
    ends(email);
    const own = signIn(email);
    expect(own.role).toBe('practitioner');
    expect(findAccount(empty.id)).toBeUndefined();
    expect(signIn(email).id).toBe(own.id);
  });

  it('can be invited again, for other work', () => {
    const email = newAddress();
    invite(email);
    signIn(email);
    withdrawInvitation('operator', invitationOf(email)!.id);
    inviteStaff('operator', { email, name: 'Ruth', role: 'editor' }, 'en');
    expect(signIn(email).role).toBe('editor');
  });

  it('is not that of somebody who worked here and was given a new set-up code', () => {
    clock.now = () => noon;
    const email = newAddress();
    const totpSecret = newTotpSecret();
    const name = 'Mair';
    const { id } = createAccount({ email, role: 'editor', name, totpSecret, locale: 'en' });
    database().update(accounts).set({ lastSignInAt: noon }).where(eq(accounts.id, id)).run();
    changeStaff('operator', id, 'reset');
    clock.now = () => noon + 8 * day;
    expect(signIn(email)).toMatchObject({ id, role: 'editor' });
  });
});

it('an invitation is written in one language, and leads to the sign-in in the same', async () => {
  const email = newAddress();
  inviteStaff('operator', { email, name: 'Ruth', role: 'editor' }, 'cy');
  await deliverDue();
  const { message } = sentMessages().find(({ message: { to } }) => to === email)!;
  expect(message.text).toContain('/cy/sign-in');
});

describe('an invitation of somebody who is here as a practitioner', () => {
  it('is made like any other, and leaves their account and role alone', async () => {
    const practitioner = person('practitioner');
    const email = 'dana@example.test';
    const { id } = createAccount({ email, role: 'practitioner', locale: 'en' });
    const code = invite(email);
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
    await deliverDue();
    expect(sentMessages().some(({ message: { to } }) => to === email)).toBe(true);
    expect(signIn(email)).toMatchObject({ id, role: 'practitioner' });
    expect(hasInvitation({ ...practitioner, accountId: id })).toBe(true);
    expect(hasInvitation(practitioner)).toBe(false);
    expect(findAccount(id)!.role).toBe('practitioner');
  });
});

describe('retention', () => {
  it('deletes invitations 30 days after they ended or ran out', () => {
    const rowsOf = (id: string) =>
      database().select().from(invitations).where(eq(invitations.id, id)).all().length;
    clock.now = () => noon + 100 * day;
    const [withdrawn, forgotten] = [newAddress(), newAddress()];
    invite(withdrawn);
    invite(forgotten);
    const ids = [withdrawn, forgotten].map((email) => invitationOf(email)!.id) as [string, string];
    withdrawInvitation('operator', ids[0]);
    clock.now = () => noon + 130 * day;
    purgeInvitations();
    expect(ids.map(rowsOf)).toEqual([1, 1]);
    clock.now = () => noon + 130 * day + 1;
    purgeInvitations();
    expect(ids.map(rowsOf)).toEqual([0, 1]);
    clock.now = () => noon + 137 * day + 1;
    expect(purgeInvitations()).toBe(1);
    expect(ids.map(rowsOf)).toEqual([0, 0]);
  });
});
