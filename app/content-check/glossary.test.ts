import { expect, it } from 'vitest';
import { said, saidOf } from '../../tests/support/sound-content';

it('finds a mark of a word that the glossary does not explain', () => {
  expect(saidOf('The [panel](word:panel) decides.')).toEqual([
    'guides/en/your-rights.md: marks word:panel, which the glossary does not explain.',
    'guides/cy/your-rights.md: marks word:panel, which the glossary does not explain.',
  ]);
});

it('finds one on a page about the portal, too, and one that is misspelt', () => {
  const marked = (mark: string) =>
    said(({ pages }) =>
      [pages.en[0]!, pages.cy[0]!].forEach((each) => (each.markdown += ` [It](word:${mark}).`)),
    );
  expect(marked('panel')).toHaveLength(2);
  expect(marked('Case_Manager')).toHaveLength(2);
  expect(marked('case-manager')).toEqual([]);
});

it('finds a word that is marked twice', () => {
  expect(saidOf('Ask your [case manager](word:case-manager) again.')).toEqual([
    'guides/en/your-rights.md: marks word:case-manager more than once. Mark it where it first appears.',
    'guides/cy/your-rights.md: marks word:case-manager more than once. Mark it where it first appears.',
  ]);
});

it('finds a word that is explained twice', () => {
  expect(said(({ glossary }) => glossary.push({ ...glossary[0]!, id: 'manager' }))).toEqual([
    'glossary: explains “case manager” more than once.',
    'glossary: explains “rheolwr achos” more than once.',
  ]);
});

const anotherWord = (markdown: string) =>
  said(({ glossary, guides }) => {
    glossary.push({ ...glossary[0]!, id: 'panel', term: { en: 'panel', cy: 'panel' } });
    for (const guide of [guides.en[0]!, guides.cy[0]!]) guide.markdown += `\n\n${markdown}`;
  });

it('finds a mark in a heading', () => {
  expect(anotherWord('Before it.\n\n## Your [panel](word:panel)')).not.toEqual([]);
});

// Markdown has no link within a link: the reader would see the brackets and the address of the outer one.
it('finds a mark inside another link', () => {
  expect(anotherWord('See [your [panel](word:panel)](/support).')).not.toEqual([]);
});

it('takes a mark that begins with a capital letter for the mark it is', () => {
  expect(anotherWord('Your [panel](Word:panel).')).toEqual([]);
  expect(saidOf('Your [chair](Word:chair).')).toHaveLength(2);
});
