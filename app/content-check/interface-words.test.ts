import { expect, it } from 'vitest';
import { said } from '../../tests/support/sound-content';

it('misses a file', () => {
  expect(said(({ words }) => delete words.cy.home)).toEqual([
    'locales/cy/home.json: is missing: locales/en/home.json has no twin.',
  ]);
});

it('misses words in either language', () => {
  expect(said(({ words }) => (words.en.home!.title = 'Home'))).toEqual([
    'locales/cy/home.json: has no words for title.',
  ]);
  expect(said(({ words }) => (words.cy.home!.title = 'Hafan'))).toEqual([
    'locales/cy/home.json: has words for title, which the English file does not.',
  ]);
});

it('wants all six Welsh forms of a plural, and both English ones', () => {
  expect(said(({ words }) => delete (words.cy.home!.list as Record<string, string>).n_few)).toEqual(
    ['locales/cy/home.json: has no words for list.n_few.'],
  );
  expect(said(({ words }) => delete (words.en.home!.list as Record<string, string>).n_one)).toEqual(
    ['locales/en/home.json: has no words for list.n_one.'],
  );
});

it('finds a placeholder or a link that got lost or renamed in translation', () => {
  expect(
    said(({ words }) => (words.cy.home!.lead = '<guides>Y canllawiau</guides>, {{enw}}')),
  ).toEqual([
    'locales/cy/home.json: lead has <guides> {{enw}} to fill in, but the English has <guides> {{name}}.',
  ]);
  expect(said(({ words }) => (words.cy.home!.lead = 'Canllawiau, {{name}}'))).toHaveLength(1);
});

it('finds words that are empty or not words', () => {
  expect(
    said(({ words }) => Object.assign(words.cy.home!.list!, { n_zero: ' ', n_one: 1 })),
  ).toEqual([
    'locales/cy/home.json: list.n_zero is empty.',
    'locales/cy/home.json: list.n_one is empty.',
  ]);
});
