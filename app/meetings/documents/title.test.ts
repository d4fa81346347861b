import { expect, it } from 'vitest';
import { asTitle } from './title';

it('a title is what was typed, on one line', () => {
  expect(asTitle('  Letter to the trust,\r\nof 3 May  ')).toBe('Letter to the trust, of 3 May');
  expect(asTitle('Llythyr ŵ “é” 信 👩‍⚕️')).toBe('Llythyr ŵ “é” 信 👩‍⚕️');
  expect(asTitle('../../etc/passwd "x"')).toBe('../../etc/passwd "x"');
});

it('nothing in it turns the words around, or is not seen', () => {
  expect(asTitle('letter\u202Efdp.exe')).toBe('letter fdp.exe');
  expect(asTitle('\u2066a\u2069\u200b\u0000\ufeff')).toBe('a');
  expect(asTitle('\u202e\u200f\n')).toBe('');
});
