import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { recordAudit } from './audit.server';
import { copyDatabase, inTransaction } from './database.server';

/** Copies of the database, made while the portal serves. The keys are not in them (docs/keys.md). */

export type BackupOutcome = { made: true; bytes: number } | { made: false; because: BackupRefusal };

/** `exists`: nothing is overwritten. `no-folder`: there is no such folder, or it cannot be written to. */
export type BackupRefusal = 'exists' | 'no-folder';

/**
 * Copies the database into a new file that only its owner can read, and checks the copy.
 * @throws when the copy is not sound; it is removed.
 */
export async function makeBackup(file: string): Promise<BackupOutcome> {
  const target = path.resolve(file);
  const refused = reserve(target);
  if (refused) return { made: false, because: refused };
  try {
    await copyDatabase(target);
    settle(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
  const { size: bytes } = statSync(target);
  inTransaction((tx) =>
    recordAudit(tx, {
      actorId: 'operator',
      action: 'backup-made',
      subject: 'database',
      detail: `${bytes} bytes`,
    }),
  );
  return { made: true, bytes };
}

/** Makes the file before anything is in it, so that it is never readable by others, nor somebody else's. */
function reserve(target: string): BackupRefusal | undefined {
  try {
    closeSync(openSync(target, 'wx', 0o600));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists' : 'no-folder';
  }
}

/** Makes the copy one file that needs no other beside it, and reads all of it. */
function settle(target: string): void {
  const copy = new Database(target, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
    const verdict = copy.pragma('integrity_check', { simple: true });
    const broken = copy.pragma('foreign_key_check') as unknown[];
    if (verdict !== 'ok' || broken.length > 0) throw new Error('The copy is not sound');
  } finally {
    copy.close();
  }
}
