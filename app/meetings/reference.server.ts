import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another when read aloud (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new reference, such as `7K3M-9QTX`: 40 random bits, for quoting, never for proving who one is. */
export function newReference(): string {
  const pick = () => alphabet[randomInt(alphabet.length)];
  const four = () => Array.from({ length: 4 }, pick).join('');
  return `${four()}-${four()}`;
}
