import { describe, expect, it } from 'vitest';
import { readViolations } from './csp-report';

const own = 'https://portal.example.test';
const older = (its: Record<string, unknown>) => readViolations({ 'csp-report': its }, own);
const newer = (body: Record<string, unknown>) =>
  readViolations([{ type: 'csp-violation', url: `${own}/guides`, body }], own);

describe('a report of a browser', () => {
  it('is read in the older way and in the newer one', () => {
    const said = { directive: 'script-src-elem', disposition: 'enforce', blocked: 'inline' };
    expect(
      older({
        'document-uri': `${own}/guides/your-rights`,
        'effective-directive': 'script-src-elem',
        'violated-directive': 'script-src',
        disposition: 'enforce',
        'blocked-uri': 'inline',
        'script-sample': 'alert(document.cookie)',
      }),
    ).toEqual([said]);
    expect(
      newer({
        documentURL: `${own}/guides/your-rights`,
        effectiveDirective: 'script-src-elem',
        disposition: 'enforce',
        blockedURL: 'inline',
        sample: 'alert(document.cookie)',
      }),
    ).toEqual([said]);
  });

  it.each([
    ['https://evil.example/track?who=amina', 'other-origin'],
    [`${own}/assets/a.js`, 'own-origin'],
    ['data:text/html,hello', 'other-origin'],
    ['eval', 'eval'],
    ['trusted-types-sink', 'trusted-types-sink'],
    ['amina@example.test', 'other'],
    ['', 'other'],
    [{ nested: 'thing' }, 'other'],
  ])('about %j says %s and no address', (blockedURL, blocked) => {
    expect(newer({ effectiveDirective: 'img-src', disposition: 'report', blockedURL })).toEqual([
      { directive: 'img-src', disposition: 'report', blocked },
    ]);
  });

  it('of a browser that repeats the whole rule is known by its first word', () => {
    const [violation] = older({
      'violated-directive': "style-src 'self'",
      'blocked-uri': 'inline',
    });
    expect(violation!.directive).toBe('style-src');
  });

  it('never gives a word of its sender to the log', () => {
    const words = { effectiveDirective: 'Amina\nforged', disposition: 'Yusuf', blockedURL: 'x y' };
    expect(newer(words)).toEqual([{ directive: 'other', disposition: 'other', blocked: 'other' }]);
  });

  it('that comes with thousands of others is read up to the twentieth', () => {
    const many = Array.from({ length: 5000 }, () => ({ type: 'csp-violation', body: {} }));
    expect(readViolations(many, own)).toHaveLength(20);
  });
});

describe('what is no report', () => {
  const deep = JSON.parse('['.repeat(8000) + ']'.repeat(8000)) as unknown;
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'report'],
    ['an empty list', []],
    ['a report of another kind', [{ type: 'deprecation', body: {} }]],
    ['something else', { report: {} }],
    ['a list where an object should be', { 'csp-report': [] }],
    ['a list in a list in a list', deep],
    ['an attempt on every object', JSON.parse('{"__proto__":{"csp-report":{}}}')],
  ])('says nothing: %s', (_, report) => {
    expect(readViolations(report, own)).toEqual([]);
  });
});
