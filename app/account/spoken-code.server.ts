import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a figure, or for another when it is said aloud. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const characters = 16;

/** A code to read out or write down: `7KQF-M2XD-…`, four groups of four, 80 random bits. */
export function newSpokenCode(): string {
  // A byte's five lowest bits are as random as the byte: 32 divides 256.
  const code = [...randomBytes(characters)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join('');
  return inGroups(code);
}

/** The same code however it was typed: small letters, spaces, an O for a 0. */
export const readSpokenCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

/** A long code in groups of four, as it is shown to be typed by hand. */
export const inGroups = (code: string, between = '-'): string =>
  code.match(/.{1,4}/g)!.join(between);
