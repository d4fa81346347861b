import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  digest,
  lookupHash,
  newId,
  randomToken,
  sameDigest,
  seal,
  unseal,
  type Place,
} from './crypto.server';

const here: Place = { table: 'requests', column: 'sealed_answers', row: 'row-1' };

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const word = fc.string({ unit: fc.constantFrom(...'abcdefghij-_'), minLength: 1, maxLength: 12 });
const place = fc.record({ table: word, column: word, row: word });

/** Changes one bit of one part of a sealed value: its nonce, its words or its tag. */
function flip(sealed: string, part: 1 | 2 | 3, bit: number): string {
  const parts = sealed.split('.');
  const bytes = Buffer.from(parts[part]!, 'base64url');
  const at = Math.floor(bit / 8) % bytes.length;
  bytes[at] = bytes[at]! ^ (1 << (bit % 8));
  parts[part] = bytes.toString('base64url');
  return parts.join('.');
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a sealed value', () => {
  it('opens where it was sealed, whatever it says', () => {
    fc.assert(
      fc.property(place, text, (where, words) => {
        expect(unseal(where, seal(where, words))).toBe(words);
      }),
    );
  });

  it('does not show what it says', () => {
    const sealed = seal(here, 'Dr Amina Yusuf');
    expect(sealed).not.toContain('Amina');
    expect(Buffer.from(sealed.split('.')[2]!, 'base64url').toString()).not.toContain('Amina');
  });

  it('looks different every time, so that nobody sees who wrote the same', () => {
    const sealed = Array.from({ length: 50 }, () => seal(here, 'the same words'));
    expect(new Set(sealed).size).toBe(50);
  });

  it.each<[string, Partial<Place>]>([
    ['row', { row: 'row-2' }],
    ['column', { column: 'sealed_room' }],
    ['table', { table: 'notes' }],
  ])('does not open in another %s', (_, elsewhere) => {
    const sealed = seal(here, 'the words of one person');
    expect(() => unseal({ ...here, ...elsewhere }, sealed)).toThrow();
    expect(unseal(here, sealed)).toBe('the words of one person');
  });

  it('does not open after any single bit of it was changed', () => {
    fc.assert(
      fc.property(
        text.filter((words) => words !== ''),
        fc.constantFrom(1 as const, 2 as const, 3 as const),
        fc.nat(10_000),
        (words, part, bit) => {
          const sealed = seal(here, words);
          expect(() => unseal(here, flip(sealed, part, bit))).toThrow();
        },
      ),
    );
  });

  it.each(['', '.', 'demo', 'demo...', 'not sealed at all'])(
    'does not open when it is "%s"',
    (value) => {
      expect(() => unseal(here, value)).toThrow();
    },
  );

  it('does not open with a key that is not configured, and the error does not repeat it', () => {
    const sealed = seal(here, 'the words of one person').replace(/^[^.]+/, 'lost-key');
    expect(() => unseal(here, sealed)).toThrow(
      'A value in requests.sealed_answers needs a key that is not configured',
    );
  });

  it('does not open with its tag cut short', () => {
    const sealed = seal(here, 'the words of one person');
    const [keyId, iv, words, tag] = sealed.split('.');
    for (const bytes of [0, 1, 4, 8, 12, 15]) {
      const cut = Buffer.from(tag!, 'base64url').subarray(0, bytes).toString('base64url');
      expect(() => unseal(here, [keyId, iv, words, cut].join('.'))).toThrow();
    }
  });
});

describe('changing keys', () => {
  const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;

  /** The same code in a process started with other keys. */
  async function startedWith(PORTAL_KEYS: string) {
    vi.stubEnv('PORTAL_KEYS', PORTAL_KEYS);
    vi.stubEnv('PORTAL_LOOKUP_KEY', 'a-lookup-key-of-more-than-32-characters');
    vi.resetModules();
    return import('./crypto.server');
  }

  it('seals with the newest and still opens what the older one sealed', async () => {
    const before = await startedWith(key('spring', 1));
    const sealed = before.seal(here, 'written in spring');
    const after = await startedWith(`${key('autumn', 2)},${key('spring', 1)}`);
    expect(after.unseal(here, sealed)).toBe('written in spring');
    expect(after.seal(here, 'written in autumn')).toMatch(/^autumn\./);
  });

  it('cannot open what a key sealed that was taken away', async () => {
    const before = await startedWith(key('spring', 1));
    const sealed = before.seal(here, 'written in spring');
    const after = await startedWith(key('autumn', 2));
    expect(() => after.unseal(here, sealed)).toThrow(/needs a key/);
  });
});

describe('finding people by address', () => {
  it('ignores capitals and spaces around it', () => {
    expect(lookupHash('  Amina@Example.TEST ')).toBe(lookupHash('amina@example.test'));
  });

  it('tells two addresses apart, and shows neither', () => {
    expect(lookupHash('amina@example.test')).not.toBe(lookupHash('tomasz@example.test'));
    expect(lookupHash('amina@example.test')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('needs the key: a plain hash of the address is not enough', () => {
    expect(lookupHash('amina@example.test')).not.toBe(digest('amina@example.test'));
  });
});

describe('comparing and making secrets', () => {
  it('knows equal digests from different ones, and from shorter ones', () => {
    expect(sameDigest(digest('a'), digest('a'))).toBe(true);
    expect(sameDigest(digest('a'), digest('b'))).toBe(false);
    expect(sameDigest(digest('a'), digest('a').slice(1))).toBe(false);
  });

  it('never makes the same token or id twice, and each is safe in an address', () => {
    const made = Array.from({ length: 500 }, () => [randomToken(), newId()]).flat();
    expect(new Set(made).size).toBe(made.length);
    for (const secret of made) expect(encodeURIComponent(secret)).toBe(secret);
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
    expect(Buffer.from(newId(), 'base64url')).toHaveLength(16);
  });
});
