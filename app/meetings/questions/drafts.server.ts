import { and, eq, lt } from 'drizzle-orm';
import type { z } from 'zod';
import { requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { newId, randomToken } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { clock, day } from '~/platform/time/clock';
import { withAnswer, type Answers, type schemas, type Step } from './questions';
import { newReference } from '../reference.server';
import { answersOf, sealAnswers, type RequestRow } from '../requests.server';
import { settings } from '../settings';

/** Requests that are being filled in. A practitioner has one at most, and nobody else sees it. */

/** A practitioner's unfinished request, if there is one. */
export function readDraft(actor: Person): { reference: string; answers: Answers } | null {
  const row = readDraftRow(database(), actor);
  return row ? { reference: row.reference, answers: answersOf(row) } : null;
}

/** The row of a practitioner's unfinished request, if there is one. */
export function readDraftRow(db: Db | Tx, actor: Person): RequestRow | undefined {
  return db
    .select()
    .from(requests)
    .where(and(eq(requests.accountId, actor.accountId), eq(requests.state, 'draft')))
    .get();
}

/** Opens a request to fill in, or goes on with the one already begun. */
export function startDraft(actor: Person, locale: Locale): void {
  inTransaction((tx) => {
    if (readDraftRow(tx, actor)) return;
    const now = clock.now();
    const id = newId();
    tx.insert(requests)
      .values({
        id,
        reference: newReference(),
        accountId: actor.accountId,
        state: 'draft',
        sealedAnswers: sealAnswers(id, {}),
        locale,
        calendarUid: `${randomToken()}@calendar`,
        createdAt: now,
        updatedAt: now,
      })
      .run();
  });
}

/** Keeps the answer to one question of the draft. @returns false when there is no draft. */
export function saveAnswer<S extends Step>(
  actor: Person,
  locale: Locale,
  step: S,
  answer: z.output<(typeof schemas)[S]>,
): boolean {
  return inTransaction((tx) => {
    const row = readDraftRow(tx, actor);
    if (!row) return false;
    const answers = withAnswer(answersOf(row), step, answer);
    tx.update(requests)
      .set({
        sealedAnswers: sealAnswers(row.id, answers),
        updatedAt: clock.now(),
        locale,
      })
      .where(eq(requests.id, row.id))
      .run();
    return true;
  });
}

/** Deletes the acting practitioner's unfinished request, if there is one. */
export const discardDraft = (actor: Person): void => deleteOwnDraft(database(), actor);

/** The same, inside the caller's transaction. */
export function deleteOwnDraft(tx: Db | Tx, actor: Person): void {
  tx.delete(requests)
    .where(and(eq(requests.accountId, actor.accountId), eq(requests.state, 'draft')))
    .run();
}

/** Retention: unfinished requests go after 30 days. */
export function purgeDrafts(): number {
  const before = clock.now() - settings.draftKept * day;
  return database()
    .delete(requests)
    .where(and(eq(requests.state, 'draft'), lt(requests.updatedAt, before)))
    .run().changes;
}
