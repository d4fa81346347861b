import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { audit } from '#db/schema';
import { recordAudit, verifyAudit } from './audit.server';
import { unseal } from './crypto.server';
import { database, inTransaction, migrateDatabase } from './database.server';

migrateDatabase();

/** A trail of four rows, and no guard: what somebody with the database file in their hands can do. */
beforeEach(() => {
  for (const guard of ['audit_no_update', 'audit_no_delete']) {
    database().run(sql.raw(`drop trigger if exists ${guard}`));
  }
  database().run(sql`delete from audit`);
  database().run(sql`delete from sqlite_sequence where name = 'audit'`);
  for (const subject of ['samaritans', 'acas', 'shout', 'bapio']) write(subject);
});

const write = (subject: string) =>
  inTransaction((tx) =>
    recordAudit(tx, { actorId: 'mair', action: 'entry-checked', subject, detail: 'by phone' }),
  );

describe('the audit trail', () => {
  it('is whole when nobody has touched it', () => {
    expect(verifyAudit()).toBeNull();
    expect(database().select().from(audit).all()).toHaveLength(4);
  });

  it('is whole before anything has happened', () => {
    database().run(sql`delete from audit`);
    database().run(sql`delete from sqlite_sequence where name = 'audit'`);
    expect(verifyAudit()).toBeNull();
  });

  it('keeps its details unreadable without the key', () => {
    const [row] = database().select().from(audit).all();
    expect(row!.sealedDetail).not.toContain('phone');
    expect(unseal({ table: 'audit', column: 'sealed_detail', row: '1' }, row!.sealedDetail!)).toBe(
      'by phone',
    );
  });

  it.each([
    ['who', sql`update audit set actor_id = 'somebody-else' where id = 2`],
    ['what', sql`update audit set action = 'entry-restored' where id = 2`],
    ['to what', sql`update audit set subject = 'mdu' where id = 2`],
    ['when', sql`update audit set at = at + 1 where id = 2`],
    ['more about it', sql`update audit set sealed_detail = null where id = 2`],
    ['its hash', sql`update audit set hash = 'x' where id = 2`],
  ])('shows the row where %s was changed', (_, tampering) => {
    database().run(tampering);
    expect(verifyAudit()).toBe(2);
  });

  it.each([1, 3, 4])('shows that row %i was removed', (id) => {
    database().run(sql`delete from audit where id = ${id}`);
    expect(verifyAudit()).toBe(id);
  });

  it('shows that its last row was removed after others have been added, too', () => {
    database().run(sql`delete from audit where id = 4`);
    write('mdu');
    expect(verifyAudit()).toBe(4);
  });

  it('shows that a row was put in', () => {
    database().run(sql`
      insert into audit (at, actor_id, action, subject, previous_hash, hash)
      select at, actor_id, action, subject, hash, hash from audit where id = 4`);
    expect(verifyAudit()).toBe(5);
  });

  it('has no row of a change that did not happen', () => {
    expect(() =>
      inTransaction((tx) => {
        recordAudit(tx, { actorId: 'mair', action: 'entry-suspended', subject: 'acas' });
        throw new Error('the change failed');
      }),
    ).toThrow('the change failed');
    expect(database().select().from(audit).all()).toHaveLength(4);
    expect(verifyAudit()).toBeNull();
  });
});
