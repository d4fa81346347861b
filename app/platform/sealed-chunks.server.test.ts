import { describe, expect, it } from 'vitest';
import { newChunkKey, openChunk, sealChunk } from './sealed-chunks.server';

const key = newChunkKey();
const bytes = Buffer.from('the second piece of a letter');
const place = { of: 'letter', index: 1, isLast: false };
const sealed = sealChunk(key, place, bytes);

describe('a piece of something large', () => {
  it('opens where it belongs, and shows nothing of itself before', () => {
    expect(openChunk(key, place, sealed)).toEqual(bytes);
    expect(sealed.toString('latin1')).not.toContain('letter');
    expect(openChunk(key, place, sealChunk(key, place, Buffer.alloc(0)))).toHaveLength(0);
  });

  it('does not open in another place, of something else, nor as the end of what goes on', () => {
    for (const other of [
      { ...place, index: 0 },
      { ...place, of: 'another letter' },
      { ...place, isLast: true },
    ]) {
      expect(() => openChunk(key, other, sealed)).toThrow();
    }
  });

  it('does not open with another key, changed, or cut short', () => {
    expect(() => openChunk(newChunkKey(), place, sealed)).toThrow();
    for (const at of [0, 12, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => openChunk(key, place, changed)).toThrow();
    }
    for (const length of [0, 10, 28, sealed.length - 1]) {
      expect(() => openChunk(key, place, sealed.subarray(0, length))).toThrow();
    }
  });

  it('is never written twice in the same way', () => {
    expect(sealChunk(key, place, bytes)).not.toEqual(sealed);
  });
});
