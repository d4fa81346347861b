import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What `docs/security.md` says is where it says. */

const text = readFileSync('docs/security.md', 'utf8');

/** Rows of the tables whose first cell is a number of the standard. */
const rows = text
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, id]) => /^\d+\.\d+\.\d+$/.test(id ?? ''));

/** Requirements of words, or of what is set where no test of ours can look. */
const shownByNothing = [
  ...['6.4.2', '13.2.2'],
  ...['14.1.1', '14.1.2', '15.1.1', '15.2.1', '16.1.1', '16.2.3'],
];

describe('the table of the standard', () => {
  it('names a test or a check for each, but for these', () => {
    const without = rows.filter(
      ([, , , , shownBy]) =>
        !/^`(?:(?:app|tests)\/[\w./-]+\.test\.tsx?|bin\/[\w-]+\.mjs)`$/.test(shownBy ?? ''),
    );
    expect(without.map(([, id]) => id)).toEqual(shownByNothing);
  });

  it('names each requirement once, with where it is met', () => {
    const ids = rows.map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBeGreaterThan(100);
    for (const [, id, what, where] of rows) {
      expect(what, id).not.toBe('');
      expect(where, id).not.toBe('');
    }
  });

  it('names files that exist', () => {
    const named = [...text.matchAll(/`((?:app|tests|db|docs|bin|content)\/[\w/.-]+)`/g)];
    const missing = named.map(([, file]) => file!).filter((file) => !existsSync(file));
    expect([...new Set(missing)]).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });
});
