import { expect, it } from 'vitest';
import { sizeInWords } from './size-in-words';

it('says how large a file is in few figures, and never that it is nothing', () => {
  const sizes = [1, 1024, 245_760, 1_048_575, 1_048_576, 1_258_291, 10 * 1024 ** 2];
  expect(sizes.map((size) => sizeInWords(size, 'en'))).toEqual([
    '1 kB',
    '1 kB',
    '240 kB',
    '1,024 kB',
    '1 MB',
    '1.2 MB',
    '10 MB',
  ]);
  expect(sizeInWords(1_258_291, 'cy')).toBe('1.2 MB');
});
