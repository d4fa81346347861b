import { and, asc, desc, eq } from 'drizzle-orm';
import { agreedActions, events, noteDrafts } from '#db/schema';
import type { Person } from '~/platform/access';
import { asTyped } from '~/platform/as-typed';
import { recordAudit } from '~/platform/audit.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { wordsOf, type Asked, type Outcome, type ProposedAction } from '../asked';
import type { Result } from '../effects.server';
import { readRow, sideOf, type RequestRow } from '../requests.server';
import { settings } from '../settings';
import type { NotedAction } from './note';

/** Writing the note of a meeting, agreeing on it, and doing what was agreed. */

// The draft

/** A note before anybody but staff has seen it. */
export interface NoteDraft {
  words: string;
  actions: ProposedAction[];
}

const draftPlace = (requestId: string) => placeOf(noteDrafts.sealedDraft, requestId);

/** Keeps a draft in place of the one before; only staff write one. */
export function keepNoteDraft(actor: Person, reference: string, draft: NoteDraft): Outcome {
  return inTransaction((tx): Outcome => {
    const row = readRow(tx, actor, reference);
    if (sideOf(actor) !== 'adviser') throw new Response(null, { status: 404 });
    // What is written now would never be erased.
    if (row.sealedAnswers === '') return { done: false, because: 'not-now' };
    if (draft.words.length > settings.longestAccount)
      return { done: false, because: 'words-too-long' };
    const kept = {
      authorId: actor.accountId,
      at: clock.now(),
      sealedDraft: seal(draftPlace(row.id), JSON.stringify(draft)),
    };
    tx.insert(noteDrafts)
      .values({ requestId: row.id, ...kept })
      .onConflictDoUpdate({ target: noteDrafts.requestId, set: kept })
      .run();
    recordAudit(tx, { actorId: actor.accountId, action: 'note-draft-kept', subject: row.id });
    return { done: true };
  });
}

/** The draft of a note, for staff who may see the request; null without one. */
export function readNoteDraft(
  actor: Person,
  reference: string,
): (NoteDraft & { at: number; isYours: boolean }) | null {
  if (sideOf(actor) !== 'adviser') throw new Response(null, { status: 404 });
  const { id } = readRow(database(), actor, reference);
  const kept = database().select().from(noteDrafts).where(eq(noteDrafts.requestId, id)).get();
  if (!kept) return null;
  const draft = JSON.parse(unseal(draftPlace(id), kept.sealedDraft)) as NoteDraft;
  return { ...draft, at: kept.at, isYours: kept.authorId === actor.accountId };
}

// Sharing and agreeing

/** A first note, or a newer version of one that is not agreed. Its number is what the event keeps. */
export function shareNote(
  tx: Tx,
  row: RequestRow,
  asked: Extract<Asked, { change: 'share-note' }>,
): Result {
  if (!wordsOf(asked)) return { because: 'words-missing' };
  if (asked.actions.length > settings.mostActions) return { because: 'too-many' };
  if (asked.actions.some(({ words }) => words.length > settings.longestWords))
    return { because: 'words-too-long' };
  const date = today(clock.now());
  const last = addDays(date, settings.followUpHorizon);
  const possible = ({ dueOn }: ProposedAction) =>
    dueOn === null || (dueOn >= date && dueOn <= last);
  if (!asked.actions.every(possible)) return { because: 'day-not-possible' };
  if (isAgreed(tx, row.id)) return { because: 'note-agreed' };
  return {
    detail: String(latestVersion(tx, row.id) + 1),
    also: (eventId) => {
      tx.delete(noteDrafts).where(eq(noteDrafts.requestId, row.id)).run();
      asked.actions.forEach(({ owner, words, dueOn }, position) => {
        const id = newId();
        const sealedWords = seal(placeOf(agreedActions.sealedWords, id), asTyped(words));
        tx.insert(agreedActions)
          .values({ id, requestId: row.id, eventId, position, owner, sealedWords, dueOn })
          .run();
      });
    },
  };
}

/** Whether a note that was shared holds these actions. */
export function holdsActions(tx: Tx, eventId: number, asked: readonly ProposedAction[]): boolean {
  const plain = ({ owner, words, dueOn }: ProposedAction) => [owner, asTyped(words), dueOn];
  const held = actionsWhere(tx, eq(agreedActions.eventId, eventId)).map(({ action }) => action);
  return JSON.stringify(held.map(plain)) === JSON.stringify(asked.map(plain));
}

/** What is said of the version somebody read: nobody agrees to words they have not seen. */
export function onLatestNote(tx: Tx, row: RequestRow, version: number): Result {
  const latest = latestVersion(tx, row.id);
  if (latest === 0) return { because: 'not-there' };
  if (isAgreed(tx, row.id)) return { because: 'note-agreed' };
  return version === latest ? {} : { because: 'older-note' };
}

/** Something agreed, by whoever said that they would do it. */
export function finishAction(tx: Tx, row: RequestRow, actor: Person, actionId: string): Result {
  const its = and(
    eq(agreedActions.id, actionId),
    eq(agreedActions.requestId, row.id),
    eq(agreedActions.owner, sideOf(actor)),
  );
  const action = tx.select().from(agreedActions).where(its).get();
  const isOfLatest = action && action.eventId === latestEvent(tx, row.id)?.id;
  if (!isOfLatest || !isAgreed(tx, row.id) || action.doneAt !== null)
    return { because: 'not-there' };
  tx.update(agreedActions).set({ doneAt: clock.now() }).where(its).run();
  return {};
}

const latestEvent = (tx: Db | Tx, requestId: string) =>
  tx
    .select({ id: events.id, detail: events.detail })
    .from(events)
    .where(and(eq(events.requestId, requestId), eq(events.change, 'share-note')))
    .orderBy(desc(events.id))
    .get();

/** Versions are numbered from 1; 0 when none was shared. */
export const latestVersion = (tx: Db | Tx, requestId: string): number =>
  Number(latestEvent(tx, requestId)?.detail ?? 0);

const isAgreed = (tx: Tx, requestId: string): boolean =>
  tx
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.requestId, requestId), eq(events.change, 'agree-note')))
    .get() !== undefined;

// Reading

/** The actions of each version of a request's note, by the version's number. */
export function actionsByVersion(db: Db | Tx, requestId: string): Map<number, NotedAction[]> {
  const byVersion = new Map<number, NotedAction[]>();
  for (const { version, action } of actionsWhere(db, eq(agreedActions.requestId, requestId)))
    byVersion.set(version, [...(byVersion.get(version) ?? []), action]);
  return byVersion;
}

function actionsWhere(db: Db | Tx, which: ReturnType<typeof eq>) {
  return db
    .select({ action: agreedActions, version: events.detail })
    .from(agreedActions)
    .innerJoin(events, eq(events.id, agreedActions.eventId))
    .where(which)
    .orderBy(asc(agreedActions.eventId), asc(agreedActions.position))
    .all()
    .map(({ action: { id, owner, sealedWords, dueOn, doneAt }, version }) => ({
      version: Number(version),
      action: {
        id,
        owner,
        words: unseal(placeOf(agreedActions.sealedWords, id), sealedWords),
        dueOn,
        doneAt,
      } satisfies NotedAction,
    }));
}
