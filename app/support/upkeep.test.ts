import { describe, expect, it } from 'vitest';
import { organisations } from './directory.server';
import {
  askedSchema,
  byConcern,
  concernsOf,
  latestCheck,
  longestWords,
  outcomeOf,
  reportSchema,
  type EntryState,
} from './upkeep';

const samaritans = organisations().get('samaritans')!;

/** An entry that needs nobody on 1 December 2026. */
const sound = (more: Partial<EntryState> = {}): EntryState => ({
  organisation: {
    ...samaritans,
    phone: samaritans.phone.map((line) => ({ ...line, confirmed: true })),
    text: [],
    confidence: 'high',
  },
  suspended: false,
  openReports: 0,
  reportedAt: null,
  checked: '2026-11-22',
  link: 'ok',
  ...more,
});

const today = '2026-12-01';

describe('an entry', () => {
  it('needs nobody when all is well', () => {
    expect(concernsOf(sound(), today)).toEqual([]);
  });

  it.each<[string, EntryState]>([
    ['reported', sound({ openReports: 1, reportedAt: 5 })],
    ['suspended', sound({ suspended: true })],
    ['dead-link', sound({ link: 'dead' })],
    ['unsure', sound({ organisation: { ...sound().organisation, confidence: 'low' } })],
    ['unsure', sound({ organisation: { ...sound().organisation, confidence: 'unconfirmed' } })],
    [
      'unconfirmed-number',
      sound({
        organisation: {
          ...samaritans,
          phone: samaritans.phone.map((line) => ({ ...line, confirmed: false })),
        },
      }),
    ],
  ])('needs somebody when it is %s', (concern, state) => {
    expect(concernsOf(state, today)).toEqual([concern]);
  });

  it('is not to be looked at because the network was down', () => {
    expect(concernsOf(sound({ link: 'unreachable' }), today)).toEqual([]);
    expect(concernsOf(sound({ link: null }), today)).toEqual([]);
  });

  it('needs a check on the ninetieth day, not the day before', () => {
    expect(concernsOf(sound({ checked: '2026-09-03' }), today)).toEqual([]);
    expect(concernsOf(sound({ checked: '2026-09-02' }), today)).toEqual(['unchecked']);
    // Over the night when the clocks go forward, a day is still a day.
    expect(concernsOf(sound({ checked: '2027-01-01' }), '2027-03-31')).toEqual([]);
    expect(concernsOf(sound({ checked: '2027-01-01' }), '2027-04-01')).toEqual(['unchecked']);
  });

  it('was last checked on the later of two days', () => {
    expect(latestCheck('2026-11-22', undefined)).toBe('2026-11-22');
    expect(latestCheck('2026-11-22', '2026-11-30')).toBe('2026-11-30');
    expect(latestCheck('2026-11-22', '2026-10-01')).toBe('2026-11-22');
  });
});

describe('the list of what needs a look', () => {
  it('has the newest report first, and the oldest check first', () => {
    const early = sound({ openReports: 1, reportedAt: 1, checked: '2026-01-02' });
    const late = sound({ openReports: 1, reportedAt: 2, checked: '2026-01-03' });
    const found = byConcern([early, late, sound()], today);
    expect(found.reported).toEqual([late, early]);
    expect(found.unchecked).toEqual([early, late]);
    expect(found.suspended).toEqual([]);
  });
});

describe('a website', () => {
  it.each([
    [200, 'ok'],
    [204, 'ok'],
    [301, 'ok'],
    [404, 'dead'],
    [410, 'dead'],
    [403, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
  ] as const)('that answers %i is %s', (status, outcome) => {
    expect(outcomeOf({ status })).toBe(outcome);
  });

  it('whose name is not found is gone only when others answer', () => {
    expect(outcomeOf({ failure: 'no-such-name' })).toBe('dead');
    expect(outcomeOf({ failure: 'other' })).toBe('unreachable');
  });
});

describe('what people send', () => {
  it('counts a line end once, and takes 500 characters and no more', () => {
    const words = `${'x'.repeat(longestWords - 2)}\r\ny`;
    expect(reportSchema.safeParse({ problem: 'number', words }).success).toBe(true);
    expect(reportSchema.safeParse({ problem: 'number', words: `${words}z` }).success).toBe(false);
  });

  it('may leave out the words, not the problem', () => {
    expect(reportSchema.safeParse({ problem: 'gone' }).success).toBe(true);
    expect(reportSchema.safeParse({ words: 'It rings and rings.' }).success).toBe(false);
    expect(reportSchema.safeParse({ problem: 'rude' }).success).toBe(false);
  });

  it('has a date that is in the calendar and not ahead', () => {
    const takes = (on: string) => askedSchema(today).safeParse({ change: 'check', on }).success;
    expect(takes('2026-12-01')).toBe(true);
    expect(takes('2026-12-02')).toBe(false);
    expect(takes('2026-02-30')).toBe(false);
    expect(takes('yesterday')).toBe(false);
  });

  it('gives a reason before an entry is taken down', () => {
    const takes = (reason?: string) =>
      askedSchema(today).safeParse({ change: 'suspend', reason }).success;
    expect(takes('The number is wrong.')).toBe(true);
    expect(takes('   ')).toBe(false);
    expect(takes()).toBe(false);
  });
});
