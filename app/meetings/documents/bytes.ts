/** Bytes that are read a part at a time, wherever they are kept: nobody needs to hold a whole document. */
export interface Bytes {
  readonly size: number;
  /** The bytes of `from` up to `to`, as far as there are any. */
  read(from: number, to: number): Buffer;
}

/** Bytes that are in memory already. */
export const bytesOf = (buffer: Buffer): Bytes => ({
  size: buffer.length,
  read: (from, to) => buffer.subarray(Math.max(0, from), Math.max(0, to)),
});

const windowSize = 64 * 1024;

/**
 * All bytes in pieces, in order, each with the last bytes of the piece before, so that nothing is missed that lies
 * across two.
 * @param overlap in bytes.
 */
export function* windowsOf(bytes: Bytes, overlap: number): Generator<Buffer> {
  for (let from = 0; from < bytes.size; from += windowSize) {
    yield bytes.read(Math.max(0, from - overlap), Math.min(bytes.size, from + windowSize));
  }
}
