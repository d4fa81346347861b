import { expect, it } from 'vitest';
import { said, saidOf } from '../../tests/support/sound-content';

it('finds a mark that no fact answers to, however it is spelt', () => {
  expect(saidOf('Soon.[^five-weeks]')).toEqual([
    'guides/en/your-rights.md: has the fact mark [^five-weeks], but there is no fact of that name.',
    'guides/cy/your-rights.md: has the fact mark [^five-weeks], but there is no fact of that name.',
  ]);
  expect(saidOf('Soon.[^Four_Weeks]')).toHaveLength(2);
});

it('finds a mark on a page about the portal that no fact answers to', () => {
  expect(
    said(({ pages }) => pages.en.concat(pages.cy).forEach((each) => (each.markdown += '[^no]'))),
  ).toHaveLength(4);
});

it('finds a footnote written by hand', () => {
  expect(saidOf('[^four-weeks]: The framework.').join()).toContain('written by hand');
});

it('finds a step that rests on a fact nobody wrote down', () => {
  expect(said(({ procedures }) => procedures[0]!.steps[0]!.facts.push('six-weeks'))).toEqual([
    'procedures/investigation.json: the step letter-comes rests on the fact six-weeks, but there is no fact of that name.',
  ]);
});

it('finds a word whose meaning rests on a fact nobody wrote down', () => {
  expect(said(({ glossary }) => glossary[0]!.facts.push('six-weeks'))).toEqual([
    'glossary/case-manager.json: rests on the fact six-weeks, but there is no fact of that name.',
  ]);
});

it('finds two facts of one name', () => {
  expect(said(({ facts }) => facts.push({ ...facts[0]!, file: 'facts/rights.json' }))).toEqual([
    'facts/rights.json: there is another fact four-weeks. Give one of them another name.',
  ]);
});

it('finds a fact that nothing uses', () => {
  expect(
    said(({ facts }) =>
      facts.push({ file: 'facts/limits.json', id: 'old', checked: '2026-11-22' }),
    ),
  ).toEqual(['facts/limits.json: nothing uses the fact old. Use it or delete it.']);
});

it('counts a fact as used when only a step of a procedure rests on it', () => {
  expect(
    said(({ guides }) => [...guides.en, ...guides.cy].forEach((guide) => (guide.markdown = ''))),
  ).toEqual([]);
});

it('counts a fact as used when only the meaning of a word rests on it', () => {
  expect(
    said(({ facts, glossary }) => {
      facts.push({ file: 'facts/words.json', id: 'runs-cases', checked: '2026-11-22' });
      glossary[0]!.facts.push('runs-cases');
    }),
  ).toEqual([]);
});
