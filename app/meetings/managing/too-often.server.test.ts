import { expect, it } from 'vitest';
import { createAccount, emailOf, findAccount } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { mostOf } from '~/platform/limits.server';
import { eraseOwnAccount } from '~/your-data/erase.server';
import { person } from '../../../tests/support/people';
import { isTooOften, waitToSend } from './too-often.server';

/** Somebody who uses an allowance up, to the last. */
function useUp(limit: 'change-of-account' | 'request-of-account', spend: () => boolean): void {
  for (let uses = 0; uses < mostOf(limit); uses += 1) expect(spend()).toBe(false);
  expect(spend()).toBe(true);
}

it('lets everybody call things off, and nobody begin anew by opening their account again', () => {
  const me = person('practitioner');
  const email = emailOf(findAccount(me.accountId)!);
  useUp('change-of-account', () => isTooOften(me, 'message'));
  useUp('request-of-account', () => waitToSend(me) > 0);
  expect(isTooOften(me, 'correct')).toBe(true);
  expect([isTooOften(me, 'cancel'), isTooOften(me, 'withdraw')]).toEqual([false, false]);
  eraseOwnAccount(me);
  const opened = createAccount({ email: email.toUpperCase(), role: 'practitioner', locale: 'en' });
  const again: Person = { ...me, accountId: opened.id };
  expect(isTooOften(again, 'message')).toBe(true);
  expect(waitToSend(again)).toBeGreaterThan(0);
  expect(isTooOften(person('practitioner'), 'message')).toBe(false);
});
