import { and, eq, gt } from 'drizzle-orm';
import { documentChunks, documents } from '#db/schema';
import { seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { newChunkKey, openChunk, sealChunk } from '~/platform/sealed-chunks.server';
import { placeOf } from '~/platform/sealed-columns.server';
import type { Bytes } from './bytes';

/**
 * The bytes of documents: in pieces, each encrypted, written and read one at a time, so that no document is ever whole
 * in memory (docs/decisions/0036). Who may read them is asked before (documents.server.ts).
 */

/** Bytes in one piece. */
export const chunkSize = 256 * 1024;

/** What of a document is needed to open it. */
export type Kept = Pick<typeof documents.$inferSelect, 'id' | 'bytes' | 'sealedKey'>;

const keyPlace = (id: string) => placeOf(documents.sealedKey, id);

/** A new key, as the row of a document holds it. */
export const newSealedKey = (id: string): string =>
  seal(keyPlace(id), newChunkKey().toString('base64'));

/** @throws when its bytes have been erased. */
function keyOf({ id, sealedKey }: Kept): Buffer {
  if (!sealedKey) throw new Error('The bytes of this document have been erased');
  return Buffer.from(unseal(keyPlace(id), sealedKey), 'base64');
}

const lastIndexOf = (bytes: number): number => Math.max(0, Math.ceil(bytes / chunkSize) - 1);

function writeChunk(
  tx: Tx,
  key: Buffer,
  of: string,
  index: number,
  isLast: boolean,
  bytes: Buffer,
) {
  tx.insert(documentChunks)
    .values({ documentId: of, index, bytes: sealChunk(key, { of, index, isLast }, bytes) })
    .run();
}

/** Writes a document as it arrives. */
export interface Writer {
  /** Bytes written so far, and those that still wait for their piece to be full. */
  readonly size: number;
  write(bytes: Uint8Array): void;
  /** Writes what is left, as the last piece. */
  end(): void;
}

/** A writer of the bytes of a document whose row is there, with its key. Each full piece is one small transaction. */
export function writerOf(kept: Kept): Writer {
  const key = keyOf(kept);
  let waiting: Buffer[] = [];
  let waitingSize = 0;
  let index = 0;
  const flush = (bytes: Buffer, isLast: boolean) => {
    inTransaction((tx) => writeChunk(tx, key, kept.id, index, isLast, bytes));
    index += 1;
  };
  return {
    get size() {
      return index * chunkSize + waitingSize;
    },
    write(bytes) {
      waiting.push(Buffer.from(bytes));
      waitingSize += bytes.length;
      // What fills a piece exactly may be the last: it waits for more.
      if (waitingSize <= chunkSize) return;
      let all = Buffer.concat(waiting, waitingSize);
      for (; all.length > chunkSize; all = all.subarray(chunkSize)) {
        flush(all.subarray(0, chunkSize), false);
      }
      // A copy: what was written already is not kept for the sake of its end.
      waiting = [Buffer.from(all)];
      waitingSize = all.length;
    },
    end() {
      flush(Buffer.concat(waiting, waitingSize), true);
      waiting = [];
    },
  };
}

/** Reads the piece of a document at `index`. @throws when it is not there, or not as it was written. */
function readChunk(db: Db | Tx, key: Buffer, { id, bytes }: Kept, index: number): Buffer {
  const row = db
    .select({ bytes: documentChunks.bytes })
    .from(documentChunks)
    .where(and(eq(documentChunks.documentId, id), eq(documentChunks.index, index)))
    .get();
  if (!row) throw new Error('A piece of a document is missing');
  return openChunk(key, { of: id, index, isLast: index === lastIndexOf(bytes) }, row.bytes);
}

/** Reads a document here and there, with the two pieces read last in memory. */
export function readerOf(db: Db | Tx, kept: Kept): Bytes {
  const key = keyOf(kept);
  const lately = new Map<number, Buffer>();
  const chunkAt = (index: number): Buffer => {
    const chunk = lately.get(index) ?? readChunk(db, key, kept, index);
    lately.delete(index);
    lately.set(index, chunk);
    if (lately.size > 2) lately.delete(lately.keys().next().value!);
    return chunk;
  };
  return {
    size: kept.bytes,
    read(from, to) {
      const [start, end] = [Math.max(0, from), Math.min(to, kept.bytes)];
      if (end <= start) return Buffer.alloc(0);
      const first = Math.floor(start / chunkSize);
      const last = Math.floor((end - 1) / chunkSize);
      const parts = [];
      for (let index = first; index <= last; index += 1) {
        const offset = index * chunkSize;
        parts.push(chunkAt(index).subarray(Math.max(0, start - offset), end - offset));
      }
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    },
  };
}

/** The pieces of a document in order, each read when it is asked for. @throws at a piece that is not as it was written. */
export function* chunksOf(kept: Kept): Generator<Buffer> {
  const key = keyOf(kept);
  for (let index = 0; index <= lastIndexOf(kept.bytes); index += 1) {
    yield readChunk(database(), key, kept, index);
  }
}

/** The same, for an answer: no piece is read before its reader has room for it. */
export function streamOf(kept: Kept): ReadableStream<Uint8Array> {
  const chunks = chunksOf(kept);
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Leaves out everything behind the first `length` bytes of a document. */
export function cutOff(tx: Tx, kept: Kept, length: number): void {
  if (length >= kept.bytes) return;
  const key = keyOf(kept);
  const last = lastIndexOf(length);
  const end = readChunk(tx, key, kept, last).subarray(0, length - last * chunkSize);
  tx.delete(documentChunks)
    .where(and(eq(documentChunks.documentId, kept.id), gt(documentChunks.index, last - 1)))
    .run();
  writeChunk(tx, key, kept.id, last, true, end);
}

/** Erases the bytes of a document, its key and its title. Its row stays. */
export function eraseBytes(tx: Tx, id: string): void {
  tx.delete(documentChunks).where(eq(documentChunks.documentId, id)).run();
  tx.update(documents)
    .set({ sealedKey: null, sealedTitle: null })
    .where(eq(documents.id, id))
    .run();
}
