import { and, desc, eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { afterEach, describe, expect, it } from 'vitest';
import { audit } from '#db/schema';
import { mostOf } from '~/platform/limits.server';
import { visitor, type Person } from '~/platform/access';
import { database, migrateDatabase } from '~/platform/database.server';
import { clock, minute, second } from '~/platform/time/clock';
import { createAccount, findAccount, totpSecretOf } from './accounts.server';
import { hasSecondFactor } from './factors.server';
import { inviteStaff, tryInvitationCode } from './invitations.server';
import { recoveryCodesLeft } from './recovery-codes.server';
import {
  changeAuthenticator,
  newTotpSecret,
  proveSecondStep,
  setUpAuthenticator,
  setUpPasskey,
  trySecondStep,
  verdictOf,
} from './second-step.server';
import { identify, startSession } from './session.server';
import { accountOf } from './sign-in.server';

migrateDatabase();

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

/** The start of one of the half minutes codes are made for. */
const noon = Date.UTC(2026, 11, 1, 12);
const step = 30 * second;
let people = 0;

/** A member of staff and what their authenticator shows at a moment. */
function staff(totpSecret = newTotpSecret()) {
  people += 1;
  const { id } = createAccount({
    email: `adviser-${people}@example.test`,
    role: 'adviser',
    team: 'north',
    locale: 'en',
    totpSecret,
  });
  const totp = new TOTP({ secret: Secret.fromBase32(totpSecret) });
  return { id, shows: (timestamp: number) => totp.generate({ timestamp }) };
}

describe('the six digits of an authenticator', () => {
  it('let their owner in', () => {
    const { id, shows } = staff();
    clock.now = () => noon;
    expect(trySecondStep(id, shows(noon))).toBe(true);
  });

  it.each([
    ['half a minute slow', -step],
    ['half a minute fast', step],
  ])('may be %s', (_, drift) => {
    const { id, shows } = staff();
    clock.now = () => noon;
    expect(trySecondStep(id, shows(noon + drift))).toBe(true);
  });

  it.each([
    ['a minute slow', -2 * step],
    ['a minute fast', 2 * step],
  ])('may not be %s', (_, drift) => {
    const { id, shows } = staff();
    clock.now = () => noon;
    expect(trySecondStep(id, shows(noon + drift))).toBe(false);
  });

  it('work once', () => {
    const { id, shows } = staff();
    clock.now = () => noon;
    const token = shows(noon);
    expect(trySecondStep(id, token)).toBe(true);
    expect(trySecondStep(id, token)).toBe(false);
    clock.now = () => noon + step; // still within the drift
    expect(trySecondStep(id, token)).toBe(false);
  });

  it('do not work when a later code was used before them', () => {
    const { id, shows } = staff();
    clock.now = () => noon;
    expect(trySecondStep(id, shows(noon + step))).toBe(true);
    expect(trySecondStep(id, shows(noon))).toBe(false);
    clock.now = () => noon + 2 * step;
    expect(trySecondStep(id, shows(noon + 2 * step))).toBe(true);
  });

  it('are not used up by a wrong try', () => {
    const { id, shows } = staff();
    clock.now = () => noon;
    const near = [noon - step, noon, noon + step].map(shows);
    const wrong = ['000000', '111111', '222222', '333333'].find(
      (digits) => !near.includes(digits),
    )!;
    expect(trySecondStep(id, wrong)).toBe(false);
    expect(trySecondStep(id, shows(noon))).toBe(true);
  });

  it.each(['', '12345', '1234567', 'abcdef', '      ', '000000000000'])(
    'are six digits, and "%s" is not',
    (token) => {
      const { id } = staff();
      clock.now = () => noon;
      expect(trySecondStep(id, token)).toBe(false);
    },
  );

  it('do not open somebody else’s account', () => {
    const mine = staff('A'.repeat(32));
    const theirs = staff('B'.repeat(32));
    clock.now = () => noon;
    expect(trySecondStep(mine.id, theirs.shows(noon))).toBe(false);
    expect(trySecondStep(theirs.id, theirs.shows(noon))).toBe(true);
  });

  it('are worth nothing for an account that has no authenticator, or that is not there', () => {
    const { id } = createAccount({
      email: 'amina@example.test',
      role: 'practitioner',
      locale: 'en',
    });
    expect(trySecondStep(id, '000000')).toBe(false);
    expect(trySecondStep('no-such-account', '000000')).toBe(false);
  });
});

describe('a new secret', () => {
  it('can be typed into an authenticator, is 160 bits long and never the same', () => {
    const secrets = Array.from({ length: 20 }, newTotpSecret);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    }
    expect(new Set(secrets).size).toBe(20);
  });
});

/** Somebody who has signed in with their invitation's email and given its code. */
function invited() {
  people += 1;
  const email = `invited-${people}@example.test`;
  const outcome = inviteStaff('operator', { email, name: 'Ruth', role: 'editor' }, 'en');
  const account = accountOf(email, 'en')!;
  const verdict = tryInvitationCode(account, outcome.is === 'invited' ? outcome.code : '');
  if (verdict.is !== 'right') throw new Error('The code of the invitation was not right');
  const secret = newTotpSecret();
  const shows = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() });
  return { account, invitation: verdict.invitation, secret, shows };
}

describe('setting up an authenticator', () => {
  it('keeps it once it has shown a right code, with ten recovery codes; that code is then used', () => {
    clock.now = () => noon;
    const { account, invitation, secret, shows } = invited();
    const verdict = setUpAuthenticator(account, invitation, secret, shows());
    expect(verdict.is === 'done' && verdict.codes).toHaveLength(10);
    expect(totpSecretOf(findAccount(account.id)!)).toBe(secret);
    expect(trySecondStep(account.id, shows())).toBe(false);
    clock.now = () => noon + step;
    expect(trySecondStep(account.id, shows())).toBe(true);
  });

  it('keeps nothing when the code is wrong, and the invitation stays open', () => {
    const { account, invitation, secret, shows } = invited();
    const wrong = shows() === '000000' ? '000001' : '000000';
    expect(setUpAuthenticator(account, invitation, secret, wrong)).toEqual({ is: 'wrong' });
    expect(hasSecondFactor(findAccount(account.id)!)).toBe(false);
    expect(recoveryCodesLeft(account.id)).toBe(0);
    expect(setUpAuthenticator(account, invitation, secret, shows()).is).toBe('done');
  });

  it('happens once for an invitation, and only for whom it was made', () => {
    const ruth = invited();
    const gwen = invited();
    const { account, invitation } = gwen;
    expect(setUpAuthenticator(account, ruth.invitation, gwen.secret, gwen.shows())).toEqual({
      is: 'over',
    });
    expect(setUpAuthenticator(account, invitation, gwen.secret, gwen.shows()).is).toBe('done');
    const other = newTotpSecret();
    const shown = new TOTP({ secret: Secret.fromBase32(other) }).generate();
    expect(setUpAuthenticator(account, invitation, other, shown)).toEqual({ is: 'over' });
    expect(totpSecretOf(findAccount(account.id)!)).toBe(gwen.secret);
  });
});

describe('setting up a passkey', () => {
  const proved = (accountId: string, credentialId: string) => ({
    accountId,
    credentialId,
    publicKey: 'AA',
    counter: 0,
    transports: '[]',
    name: 'My phone',
  });

  it('keeps it, with ten recovery codes, and the invitation ends', () => {
    const { account, invitation } = invited();
    const verdict = setUpPasskey(account, invitation, proved(account.id, 'ruths'));
    expect(verdict.is === 'done' && verdict.codes).toHaveLength(10);
    expect(hasSecondFactor(findAccount(account.id)!)).toBe(true);
    expect(setUpPasskey(account, invitation, proved(account.id, 'second'))).toEqual({ is: 'over' });
  });

  it('that cannot be kept, because it is somebody else’s, leaves all as it was', () => {
    const gwen = invited();
    setUpPasskey(gwen.account, gwen.invitation, proved(gwen.account.id, 'gwens'));
    const { account, invitation, secret, shows } = invited();
    const verdict = setUpPasskey(account, invitation, proved(account.id, 'gwens'));
    expect(verdict).toEqual({ is: 'not-kept' });
    expect(hasSecondFactor(findAccount(account.id)!)).toBe(false);
    expect(recoveryCodesLeft(account.id)).toBe(0);
    // The invitation is as open as before.
    expect(setUpAuthenticator(account, invitation, secret, shows()).is).toBe('done');
  });
});

describe('a new authenticator', () => {
  it('takes the place of the old one and ends the sessions that are open elsewhere', async () => {
    clock.now = () => noon;
    const { id, shows } = staff();
    const open = async () =>
      (await startSession(visitor, id, { secondFactor: true })).split(';')[0]!;
    const [here, elsewhere] = [await open(), await open()];
    const { actor } = await identify(here);
    const secret = newTotpSecret();
    const shown = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: noon });
    const wrong = shown === '000000' ? '000001' : '000000';
    expect(changeAuthenticator(actor as Person, secret, wrong)).toBe(false);
    expect((await identify(elsewhere)).actor.kind).toBe('person');
    expect(changeAuthenticator(actor as Person, secret, shown)).toBe(true);
    expect((await identify(here)).actor.kind).toBe('person');
    expect((await identify(elsewhere)).actor.kind).toBe('visitor');
    const ended = and(eq(audit.subject, id), eq(audit.action, 'session-ended'));
    expect(database().select().from(audit).where(ended).all()).toHaveLength(1);
    clock.now = () => noon + step;
    expect(trySecondStep(id, shows(noon + step))).toBe(false);
  });
});

describe('trying second steps one after the other', () => {
  const prove = (id: string, right: boolean) => proveSecondStep(id, () => verdictOf(right));

  it('ends soon, is given back by a right one, and is written down', async () => {
    clock.now = () => noon;
    const { id } = staff();
    for (let tries = 1; tries < mostOf('second-step'); tries += 1) await prove(id, false);
    expect(await prove(id, true)).toEqual({ is: 'right' });
    for (let tries = 0; tries < mostOf('second-step'); tries += 1) {
      expect(await prove(id, false)).toEqual({ is: 'wrong' });
    }
    expect(await prove(id, true)).toEqual({ is: 'used-up', wait: 15 * 60 });
    expect(database().select().from(audit).orderBy(desc(audit.id)).limit(1).get()).toMatchObject({
      action: 'second-step-refused',
      subject: id,
      detail: 'used-up',
    });
  });

  it('ends for the day after so many wrong ones, however often the owner signs in meanwhile', async () => {
    clock.now = () => noon;
    const { id } = staff();
    for (let wrong = 0; wrong < mostOf('second-step-in-a-day'); wrong += 1) {
      expect(await prove(id, false)).toEqual({ is: 'wrong' });
      if (wrong % 100 === 0) expect(await prove(id, true)).toEqual({ is: 'right' });
    }
    clock.now = () => noon + 15 * minute;
    expect(await prove(id, true)).toMatchObject({ is: 'used-up', wait: 12 * 60 * 60 - 15 * 60 });
  });
});
