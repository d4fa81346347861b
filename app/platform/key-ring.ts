/**
 * Encryption keys as the operator gives them: `id:key` pairs separated by commas, the newest first, each key
 * 32 bytes in base64 (AES-256). Pure; reading and keeping them is keys.server.ts.
 */

export const keyRingPattern = /^[a-z0-9-]+:[A-Za-z0-9+/]{43}=(,[a-z0-9-]+:[A-Za-z0-9+/]{43}=)*$/;

/** In characters. */
export const shortestLookupKey = 32;

export interface Key {
  id: string;
  /** 32 bytes in base64. */
  key: string;
}

/** The id of the key that demo mode makes for itself. */
export const demoKeyId = 'demo';

/** Reads `id:key,id:key`, which matches `keyRingPattern`. */
export const keysIn = (text: string): Key[] =>
  text.split(',').map((pair) => {
    const [id = '', key = ''] = pair.split(':');
    return { id, key };
  });

export const keysAsText = (keys: Key[]): string =>
  keys.map(({ id, key }) => `${id}:${key}`).join(',');

const hasTwins = (values: string[]): boolean => new Set(values).size < values.length;

/** A key somebody typed to get started: `AAAA…`. */
const isOneByteRepeated = ({ key }: Key): boolean => new Set(Buffer.from(key, 'base64')).size === 1;

const isWrittenAs = (lookupKey: string, { key }: Key): boolean =>
  lookupKey === key || lookupKey.toLowerCase() === Buffer.from(key, 'base64').toString('hex');

/**
 * What is wrong with keys that have the right form.
 * @returns what to say after the name of where they came from; no key is ever repeated.
 */
export function problemsOfKeys(
  mode: 'demo' | 'production',
  keys: Key[],
  lookupKey: string,
): string[] {
  const problem = (is: boolean, words: string) => (is ? [words] : []);
  const always = problem(
    hasTwins(keys.map(({ id }) => id)),
    'gives two keys the same id: each key needs an id of its own',
  );
  if (mode === 'demo') return always;
  return [
    ...always,
    ...problem(
      hasTwins(keys.map(({ key }) => key)),
      'holds the same key twice: a new key must be new',
    ),
    ...problem(
      keys.some(({ id }) => id === demoKeyId),
      'holds the demo key: make one with "openssl rand -base64 32" and give it another id',
    ),
    ...problem(
      keys.some(isOneByteRepeated),
      'holds a key that anybody can guess: make one with "openssl rand -base64 32"',
    ),
    ...problem(
      keys.some((key) => isWrittenAs(lookupKey, key)),
      'holds a key that is the lookup key, too: the two must differ',
    ),
  ];
}
