import { setTimeout as pause } from 'node:timers/promises';
import { and, asc, eq, gt, isNotNull, ne, sql } from 'drizzle-orm';
import { recordAudit } from './audit.server';
import { seal, unseal, type Place } from './crypto.server';
import { database, emptyWriteAheadLog, inTransaction, type Tx } from './database.server';
import { addKey, keyFile, keyFileIsOurs, keyRing, looksEvery, removeKey } from './keys.server';
import { placeOf, sealedColumns, type SealedColumn } from './sealed-columns.server';
import { clock } from './time/clock';
import { today } from './time/london';

/**
 * Rotation of the encryption keys while the portal serves (docs/decisions/0024). It can be killed at any
 * moment and run again: every value is sealed with one key or the other, and both are in the ring.
 */

/** Values sealed anew in one transaction: few enough that nobody who writes meanwhile notices. */
const batch = 50;

/** Between two transactions, in milliseconds: those who wait to write have their turn. */
const breath = 10;

export interface Resealing {
  /** Values that are sealed with the newest key now and were not before. */
  resealed: number;
  /** Values that no key opens, left as they are. */
  unopened: Place[];
}

interface SealedValue {
  rowName: string | number;
  value: string;
}

/** Values of one column that are not sealed with `newest`, in the order of their rows' names. An erased one is empty. */
function nextToReseal(
  { table, column, rowName }: SealedColumn,
  newest: string,
  after: SealedValue['rowName'] | undefined,
): SealedValue[] {
  return database()
    .select({ rowName: sql<SealedValue['rowName']>`${rowName}`, value: sql<string>`${column}` })
    .from(table)
    .where(
      and(
        after === undefined ? undefined : gt(rowName, after),
        isNotNull(column),
        ne(column, ''),
        sql`instr(${column}, ${`${newest}.`}) <> 1`,
      ),
    )
    .orderBy(asc(rowName))
    .limit(batch)
    .all();
}

/**
 * Seals one value anew, unless somebody has changed it since it was read: theirs stays.
 * @returns whether it was done.
 */
export function replaceValue(
  { table, column, property, rowName }: SealedColumn,
  read: SealedValue,
  resealed: string,
): boolean {
  const { changes } = database()
    .update(table)
    .set({ [property]: resealed })
    .where(and(eq(rowName, read.rowName), eq(column, read.value)))
    .run();
  return changes === 1;
}

const sealedAnew = (place: Place, value: string): string | null => {
  try {
    return seal(place, unseal(place, value));
  } catch {
    return null;
  }
};

async function resealColumn(sealed: SealedColumn, newest: string): Promise<Resealing> {
  const done: Resealing = { resealed: 0, unopened: [] };
  let values = nextToReseal(sealed, newest, undefined);
  while (values.length > 0) {
    const replacements = values.flatMap((read) => {
      const place = placeOf(sealed.column, read.rowName);
      const anew = sealedAnew(place, read.value);
      if (anew === null) done.unopened.push(place);
      return anew === null ? [] : [{ read, anew }];
    });
    done.resealed += inTransaction(
      () => replacements.filter(({ read, anew }) => replaceValue(sealed, read, anew)).length,
    );
    await pause(breath);
    values = nextToReseal(sealed, newest, values.at(-1)!.rowName);
  }
  return done;
}

/**
 * Seals every value of every sealed column with the newest key, except those that are already; again, until
 * none is left that somebody changed meanwhile.
 * @param say is told how far it has come, in names of columns and counts.
 */
async function resealAll(say: (line: string) => void): Promise<Resealing> {
  const { newest } = keyRing({ lookNow: true });
  const all: Resealing = { resealed: 0, unopened: [] };
  for (let left = true; left; ) {
    const pass = await resealOnce(newest, say);
    all.resealed += pass.resealed;
    all.unopened = pass.unopened;
    left = pass.resealed > 0;
  }
  if (all.resealed > 0) inTransaction((tx) => note(tx, newest, `resealed ${all.resealed}`));
  emptyWriteAheadLog();
  return all;
}

async function resealOnce(newest: string, say: (line: string) => void): Promise<Resealing> {
  const all: Resealing = { resealed: 0, unopened: [] };
  for (const sealed of sealedColumns) {
    const { resealed, unopened } = await resealColumn(sealed, newest);
    all.resealed += resealed;
    all.unopened.push(...unopened);
    const { table, column } = placeOf(sealed.column, '');
    if (resealed > 0) say(`${table}.${column}: ${resealed} sealed with ${newest}`);
  }
  return all;
}

/** How many values each key seals, by key id; a key that is in the ring and seals nothing has 0. */
export function usesOfKeys(): Map<string, number> {
  const uses = new Map([...keyRing({ lookNow: true }).byId.keys()].map((id) => [id, 0]));
  for (const { table, column } of sealedColumns) {
    const counts = database()
      .select({
        id: sql<string>`substr(${column}, 1, instr(${column}, '.') - 1)`,
        values: sql<number>`count(*)`,
      })
      .from(table)
      .where(and(isNotNull(column), ne(column, '')))
      .groupBy(sql`1`)
      .all();
    for (const { id, values } of counts) uses.set(id, (uses.get(id) ?? 0) + values);
  }
  return uses;
}

/** Keys that nothing in the database needs any more; never the newest. */
export const unusedKeys = (): string[] =>
  [...usesOfKeys()]
    .filter(([id, values]) => values === 0 && id !== keyRing().newest)
    .map(([id]) => id);

const note = (tx: Tx, subject: string, detail: string): void =>
  recordAudit(tx, { actorId: 'operator', action: 'keys-rotated', subject, detail });

/**
 * Rotates: finishes an earlier rotation that was cut short; otherwise puts a new key in front, where the file
 * of keys is the portal's to change, and seals everything with it.
 */
export async function rotateKeys(say: (line: string) => void): Promise<Resealing> {
  const earlier = await resealAll(say);
  if (earlier.resealed > 0 || !keyFileIsOurs()) return earlier;
  const id = inTransaction((tx) => {
    const added = addKey(today(clock.now()));
    note(tx, added, 'added');
    return added;
  });
  say(`New key: ${id}`);
  say(
    'Waiting until every running portal has noticed: each looks once a second, and seals with the key before until then.',
  );
  await pause(2 * looksEvery);
  return resealAll(say);
}

/** Why a key is not taken away. */
export type ForgetRefusal = 'not-ours' | 'unknown' | 'newest' | 'in-use';

/**
 * Takes an unused key out of the file, under the lock that keeps everybody else from writing.
 * @returns why not, or null when it is gone.
 */
export function forgetKey(id: string): ForgetRefusal | null {
  if (!keyFile() || !keyFileIsOurs()) return 'not-ours';
  return inTransaction((tx) => {
    const { newest, byId } = keyRing({ lookNow: true });
    if (!byId.has(id)) return 'unknown';
    if (id === newest) return 'newest';
    if (usesOfKeys().get(id)) return 'in-use';
    removeKey(id);
    note(tx, id, 'forgotten');
    return null;
  });
}
