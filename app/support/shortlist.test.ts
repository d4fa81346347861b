import { describe, expect, it } from 'vitest';
import { mostOnList, readShortlist, shortlistQuery } from './shortlist';

const directory = new Set(Array.from({ length: 30 }, (_, index) => `number-${index}`));
const read = (asked: readonly string[]) => readShortlist(asked, (id) => directory.has(id));

describe('a list in an address', () => {
  it('keeps the reader’s order, and each once', () => {
    expect(read(['number-3', 'number-1', 'number-3', 'number-2'])).toEqual({
      ids: ['number-3', 'number-1', 'number-2'],
      hasUnknown: false,
      hasTooMany: false,
    });
  });

  it('leaves out who is not there, and says so', () => {
    expect(read(['nobody', 'number-1', '', '__proto__'])).toEqual({
      ids: ['number-1'],
      hasUnknown: true,
      hasTooMany: false,
    });
  });

  it('ends at twenty, and says so', () => {
    const { ids, hasTooMany } = read([...directory]);
    expect(ids).toEqual([...directory].slice(0, mostOnList));
    expect(hasTooMany).toBe(true);
    expect(read([...directory].slice(0, mostOnList)).hasTooMany).toBe(false);
  });

  it('may be empty', () => {
    expect(read([])).toEqual({ ids: [], hasUnknown: false, hasTooMany: false });
  });

  it('is written as it is read', () => {
    expect(shortlistQuery(['acas', 'shout'])).toBe('?id=acas&id=shout');
    expect(shortlistQuery(['acas'], 'list')).toBe('?list=acas');
    expect(shortlistQuery([])).toBe('');
  });
});
