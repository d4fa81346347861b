import { describe, expect, it } from 'vitest';
import {
  mergedHeaders,
  openHeaders,
  privateHeaders,
  publicHeaders,
  transportHeaders,
} from './headers';

const policyOf = (headers: Readonly<Record<string, string>>) =>
  new Map(
    headers['Content-Security-Policy']!.split('; ').map((rule) => {
      const [name = '', ...values] = rule.split(' ');
      return [name, values.join(' ')];
    }),
  );

const kinds = [
  ['public', publicHeaders],
  ['signed-in', privateHeaders],
] as const;

describe('every page', () => {
  it.each(kinds)('lets nothing be run that stands in a %s page itself', (_, headers) => {
    const policy = headers['Content-Security-Policy'];
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|unsafe-hashes|data:|blob:|\*|https?:/);
    expect(policyOf(headers).get('default-src')).toBe("'none'");
  });

  it.each(kinds)('cannot be framed, based elsewhere or sent elsewhere: %s', (_, headers) => {
    const policy = policyOf(headers);
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('form-action')).toBe("'self'");
    expect(headers['X-Frame-Options']).toBe('DENY');
  });

  it.each(kinds)(
    'tells other websites nothing, and its own forms where they are from: %s',
    (_, headers) => {
      // With `no-referrer` a browser sends `Origin: null` on plain forms, and they would be refused.
      expect(headers['Referrer-Policy']).toBe('same-origin');
      expect(headers['Cross-Origin-Opener-Policy']).toBe('same-origin');
      expect(headers['Cross-Origin-Resource-Policy']).toBe('same-origin');
    },
  );

  it.each(kinds)('is taken for what it says it is: %s', (_, headers) => {
    expect(headers['X-Content-Type-Options']).toBe('nosniff');
  });
});

describe('a public page', () => {
  it('runs no script at all', () => {
    const policy = policyOf(publicHeaders);
    expect([...policy.keys()].filter((name) => name.startsWith('script'))).toEqual([]);
    expect(policy.get('default-src')).toBe("'none'");
  });

  it('leaves to the server how long it may be kept', () => {
    expect(publicHeaders).not.toHaveProperty('Cache-Control');
  });
});

describe('open data', () => {
  it('may be read by programs on any website, with its tag and how long to wait', () => {
    expect(openHeaders['Access-Control-Allow-Origin']).toBe('*');
    expect(openHeaders['Access-Control-Expose-Headers']).toBe('ETag, Retry-After');
    expect(openHeaders['Cross-Origin-Resource-Policy']).toBe('cross-origin');
  });

  it('is asked for each time, so that what is taken down is gone at once', () => {
    expect(openHeaders['Cache-Control']).toBe('public, max-age=0, must-revalidate');
  });

  it('is the only thing that may: no page says so', () => {
    for (const [, headers] of kinds) {
      expect(Object.keys(headers).filter((name) => name.startsWith('Access-Control'))).toEqual([]);
    }
  });
});

describe('headers from several places', () => {
  it('go out once each, however they are written: the later counts', () => {
    expect(
      mergedHeaders(
        { 'Content-Language': 'en', ETag: '"a"' },
        new Headers({ 'content-language': 'cy' }),
      ),
    ).toEqual({ 'content-language': 'cy', etag: '"a"' });
  });
});

describe('a signed-in page', () => {
  it('runs the portal’s own script and no other', () => {
    expect(policyOf(privateHeaders).get('script-src')).toBe("'self'");
    expect(policyOf(privateHeaders).get('connect-src')).toBe("'self'");
  });

  it('is kept nowhere', () => {
    expect(privateHeaders['Cache-Control']).toBe('no-store');
  });
});

describe('the promise to stay on https', () => {
  it('lasts a year or more, and is only made where there is https', () => {
    const [, seconds] = /max-age=(\d+)/.exec(transportHeaders['Strict-Transport-Security']!)!;
    expect(Number(seconds)).toBeGreaterThanOrEqual(365 * 24 * 60 * 60);
    for (const [, headers] of kinds) {
      expect(headers).not.toHaveProperty('Strict-Transport-Security');
    }
  });
});
