import { asc, desc, sql } from 'drizzle-orm';
import { audit } from '#db/schema';
import { digest, seal } from './crypto.server';
import { database, type Tx } from './database.server';
import { clock } from './time/clock';

/**
 * The audit trail: who changed what, written in the same transaction as the change. Each row holds a SHA-256
 * over itself and the hash of the row before, and numbers are never given twice, so a row that was changed,
 * removed or put in is found. Somebody who can rewrite the whole table can make a whole chain again: backups
 * hold the old one.
 */

export interface AuditEntry {
  /** An account's id; `portal` for the portal itself. */
  actorId: string;
  /** What was done, in kebab-case: `entry-suspended`. */
  action: string;
  /** What it was done to: an id, never a personal word. */
  subject: string;
  /** More, encrypted. */
  detail?: string;
}

type Row = typeof audit.$inferSelect;

/** What the first row is chained to. */
const beforeAll = '0'.repeat(64);

const hashOf = ({
  id,
  at,
  actorId,
  action,
  subject,
  sealedDetail,
  previousHash,
}: Omit<Row, 'hash'>) =>
  digest(JSON.stringify([id, at, actorId, action, subject, sealedDetail, previousHash]));

/** The highest number ever given, of a row that has since been removed, too. */
const lastNumber = (tx: Pick<Tx, 'get'>): number =>
  tx.get<{ seq: number } | undefined>(sql`select seq from sqlite_sequence where name = 'audit'`)
    ?.seq ?? 0;

/** Adds to the trail, inside the caller's immediate transaction: the change and its row, or neither. */
export function recordAudit(tx: Tx, { actorId, action, subject, detail }: AuditEntry): void {
  const last = tx.select({ hash: audit.hash }).from(audit).orderBy(desc(audit.id)).limit(1).get();
  const id = lastNumber(tx) + 1;
  const row = {
    id,
    at: clock.now(),
    actorId,
    action,
    subject,
    sealedDetail:
      detail === undefined
        ? null
        : seal({ table: 'audit', column: 'sealed_detail', row: String(id) }, detail),
    previousHash: last?.hash ?? beforeAll,
  };
  tx.insert(audit)
    .values({ ...row, hash: hashOf(row) })
    .run();
}

/** @returns the number of the first row that is not as it was written, or is missing; null when all is whole. */
export function verifyAudit(): number | null {
  return database().transaction((tx) => {
    let id = 0;
    let previousHash = beforeAll;
    for (const row of tx.select().from(audit).orderBy(asc(audit.id)).all()) {
      id += 1;
      if (row.id !== id || row.previousHash !== previousHash || row.hash !== hashOf(row)) return id;
      previousHash = row.hash;
    }
    return lastNumber(tx) > id ? id + 1 : null;
  });
}
