import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { unsentForms } from '#db/schema';
import type { Person } from '~/platform/access';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { spendAllowance } from '~/platform/limits.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day } from '~/platform/time/clock';
import type { UnsentForm } from './unsent-forms';

/**
 * Forms that reached the portal when their writer’s time had run out (WCAG 2.2, 2.2.5 and 2.2.6). Whoever has
 * the cookie of a session that ended can only add to them; reading takes a sign-in as the same person.
 */

/** The newest of one account: more are not unfinished work but a mistake, or somebody filling the disk. */
const mostKept = 5;

/** No form of ours has as many fields. */
const mostFields = 500;

const keptFor = 30 * day;

/** In an address, says which kept form is being put back. */
const mark = 'unsent';

const addressPlace = (row: string) => placeOf(unsentForms.sealedAddress, row);
const fieldsPlace = (row: string) => placeOf(unsentForms.sealedFields, row);

const newestFirst = [desc(unsentForms.createdAt), desc(sql`rowid`)];

/**
 * Keeps a form for the person who wrote it.
 * @param address where it was sent: path and query.
 * @param body as browsers send it (application/x-www-form-urlencoded).
 * @returns false when there is nothing in it, or somebody sends far too many.
 */
export function keepUnsent(accountId: string, address: string, body: string): boolean {
  const fields = [...new URLSearchParams(body)];
  const written = fields.some(([, value]) => value.trim() !== '');
  // An address that begins with two slashes would, in a page, be one of another website.
  if (!written || fields.length > mostFields || !/^\/(?!\/)/.test(address)) return false;
  if (spendAllowance('unsent-form', accountId) > 0) return false;
  const { cleaned, putBack } = withoutMark(address);
  inTransaction((tx) => {
    if (putBack) forget(tx, accountId, putBack);
    const kept = readAll(tx, accountId);
    // People press again when nothing seems to happen.
    if (kept[0]?.address === cleaned && sameFields(kept[0].fields, fields)) return;
    const id = newId();
    tx.insert(unsentForms)
      .values({
        id,
        accountId,
        sealedAddress: seal(addressPlace(id), cleaned),
        sealedFields: seal(fieldsPlace(id), JSON.stringify(fields)),
        createdAt: clock.now(),
      })
      .run();
    const tooMany = kept.slice(mostKept - 1).map((form) => form.id);
    tx.delete(unsentForms).where(inArray(unsentForms.id, tooMany)).run();
  });
  return true;
}

/** A person's own, the newest first. */
export const unsentFormsOf = (actor: Person): UnsentForm[] => readAll(database(), actor.accountId);

/** Whether somebody who is just signing in has any. */
export const hasUnsentForms = (accountId: string): boolean =>
  database()
    .select({ id: unsentForms.id })
    .from(unsentForms)
    .where(eq(unsentForms.accountId, accountId))
    .get() !== undefined;

/** The address to which a kept form is sent again: when it has arrived, it is forgotten here. */
export const addressToPutBack = ({ id, address }: Pick<UnsentForm, 'id' | 'address'>): string =>
  `${address}${address.includes('?') ? '&' : '?'}${mark}=${id}`;

/** Forgets the form that was put back with this address, if it was one of the person's. */
export function forgetPutBack(actor: Person, address: string): void {
  const { putBack } = withoutMark(address);
  if (putBack) forgetUnsent(actor, putBack);
}

/** Forgets one form of a person's own. */
export const forgetUnsent = (actor: Person, id: string): void =>
  forget(database(), actor.accountId, id);

/** Retention: 30 days, like other unfinished work. @returns how many rows went. */
export const purgeUnsentForms = (): number =>
  database()
    .delete(unsentForms)
    .where(lt(unsentForms.createdAt, clock.now() - keptFor))
    .run().changes;

function forget(db: Db | Tx, accountId: string, id: string): void {
  db.delete(unsentForms)
    .where(and(eq(unsentForms.accountId, accountId), eq(unsentForms.id, id)))
    .run();
}

function readAll(db: Db | Tx, accountId: string): UnsentForm[] {
  return db
    .select()
    .from(unsentForms)
    .where(eq(unsentForms.accountId, accountId))
    .orderBy(...newestFirst)
    .all()
    .map(({ id, sealedAddress, sealedFields, createdAt }) => ({
      id,
      address: unseal(addressPlace(id), sealedAddress),
      fields: JSON.parse(unseal(fieldsPlace(id), sealedFields)) as UnsentForm['fields'],
      createdAt,
    }));
}

const sameFields = (a: UnsentForm['fields'], b: UnsentForm['fields']): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

function withoutMark(address: string): { cleaned: string; putBack: string | null } {
  const [path = '', query = ''] = address.split('?', 2);
  const params = new URLSearchParams(query);
  const putBack = params.get(mark);
  if (putBack === null) return { cleaned: address, putBack };
  params.delete(mark);
  return { cleaned: params.size > 0 ? `${path}?${params}` : path, putBack };
}
