import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recoveryCodes } from '#db/schema';
import { database, inTransaction, migrateDatabase } from '~/platform/database.server';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import { createAccount, type Account } from './accounts.server';
import { makeRecoveryCodes, recoveryCodesLeft, spendRecoveryCode } from './recovery-codes.server';

migrateDatabase();

let people = 0;

function adviserWithCodes(): { account: Account; codes: string[] } {
  people += 1;
  const email = `adviser-${people}@example.test`;
  const account = createAccount({ email, role: 'adviser', team: 'north', locale: 'en' });
  return { account, codes: inTransaction((tx) => makeRecoveryCodes(tx, account.id)) };
}

describe('recovery codes', () => {
  it('are ten, all different, and only hashes of them are kept', () => {
    const { account, codes } = adviserWithCodes();
    expect(new Set(codes).size).toBe(10);
    expect(recoveryCodesLeft(account.id)).toBe(10);
    const rows = JSON.stringify(database().select().from(recoveryCodes).all());
    for (const code of codes) {
      expect(rows).not.toContain(code);
      expect(rows).not.toContain(code.replaceAll('-', ''));
    }
  });

  it('each work once, in whatever order, and however often they are tried', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 25 }), (tries) => {
        const { account, codes } = adviserWithCodes();
        const used = new Set<number>();
        for (const which of tries) {
          expect(spendRecoveryCode(account, codes[which]!)).toBe(!used.has(which));
          used.add(which);
          expect(recoveryCodesLeft(account.id)).toBe(10 - used.size);
        }
      }),
      { numRuns: 20, verbose: true },
    );
  });

  it('work only for the person they were made for', () => {
    const [ruth, gwen] = [adviserWithCodes(), adviserWithCodes()];
    expect(spendRecoveryCode(gwen.account, ruth.codes[0]!)).toBe(false);
    expect(spendRecoveryCode(ruth.account, ruth.codes[0]!.toLowerCase())).toBe(true);
  });

  it('stop working when new ones are made', () => {
    const { account, codes } = adviserWithCodes();
    const renewed = inTransaction((tx) => makeRecoveryCodes(tx, account.id));
    expect(spendRecoveryCode(account, codes[0]!)).toBe(false);
    expect(spendRecoveryCode(account, renewed[0]!)).toBe(true);
  });

  it('tell their owner that one was used, without saying what', async () => {
    const { account, codes } = adviserWithCodes();
    spendRecoveryCode(account, 'wrong');
    await deliverDue();
    const own = () =>
      sentMessages().filter(({ message: { to } }) => to === `adviser-${people}@example.test`);
    expect(own()).toEqual([]);
    spendRecoveryCode(account, codes[0]!);
    await deliverDue();
    expect(own()).toHaveLength(1);
    expect(own()[0]!.message.text).not.toMatch(/recovery|practitioner/i);
  });
});
