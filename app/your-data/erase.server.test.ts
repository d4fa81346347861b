import { and, eq, getTableColumns, getTableName, is, type Column } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, describe, expect, it } from 'vitest';
import * as schema from '#db/schema';
import { accountKept, emailOf, findAccount, findAccountByEmail } from '~/account/index.server';
import { askForCode } from '~/account/codes.server';
import { askToChangeEmail } from '~/account/email-change.server';
import { endStates } from '~/meetings/life';
import {
  changeRequest,
  eraseOldWords,
  openRequest,
  readOpenings,
  readRequest,
  slotsToOffer,
} from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { verifyAudit } from '~/platform/audit.server';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import type { Message } from '~/platform/mail/message';
import { waitingSince } from '~/platform/mail/outbox.server';
import { clock, day, minute } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { fillIn, noteIdentity, send } from '../../tests/support/requests';
import { eraseOwnAccount, eraseUnusedAccounts } from './erase.server';

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});
const moveTo = (instant: number) => {
  clock.now = () => instant;
};

/** What waits to be sent to an address, oldest first. */
const waitingFor = (email: string): Message[] =>
  database()
    .select()
    .from(schema.outbox)
    .all()
    .map(
      ({ id, sealedMessage }): Message =>
        JSON.parse(unseal({ table: 'outbox', column: 'sealed_message', row: id }, sealedMessage!)),
    )
    .filter(({ to }) => to === email);

const emailFor = ({ accountId }: Person) => emailOf(findAccount(accountId)!);

/** A request with a meeting arranged. @returns its reference and when the meeting is. */
async function arrange(practitioner: Person, adviser: Person) {
  const reference = await send(practitioner);
  const [slot] = await slotsToOffer(adviser, reference);
  await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [slot!.startsAt] });
  const [offer] = readRequest(practitioner, reference).offers;
  await changeRequest(practitioner, reference, { change: 'accept', offerId: offer!.id });
  return { reference, ...slot! };
}

const tables = Object.values(schema).filter((each) => is(each, SQLiteTable));

/** Every row of every table that belongs to an account. */
function rowsOf(accountId: string): [table: string, row: Record<string, unknown>][] {
  return tables.flatMap((table) => {
    const { accountId: owner, ...columns } = getTableColumns(table) as Record<string, Column>;
    const key = table === schema.accounts ? columns.id : owner;
    if (!key) return [];
    const rows = database().select().from(table).where(eq(key, accountId)).all();
    return rows.map((row): [string, Record<string, unknown>] => [getTableName(table), row]);
  });
}

describe('erasing an account', () => {
  it('leaves no word of theirs in any table, and nothing that leads back to them', async () => {
    const me = person('practitioner');
    const adviser = person('adviser', 'north');
    const email = emailFor(me);
    const reference = await send(me);
    await changeRequest(adviser, reference, {
      change: 'decline',
      reason: 'other',
      words: 'Words about them',
    });
    fillIn(me);
    askForCode(email, 'en');
    const [startsAt, endsAt] = [realNow() + day, realNow() + day + minute];
    const { accountId } = me;
    const hold = { accountId, adviserId: adviser.accountId, startsAt, endsAt };
    database()
      .insert(schema.holds)
      .values({ ...hold, expiresAt: realNow() + minute })
      .run();
    eraseOwnAccount(me);

    for (const [table, row] of rowsOf(me.accountId)) {
      expect(['accounts', 'requests']).toContain(table);
      for (const [column, value] of Object.entries(row)) {
        if (column.startsWith('sealed')) expect(value || null, `${table}.${column}`).toBeNull();
      }
    }
    expect(findAccountByEmail(email)).toBeUndefined();
    expect(findAccount(me.accountId)!.erasedAt).not.toBeNull();
    expect(rowsOf(me.accountId).filter(([table]) => table === 'requests')).toHaveLength(1);
    const view = readRequest(adviser, reference);
    expect(view).toMatchObject({ state: 'declined', answers: {} });
    expect(view.events.map(({ words }) => words)).toEqual([null, null]);
  });

  it('cancels a meeting, so that it leaves both calendars, and writes to them one last time', async () => {
    const me = person('practitioner');
    const adviser = person('adviser', 'north');
    const [email, theirs] = [emailFor(me), emailFor(adviser)];
    const { reference } = await arrange(me, adviser);
    eraseOwnAccount(me);

    expect(readRequest(adviser, reference)).toMatchObject({ state: 'cancelled', meeting: null });
    expect(waitingFor(theirs).at(-1)?.calendar?.method).toBe('CANCEL');
    // What was waiting before is gone: the confirmation of the request, the times on offer, the invitation.
    const [cancelled, last, ...more] = waitingFor(email);
    expect(cancelled?.calendar?.method).toBe('CANCEL');
    expect(last?.subject).toBe('Your account has been erased');
    // Whoever did not ask for it learns whom to tell.
    expect(last?.text).toContain('/contact');
    expect(more).toEqual([]);
  });

  it('takes back what waits for the address they were changing to', () => {
    const me = person('practitioner');
    askToChangeEmail(me, 'new.address@example.test', 'en');
    expect(waitingFor('new.address@example.test')).toHaveLength(1);
    eraseOwnAccount(me);
    expect(waitingFor('new.address@example.test')).toEqual([]);
  });

  it('works, and their data can be read, with a message waiting that nobody can open', () => {
    const me = person('practitioner');
    const email = emailFor(me);
    const at = clock.now();
    const unreadable = { id: 'unreadable', idempotencyKey: 'unreadable', createdAt: at, dueAt: at };
    database()
      .insert(schema.outbox)
      .values({ ...unreadable, sealedMessage: 'a-key-that-is-gone.a.b.c' })
      .run();
    expect(waitingSince(email)).toEqual([]);
    eraseOwnAccount(me);
    expect(findAccount(me.accountId)!.erasedAt).not.toBeNull();
    database().delete(schema.outbox).where(eq(schema.outbox.id, 'unreadable')).run();
  });

  it('keeps a cancellation that was waiting already', async () => {
    const me = person('practitioner');
    const adviser = person('adviser', 'north');
    const email = emailFor(me);
    const { reference } = await arrange(me, adviser);
    await changeRequest(adviser, reference, { change: 'cancel' });
    eraseOwnAccount(me);
    expect(waitingFor(email).map(({ calendar }) => calendar?.method)).toEqual([
      'CANCEL',
      undefined,
    ]);
  });

  it.each(['submitted', 'offered', 'over', 'held', 'not-attended'] as const)(
    'ends a request that is %s, for good: nobody can do anything with it, and the queue is free of it',
    async (stage) => {
      const me = person('practitioner');
      const adviser = person('adviser', 'north');
      const { reference, endsAt } =
        stage === 'submitted' || stage === 'offered'
          ? { reference: await send(me), endsAt: 0 }
          : await arrange(me, adviser);
      if (stage === 'offered') {
        const [slot] = await slotsToOffer(adviser, reference);
        const startsAt = [slot!.startsAt];
        await changeRequest(adviser, reference, { change: 'offer-times', startsAt });
      }
      if (endsAt) moveTo(endsAt + minute);
      if (stage === 'held') {
        await noteIdentity(adviser, reference);
        await changeRequest(adviser, reference, { change: 'record-held' });
        expect(readRequest(adviser, reference).state).toBe('held');
      }
      if (stage === 'not-attended') {
        await changeRequest(adviser, reference, { change: 'record-not-attended' });
      }
      eraseOwnAccount(me);
      const after = readRequest(adviser, reference);
      expect(endStates).toContain(after.state);
      expect(after.allowed).toEqual([]);
      expect(after.answers).toEqual({});
      expect(verifyAudit()).toMatchObject({ whole: true });
    },
  );

  it('twice is once', () => {
    const me = person('practitioner');
    const email = emailFor(me);
    eraseOwnAccount(me);
    eraseOwnAccount(me);
    expect(waitingFor(email)).toHaveLength(1);
    const erasures = and(
      eq(schema.audit.subject, me.accountId),
      eq(schema.audit.action, 'account-erased'),
    );
    expect(database().select().from(schema.audit).where(erasures).all()).toHaveLength(1);
  });

  it('is all or nothing', async () => {
    const me = person('practitioner');
    const reference = await send(me);
    const before = rowsOf(me.accountId);
    database().run(
      `create temp trigger fault before update of erased_at on accounts begin select raise(abort, 'disk'); end`,
    );
    expect(() => eraseOwnAccount(me)).toThrow();
    database().run('drop trigger fault');
    expect(rowsOf(me.accountId)).toEqual(before);
    expect(readRequest(me, reference).state).toBe('submitted');
  });

  it('is not for staff', () => {
    for (const role of ['adviser', 'lead', 'editor'] as const) {
      const staff = person(role);
      expect(() => eraseOwnAccount(staff)).toThrow(expect.objectContaining({ status: 403 }));
      expect(findAccount(staff.accountId)!.erasedAt).toBeNull();
    }
  });
});

describe('an account that nobody uses', () => {
  const start = realNow();

  it('is erased after two years, and its owner is told a month before, once', () => {
    const me = person('practitioner');
    const email = emailFor(me);
    moveTo(start + accountKept - 31 * day);
    eraseUnusedAccounts();
    expect(waitingFor(email)).toEqual([]);
    moveTo(start + accountKept - 29 * day);
    eraseUnusedAccounts();
    eraseUnusedAccounts();
    expect(waitingFor(email).map(({ subject }) => subject)).toEqual([
      'Your account will be erased unless you sign in',
    ]);
    expect(findAccount(me.accountId)!.erasedAt).toBeNull();
    moveTo(start + accountKept + day);
    expect(eraseUnusedAccounts()).toBeGreaterThanOrEqual(1);
    expect(findAccount(me.accountId)!.erasedAt).toBe(start + accountKept + day);
    expect(eraseUnusedAccounts()).toBe(0);
  });

  it('stays when somebody has signed in, when it is of staff, and while a request of it is open', async () => {
    const used = person('practitioner');
    const staff = person('editor');
    const asking = person('practitioner');
    moveTo(start + accountKept + day);
    const reference = await send(asking);
    database()
      .update(schema.accounts)
      .set({ lastSignInAt: clock.now() })
      .where(eq(schema.accounts.id, used.accountId))
      .run();
    eraseUnusedAccounts();
    for (const each of [used, staff, asking]) {
      expect(findAccount(each.accountId)!.erasedAt).toBeNull();
    }
    // A year later the words of the request have gone, and with them the reason to keep the account.
    moveTo(clock.now() + 366 * day);
    eraseOldWords();
    eraseUnusedAccounts();
    expect(findAccount(asking.accountId)!.erasedAt).toBe(clock.now());
    expect(readRequest(person('lead'), reference).state).toBe('withdrawn');
  });
});

describe('who opened a request', () => {
  it('is told by person: how often, first and last; a reload within a minute is the same opening', async () => {
    const me = person('practitioner');
    const adviser = person('adviser', 'north');
    const lead = person('lead');
    const reference = await send(me);
    expect(readOpenings(me, reference)).toEqual([]);
    const start = realNow();
    for (const [who, after] of [
      [adviser, 0],
      [adviser, minute - 1],
      [lead, 2 * minute],
      [adviser, 10 * minute],
    ] as const) {
      moveTo(start + after);
      openRequest(who, reference);
    }
    expect(readOpenings(me, reference)).toMatchObject([
      { role: 'adviser', firstAt: start, lastAt: start + 10 * minute, times: 2 },
      { role: 'lead', firstAt: start + 2 * minute, times: 1 },
    ]);
    const other = person('practitioner');
    expect(() => readOpenings(other, reference)).toThrow(expect.objectContaining({ status: 404 }));
  });

  it('does not name staff who are gone', async () => {
    const me = person('practitioner');
    const adviser = person('adviser', 'north');
    const reference = await send(me);
    openRequest(adviser, reference);
    database()
      .update(schema.accounts)
      .set({ disabledAt: clock.now() })
      .where(eq(schema.accounts.id, adviser.accountId))
      .run();
    expect(readOpenings(me, reference)).toMatchObject([{ name: null, role: null, times: 1 }]);
  });
});
