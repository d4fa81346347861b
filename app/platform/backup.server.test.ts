import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { audit } from '#db/schema';
import { runTask } from '~/tasks.server';
import { person } from '../../tests/support/people';
import { send } from '../../tests/support/requests';
import { database } from './database.server';

const folder = mkdtempSync(path.join(tmpdir(), 'portal-backup-'));
const file = path.join(folder, 'backup.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a backup is one whole file that only its owner can read, and is noted', async () => {
  const reference = await send(person('practitioner'));
  const { lines, worked } = await runTask(['backup', file]);
  expect(worked).toBe(true);
  expect(lines).toContain('The keys are not in it');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(existsSync(`${file}-wal`)).toBe(false);
  const copy = new Database(file, { readonly: true });
  const its = copy.prepare('select state from requests where reference = ?').pluck();
  expect(its.get(reference)).toBe('submitted');
  copy.close();
  const noted = database().select().from(audit).where(eq(audit.action, 'backup-made')).all();
  expect(noted.map(({ detail }) => detail)).toEqual([`${statSync(file).size} bytes`]);
});

it('a backup never overwrites anything', async () => {
  const other = path.join(folder, 'other');
  writeFileSync(other, 'somebody’s work');
  const { lines, worked } = await runTask(['backup', other]);
  expect(worked).toBe(false);
  expect(lines).toContain('There is a file with that name already');
  expect(readFileSync(other, 'utf8')).toBe('somebody’s work');
});

it('a backup is not made where there is no folder', async () => {
  const { lines, worked } = await runTask(['backup', path.join(folder, 'nowhere', 'backup')]);
  expect(worked).toBe(false);
  expect(lines).toContain('No file can be made there');
});
