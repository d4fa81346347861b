import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { documentChunks, documents } from '#db/schema';
import { newId } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { person } from '../../../tests/support/people';
import { send } from '../../../tests/support/requests';
import { readRow } from '../requests.server';
import {
  chunkSize,
  chunksOf,
  cutOff,
  eraseBytes,
  newSealedKey,
  readerOf,
  streamOf,
  writerOf,
} from './store.server';

const practitioner = person('practitioner');
const requestId = readRow(database(), practitioner, await send(practitioner)).id;

const rowOf = (id: string) =>
  database().select().from(documents).where(eq(documents.id, id)).get()!;

/** Keeps bytes as a document. @param step how many come at a time. */
function kept(bytes: Buffer, step = 60_000): string {
  const id = newId();
  const { accountId: actorId } = practitioner;
  const sealedKey = newSealedKey(id);
  database()
    .insert(documents)
    .values({
      id,
      requestId,
      by: 'practitioner',
      actorId,
      kind: 'other',
      state: 'arriving',
      startedAt: 0,
      sealedKey,
    })
    .run();
  const writer = writerOf(rowOf(id));
  for (let at = 0; at < bytes.length; at += step) writer.write(bytes.subarray(at, at + step));
  expect(writer.size).toBe(bytes.length);
  writer.end();
  database().update(documents).set({ bytes: bytes.length }).where(eq(documents.id, id)).run();
  return id;
}

const opened = (id: string) => Buffer.concat([...chunksOf(rowOf(id))]);

const chunkRows = (id: string) =>
  database().select().from(documentChunks).where(eq(documentChunks.documentId, id)).all();

const chunk = (documentId: string, index: number) =>
  and(eq(documentChunks.documentId, documentId), eq(documentChunks.index, index));

const putChunk = (documentId: string, index: number, bytes: Buffer) =>
  database().update(documentChunks).set({ bytes }).where(chunk(documentId, index)).run();

const large = randomBytes(3 * chunkSize - 5);

describe('the bytes of a document', () => {
  it('come back as they were, whatever their size and however they came', () => {
    for (const size of [0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize]) {
      const bytes = randomBytes(size);
      expect(opened(kept(bytes)).equals(bytes), `${size}`).toBe(true);
    }
    expect(opened(kept(large, large.length)).equals(large)).toBe(true);
    const few = large.subarray(0, chunkSize + 10);
    expect(opened(kept(few, 1000)).equals(few)).toBe(true);
  });

  it('can be read here and there, across pieces', () => {
    const { read, size } = readerOf(database(), rowOf(kept(large)));
    expect(size).toBe(large.length);
    for (const [from, to] of [
      [0, 8],
      [chunkSize - 3, chunkSize + 3],
      [10, 2 * chunkSize + 10],
      [size - 5, size + 100],
      [size, size + 1],
      [-10, 4],
    ] as const) {
      expect(read(from, to).equals(large.subarray(Math.max(0, from), to)), `${from}`).toBe(true);
    }
  });

  it('are noise in the database', () => {
    const words = Buffer.alloc(chunkSize + 100, 'a letter about somebody ');
    for (const { bytes } of chunkRows(kept(words))) expect(bytes.includes('letter')).toBe(false);
  });

  it('do not open when pieces were exchanged, changed, repeated or taken from another document', () => {
    const tamper: ((id: string) => void)[] = [
      (id) => {
        const [first, second] = chunkRows(id);
        putChunk(id, 0, second!.bytes);
        putChunk(id, 1, first!.bytes);
      },
      (id) => putChunk(id, 1, chunkRows(id)[0]!.bytes),
      (id) => putChunk(id, 0, chunkRows(kept(large))[0]!.bytes),
      (id) => putChunk(id, 2, randomBytes(100)),
      (id) => database().delete(documentChunks).where(chunk(id, 1)).run(),
      (id) =>
        database()
          .update(documents)
          .set({ sealedKey: newSealedKey(id) })
          .where(eq(documents.id, id))
          .run(),
    ];
    for (const wrong of tamper) {
      const id = kept(large);
      wrong(id);
      expect(() => opened(id)).toThrow();
    }
  });

  it('do not open when the end was cut off, and the row says so, too', () => {
    const id = kept(large);
    database().delete(documentChunks).where(chunk(id, 2)).run();
    database()
      .update(documents)
      .set({ bytes: 2 * chunkSize })
      .where(eq(documents.id, id))
      .run();
    expect(() => opened(id)).toThrow();
  });

  it('are read no further than their reader has come', async () => {
    const id = kept(large);
    const reader = streamOf(rowOf(id)).getReader();
    await reader.read();
    // Were the next piece in memory already, its loss would not be noticed.
    database().delete(documentChunks).where(chunk(id, 1)).run();
    await expect(reader.read()).rejects.toThrow('missing');
  });

  it('can be cut where a picture ends, with its last piece sealed as the last', () => {
    for (const length of [
      1,
      chunkSize - 1,
      chunkSize,
      chunkSize + 1,
      large.length - 1,
      large.length,
    ]) {
      const id = kept(large);
      inTransaction((tx) => cutOff(tx, rowOf(id), length));
      database().update(documents).set({ bytes: length }).where(eq(documents.id, id)).run();
      expect(opened(id).equals(large.subarray(0, length)), `${length}`).toBe(true);
      expect(chunkRows(id)).toHaveLength(Math.ceil(length / chunkSize));
    }
  });

  it('are gone when they are erased, with their key', () => {
    const id = kept(large);
    inTransaction((tx) => eraseBytes(tx, id));
    expect(chunkRows(id)).toEqual([]);
    expect(rowOf(id)).toMatchObject({ sealedKey: null, sealedTitle: null });
    expect(() => opened(id)).toThrow();
  });
});
