import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Encryption of something too large for one piece: chunks, each AES-256-GCM with a key that nothing else has. What
 * is authenticated with each says whose it is, where it stands and whether it is the last, so that a chunk that was
 * moved, exchanged or left out does not open, nor does what was cut off at the end (the STREAM construction; Hoang,
 * Reyhanitabar, Rogaway, Vizár 2015). The key itself is sealed like any other value (crypto.server.ts).
 *
 * A chunk is nonce, ciphertext and tag, one after the other.
 */

const cipherName = 'aes-256-gcm';
const nonceLength = 12;
const authTagLength = 16;

/** Where a chunk belongs. */
export interface ChunkPlace {
  /** The id of the whole. */
  of: string;
  /** Counted from 0. */
  index: number;
  isLast: boolean;
}

const placeBytes = ({ of, index, isLast }: ChunkPlace) =>
  Buffer.from(`${of}:${index}:${isLast ? 'last' : 'more'}`);

/** A key for one whole. */
export const newChunkKey = (): Buffer => randomBytes(32);

/** Encrypts the bytes of one chunk. */
export function sealChunk(key: Buffer, place: ChunkPlace, bytes: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength }).setAAD(
    placeBytes(place),
  );
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what `sealChunk` made for the same place.
 * @throws when it was changed, belongs elsewhere, or was made with another key.
 */
export function openChunk(key: Buffer, place: ChunkPlace, sealed: Buffer): Buffer {
  const tagFrom = sealed.length - authTagLength;
  if (tagFrom < nonceLength) throw new Error('A chunk is too short to be one');
  const decipher = createDecipheriv(cipherName, key, sealed.subarray(0, nonceLength), {
    authTagLength,
  })
    .setAAD(placeBytes(place))
    .setAuthTag(sealed.subarray(tagFrom));
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, tagFrom)), decipher.final()]);
}
