import { describe, expect, it } from 'vitest';
import { newSpokenCode, readSpokenCode } from './spoken-code.server';

describe('a code that is said or written down', () => {
  it('has four groups of four, and nothing that is taken for something else', () => {
    const codes = Array.from({ length: 500 }, newSpokenCode);
    for (const code of codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(500);
    // Every character comes up: a code of 16 out of 32 has 80 bits.
    expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
  });

  it.each([
    '7KQF-M2XD-0A1B-9ZZZ',
    '7kqf m2xd oaib 9zzz',
    ' 7KQFM2XDOALB9ZZZ ',
    '7KQF–M2XD–0A1B–9ZZZ',
  ])('is the same when it is typed as "%s"', (typed) =>
    expect(readSpokenCode(typed)).toBe('7KQFM2XD0A1B9ZZZ'),
  );
});
