import { describe, expect, it } from 'vitest';
import { both, said, saidOf } from '../../tests/support/sound-content';
import type { Content } from './content';

describe('in a guide', () => {
  it.each([
    'It takes 6 months.',
    '## The 28 days',
    '- You have time.\n- Then 10 days.',
    '| Step | Limit |\n| --- | --- |\n| Report | 5 days |',
    '> **Act now**\n>\n> Within 7 days.',
    'Only 1,000 people, [see 2 more](/support).',
    'Your [6 names](word:case-manager-of-6).',
  ])('asks where the number comes from in: %s', (markdown) => {
    expect(saidOf(markdown).filter((each) => each.includes('no fact mark'))).toHaveLength(2);
  });

  it('says which number it found, and where', () => {
    expect(saidOf('It takes 6 months.')).toEqual([
      'guides/en/your-rights.md: “It takes 6 months.” holds a number (6) and no fact mark. Mark the fact, or reword.',
      'guides/cy/your-rights.md: “It takes 6 months.” holds a number (6) and no fact mark. Mark the fact, or reword.',
    ]);
  });

  it('is not content with a mark in the next paragraph', () => {
    expect(saidOf('It takes 6 months.\n\nSoon.[^four-weeks]')).toHaveLength(2);
  });

  it('asks about numbers in words, in either language', () => {
    expect(saidOf('You have twelve weeks.').join()).toMatch(/^guides\/en.*\(twelve\)/);
    expect(saidOf('Mae gennych ddeng niwrnod.').join()).toMatch(/^guides\/cy.*\(ddeng\)/);
    expect(saidOf('Hyd at chwe mis.').join()).toMatch(/^guides\/cy.*\(chwe\)/);
  });

  it('asks about eighteen and a dozen in Welsh, as it does in English', () => {
    expect(saidOf('Up to eighteen.', 'Hyd at ddeunaw.')).toHaveLength(2);
    expect(saidOf('About a dozen.', 'Tua dwsin.')).toHaveLength(2);
  });

  it.each([
    'It takes 6 months.[^four-weeks]',
    'Often one letter, written in the weather.',
    'Byddwch yn deg â’ch cyfaill.',
    '[Call 116 123](tel:116123), at any hour.',
    '1. First.\n2. Then.',
    'Soon.[^four-weeks]',
  ])('has nothing to ask about: %s', (markdown) => {
    expect(saidOf(markdown)).toEqual([]);
  });

  it('leaves pages about the portal alone, but for the contact page', () => {
    const withNumber = (slug: string) => (content: Content) =>
      content.pages.en
        .filter((each) => each.slug === slug)
        .forEach((each) => (each.markdown += '\n\nRing 020 7000 0000.'));
    expect(said(withNumber('about'))).toEqual([]);
    expect(said(withNumber('contact'))).toHaveLength(1);
  });
});

describe('in a step of a procedure', () => {
  /** Changes the step that names no fact. */
  const saidOfStep = (more: Partial<Content['procedures'][number]['steps'][number]>) =>
    said(({ procedures }) => Object.assign(procedures[0]!.steps[0]!, more));

  it.each([
    ['what happens', { what: both('You have 7 days.') }],
    ['its title', { title: both('After 7 days') }],
    ['what you receive', { receive: [both('A file'), both('7 letters')] }],
    ['your rights', { rights: [both('To ask for 7 more days')] }],
  ])('asks for the fact of a number in %s', (_, more) => {
    expect(saidOfStep(more)).toEqual([
      'procedures/investigation.json: the step letter-comes holds a number (7) and names no fact.',
    ]);
  });

  it('asks about a number that only the Welsh has', () => {
    const what = { en: 'You have some days.', cy: 'Mae gennych ddeng niwrnod.' };
    expect(saidOfStep({ what }).join()).toContain('holds a number (ddeng)');
  });

  it('is content when the step names a fact', () => {
    expect(saidOfStep({ what: both('You have 7 days.'), facts: ['four-weeks'] })).toEqual([]);
  });
});

describe('in the meaning of a word', () => {
  const saidOfMeaning = (meaning: { en: string; cy: string }, facts: string[] = []) =>
    said(({ glossary }) => Object.assign(glossary[0]!, { meaning, facts }));

  it('asks for its fact, in either language', () => {
    expect(saidOfMeaning(both('One of 3 people.'))).toEqual([
      'glossary/case-manager.json: the meaning holds a number (3) and names no fact.',
    ]);
    expect(saidOfMeaning({ en: 'A person.', cy: 'Un o dri pherson.' }).join()).toContain('(dri)');
  });

  it('is content when the word names a fact', () => {
    expect(saidOfMeaning(both('Has 4 weeks.'), ['four-weeks'])).toEqual([]);
  });
});
