import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitor, type Person } from '~/platform/access';
import { homeOf, landingOf, safeNext, wantedBy } from './landing';

const home = 'https://portal.example.test';

describe('where to go after signing in', () => {
  it.each(['/meetings', '/meetings/7K3M-9QTX', '/meetings/new/times', '/account/data', '/adviser'])(
    'is where the person was going: %s',
    (wanted) => {
      expect(safeNext(wanted)).toBe(wanted);
    },
  );

  it.each([
    '//evil.example.test',
    '///evil.example.test',
    '/\\evil.example.test',
    '\\\\evil.example.test',
    'https://evil.example.test',
    'https:evil.example.test',
    'javascript:alert(1)',
    '/meetings?next=//evil.example.test',
    '/meetings#//evil.example.test',
    '/meetings\n',
    '/meetings\r\nSet-Cookie: a=b',
    '/%2f%2fevil.example.test',
    '/@evil.example.test',
    '/.evil.example.test',
    ' /meetings',
    'meetings',
    '',
    null,
    undefined,
    7,
    ['/meetings'],
    { toString: () => '/meetings' },
  ])('is never somewhere else: %j', (wanted) => {
    expect(safeNext(wanted)).toBe('');
  });

  it('is on this website, whatever is asked for', () => {
    const pieces = fc.constantFrom(
      '/',
      '//',
      '\\',
      ':',
      '.',
      '@',
      '%2f',
      'evil',
      'https',
      '\t',
      '?',
    );
    const wanted = fc
      .array(fc.oneof(pieces, fc.string()), { maxLength: 6 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(wanted, fc.boolean(), (typed, rooted) => {
        const next = safeNext(rooted ? `/${typed}` : typed);
        expect(new URL(next, home).origin).toBe(home);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('where somebody lands', () => {
  it('is where they were going, if it can be theirs, and their work otherwise', () => {
    expect(landingOf('practitioner', '/meetings/new', false)).toBe('/meetings/new');
    expect(landingOf('practitioner', '/adviser', false)).toBe('/meetings');
    expect(landingOf('editor', '/meetings', false)).toBe(homeOf('editor'));
    expect(landingOf('adviser', '', false)).toBe('/adviser');
  });

  it('is first what they were writing when their time ran out', () => {
    expect(landingOf('practitioner', '/account/email', true)).toBe(
      '/account/unsent?next=%2Faccount%2Femail',
    );
  });

  it('is their account when they were asked again and wanted nothing else', () => {
    const amina: Person = {
      kind: 'person',
      accountId: 'amina',
      role: 'practitioner',
      team: null,
      sessionId: '',
      secondFactor: false,
      verifiedAt: 0,
      signedOutAt: Infinity,
      endsAt: Infinity,
    };
    expect(wantedBy(amina, '')).toBe('/account');
    expect(wantedBy(amina, '/account/data')).toBe('/account/data');
    expect(wantedBy({ ...amina, role: 'lead' }, ''), 'between two steps').toBe('');
    expect(wantedBy(visitor, '//evil.example.test')).toBe('');
  });
});
