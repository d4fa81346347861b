import { expect, it } from 'vitest';
import { said, saidOf } from '../../tests/support/sound-content';
import type { Content } from './content';

it('misses the Welsh guide', () => {
  expect(said(({ guides }) => guides.cy.pop())).toEqual([
    'guides/cy/your-rights.md: is missing: guides/en/your-rights.md has no twin.',
  ]);
});

it('misses the English page', () => {
  expect(said(({ pages }) => pages.en.shift())).toEqual([
    'pages/en/about.md: is missing: pages/cy/about.md has no twin.',
  ]);
});

it('finds a claim that is sourced in one language only', () => {
  const unmark = (locale: 'en' | 'cy') => (content: Content) => {
    const [guide] = content.guides[locale];
    guide!.markdown = '[It](word:case-manager) should end soon.';
  };
  expect(said(unmark('en'))).toEqual([
    'guides/cy/your-rights.md: has the fact mark [^four-weeks], which guides/en/your-rights.md has not.',
  ]);
  expect(said(unmark('cy'))).toEqual([
    'guides/cy/your-rights.md: lacks the fact mark [^four-weeks], which guides/en/your-rights.md has.',
  ]);
});

it('finds a word that is explained in one language only', () => {
  const explain = ({ glossary }: Content) =>
    glossary.push({
      ...glossary[0]!,
      id: 'panel',
      term: { en: 'panel', cy: 'panel' },
    });
  const marking = (locale: 'en' | 'cy') => (content: Content) => {
    explain(content);
    content.guides[locale][0]!.markdown += ' [panel](word:panel)';
  };
  expect(said(marking('en'))).toEqual([
    'guides/cy/your-rights.md: lacks the glossary mark word:panel, which guides/en/your-rights.md has.',
  ]);
  expect(said(marking('cy'))).toEqual([
    'guides/cy/your-rights.md: has the glossary mark word:panel, which guides/en/your-rights.md has not.',
  ]);
});

it('lets the languages put the same marks in another order', () => {
  expect(
    saidOf(
      'First this.[^four-weeks] Then [that](/support).',
      'Yn gyntaf [hynny](/support). Yna hyn.[^four-weeks]',
    ),
  ).toEqual([]);
});

it.each([
  ['checked', { checked: '2026-11-21' }],
  ['review', { review: '2027-03-01' }],
  ['group', { group: 'regulators' }],
  ['order', { order: 30 }],
  ['procedures', { procedures: [] }],
  ['next.href', { next: { href: '/' } }],
])('finds twins that differ in %s', (name, about) => {
  const found = said(({ guides }) => Object.assign(guides.cy[0]!.about, about));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`guides/cy/your-rights.md: gives ${name} as `);
});
