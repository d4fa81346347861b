import { and, asc, eq, isNull } from 'drizzle-orm';
import { supporters } from '#db/schema';
import { digest, newId, randomToken, seal, unseal } from '~/platform/crypto.server';
import type { Db, Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import type { Answers } from '../questions/questions';

/**
 * Who comes along. A supporter has a page and a calendar event of their own, behind a secret link; both end with
 * their part in it.
 */

type SupporterRow = typeof supporters.$inferSelect;

export interface Supporter {
  id: string;
  name: string;
  email: string | null;
  /** Opens their page. */
  token: string;
  calendarUid: string;
  calendarSequence: number;
}

const namePlace = (row: string) => placeOf(supporters.sealedName, row);
const emailPlace = (row: string) => placeOf(supporters.sealedEmail, row);
const tokenPlace = (row: string) => placeOf(supporters.sealedToken, row);

const opened = (row: SupporterRow): Supporter => ({
  id: row.id,
  name: unseal(namePlace(row.id), row.sealedName),
  email: row.sealedEmail && unseal(emailPlace(row.id), row.sealedEmail),
  token: unseal(tokenPlace(row.id), row.sealedToken),
  calendarUid: row.calendarUid,
  calendarSequence: row.calendarSequence,
});

/** Who comes along to a request's meeting now. */
export function supporterOf(tx: Db | Tx, requestId: string): Supporter | null {
  const row = tx
    .select()
    .from(supporters)
    .where(and(eq(supporters.requestId, requestId), isNull(supporters.removedAt)))
    .get();
  return row ? opened(row) : null;
}

/** Whose link it is, and the request it leads to; null for one that is no longer, or never was, one. */
export function requestOfLink(
  tx: Db | Tx,
  token: string,
): { requestId: string; supporter: Supporter } | null {
  const row = tx
    .select()
    .from(supporters)
    .where(and(eq(supporters.tokenHash, digest(token)), isNull(supporters.removedAt)))
    .get();
  return row ? { requestId: row.requestId, supporter: opened(row) } : null;
}

const wished = ({ supporter: wish }: Answers) => ({
  name: wish?.supporter === 'yes' ? wish.supporterName : undefined,
  email: wish?.supporterEmail ?? null,
});

/** Whether answers name the same supporter as before: a name that was misspelt is no other person. */
export function isStill(before: Supporter, answers: Answers): boolean {
  const { name, email } = wished(answers);
  return name !== undefined && before.email === email && (before.name === name || email !== null);
}

/**
 * Makes the supporter of a request the one its answers name.
 * @returns who no longer comes and who now does, when that changed.
 */
export function keepSupporter(
  tx: Tx,
  requestId: string,
  answers: Answers,
): { gone: Supporter | null; come: Supporter | null } {
  const before = supporterOf(tx, requestId);
  const { name, email } = wished(answers);
  if (before && isStill(before, answers)) {
    // Their link and their calendar stay.
    if (before.name !== name) rename(tx, before, name!);
    return { gone: null, come: null };
  }
  if (before) endSupporter(tx, requestId);
  if (!name) return { gone: before, come: null };
  const id = newId();
  const token = randomToken();
  tx.insert(supporters)
    .values({
      id,
      requestId,
      sealedName: seal(namePlace(id), name),
      sealedEmail: email && seal(emailPlace(id), email),
      tokenHash: digest(token),
      sealedToken: seal(tokenPlace(id), token),
      calendarUid: `${randomToken()}@calendar`,
      addedAt: clock.now(),
    })
    .run();
  return { gone: before, come: supporterOf(tx, requestId) };
}

const rename = (tx: Tx, { id }: Supporter, name: string): void =>
  void tx
    .update(supporters)
    .set({ sealedName: seal(namePlace(id), name) })
    .where(eq(supporters.id, id))
    .run();

/** Their link opens nothing any more. */
export const endSupporter = (tx: Tx, requestId: string): void =>
  void tx
    .update(supporters)
    .set({ removedAt: clock.now() })
    .where(and(eq(supporters.requestId, requestId), isNull(supporters.removedAt)))
    .run();

/** The number of a newer version of their calendar event. */
export function nextSequenceOf(tx: Tx, supporter: Supporter): number {
  const calendarSequence = supporter.calendarSequence + 1;
  tx.update(supporters).set({ calendarSequence }).where(eq(supporters.id, supporter.id)).run();
  return calendarSequence;
}

/** Everybody who came along, or was to, for "your data": earliest first. */
export const supportersEver = (
  tx: Db | Tx,
  requestId: string,
): { name: string; email: string | null; addedAt: number; removedAt: number | null }[] =>
  tx
    .select()
    .from(supporters)
    .where(eq(supporters.requestId, requestId))
    .orderBy(asc(supporters.addedAt))
    .all()
    .map((row) => {
      const { name, email } = opened(row);
      return { name, email, addedAt: row.addedAt, removedAt: row.removedAt };
    });
