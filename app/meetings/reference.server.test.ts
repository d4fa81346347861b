import { describe, expect, it } from 'vitest';
import { newReference } from './reference.server';

describe('a reference', () => {
  const references = Array.from({ length: 2000 }, newReference);

  it('is two groups of four, easy to read out', () => {
    for (const reference of references) expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  });

  it('has no letter that is taken for a digit or for another letter', () => {
    for (const reference of references) expect(reference).not.toMatch(/[ILOU]/);
  });

  it('uses every other letter and digit, so that nobody guesses the next', () => {
    const used = new Set(references.join('').replaceAll('-', ''));
    expect([...used].sort().join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
  });

  it('is not given twice', () => {
    expect(new Set(references).size).toBe(references.length);
  });
});
