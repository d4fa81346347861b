import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { audit } from '#db/schema';
import { verifyAudit } from '~/platform/audit.server';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { diceOf } from '~/platform/dice';
import { placeOf, sealedColumns } from '~/platform/sealed-columns.server';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { person } from '../support/people';
import { send } from '../support/requests';
import { runTask, startTask } from '../support/task';
import { Visitor } from '../support/visitor';

/** The keys change while people write, and the rotation is killed again and again. */

const dataDir = process.env.PORTAL_DATA_DIR!;
const requestsBefore = 200;
const kills = 4;
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));

const random = diceOf(seed);

let portal: RunningPortal;
beforeAll(async () => {
  for (let made = 0; made < requestsBefore; made += 1) await send(person('practitioner'));
  portal = await startPortal({ PORTAL_DATA_DIR: dataDir });
});
afterAll(() => portal.stop());

const keyIds = (): string[] => {
  const { keys } = JSON.parse(readFileSync(path.join(dataDir, 'demo-keys.json'), 'utf8'));
  return (keys as string).split(',').map((pair) => pair.slice(0, pair.indexOf(':')));
};

/** Every sealed value there is, opened, with the id of its key. @throws when one does not open. */
const everythingOpened = () =>
  sealedColumns.flatMap(({ table, column, rowName }) =>
    database()
      .select({ row: sql<string | number>`${rowName}`, value: sql<string>`${column}` })
      .from(table)
      .where(and(isNotNull(column), ne(column, '')))
      .all()
      .map(({ row, value }) => ({
        keyId: value.slice(0, value.indexOf('.')),
        words: unseal(placeOf(column, row), value),
      })),
  );

/** Writes answers one after another until told to stop, and notices at once when one is not there. */
async function keepsWriting(
  email: string,
  stop: AbortSignal,
): Promise<{ kept: number; last: string }> {
  const writer = await new Visitor(portal).signIn(email);
  await writer.send('/meetings/new', {});
  let kept = 0;
  let last = '';
  while (!stop.aborted) {
    last = `answer ${kept} of ${email}`;
    const answer = await writer.send('/meetings/new/topics', { topics: 'process', about: last });
    expect(answer.status, `writing as ${email}`).toBe(302);
    const page = await writer.ask('/meetings/new/topics');
    expect(await page.text()).toContain(last);
    kept += 1;
  }
  return { kept, last };
}

it(`the keys are rotated while people write, whenever the rotation is killed (seed ${seed})`, async () => {
  const before = everythingOpened().map(({ words }) => words);
  expect(before.length).toBeGreaterThan(requestsBefore);
  const [old] = keyIds();
  const stop = new AbortController();
  const writers = ['amina.demo@example.test', 'tomasz.demo@example.test'].map((email) =>
    keepsWriting(email, stop.signal),
  );

  for (let kill = 0; kill < kills; kill += 1) {
    const rotation = startTask(dataDir, 'keys', 'rotate');
    // Anywhere from before it has begun to after it has ended.
    await Promise.race([pause(random() * 6000), rotation.ended]);
    rotation.child.kill('SIGKILL');
    await rotation.ended;
  }
  // However often it was killed, it ends; and a run that finds another unfinished finishes that one only.
  while (keyIds().length === 1) await runTask(dataDir, 'keys', 'rotate');
  const printed = await runTask(dataDir, 'keys', 'rotate');
  stop.abort();
  const written = await Promise.all(writers);

  const [newest] = keyIds();
  expect(newest).not.toBe(old);
  const after = everythingOpened();
  expect(new Set(after.map(({ keyId }) => keyId))).toEqual(new Set([newest]));
  const words = new Set(after.map((value) => value.words));
  // Drafts that were written on are the only values that changed.
  expect(before.filter((value) => !words.has(value))).toEqual([]);
  for (const { kept, last } of written) {
    expect(kept).toBeGreaterThan(0);
    expect([...words].some((value) => value.includes(last))).toBe(true);
  }

  // Nor does a trace of the old ones linger in a free page of the file.
  const sealedWithOld = new RegExp(`${old}\\.[A-Za-z0-9_-]{16}\\.`);
  expect(readFileSync(path.join(dataDir, 'portal.sqlite'), 'latin1')).not.toMatch(sealedWithOld);

  expect(printed).toContain(`needs any more: `);
  for (const id of keyIds().slice(1)) await runTask(dataDir, 'keys', 'forget', id);
  expect(keyIds()).toEqual([newest]);
  expect(everythingOpened()).toHaveLength(after.length);
  expect(verifyAudit().whole).toBe(true);
  const told = database().select().from(audit).where(eq(audit.action, 'keys-rotated')).all();
  expect(told.map(({ subject }) => subject)).toContain(newest);
  expect(told.map(({ detail }) => detail)).toContain('forgotten');
  expect(portal.output()).not.toContain('"level":50');
}, 180_000);
