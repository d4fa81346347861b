import { chmodSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { accounts, audit, requests, sessions } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import { readRequest } from '~/meetings/index.server';
import { send } from '../../tests/support/requests';
import { person } from '../../tests/support/people';
import { verifyAudit } from './audit.server';
import { config } from './config.server';
import { seal, unseal } from './crypto.server';
import { database, migrateDatabase } from './database.server';
import { keyRing } from './keys.server';
import { forgetKey, replaceValue, rotateKeys, unusedKeys, usesOfKeys } from './rotation.server';
import { placeOf, sealedColumns } from './sealed-columns.server';

const quietly = () => {};
const keyFile = () => path.join(config().dataDir, 'demo-keys.json');
const keyIds = () => [...keyRing({ lookNow: true }).byId.keys()];

beforeAll(() => migrateDatabase());

describe('sealed columns', () => {
  it('are all known, so that a rotation forgets none', () => {
    // From the database's own words, not from the schema that the rotation reads.
    const inTheDatabase = database()
      .all<{ place: string }>(
        sql`select m.name || '.' || c.name as place from sqlite_master m, pragma_table_info(m.name) c
            where m.type = 'table' and c.name like 'sealed%' order by 1`,
      )
      .map(({ place }) => place);
    const known = sealedColumns
      .map(({ column }) => placeOf(column, ''))
      .map(({ table, column }) => `${table}.${column}`);
    expect(known.sort()).toEqual(inTheDatabase);
    expect(known.length).toBeGreaterThan(10);
  });

  it('are sealed for the row by its primary key, a session by its handle', () => {
    const names = sealedColumns.map(({ column, rowName }) => [
      placeOf(column, '').table,
      rowName.name,
    ]);
    const otherwise = names.filter(([, name]) => name !== 'id');
    expect(otherwise).toEqual([
      ['sessions', 'handle'],
      ['note_drafts', 'requestId'],
    ]);
    for (const { rowName } of sealedColumns) expect(rowName.primary || rowName.isUnique).toBe(true);
    expect(placeOf(accounts.sealedTotpSecret, 'x')).toEqual({
      table: 'accounts',
      column: 'sealed_totp_secret',
      row: 'x',
    });
  });
});

describe('rotating the keys', () => {
  it('seals everything with a new key, opens all of it, and says which key is needed no more', async () => {
    const amina = person('practitioner');
    const reference = await send(amina);
    const before = readRequest(amina, reference);
    const handle = 'a-session';
    const browser = placeOf(sessions.sealedBrowser, handle);
    database()
      .insert(sessions)
      .values({
        idHash: 'hash',
        handle,
        accountId: amina.accountId,
        createdAt: 0,
        lastSeenAt: 0,
        expiresAt: 0,
        verifiedAt: 0,
        sealedBrowser: seal(browser, 'Firefox on Windows'),
      })
      .run();
    const mode = statSync(keyFile()).mode;
    const [old] = keyIds();

    const lines: string[] = [];
    const { resealed, unopened } = await rotateKeys((line) => lines.push(line));

    expect(unopened).toEqual([]);
    expect(resealed).toBeGreaterThan(3);
    const [newest, ...others] = keyIds();
    expect(others).toEqual([old]);
    expect(lines.join('\n')).toContain(newest);
    expect(usesOfKeys().get(old!)).toBe(0);
    expect(unusedKeys()).toEqual([old]);
    expect(readRequest(amina, reference)).toEqual(before);
    const session = database().select().from(sessions).where(eq(sessions.handle, handle)).get()!;
    expect(session.sealedBrowser).toMatch(new RegExp(`^${newest}\\.`));
    expect(unseal(browser, session.sealedBrowser!)).toBe('Firefox on Windows');
    expect(statSync(keyFile()).mode).toBe(mode);

    const told = database().select().from(audit).where(eq(audit.action, 'keys-rotated')).all();
    expect(told.map(({ subject }) => subject)).toContain(newest);
    expect(verifyAudit().whole).toBe(true);
  });

  it('goes on with a rotation that was cut short, and makes no further key', async () => {
    const account = findAccount(person('practitioner').accountId)!;
    const [newest, old] = keyIds();
    // As the rotation that was killed left it: the new key in front, a value with the one before.
    const ring = JSON.parse(readFileSync(keyFile(), 'utf8')) as { keys: string };
    expect(ring.keys.startsWith(`${newest}:`)).toBe(true);
    sealWithOld(account.id, old!, 'amina@example.test');
    const { resealed } = await rotateKeys(quietly);
    expect(resealed).toBe(1);
    expect(keyIds()).toEqual([newest, old]);
    expect(emailOf(findAccount(account.id)!)).toBe('amina@example.test');
  });

  it('leaves a value alone that somebody changed after it was read', () => {
    const { accountId } = person('practitioner');
    const column = sealedColumns.find(({ column: it }) => it === accounts.sealedEmail)!;
    const read = { rowName: accountId, value: findAccount(accountId)!.sealedEmail };
    const place = placeOf(accounts.sealedEmail, accountId);
    const newer = seal(place, 'newer@example.test');
    database().update(accounts).set({ sealedEmail: newer }).where(eq(accounts.id, accountId)).run();
    expect(replaceValue(column, read, seal(place, 'older@example.test'))).toBe(false);
    expect(emailOf(findAccount(accountId)!)).toBe('newer@example.test');
    expect(replaceValue(column, { ...read, value: newer }, newer)).toBe(true);
  });

  it('names values that no key opens, leaves them, and seals the others', async () => {
    const reference = await send(person('practitioner'));
    const row = database().select().from(requests).where(eq(requests.reference, reference)).get()!;
    const lost = row.sealedAnswers.replace(/^[^.]+/, 'lost');
    database().update(requests).set({ sealedAnswers: lost }).where(eq(requests.id, row.id)).run();
    const { unopened } = await rotateKeys(quietly);
    expect(unopened).toEqual([placeOf(requests.sealedAnswers, row.id)]);
    const after = database().select().from(requests).where(eq(requests.id, row.id)).get()!;
    expect(after.sealedAnswers).toBe(lost);
    database()
      .update(requests)
      .set({ sealedAnswers: row.sealedAnswers })
      .where(eq(requests.id, row.id))
      .run();
    expect((await rotateKeys(quietly)).unopened).toEqual([]);
  });

  it('adds no key to a file that is not the portal’s to change', async () => {
    const before = keyIds();
    chmodSync(keyFile(), 0o400);
    await rotateKeys(quietly);
    expect(keyIds()).toEqual(before);
    expect(forgetKey(before.at(-1)!)).toBe('not-ours');
    chmodSync(keyFile(), 0o600);
  });
});

describe('forgetting a key', () => {
  it('is refused for the newest, for one in use and for one that is not there', () => {
    const [newest, old] = keyIds();
    expect(forgetKey(newest!)).toBe('newest');
    expect(forgetKey('never-was')).toBe('unknown');
    const { accountId } = person('practitioner');
    sealWithOld(accountId, old!, 'amina@example.test');
    expect(forgetKey(old!)).toBe('in-use');
    expect(keyIds()).toContain(old);
  });

  it('takes an unused one out of the file, and everything still opens', async () => {
    const { accountId } = person('practitioner');
    await rotateKeys(quietly);
    for (const id of unusedKeys()) expect(forgetKey(id)).toBeNull();
    expect(keyIds()).toHaveLength(1);
    expect(readFileSync(keyFile(), 'utf8')).not.toContain('demo:');
    expect(emailOf(findAccount(accountId)!)).toContain('@example.test');
  });
});

/** Puts a value in an account as a process that does not know the newest key yet would. */
function sealWithOld(accountId: string, id: string, email: string) {
  const ring = keyRing();
  const place = placeOf(accounts.sealedEmail, accountId);
  const asBefore = ring as { newest: string };
  const { newest } = ring;
  asBefore.newest = id;
  const sealedEmail = seal(place, email);
  asBefore.newest = newest;
  database().update(accounts).set({ sealedEmail }).where(eq(accounts.id, accountId)).run();
}
