import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { accounts, audit } from '#db/schema';
import { visitor, type Person } from '~/platform/access';
import { database, inTransaction, migrateDatabase } from '~/platform/database.server';
import { clock, hour, minute } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { findAccount, sealTotpSecret } from './accounts.server';
import { isInvited, tryInvitationCode } from './invitations.server';
import { makeRecoveryCodes, spendRecoveryCode } from './recovery-codes.server';
import { factorsOf, hasSecondFactor } from './factors.server';
import { newTotpSecret } from './second-step.server';
import { identify, startSession } from './session.server';
import { accountOf } from './sign-in.server';
import { changeStaff, listStaff, openStaffList, renameStaff } from './staff.server';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

/** A lead or adviser who has set up an authenticator and recovery codes. */
function setUp(role: 'lead' | 'adviser'): Person {
  const actor = person(role, role === 'adviser' ? 'north' : undefined);
  const id = actor.accountId;
  database()
    .update(accounts)
    .set({ sealedTotpSecret: sealTotpSecret(id, newTotpSecret()) })
    .where(eq(accounts.id, id))
    .run();
  inTransaction((tx) => makeRecoveryCodes(tx, id));
  return actor;
}

const daniel = setUp('lead');
const cookieFor = async ({ accountId }: Person) =>
  (await startSession(visitor, accountId, { secondFactor: true })).split(';')[0]!;
const actionsOn = (id: string) =>
  database()
    .select()
    .from(audit)
    .where(eq(audit.subject, id))
    .all()
    .map(({ actorId, action }) => [actorId, action]);

describe('a lead', () => {
  it('sees who works here, and no practitioner', () => {
    const ruth = setUp('adviser');
    const amina = person('practitioner');
    const listed = listStaff(daniel);
    expect(listed.find(({ id }) => id === ruth.accountId)).toMatchObject({
      role: 'adviser',
      team: 'north',
      factors: { authenticator: true, passkeys: 0, recoveryCodes: 10 },
      disabledAt: null,
    });
    expect(listed.some(({ id }) => id === amina.accountId)).toBe(false);
  });

  it('disables an account: its sessions are over at once, and nobody signs in', async () => {
    const ruth = setUp('adviser');
    const cookie = await cookieFor(ruth);
    expect((await identify(cookie)).actor.kind).toBe('person');
    expect(changeStaff(daniel, ruth.accountId, 'disable')).toEqual({ is: 'done' });
    expect((await identify(cookie)).actor.kind).toBe('visitor');
    const { email } = listStaff(daniel).find(({ id }) => id === ruth.accountId)!;
    expect(accountOf(email, 'en')).toBeNull();

    changeStaff(daniel, ruth.accountId, 'enable');
    expect(accountOf(email, 'en')?.id).toBe(ruth.accountId);
    expect((await identify(cookie)).actor.kind).toBe('visitor');
    expect(actionsOn(ruth.accountId).slice(-2)).toEqual([
      [daniel.accountId, 'staff-disabled'],
      [daniel.accountId, 'staff-enabled'],
    ]);
  });

  it('is told when an account they enable has no second step, and needs a new code', () => {
    const ruth = setUp('adviser');
    const mair = person('editor');
    for (const [{ accountId }, needsCode] of [
      [ruth, false],
      [mair, true],
    ] as const) {
      changeStaff(daniel, accountId, 'disable');
      expect(changeStaff(daniel, accountId, 'enable')).toEqual({ is: 'done', needsCode });
    }
  });

  it('corrects a name, of staff only, and that is in the trail without the name', () => {
    const ruth = setUp('adviser');
    expect(renameStaff(daniel, ruth.accountId, 'Ruth Adeyemi-Pryce')).toBe(true);
    const named = listStaff(daniel).find(({ id }) => id === ruth.accountId)!;
    expect(named.name).toBe('Ruth Adeyemi-Pryce');
    expect(actionsOn(ruth.accountId).at(-1)).toEqual([daniel.accountId, 'staff-renamed']);
    expect(JSON.stringify(database().select().from(audit).all())).not.toContain('Pryce');
    expect(renameStaff(daniel, person('practitioner').accountId, 'Ruth')).toBe(false);
  });

  it('reads the list of staff, and the trail says so, once an hour', () => {
    const start = clock.now();
    const readings = () => actionsOn('staff').filter(([who]) => who === daniel.accountId).length;
    openStaffList(daniel);
    openStaffList(daniel);
    expect(readings()).toBe(1);
    clock.now = () => start + hour + minute;
    openStaffList(daniel);
    expect(readings()).toBe(2);
  });

  it('gives a new set-up code: what the account had stops working, and the code begins again', async () => {
    const ruth = setUp('adviser');
    const cookie = await cookieFor(ruth);
    const codes = inTransaction((tx) => makeRecoveryCodes(tx, ruth.accountId));
    const verdict = changeStaff(daniel, ruth.accountId, 'reset');
    const account = findAccount(ruth.accountId)!;
    expect((await identify(cookie)).actor.kind).toBe('visitor');
    expect(hasSecondFactor(account)).toBe(false);
    expect(factorsOf(account)).toEqual({ authenticator: false, passkeys: 0, recoveryCodes: 0 });
    expect(spendRecoveryCode(account, codes[0]!)).toBe(false);
    expect(isInvited(account)).toBe(true);
    expect(verdict.is === 'done' && tryInvitationCode(account, verdict.code!).is).toBe('right');
  });

  it('cannot disable or reset themselves, nor touch a practitioner’s account', () => {
    const amina = person('practitioner');
    for (const change of ['disable', 'enable', 'reset'] as const) {
      expect(changeStaff(daniel, daniel.accountId, change)).toEqual({
        is: 'refused',
        because: 'self',
      });
      expect(changeStaff(daniel, amina.accountId, change)).toEqual({
        is: 'refused',
        because: 'not-staff',
      });
    }
    expect(hasSecondFactor(findAccount(daniel.accountId)!)).toBe(true);
    expect(findAccount(amina.accountId)!.disabledAt).toBeNull();
  });

  it('is never the last one to go: a lead who cannot sign in does not count', () => {
    const gwen = setUp('lead');
    person('lead');
    expect(changeStaff(daniel, gwen.accountId, 'disable')).toEqual({ is: 'done' });
    expect(changeStaff('operator', daniel.accountId, 'disable')).toEqual({
      is: 'refused',
      because: 'last-lead',
    });
    changeStaff(daniel, gwen.accountId, 'enable');
    expect(changeStaff('operator', daniel.accountId, 'disable')).toEqual({ is: 'done' });
    changeStaff('operator', daniel.accountId, 'enable');
  });
});

describe('everyone else', () => {
  it('may neither see nor change who works here', () => {
    const halfSignedIn = { ...person('lead'), secondFactor: false };
    for (const actor of [
      person('practitioner'),
      setUp('adviser'),
      person('editor'),
      halfSignedIn,
    ]) {
      const refused = expect.objectContaining({ status: 403 });
      expect(() => listStaff(actor)).toThrow(refused);
      expect(() => openStaffList(actor)).toThrow(refused);
      expect(() => renameStaff(actor, daniel.accountId, 'Mallory')).toThrow(refused);
      expect(() => changeStaff(actor, daniel.accountId, 'disable')).toThrow(refused);
    }
  });
});
