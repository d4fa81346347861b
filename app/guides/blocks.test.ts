import { describe, expect, it } from 'vitest';
import { blocksIn } from './blocks';

const texts = (markdown: string) => blocksIn(markdown).map(({ text }) => text);
const words = (markdown: string) => blocksIn(markdown).map((block) => block.words.trim());

describe('a text in blocks', () => {
  it('has its headings, paragraphs, list items, callouts and table cells, in order', () => {
    const markdown =
      '## Now\n\nOne.\n\n- Two.\n- Three.\n\n> **Four**\n>\n> Five.\n\n| Six |\n| --- |\n| Seven |';
    expect(texts(markdown)).toEqual([
      'Now',
      'One.',
      'Two.',
      'Three.',
      'Four',
      'Five.',
      'Six',
      'Seven',
    ]);
    expect(blocksIn(markdown).filter(({ heading }) => heading)).toHaveLength(1);
  });

  it('says each as it is written, too', () => {
    expect(blocksIn('**One** [two](/support).[^a-fact]')[0]!.source).toBe(
      '**One** [two](/support).[^a-fact]',
    );
  });

  it('leaves out fact marks, and how words are set', () => {
    expect(texts('**One** _two_.[^a-fact] Three.[^another]')).toEqual(['One two. Three.']);
  });

  it('has what a link says among the text, and not among the words of its own', () => {
    expect(texts('Call [116 123](tel:116123) now.')).toEqual(['Call 116 123 now.']);
    expect(words('Call [116 123](tel:116123) now.').join()).not.toContain('116');
  });

  it('has a word that the glossary explains among both', () => {
    expect(texts('Ask your [case manager](word:case-manager).')).toEqual([
      'Ask your case manager.',
    ]);
    expect(words('Ask your [case manager](word:case-manager).').join()).toContain('case manager');
  });

  it('keeps the words apart that a line break parts', () => {
    expect(texts('The cat sat\\\non the mat.')[0]).not.toContain('saton');
  });
});
