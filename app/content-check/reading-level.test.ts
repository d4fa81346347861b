import { describe, expect, it } from 'vitest';
import { said } from '../../tests/support/sound-content';
import { gradeOf } from './reading-level';

/** The formula: 0.39 × words ÷ sentences + 11.8 × syllables ÷ words − 15.59. */
const worked = (words: number, sentences: number, syllables: number) =>
  0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;

describe('the grade of a text', () => {
  it.each([
    // 12 words of one syllable, 2 sentences.
    ['The cat sat on the mat. The dog ran to a hat.', 12, 2, 12],
    // 7 words: 1 + 5 + 1 + 1 + 2, then 3 + 2 syllables.
    ['The investigator wrote a letter. Nobody answered.', 7, 2, 15],
    // A number counts as a word of one syllable; the words are 1 + 1 + 1 + 1.
    ['You have 4 weeks.', 4, 1, 4],
    // A short form is one word: 1 + 1 + 1.
    ['You can’t go.', 3, 1, 3],
  ])('is what the formula gives by hand for: %s', (text, words, sentences, syllables) => {
    expect(gradeOf(text)).toBeCloseTo(worked(words, sentences, syllables), 6);
  });

  it('is minus 1.45 for the cat and the dog', () => {
    expect(gradeOf('The cat sat on the mat. The dog ran to a hat.')).toBeCloseTo(-1.45, 6);
  });

  it('is nothing for a page without words', () => {
    expect(gradeOf('')).toBe(0);
    expect(gradeOf('## A heading')).toBe(0);
  });

  it('takes every list item and every paragraph for a sentence, with or without a full stop', () => {
    const sixWordsInTwo = worked(6, 2, 6);
    expect(gradeOf('- The cat sat\n- The dog ran')).toBeCloseTo(sixWordsInTwo, 6);
    expect(gradeOf('The cat sat\n\nThe dog ran')).toBeCloseTo(sixWordsInTwo, 6);
    expect(gradeOf('1. The cat sat.\n2. The dog ran.')).toBeCloseTo(sixWordsInTwo, 6);
  });

  it('leaves headings out', () => {
    expect(gradeOf('## Organisational representation\n\nThe cat sat.')).toBe(
      gradeOf('The cat sat.'),
    );
  });

  it('does not count fact marks', () => {
    expect(gradeOf('The cat sat.[^organisational-representation] The dog ran.')).toBe(
      gradeOf('The cat sat. The dog ran.'),
    );
  });

  it('counts the words of a link and of an explained word, not where they lead', () => {
    const plain = gradeOf('Ask your investigator soon.');
    expect(gradeOf('Ask your [investigator](/guides/organisational-hearings) soon.')).toBe(plain);
    expect(gradeOf('Ask your [investigator](word:organisational-hearing) soon.')).toBe(plain);
    expect(gradeOf('Ask your **investigator** soon.')).toBe(plain);
  });

  // A guide wrapped at 80 characters must not look easier than it is.
  it('does not depend on where an editor breaks the lines', () => {
    expect(gradeOf('The cat sat\non the mat.')).toBe(gradeOf('The cat sat on the mat.'));
  });
});

describe('guides', () => {
  /** One sentence of so many words of one syllable: its grade is 0.39 × words − 3.79. */
  const sentence = (words: number) => `${Array(words).fill('cat').join(' ')}.`;
  const saidOfGuides = (english: string, welsh: string) =>
    said(({ guides }) => {
      guides.en[0]!.markdown = english;
      guides.cy[0]!.markdown = welsh;
    });

  it('are too hard to read from just above grade 8', () => {
    expect(gradeOf(sentence(31))).toBeCloseTo(8.3, 6);
    expect(saidOfGuides(sentence(31), 'Cath.')).toEqual([
      'guides/en/your-rights.md: is too hard to read: grade 8.30, and 8 is the most. Shorten sentences and words.',
    ]);
  });

  it('are easy enough just below it', () => {
    expect(gradeOf(sentence(30))).toBeCloseTo(7.91, 6);
    expect(saidOfGuides(sentence(30), 'Cath.')).toEqual([]);
  });

  it('are not graded in Welsh, which the formula does not know; nor are pages about the portal', () => {
    expect(saidOfGuides('A cat.', sentence(60))).toEqual([]);
    expect(said(({ pages }) => (pages.en[0]!.markdown = sentence(60)))).toEqual([]);
  });
});
