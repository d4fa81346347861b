import { describe, expect, it } from 'vitest';
import { excerptOf, markWords, type Piece } from './excerpt';

/** A text with what is marked in brackets, as a reader sees it. */
const seen = (pieces: Piece[]) =>
  pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

const mark = (text: string, ...found: string[]) => seen(markWords(text, new Set(found)));
const excerpt = (blocks: string[], ...found: string[]) => seen(excerptOf(blocks, new Set(found)));

describe('marking', () => {
  it('sets the words apart that were found, and keeps everything else', () => {
    expect(mark('Your visa, and your right to work.', 'visa', 'work')).toBe(
      'Your [visa], and your right to [work].',
    );
    expect(mark('Nothing here.', 'visa')).toBe('Nothing here.');
    expect(mark('', 'visa')).toBe('');
  });

  it('takes capitals and accents for what they are', () => {
    expect(mark('Apêl: eich APÊL', 'apel')).toBe('[Apêl]: eich [APÊL]');
  });

  it('marks whole words only', () => {
    expect(mark('You start a part of it', 'art')).toBe('You start a part of it');
    expect(mark('re-entry, Mr O’Neill', 'entry', 'neill')).toBe('re-[entry], Mr O’[Neill]');
  });

  it('leaves signs as they are written', () => {
    expect(mark('<b>pay</b> & (.*) $1', 'pay')).toBe('<b>[pay]</b> & (.*) $1');
  });
});

describe('an excerpt', () => {
  const filler = (words: number) => Array.from({ length: words }, (_, at) => `w${at}`).join(' ');

  it('is the paragraph with the most of the words', () => {
    expect(excerpt(['A summary.', 'Your visa.', 'Your visa and your pay.'], 'visa', 'pay')).toBe(
      'Your [visa] and your [pay].',
    );
  });

  it('counts a word once, however often it stands there', () => {
    expect(excerpt(['Pay, pay, pay.', 'Pay and visa.'], 'visa', 'pay')).toBe('[Pay] and [visa].');
  });

  it('is the first paragraph when none has any, or all have the same', () => {
    expect(excerpt(['A summary.', 'More.'], 'visa')).toBe('A summary.');
    expect(excerpt(['A visa.', 'Visa.'], 'visa')).toBe('A [visa].');
  });

  it('is nothing when there is nothing to show', () => {
    expect(excerptOf([], new Set(['visa']))).toEqual([]);
  });

  it('is cut around the word in a long paragraph, between words, and says so with dots', () => {
    const cut = excerpt([`${filler(100)} visa ${filler(100)}`], 'visa');
    expect(cut).toContain('w99 [visa] w0');
    expect(cut).toMatch(/^… w\d+ .* w\d+ …$/);
    expect(cut.length).toBeLessThan(240);
  });

  it('begins where a long paragraph begins when the word stands there', () => {
    const cut = excerpt([`A visa ${filler(100)}`], 'visa');
    expect(cut).toMatch(/^A \[visa\] w0 .* w\d+ …$/);
  });

  it('is a short paragraph as it is', () => {
    expect(excerpt(['One visa.'], 'visa')).toBe('One [visa].');
  });

  it('does not break over a long paragraph without a space', () => {
    expect(excerpt(['x'.repeat(1000)], 'visa').length).toBeLessThanOrEqual(1002);
  });

  it('keeps the word it was found for, also at the end of a long paragraph', () => {
    expect(excerpt([`${filler(100)} visa`], 'visa')).toContain('[visa]');
  });

  it('has no dots after the last word of a paragraph', () => {
    const cut = excerpt([`${filler(100)} visa and the end.`], 'visa');
    expect(cut.endsWith('and the end.')).toBe(true);
  });
});
