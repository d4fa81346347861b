import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { audit } from '#db/schema';
import { recordAudit, verifyAudit } from './audit.server';
import { digest } from './crypto.server';
import { database, inTransaction, migrateDatabase } from './database.server';

migrateDatabase();

/** A trail of four rows, and no guard: what somebody with the database file in their hands can do. */
beforeEach(() => {
  for (const guard of ['audit_no_update', 'audit_no_delete']) {
    database().run(sql.raw(`drop trigger if exists ${guard}`));
  }
  startAnew();
  for (const subject of ['samaritans', 'acas', 'shout', 'bapio']) write(subject);
});

function startAnew(): void {
  for (const table of ['audit', 'audit_head']) database().run(sql.raw(`delete from ${table}`));
  database().run(sql`delete from sqlite_sequence where name = 'audit'`);
}

const write = (subject: string) =>
  inTransaction((tx) =>
    recordAudit(tx, { actorId: 'mair', action: 'entry-checked', subject, detail: '2026-12-01' }),
  );

const firstWrong = () => {
  const verdict = verifyAudit();
  return verdict.whole ? null : verdict.firstWrong;
};

describe('the audit trail', () => {
  it('is whole when nobody has touched it', () => {
    expect(firstWrong()).toBeNull();
    expect(database().select().from(audit).all()).toHaveLength(4);
  });

  it('is whole before anything has happened', () => {
    startAnew();
    expect(firstWrong()).toBeNull();
  });

  it.each([
    ['who', sql`update audit set actor_id = 'somebody-else' where id = 2`],
    ['what', sql`update audit set action = 'entry-restored' where id = 2`],
    ['to what', sql`update audit set subject = 'mdu' where id = 2`],
    ['when', sql`update audit set at = at + 1 where id = 2`],
    ['more about it', sql`update audit set detail = null where id = 2`],
    ['its hash', sql`update audit set hash = 'x' where id = 2`],
  ])('shows the row where %s was changed', (_, tampering) => {
    database().run(tampering);
    expect(firstWrong()).toBe(2);
  });

  it.each([1, 3, 4])('shows that row %i was removed', (id) => {
    database().run(sql`delete from audit where id = ${id}`);
    expect(firstWrong()).toBe(id);
  });

  it('shows that its last row was removed, by somebody who also hid how many there were', () => {
    database().run(sql`delete from audit where id = 4`);
    database().run(sql`update sqlite_sequence set seq = 3 where name = 'audit'`);
    expect(firstWrong()).toBe(4);
    database().run(
      sql`update audit_head set last_id = 3, hash = (select hash from audit where id = 3)`,
    );
    expect(firstWrong()).toBe(4);
    database().run(sql`delete from audit_head`);
    expect(firstWrong()).toBe(4);
  });

  it('shows that its last row was removed after others have been added, too', () => {
    database().run(sql`delete from audit where id = 4`);
    write('mdu');
    expect(firstWrong()).toBe(4);
  });

  it('shows that two rows changed places', () => {
    for (const [from, to] of [
      [2, -1],
      [3, 2],
      [-1, 3],
    ]) {
      database().run(sql`update audit set id = ${to} where id = ${from}`);
    }
    expect(firstWrong()).toBe(2);
  });

  it('shows that a row was put in', () => {
    database().run(sql`
      insert into audit (at, actor_id, action, subject, previous_hash, hash)
      select at, actor_id, action, subject, hash, hash from audit where id = 4`);
    expect(firstWrong()).toBe(5);
  });

  it('shows a row put in by somebody who knows how the hashes are made, but has no key', () => {
    const last = database().select().from(audit).all().at(-1)!;
    const forged = [5, last.at, 'mair', 'entry-checked', 'mdu', null, last.hash];
    database().run(sql`
      insert into audit (id, at, actor_id, action, subject, previous_hash, hash)
      values (5, ${last.at}, 'mair', 'entry-checked', 'mdu', ${last.hash}, ${digest(JSON.stringify(forged))})`);
    expect(firstWrong()).toBe(5);
  });

  it('shows that an older copy was put back, to somebody who noted where it ended', () => {
    const noted = verifyAudit();
    if (!noted.whole) throw new Error('the trail is not whole');
    expect(verifyAudit(noted.head)).toEqual(noted);
    write('mdu');
    expect(verifyAudit(noted.head)).toMatchObject({ whole: true });
    startAnew();
    write('samaritans');
    expect(verifyAudit()).toMatchObject({ whole: true });
    expect(verifyAudit(noted.head)).toEqual({ whole: false, firstWrong: 2 });
    for (const subject of ['acas', 'shout', 'mdu']) write(subject);
    expect(verifyAudit(noted.head)).toEqual({ whole: false, firstWrong: 4 });
  });

  it('has no row of a change that did not happen', () => {
    expect(() =>
      inTransaction((tx) => {
        recordAudit(tx, { actorId: 'mair', action: 'entry-suspended', subject: 'acas' });
        throw new Error('the change failed');
      }),
    ).toThrow('the change failed');
    expect(database().select().from(audit).all()).toHaveLength(4);
    expect(firstWrong()).toBeNull();
  });
});
