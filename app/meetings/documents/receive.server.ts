import type { Person } from '~/platform/access';
import { readFormWithFile, type SentFile } from '~/platform/http/form-with-file.server';
import { spendAllowance } from '~/platform/limits.server';
import { oneOf } from '~/platform/one-of';
import { scan } from '~/platform/virus-scan.server';
import { database } from '~/platform/database.server';
import type { Refusal } from '../asked';
import { changeRequest } from '../changes.server';
import { readRequest, readRow, sideOf } from '../requests.server';
import {
  beginArrival,
  describeArrival,
  dropArrival,
  madeBy,
  type DocumentRow,
} from './documents.server';
import { addingBy, canAddDocument } from './adding';
import { inspect } from './inspect';
import { documentKinds, documentLimits, type FileProblem } from './kinds';
import { chunksOf, readerOf, writerOf, type Writer } from './store.server';
import { asTitle } from './title';

/** Takes in a document that somebody sends: read as it comes, looked at, and made a part of the request. */

/** What is wrong with a field of the form. */
export interface Wrong {
  title?: 'missing' | 'too-long';
  kind?: 'missing';
  file?: FileProblem;
}

/** What was typed, for the page to show again. A file has to be chosen anew: browsers do not give it back. */
export interface Typed {
  title: string;
  kind: string;
}

export type Received =
  | { done: true; id: string }
  | { done: false; wrong: Wrong; typed: Typed }
  | { done: false; because: Refusal | 'too-often'; typed: Typed };

/**
 * @throws a 404 response when the request is not the person's to see, a 400 response when it is no form of ours.
 */
export async function receiveDocument(
  actor: Person,
  reference: string,
  request: Request,
): Promise<Received> {
  const { id: requestId } = readRow(database(), actor, reference);
  const change = addingBy(sideOf(actor));
  const mayCome = canAddDocument(readRequest(actor, reference), sideOf(actor));
  const arrival = new Arrival(actor, requestId, mayCome);
  try {
    const fields = await readFormWithFile(request, (file) => arrival.take(file));
    if (!fields) throw new Response(null, { status: 400 });
    const typed = { title: fields.get('title') ?? '', kind: fields.get('kind') ?? '' };
    const formId = /^[\w-]{22}$/.exec(fields.get('form') ?? '')?.[0] ?? null;
    const before = formId && madeBy(actor, requestId, formId);
    if (before) return { done: true, id: before };
    if (!mayCome) return { done: false, because: 'not-now', typed };
    if (arrival.isTooOften) return { done: false, because: 'too-often', typed };
    const title = asTitle(typed.title);
    const kind = change === 'send-document' ? 'other' : oneOf(documentKinds, typed.kind);
    const looked = arrival.look();
    const wrong: Wrong = {
      ...(title === '' && { title: 'missing' }),
      ...(title.length > documentLimits.longestTitle && { title: 'too-long' }),
      ...(!kind && { kind: 'missing' }),
      ...('because' in looked && { file: looked.because }),
    };
    if ('because' in looked || !kind || Object.keys(wrong).length > 0)
      return { done: false, wrong, typed };
    const { row, type, length } = looked;
    const found = await scan(chunksOf(row));
    if (found === 'infected') return { done: false, wrong: { file: 'virus' }, typed };
    const replacesId = fields.get('replaces') || null;
    describeArrival(row, { title, kind, type, bytes: length, scan: found, replacesId, formId });
    const outcome = await changeRequest(actor, reference, { change, documentId: row.id });
    if (outcome.done) return { done: true, id: row.id };
    const meanwhile = formId && madeBy(actor, requestId, formId);
    return meanwhile
      ? { done: true, id: meanwhile }
      : { done: false, because: outcome.because, typed };
  } finally {
    arrival.drop();
  }
}

/** A document on its way in. */
class Arrival {
  /** Too many have come from this account today. */
  isTooOften = false;
  private row: DocumentRow | null = null;
  private problem: FileProblem = 'missing';

  constructor(
    private readonly actor: Person,
    private readonly requestId: string,
    /** Whether the file is kept, or let come in and dropped, so that the page can say why. */
    private readonly isKept: boolean,
  ) {}

  /** Writes the file as it comes. */
  async take({ field, isChosen, bytes }: SentFile): Promise<void> {
    if (!this.isKept || field !== 'file') return;
    this.problem = isChosen ? 'empty' : 'missing';
    let writer: Writer | null = null;
    for await (const piece of bytes) {
      writer ??= this.begin();
      if (!writer) return;
      if (writer.size + piece.length > documentLimits.largest) {
        this.problem = 'too-large';
        return this.drop();
      }
      writer.write(piece);
    }
    if (!writer) return;
    this.row = { ...this.row!, bytes: writer.size };
    writer.end();
  }

  /** Counted when something comes: who forgot to choose a file has sent none. @returns null when it is too often. */
  private begin(): Writer | null {
    this.isTooOften = spendAllowance('document-of-account', this.actor.accountId) > 0;
    if (this.isTooOften) return null;
    this.row = beginArrival(this.actor, this.requestId);
    return writerOf(this.row);
  }

  /** What the file is, or why it is not taken. */
  look():
    | { row: DocumentRow; type: DocumentRow['type'] & string; length: number }
    | { because: FileProblem } {
    if (!this.row) return { because: this.problem };
    const looked = inspect(readerOf(database(), this.row));
    return 'because' in looked ? looked : { row: this.row, ...looked };
  }

  /** Forgets what came, unless it has been made a part of the request. */
  drop(): void {
    if (this.row) dropArrival(this.row.id);
    this.row = null;
  }
}
