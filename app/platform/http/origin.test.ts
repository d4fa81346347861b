import { describe, expect, it } from 'vitest';
import { isOwnOrigin, ownOrigins } from './origin';

const own = ['https://portal.example.test'];

describe('a form', () => {
  it('is taken from the portal’s own pages', () => {
    expect(isOwnOrigin({ origin: 'https://portal.example.test' }, own)).toBe(true);
  });

  it.each([
    'https://evil.example.test',
    'http://portal.example.test',
    'https://portal.example.test:8443',
    'https://portal.example.test.evil.test',
    'https://sub.portal.example.test',
    'https://portal.example.test/',
    'HTTPS://PORTAL.EXAMPLE.TEST',
    'null',
    '',
  ])('is refused from "%s"', (origin) => {
    expect(isOwnOrigin({ origin }, own)).toBe(false);
  });

  it('is refused from elsewhere even when the browser is said to call it same-origin', () => {
    const headers = { origin: 'https://evil.example.test', 'sec-fetch-site': 'same-origin' };
    expect(isOwnOrigin(headers, own)).toBe(false);
  });

  it('without an origin is taken only when the browser says it is the portal’s own', () => {
    expect(isOwnOrigin({ 'sec-fetch-site': 'same-origin' }, own)).toBe(true);
    for (const site of ['same-site', 'cross-site', 'none', '']) {
      expect(isOwnOrigin({ 'sec-fetch-site': site }, own)).toBe(false);
    }
    expect(isOwnOrigin({}, own)).toBe(false);
  });

  describe('from a text browser, which says no more than the page it comes from,', () => {
    it('is taken from the portal’s own', () => {
      expect(isOwnOrigin({ referer: 'https://portal.example.test/sign-in' }, own)).toBe(true);
    });

    it.each([
      'https://evil.example.test/',
      'https://portal.example.test.evil.test/',
      'https://evil.example.test/?https://portal.example.test/',
      'https://portal.example.test@evil.example.test/',
      'http://portal.example.test/',
      '//portal.example.test/',
      'portal.example.test',
      '',
    ])('is refused from "%s"', (referer) => {
      expect(isOwnOrigin({ referer }, own)).toBe(false);
    });

    it('is judged by what a browser says that says more', () => {
      const referer = 'https://portal.example.test/';
      expect(isOwnOrigin({ referer, origin: 'null' }, own)).toBe(false);
      expect(isOwnOrigin({ referer, 'sec-fetch-site': 'cross-site' }, own)).toBe(false);
    });
  });
});

describe('the portal’s own addresses', () => {
  it('are the one it is configured with', () => {
    expect(ownOrigins('https://portal.example.test')).toEqual(['https://portal.example.test']);
    expect(ownOrigins('https://portal.example.test/cy')).toEqual(['https://portal.example.test']);
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000'])(
    'are both names of this machine for %s',
    (baseUrl) => {
      expect(ownOrigins(baseUrl).sort()).toEqual([
        'http://127.0.0.1:3000',
        'http://localhost:3000',
      ]);
    },
  );

  it('are not those of a name that only looks like this machine', () => {
    expect(ownOrigins('https://localhost.example.test')).toEqual([
      'https://localhost.example.test',
    ]);
  });
});
