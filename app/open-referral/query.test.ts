import { describe, expect, it } from 'vitest';
import { pageOf, readQuery } from './query';

const read = (address: string) => readQuery(new URLSearchParams(address));
const queryOf = (address: string) => {
  const result = read(address);
  if ('problems' in result) throw new Error(result.problems.join(' '));
  return result.query;
};

describe('an address', () => {
  it('without anything asks for the first 50 of all', () => {
    expect(queryOf('')).toEqual({ page: 1, per_page: 50, text: '' });
  });

  it('says which page, how many, which words', () => {
    expect(queryOf('page=3&per_page=100&text=visa')).toEqual({
      page: 3,
      per_page: 100,
      text: 'visa',
    });
  });

  it('may call the words by the name the UK profile has for them', () => {
    expect(queryOf('search=visa').text).toBe('visa');
  });

  it('may ask for anything else, which means nothing here', () => {
    expect(queryOf('minimum_age=18&__proto__=x&constructor=y')).toEqual(queryOf(''));
  });

  it.each([
    ['2026-11-22', '2026-11-22T00:00:00Z'],
    ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00Z'],
    ['2026-11-22T09:30:00.500Z', '2026-11-22T09:30:00.500Z'],
    ['2026-11-22T09:30:00', '2026-11-22T09:30:00Z'],
    ['2026-07-01T00:30:00%2B01:00', '2026-06-30T23:30:00Z'],
  ])('may name the moment %s', (written, moment) => {
    expect(queryOf(`modified_after=${written}`).modified_after).toBe(Date.parse(moment));
  });

  it.each([
    'page=0',
    'page=-1',
    'page=1e9',
    'page=1.5',
    'page=abc',
    'page=',
    'page=%20',
    'page=１',
    'page=99999999999999999999',
    'per_page=0',
    'per_page=101',
    'per_page=all',
    'modified_after=yesterday',
    'modified_after=2026-13-01',
    'modified_after=2026-02-30',
    'modified_after=22/11/2026',
    'modified_after=',
    'taxonomy_term_id=crisis',
  ])('cannot ask for %s, and is told what it can', (address) => {
    const [name = ''] = address.split('=');
    const result = read(address);
    expect(result).toHaveProperty('problems');
    const [problem = ''] = 'problems' in result ? result.problems : [];
    expect(problem).toMatch(new RegExp(`^${name} must be`));
  });

  it('is told of everything that is wrong at once', () => {
    expect(read('page=0&per_page=0')).toMatchObject({
      problems: [/^page/, /^per_page/].map((p) => expect.stringMatching(p)),
    });
  });
});

describe('the pages of a list', () => {
  const list = Array.from({ length: 99 }, (_, index) => index);
  const page = (number: number, perPage: number, of = list) =>
    pageOf(of, { page: number, per_page: perPage }, (item) => item);

  it.each([1, 7, 33, 50, 98, 99, 100])('hold everything once, with %i on each', (perPage) => {
    const { total_pages: pages } = page(1, perPage);
    const walked = Array.from({ length: pages }, (_, index) => page(index + 1, perPage));
    expect(walked.flatMap(({ contents }) => contents)).toEqual(list);
    expect(walked.map((each) => each.first_page)).toEqual(walked.map((_, index) => index === 0));
    expect(walked.map((each) => each.last_page)).toEqual(
      walked.map((_, index) => index === pages - 1),
    );
    for (const each of walked) {
      expect(each).toMatchObject({ total_items: 99, size: each.contents.length, empty: false });
    }
  });

  it('are followed by empty ones', () => {
    expect(page(3, 50)).toEqual({
      total_items: 99,
      total_pages: 2,
      page_number: 3,
      size: 0,
      first_page: false,
      last_page: true,
      empty: true,
      contents: [],
    });
  });

  it('are one empty one when there is nothing', () => {
    expect(page(1, 50, [])).toMatchObject({
      total_items: 0,
      total_pages: 0,
      first_page: true,
      last_page: true,
      empty: true,
    });
  });
});
