import { and, asc, count, desc, eq, gt, inArray, lt, max, min } from 'drizzle-orm';
import { audit, auditHead } from '#db/schema';
import type { AuditAction } from './audit-actions';
import { keyedHash, sameDigest } from './crypto.server';
import { database, type Tx } from './database.server';
import { clock } from './time/clock';

/**
 * The audit trail: who did what, written in the same transaction as the deed. Each row holds a keyed hash over
 * itself and the hash of the row before, and a row beside the table says, keyed too, where the trail ends: who
 * has the database file and not the keys can neither change, remove, add nor reorder a row unseen. Who puts
 * back an older copy of the whole file can; that is found with a point noted elsewhere (`verifyAudit(since)`).
 */

export interface AuditEntry {
  /** An account's id; `reader` for somebody we do not know; `portal` for the portal itself; `operator`. */
  actorId: string;
  action: AuditAction;
  /** The id of what it was done to, never a personal word. */
  subject: string;
  /** More, in codes: a day, a count, a state. Never a personal word. */
  detail?: string;
}

/** A point of the trail: a row's number and its hash. */
export interface AuditPoint {
  id: number;
  hash: string;
}

type Row = typeof audit.$inferSelect;

/** What the first row is chained to. */
const beforeAll: AuditPoint = { id: 0, hash: '0'.repeat(64) };

const hashOf = ({ id, at, actorId, action, subject, detail, previousHash }: Omit<Row, 'hash'>) =>
  keyedHash('audit', JSON.stringify([id, at, actorId, action, subject, detail, previousHash]));

const sealOf = ({ id, hash }: AuditPoint) => keyedHash('audit-head', `${id}:${hash}`);

/** The one row of `audit_head`. */
const headRow = 1;

/** Adds to the trail, inside the caller's immediate transaction: the deed and its row, or neither. */
export function recordAudit(tx: Tx, { actorId, action, subject, detail }: AuditEntry): void {
  const last = readHead(tx);
  const unhashed = {
    id: last.id + 1,
    at: clock.now(),
    actorId,
    action,
    subject,
    detail: detail ?? null,
    previousHash: last.hash,
  };
  const row = { ...unhashed, hash: hashOf(unhashed) };
  tx.insert(audit).values(row).run();
  const head = { lastId: row.id, hash: row.hash, seal: sealOf(row) };
  tx.insert(auditHead)
    .values({ id: headRow, ...head })
    .onConflictDoUpdate({ target: auditHead.id, set: head })
    .run();
}

/**
 * The same for what is opened and loaded again: one row at most for the same actor, action and subject within a time.
 * @param within in milliseconds.
 */
export function recordAuditOnce(tx: Tx, entry: AuditEntry, within: number): void {
  if (!wasRecorded(tx, entry, clock.now() - within)) recordAudit(tx, entry);
}

/**
 * Whether a deed was recorded at `since` or later. The latest one tells, and is found from the end of the trail: what
 * all have done to one subject, such as the queue, becomes more for as long as the portal is used.
 */
function wasRecorded(tx: Tx, { actorId, action, subject }: AuditEntry, since: number): boolean {
  const same = and(
    eq(audit.subject, subject),
    eq(audit.actorId, actorId),
    eq(audit.action, action),
  );
  const latest = tx.select({ at: audit.at }).from(audit).where(same).orderBy(desc(audit.id)).get();
  return latest !== undefined && latest.at >= since;
}

// Reading it

/** Who did something to a subject: each once, with the first and last time and how often; latest first. */
export function whoDid(action: AuditAction, subject: string) {
  const lastAt = max(audit.at);
  return database()
    .select({ actorId: audit.actorId, firstAt: min(audit.at), lastAt, times: count() })
    .from(audit)
    .where(and(eq(audit.subject, subject), eq(audit.action, action)))
    .groupBy(audit.actorId)
    .orderBy(desc(lastAt))
    .all()
    .map((row) => ({ ...row, firstAt: row.firstAt!, lastAt: row.lastAt! }));
}

/** One line of the trail, for people. */
export interface AuditLine {
  id: number;
  at: number;
  actorId: string;
  action: AuditAction;
  subject: string;
  detail: string | null;
}

const line = {
  id: audit.id,
  at: audit.at,
  actorId: audit.actorId,
  action: audit.action,
  subject: audit.subject,
  detail: audit.detail,
};

/** What is recorded of one account. Oldest first. */
export function auditOfAccount(accountId: string): AuditLine[] {
  return database()
    .select(line)
    .from(audit)
    .where(eq(audit.subject, accountId))
    .orderBy(asc(audit.id))
    .all() as AuditLine[];
}

/**
 * A page of the trail, latest first.
 * @param which narrows it to some actions or to one subject, and to rows before one.
 */
export function readAudit(
  which: { actions?: readonly AuditAction[]; subject?: string; before?: number },
  most: number,
): AuditLine[] {
  return database()
    .select(line)
    .from(audit)
    .where(
      and(
        which.actions && inArray(audit.action, [...which.actions]),
        which.subject === undefined ? undefined : eq(audit.subject, which.subject),
        which.before === undefined ? undefined : lt(audit.id, which.before),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(most)
    .all() as AuditLine[];
}

/** Where the trail ends, without proving it. */
export const auditHeadNow = (): AuditPoint => readHead(database());

/** Where the trail ends, as noted beside it. */
function readHead(tx: Pick<Tx, 'select'>): AuditPoint {
  const head = tx.select().from(auditHead).where(eq(auditHead.id, headRow)).get();
  return head ? { id: head.lastId, hash: head.hash } : beforeAll;
}

/** Every row, a page at a time: the trail outgrows memory one day. */
function* rowsInOrder(tx: Pick<Tx, 'select'>): Generator<Row> {
  const pageOf = (after: number) =>
    tx.select().from(audit).where(gt(audit.id, after)).orderBy(asc(audit.id)).limit(1000).all();
  let page = pageOf(Number.MIN_SAFE_INTEGER);
  while (page.length > 0) {
    yield* page;
    page = pageOf(page.at(-1)!.id);
  }
}

/** Where the trail ends now. */
export const auditEnd = (): AuditPoint => readHead(database());

export type AuditVerdict = { whole: true; head: AuditPoint } | { whole: false; firstWrong: number };

/**
 * Reads the whole trail and proves it.
 * @param since a point noted earlier, elsewhere: it must still be there.
 * @returns where it ends, or the number of the first row that is not as it was written, or is missing.
 */
export function verifyAudit(since: AuditPoint = beforeAll): AuditVerdict {
  return database().transaction((tx): AuditVerdict => {
    let last = beforeAll;
    for (const row of rowsInOrder(tx)) {
      const id = last.id + 1;
      const asWritten =
        row.id === id && row.previousHash === last.hash && sameDigest(row.hash, hashOf(row));
      if (!asWritten || (id === since.id && row.hash !== since.hash)) {
        return { whole: false, firstWrong: id };
      }
      last = { id, hash: row.hash };
    }
    const noted = tx.select().from(auditHead).where(eq(auditHead.id, headRow)).get();
    const ends = noted
      ? noted.lastId === last.id && noted.hash === last.hash && noted.seal === sealOf(last)
      : last.id === 0;
    return ends && last.id >= since.id
      ? { whole: true, head: last }
      : { whole: false, firstWrong: last.id + 1 };
  });
}
