/** Letters and digits that are not mistaken for one another when read aloud (Crockford's base 32). */
export const referenceAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The reference somebody may have meant: in any case, with or without dash and spaces, and with the letters that
 * are heard or read as another sign. @returns null for what cannot be one.
 */
export function typedReference(typed: string): string | null {
  const signs = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const isOne = signs.length === 8 && [...signs].every((sign) => referenceAlphabet.includes(sign));
  return isOne ? `${signs.slice(0, 4)}-${signs.slice(4)}` : null;
}
