import { asc, eq } from 'drizzle-orm';
import { staffNotes } from '#db/schema';
import { findAccounts, nameOf } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { asTyped } from '~/platform/as-typed';
import { recordAudit } from '~/platform/audit.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import type { Outcome, Refusal } from '../asked';
import { readRow } from '../requests.server';
import { settings } from '../settings';

/**
 * What staff note for each other about a request, kept apart from what both sides read. Nobody edits a note or takes
 * it back; it goes with the request's words.
 */

export interface StaffNote {
  id: string;
  at: number;
  /** Null for somebody who has no name here. */
  author: string | null;
  words: string;
}

const notePlace = (row: string) => placeOf(staffNotes.sealedWords, row);

const refuse = (because: Refusal): Outcome => ({ done: false, because });

/**
 * Adds a note. The same words again by the same person, with nothing in between, are one note: a second press.
 * @throws a 404 response when the request is not the person's to see, or the person is not staff.
 */
export function writeStaffNote(actor: Person, reference: string, typed: string): Outcome {
  const words = asTyped(typed);
  return inTransaction((tx) => {
    const row = readAsStaff(tx, actor, reference);
    if (words === '') return refuse('words-missing');
    if (words.length > settings.longestWords) return refuse('words-too-long');
    // Its words have been erased: what came now would never be.
    if (row.sealedAnswers === '') return refuse('not-now');
    const last = notesOf(tx, row.id).at(-1);
    if (last?.authorId === actor.accountId && wordsOfNote(last) === words) return { done: true };
    const id = newId();
    tx.insert(staffNotes)
      .values({
        id,
        requestId: row.id,
        authorId: actor.accountId,
        at: clock.now(),
        sealedWords: seal(notePlace(id), words),
      })
      .run();
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'staff-note-written',
      subject: row.id,
    });
    return { done: true };
  });
}

/** The notes about a request, oldest first. @throws a 404 response for anybody but staff who may see it. */
export function readStaffNotes(actor: Person, reference: string): StaffNote[] {
  const { id } = readAsStaff(database(), actor, reference);
  const notes = notesOf(database(), id);
  const authors = findAccounts(notes.map(({ authorId }) => authorId));
  return notes.map((note) => {
    const author = authors.get(note.authorId);
    return {
      id: note.id,
      at: note.at,
      author: author ? nameOf(author) : null,
      words: wordsOfNote(note),
    };
  });
}

/** A practitioner may read their request, and none of this. */
function readAsStaff(tx: Db | Tx, actor: Person, reference: string) {
  if (actor.role === 'practitioner') throw new Response(null, { status: 404 });
  return readRow(tx, actor, reference);
}

type NoteRow = typeof staffNotes.$inferSelect;

const wordsOfNote = ({ id, sealedWords }: NoteRow): string => unseal(notePlace(id), sealedWords);

const notesOf = (tx: Db | Tx, requestId: string): NoteRow[] =>
  tx
    .select()
    .from(staffNotes)
    .where(eq(staffNotes.requestId, requestId))
    .orderBy(asc(staffNotes.at), asc(staffNotes.id))
    .all();
