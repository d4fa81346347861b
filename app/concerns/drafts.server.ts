import { and, eq, lt } from 'drizzle-orm';
import { concerns } from '#db/schema';
import { newReference, ownSentRequests, staffTheyMet } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { newId } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { clock, day } from '~/platform/time/clock';
import { answersOf, freeLeads, sealAnswers, type ConcernRow } from './concerns.server';
import type { Kind } from './life';
import { isAboutAdviser, noRequest, withAnswer, type Answers, type Step } from './questions';
import { settings } from './settings';

/** Concerns that are being written. A practitioner has one of each kind at most, and nobody else sees it. */

/** The row of a practitioner's unfinished concern of a kind, if there is one. */
export const readDraftRow = (db: Db | Tx, actor: Person, kind: Kind): ConcernRow | undefined =>
  db
    .select()
    .from(concerns)
    .where(
      and(
        eq(concerns.accountId, actor.accountId),
        eq(concerns.kind, kind),
        eq(concerns.state, 'draft'),
      ),
    )
    .get();

export interface Draft {
  reference: string;
  answers: Answers;
  /** Some lead may have it, as it stands now. */
  somebodyFree: boolean;
}

/** A practitioner's unfinished concern of a kind, if there is one. */
export function readDraft(actor: Person, kind: Kind): Draft | null {
  const row = readDraftRow(database(), actor, kind);
  return row
    ? {
        reference: row.reference,
        answers: answersOf(row),
        somebodyFree: freeLeads(database(), row).length > 0,
      }
    : null;
}

/** Opens a concern to write, or goes on with the one already begun. */
export function startDraft(actor: Person, kind: Kind, locale: Locale): void {
  inTransaction((tx) => {
    if (readDraftRow(tx, actor, kind)) return;
    const now = clock.now();
    const id = newId();
    tx.insert(concerns)
      .values({
        id,
        reference: newReference(),
        accountId: actor.accountId,
        kind,
        state: 'draft',
        sealedAnswers: sealAnswers(id, {}),
        locale,
        createdAt: now,
        updatedAt: now,
      })
      .run();
  });
}

/** The columns that say what a concern belongs to: only what is the person's own counts. */
export function whatItIsAbout(
  tx: Db | Tx,
  actor: Person,
  answers: Answers,
): Pick<ConcernRow, 'nation' | 'requestId' | 'aboutId'> {
  const requests = ownSentRequests(actor, tx);
  const request = requests.find(({ reference }) => reference === answers.request?.request);
  const about = isAboutAdviser(answers)
    ? staffTheyMet(actor, tx).find(({ id }) => id === answers.whom!.whom)
    : undefined;
  return {
    nation: answers.nation?.nation ?? null,
    requestId: request?.id ?? null,
    aboutId: about?.id ?? null,
  };
}

/** Whether what was chosen is the acting person's own to choose. */
export function isOwnChoice(actor: Person, step: Step, answers: Answers): boolean {
  if (step === 'request') {
    const { request } = answers.request!;
    return (
      request === noRequest || ownSentRequests(actor).some(({ reference }) => reference === request)
    );
  }
  if (step === 'whom' && isAboutAdviser(answers))
    return staffTheyMet(actor).some(({ id }) => id === answers.whom!.whom);
  return true;
}

/** Keeps the answer to one question of a draft. @returns the answers now, or null when there is no draft. */
export function saveAnswer(
  actor: Person,
  kind: Kind,
  locale: Locale,
  step: Step,
  answer: unknown,
): Answers | null {
  return inTransaction((tx) => {
    const row = readDraftRow(tx, actor, kind);
    if (!row) return null;
    const answers = withAnswer(answersOf(row), step, answer);
    tx.update(concerns)
      .set({
        ...whatItIsAbout(tx, actor, answers),
        sealedAnswers: sealAnswers(row.id, answers),
        updatedAt: clock.now(),
        locale,
      })
      .where(eq(concerns.id, row.id))
      .run();
    return answers;
  });
}

/** Deletes the acting practitioner's unfinished concern of a kind, if there is one. */
export const discardDraft = (actor: Person, kind: Kind): void =>
  void database()
    .delete(concerns)
    .where(
      and(
        eq(concerns.accountId, actor.accountId),
        eq(concerns.kind, kind),
        eq(concerns.state, 'draft'),
      ),
    )
    .run();

/** The same for every kind, inside the caller's transaction. */
export const deleteOwnDrafts = (tx: Tx, actor: Person): void =>
  void tx
    .delete(concerns)
    .where(and(eq(concerns.accountId, actor.accountId), eq(concerns.state, 'draft')))
    .run();

/** Retention: unfinished concerns go after 30 days. @returns how many went. */
export const purgeConcernDrafts = (): number =>
  database()
    .delete(concerns)
    .where(
      and(
        eq(concerns.state, 'draft'),
        lt(concerns.updatedAt, clock.now() - settings.draftKept * day),
      ),
    )
    .run().changes;
