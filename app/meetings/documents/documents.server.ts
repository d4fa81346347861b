import { and, asc, eq, inArray, lt } from 'drizzle-orm';
import { documents, requests } from '#db/schema';
import { findAccount, nameOf } from '~/account/index.server';
import type { Person, Role } from '~/platform/access';
import { recordAudit, recordAuditOnce, whoDid } from '~/platform/audit.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, hour, minute } from '~/platform/time/clock';
import { canScan, scan } from '~/platform/virus-scan.server';
import type { Result } from '../effects.server';
import type { Side } from '../life';
import { readRow, sideOf, type RequestRow } from '../requests.server';
import { tellOfNews } from '../telling/messages.server';
import { documentLimits, type DocumentKind, type DocumentType } from './kinds';
import { chunksOf, cutOff, eraseBytes, newSealedKey, streamOf } from './store.server';

/**
 * Letters and other documents of a request. Every function takes the acting person first and goes through `readRow`:
 * who may not see the request finds none of its documents.
 */

export type DocumentRow = typeof documents.$inferSelect;

const titlePlace = (row: string) => placeOf(documents.sealedTitle, row);
const sealTitle = (id: string, title: string): string => seal(titlePlace(id), title);

/** What both sides have ever seen of a request's documents. */
const shown = inArray(documents.state, ['shared', 'taken-back', 'removed']);

const rowsOf = (db: Db | Tx, requestId: string): DocumentRow[] =>
  db
    .select()
    .from(documents)
    .where(and(eq(documents.requestId, requestId), shown))
    .orderBy(asc(documents.number))
    .all();

/** Somebody who opened a document. */
export interface DocumentOpening {
  /** Null for the practitioner, and for somebody who is no longer here. */
  name: string | null;
  role: Role | null;
  isYou: boolean;
  firstAt: number;
  lastAt: number;
  times: number;
}

/** A document as both sides read of it. Instants are milliseconds since 1970. */
export interface DocumentView {
  id: string;
  /** Counts the documents of a request. */
  number: number;
  by: Side;
  kind: DocumentKind;
  type: DocumentType;
  bytes: number;
  state: 'shared' | 'taken-back' | 'removed';
  /** Null once it is taken back or removed. */
  title: string | null;
  scan: DocumentRow['scan'];
  sharedAt: number;
  endedAt: number | null;
  /** The version before it, and the one after, if they are there. */
  replacesId: string | null;
  replacedById: string | null;
  openings: DocumentOpening[];
  /** Whether anybody of the other side than its own has opened it. */
  isOpened: boolean;
}

/** Every document of a request, the newest first. */
export function readDocuments(actor: Person, reference: string): DocumentView[] {
  const db = database();
  const row = readRow(db, actor, reference);
  const rows = rowsOf(db, row.id);
  return rows.map((each) => viewOf(each, rows, row, actor)).reverse();
}

/** @throws a 404 response when it is not there, or of a request that is not theirs to see. */
export function readDocument(actor: Person, reference: string, id: string): DocumentView {
  const found = readDocuments(actor, reference).find((document) => document.id === id);
  if (!found) throw new Response(null, { status: 404 });
  return found;
}

function viewOf(
  its: DocumentRow,
  all: readonly DocumentRow[],
  { accountId }: RequestRow,
  actor: Person,
): DocumentView {
  const openings = whoDid('document-opened', its.id);
  return {
    id: its.id,
    number: its.number!,
    by: its.by,
    kind: its.kind,
    type: its.type!,
    bytes: its.bytes,
    state: its.state as DocumentView['state'],
    title: its.sealedTitle && unseal(titlePlace(its.id), its.sealedTitle),
    scan: its.scan,
    sharedAt: its.sharedAt!,
    endedAt: its.endedAt,
    replacesId: its.replacesId,
    replacedById: newerThan(its.id, all)?.id ?? null,
    openings: openings.map(({ actorId, ...times }) => ({
      ...whoIs(actorId, accountId, actor),
      ...times,
    })),
    isOpened: openings.some(({ actorId }) =>
      its.by === 'adviser' ? actorId === accountId : actorId !== accountId,
    ),
  };
}

/** The newer version of a document. One that was taken back is none. */
const newerThan = (id: string, all: readonly DocumentRow[]): DocumentRow | undefined =>
  all.find(({ replacesId, state }) => replacesId === id && state === 'shared');

function whoIs(actorId: string, practitionerId: string, actor: Person) {
  const isYou = actorId === actor.accountId;
  if (actorId === practitionerId) return { name: null, role: 'practitioner' as const, isYou };
  const account = findAccount(actorId);
  const here = account && !account.disabledAt;
  return { name: here ? nameOf(account) : null, role: here ? account.role : null, isYou };
}

// Opening

/** A file that is loaded again within this time is the same opening. */
const oneOpening = minute;

/** The file of a document, for an answer. */
export interface DocumentFile {
  number: number;
  type: DocumentType;
  bytes: number;
  stream: ReadableStream<Uint8Array>;
}

/** Opens the file of a document. That it was opened is recorded first, and both sides can see it. */
export function openDocument(actor: Person, reference: string, id: string): DocumentFile {
  const row = inTransaction((tx) => {
    const found = findOwn(tx, readRow(tx, actor, reference), id);
    if (found?.state !== 'shared') throw new Response(null, { status: 404 });
    const opening = { actorId: actor.accountId, action: 'document-opened', subject: id } as const;
    recordAuditOnce(tx, opening, oneOpening);
    return found;
  });
  return { number: row.number!, type: row.type!, bytes: row.bytes, stream: streamOf(row) };
}

const findOwn = (db: Db | Tx, request: RequestRow, id: string): DocumentRow | undefined =>
  rowsOf(db, request.id).find((document) => document.id === id);

// Arriving

/** A row for a document that is about to arrive. Nobody sees it before it is shared. */
export function beginArrival(actor: Person, requestId: string): DocumentRow {
  const id = newId();
  return database()
    .insert(documents)
    .values({
      id,
      requestId,
      by: sideOf(actor),
      actorId: actor.accountId,
      kind: 'other',
      state: 'arriving',
      startedAt: clock.now(),
      sealedKey: newSealedKey(id),
    })
    .returning()
    .get();
}

/** Forgets a document that has not been shared. */
export const dropArrival = (id: string): void =>
  inTransaction((tx) => {
    tx.delete(documents)
      .where(and(eq(documents.id, id), eq(documents.state, 'arriving')))
      .run();
  });

/** How long a document may take to arrive. */
const arrivesWithin = hour / 2;

/** Retention: deletes what began to arrive and never came whole. @returns how many. */
export const purgeArrivals = (): number =>
  inTransaction(
    (tx) =>
      tx
        .delete(documents)
        .where(
          and(
            eq(documents.state, 'arriving'),
            lt(documents.startedAt, clock.now() - arrivesWithin),
          ),
        )
        .run().changes,
  );

/** The document that a form made, if it was pressed before. */
export const madeBy = (actor: Person, requestId: string, formId: string): string | null =>
  database()
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(
        eq(documents.formId, formId),
        eq(documents.requestId, requestId),
        eq(documents.actorId, actor.accountId),
        shown,
      ),
    )
    .get()?.id ?? null;

/** What a document is, once it has been looked at. */
export interface Described {
  title: string;
  kind: DocumentKind;
  type: DocumentType;
  bytes: number;
  scan: DocumentRow['scan'];
  replacesId: string | null;
  /** The form it came with, if that says so: a second press makes no second document. */
  formId: string | null;
}

/** Notes what has arrived, and leaves out what is not kept of it. */
export const describeArrival = (row: DocumentRow, { title, bytes, ...described }: Described) =>
  inTransaction((tx) => {
    cutOff(tx, row, bytes);
    tx.update(documents)
      .set({ ...described, bytes, sealedTitle: sealTitle(row.id, title) })
      .where(and(eq(documents.id, row.id), eq(documents.state, 'arriving')))
      .run();
  });

// What happens to a request (effects.server.ts)

/** Makes a document that has arrived a part of its request, inside the caller's transaction. */
export function addDocument(tx: Tx, row: RequestRow, actor: Person, id: string): Result {
  const arrived = tx
    .select()
    .from(documents)
    .where(and(eq(documents.id, id), eq(documents.requestId, row.id)))
    .get();
  const isOwn = arrived?.state === 'arriving' && arrived.actorId === actor.accountId;
  if (!isOwn || !arrived.sealedTitle) return { because: 'not-there' };
  // What is kept now would never be erased: the words of the request have gone already.
  if (row.sealedAnswers === '') return { because: 'not-now' };
  const all = rowsOf(tx, row.id);
  if (arrived.formId && all.some(({ formId }) => formId === arrived.formId))
    return { because: 'not-now' };
  const here = all.filter(({ state }) => state === 'shared');
  const bytes = here.reduce((sum, each) => sum + each.bytes, arrived.bytes);
  if (here.length >= documentLimits.most || bytes > documentLimits.mostBytes)
    return { because: 'too-many' };
  if (arrived.replacesId && !mayReplace(all, arrived.replacesId, arrived.by))
    return { because: 'not-there' };
  tx.update(documents)
    .set({ state: 'shared', number: all.length + 1, sharedAt: clock.now() })
    .where(eq(documents.id, id))
    .run();
  return {};
}

/** Whether a side may put a new version beside a document: its own, and the newest. */
const mayReplace = (all: readonly DocumentRow[], id: string, side: Side): boolean => {
  const old = all.find((each) => each.id === id);
  return old?.by === side && old.state === 'shared' && !newerThan(id, all);
};

/** Takes back a document that this side shared: its bytes and title are erased, and that it was there stays. */
export function takeBackDocument(tx: Tx, row: RequestRow, actor: Person, id: string): Result {
  const document = findOwn(tx, row, id);
  if (document?.by !== sideOf(actor) || document.state !== 'shared')
    return { because: 'not-there' };
  eraseBytes(tx, id);
  tx.update(documents)
    .set({ state: 'taken-back', endedAt: clock.now() })
    .where(eq(documents.id, id))
    .run();
  return {};
}

/** Erases every document of a request: files, titles, and that they were there. */
export const eraseDocuments = (tx: Tx, requestId: string): void =>
  void tx.delete(documents).where(eq(documents.requestId, requestId)).run();

// Looking for viruses later

/** Documents looked at in one turn of the job. */
const mostAtOnce = 50;

/** Shows what nobody has checked yet to the virus scanner, the oldest first. @returns how many it has looked at. */
export async function checkUnchecked(stopping?: AbortSignal): Promise<number> {
  if (!canScan()) return 0;
  const waiting = database()
    .select()
    .from(documents)
    .where(and(eq(documents.state, 'shared'), eq(documents.scan, 'unchecked')))
    .orderBy(asc(documents.sharedAt))
    .limit(mostAtOnce)
    .all();
  let looked = 0;
  for (const row of waiting) {
    if (stopping?.aborted) break;
    const result = await scan(chunksOf(row));
    if (result === 'unchecked') continue;
    inTransaction((tx) => (result === 'clean' ? noteClean(tx, row) : removeInfected(tx, row)));
    looked += 1;
  }
  return looked;
}

const stillShared = ({ id }: DocumentRow) =>
  and(eq(documents.id, id), eq(documents.state, 'shared'));

const noteClean = (tx: Tx, row: DocumentRow): void =>
  void tx.update(documents).set({ scan: 'clean' }).where(stillShared(row)).run();

/** Erases what has a virus in it, and tells both sides that there is news. */
function removeInfected(tx: Tx, row: DocumentRow): void {
  const removed = tx
    .update(documents)
    .set({ state: 'removed', scan: 'infected', endedAt: clock.now() })
    .where(stillShared(row))
    .run();
  if (removed.changes === 0) return;
  eraseBytes(tx, row.id);
  recordAudit(tx, { actorId: 'portal', action: 'document-removed', subject: row.id });
  const request = tx.select().from(requests).where(eq(requests.id, row.requestId)).get()!;
  tellOfNews(tx, request, `document-removed:${row.id}`, ['practitioner', 'adviser']);
}
