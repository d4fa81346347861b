import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { keyRing } from './keys.server';

/**
 * Encryption at rest, keyed look-ups and random identifiers.
 *
 * A sealed value is `keyId.iv.ciphertext.tag` (base64url). The place it belongs to (table, column, row) is
 * authenticated with it, so a value copied to another row or column does not open (OWASP ASVS 5.0, 11.3.3).
 */

export interface Place {
  table: string;
  column: string;
  row: string;
}

const cipherName = 'aes-256-gcm';

/** In bytes. Said when opening, too: Node would otherwise accept a tag cut short, which can be guessed. */
const authTagLength = 16;

const placeBytes = ({ table, column, row }: Place) => Buffer.from(`${table}.${column}:${row}`);

/** Encrypts a text for one place in the database (AES-256-GCM, fresh 96-bit nonce). */
export function seal(place: Place, text: string): string {
  const { newest, byId } = keyRing();
  const iv = randomBytes(12);
  const cipher = createCipheriv(cipherName, byId.get(newest)!, iv, { authTagLength }).setAAD(
    placeBytes(place),
  );
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [newest, ...parts].join('.');
}

/**
 * Opens what `seal` made for the same place.
 * @throws when the key is unknown, the value was changed, or it belongs to another place.
 */
export function unseal(place: Place, value: string): string {
  const [keyId = '', iv = '', sealed = '', tag = ''] = value.split('.');
  // A key that came into the file a moment ago may have been used by another process already.
  const key = keyRing().byId.get(keyId) ?? keyRing({ lookNow: true }).byId.get(keyId);
  if (!key)
    throw new Error(`A value in ${place.table}.${place.column} needs a key that is not configured`);
  const decipher = createDecipheriv(cipherName, key, Buffer.from(iv, 'base64url'), {
    authTagLength,
  })
    .setAAD(placeBytes(place))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([
    decipher.update(Buffer.from(sealed, 'base64url')),
    decipher.final(),
  ]).toString('utf8');
}

/** A keyed hash under which a person can be found by email address without the address being readable. */
export function lookupHash(text: string): string {
  return createHmac('sha256', keyRing().lookup)
    .update(text.normalize('NFKC').trim().toLowerCase())
    .digest('hex');
}

/** A keyed hash of a text for one purpose: without the key nobody can make it, with the database or without. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac('sha256', keyRing().lookup).update(`${purpose}\n${text}`).digest('hex');
}

/** SHA-256 in hex, for secrets that are already random (session ids, browser tokens). */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hex digests without telling, by time, where they differ. */
export function sameDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** An unguessable token of 256 random bits, safe in a cookie or an address. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A row id: 128 random bits. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}
