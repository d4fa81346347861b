import { Secret, TOTP } from 'otpauth';
import { afterEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { clock, second } from '~/platform/time/clock';
import { createAccount } from './accounts.server';
import { newTotpSecret, trySecondStep } from './second-step.server';

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
