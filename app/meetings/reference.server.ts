import { randomInt } from 'node:crypto';
import { referenceAlphabet } from './staff/typed-reference';

/** A new reference, such as `7K3M-9QTX`: 40 random bits, for quoting, never for proving who one is. */
export function newReference(): string {
  const pick = () => referenceAlphabet[randomInt(referenceAlphabet.length)];
  const four = () => Array.from({ length: 4 }, pick).join('');
  return `${four()}-${four()}`;
}
