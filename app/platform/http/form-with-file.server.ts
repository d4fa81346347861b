import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';

/** A form with a file, read as it comes in (RFC 7578): no more of the file is in memory than is on its way. */

/** The file of a form. Its own name and type are the sender's to make up, and nobody reads them. */
export interface SentFile {
  /** Of its field. */
  field: string;
  /** Whether a file was chosen, if only an empty one: browsers send a nameless one where none was. */
  isChosen: boolean;
  bytes: AsyncIterable<Buffer>;
}

/** More than any form with a file has: fields, and bytes of the words in one and of what stands above it. */
const limits = { parts: 20, files: 1, fieldSize: 4000, headerSize: 8000, headerPairs: 20 };

/**
 * Reads a form to its end.
 * @param take is given the file, and waited for: the sender sends no faster than it is taken. What is left of it is
 * passed over.
 * @returns the words of each field, empty when they are too long; null when it is no such form, or breaks off.
 * @throws what `take` throws.
 */
export async function readFormWithFile(
  request: Request,
  take: (file: SentFile) => Promise<void>,
): Promise<ReadonlyMap<string, string> | null> {
  const fields = new Map<string, string>();
  const parser = parserOf(request);
  if (!parser || !request.body) return null;
  let taking = Promise.resolve();
  let failed: { error: unknown } | null = null;
  let endFile = () => {};
  parser.on('field', (name, words, _, isCut) => fields.set(name, isCut ? '' : words));
  parser.on('file', (field, stream, fileName) => {
    let brokeOff = false;
    // Nobody else tells whoever reads the file that its sender has gone.
    endFile = () => void stream.destroy(new Error('A form broke off'));
    async function* asItComes(): AsyncGenerator<Buffer> {
      try {
        // Not ended by who stops reading: the parser waits until all of it has gone by.
        yield* stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
      } catch (error) {
        brokeOff = true;
        throw error;
      }
    }
    taking = take({ field, isChosen: Boolean(fileName), bytes: asItComes() })
      .catch((error: unknown) => {
        if (brokeOff) return;
        failed = { error };
        parser.destroy();
      })
      .then(() => void stream.on('error', () => {}).resume());
  });
  const whole = await pipeline(Readable.fromWeb(request.body as WebStream), parser).then(
    () => true,
    () => {
      endFile();
      return false;
    },
  );
  await taking;
  if (failed) throw (failed as { error: unknown }).error;
  return whole ? fields : null;
}

function parserOf(request: Request): BusboyInstance | null {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) return null;
  try {
    return new Busboy({ headers: { 'content-type': type } satisfies BusboyHeaders, limits });
  } catch {
    // Without an edge nobody can tell its parts from each other.
    return null;
  }
}
