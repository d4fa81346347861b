import { describe, expect, it } from 'vitest';
import { browserInWords, browserOf } from './browser';

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const android =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36';
const edge =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0';

const inEnglish = (userAgent: string | null) => browserInWords(browserOf(userAgent), 'en');

describe('a browser in words', () => {
  it.each([
    [windows, 'Firefox on Windows'],
    [iphone, 'Safari on iOS'],
    [android, 'Chrome on Android'],
    [edge, 'Microsoft Edge on Windows'],
  ])('is what people call it: %s', (userAgent, words) => {
    expect(inEnglish(userAgent)).toBe(words);
  });

  it('is said in Welsh', () => {
    expect(browserInWords(browserOf(windows), 'cy')).toBe('Firefox ar Windows');
    expect(browserInWords({}, 'cy')).toBe('Porwr nad ydym yn ei adnabod');
  });

  it('says what little is known', () => {
    expect(browserInWords({ system: 'Windows' }, 'en')).toBe('A browser on Windows');
    expect(browserInWords({ name: 'Firefox' }, 'en')).toBe('Firefox');
  });

  it.each([
    null,
    '',
    'curl',
    'Your account is locked: call 0700 000 000/1.0 ',
    'https://evil.example.test/1.0 (https://evil.example.test)',
    'constructor/1.0 (constructor)',
    `Mozilla/5.0 ${'x'.repeat(100_000)} Firefox/128.0`,
  ])('is never in words of whoever signs in: %j', (userAgent) => {
    expect(inEnglish(userAgent)).toBe('A browser we do not know');
  });
});
