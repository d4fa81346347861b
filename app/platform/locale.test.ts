import { describe, expect, it } from 'vitest';
import { table } from '../routes';
import { locales, localeOf, localPath, neutralPath } from './locale';

describe('the language of an address', () => {
  it.each(['/cy', '/cy/', '/cy/guides', '/cy/meetings/new/name'])('is Welsh for %s', (address) => {
    expect(localeOf(address)).toBe('cy');
  });

  it.each(['/', '/guides', '/cymru', '/cycling/cy', '/guides/cy', ''])(
    'is English for "%s"',
    (address) => {
      expect(localeOf(address)).toBe('en');
    },
  );
});

describe('an address without its language', () => {
  it.each([
    ['/cy', '/'],
    ['/cy/', '/'],
    ['/cy/guides', '/guides'],
    ['/guides', '/guides'],
    ['/cymru', '/cymru'],
    ['/', '/'],
  ])('turns %s into %s', (address, neutral) => {
    expect(neutralPath(address)).toBe(neutral);
  });
});

describe('the same page in a language', () => {
  it('leaves English addresses as they are', () => {
    expect(localPath('en', '/')).toBe('/');
    expect(localPath('en', '/guides/your-rights')).toBe('/guides/your-rights');
  });

  it('puts Welsh ones under /cy', () => {
    expect(localPath('cy', '/')).toBe('/cy');
    expect(localPath('cy', '/guides/your-rights')).toBe('/cy/guides/your-rights');
  });

  it('keeps a query and a place in the page', () => {
    expect(localPath('cy', '/support?need=crisis#list')).toBe('/cy/support?need=crisis#list');
    expect(localPath('en', '/support?need=crisis#list')).toBe('/support?need=crisis#list');
  });

  it('can be switched there and back on every page of the portal', () => {
    for (const { path } of table.filter(({ machine }) => !machine)) {
      for (const locale of locales) {
        const address = localPath(locale, path);
        expect(localeOf(address)).toBe(locale);
        expect(neutralPath(address)).toBe(path);
      }
    }
  });
});
