import { describe, expect, it } from 'vitest';
import { noAnswers, type Answers } from './answers';
import { happenings } from './happenings.server';
import { firstUnanswered, pageBeside, pages, pagesFor, problemsOn, type Page } from './pages';

const inEngland = { nation: 'england', profession: 'doctor', setting: 'training' } as const;

describe('the pages', () => {
  const walk = (from: Page, direction: 1 | -1, answers: Answers): Page[] => {
    const next = pageBeside(from, direction, answers, happenings());
    return next ? [from, ...walk(next, direction, answers)] : [from];
  };
  const dated: Answers = { ...noAnswers, happened: ['told-of-concern'] };
  const undated: Answers = { ...noAnswers, happened: ['health', 'police'] };

  it('are walked through one after the other, and back', () => {
    const all = ['nation', 'profession', 'setting', 'happened', 'dates', 'worries'];
    expect(pages).toEqual(all);
    expect(walk('nation', 1, dated)).toEqual(all);
    expect(walk('worries', -1, dated)).toEqual(all.toReversed());
  });

  it('of dates is passed over, both ways, when what has happened has none', () => {
    const all = ['nation', 'profession', 'setting', 'happened', 'worries'];
    expect(walk('nation', 1, undated)).toEqual(all);
    expect(walk('worries', -1, undated)).toEqual(all.toReversed());
  });

  it('of dates is counted until somebody says that what has happened has none', () => {
    expect(pagesFor(noAnswers, happenings())).toContain('dates');
    expect(pagesFor(dated, happenings())).toContain('dates');
    expect(pagesFor(undated, happenings())).not.toContain('dates');
  });

  it('end at both ends', () => {
    expect(pageBeside('nation', -1, dated, happenings())).toBeNull();
    expect(pageBeside('worries', 1, dated, happenings())).toBeNull();
  });
});

describe('what is wrong on a page', () => {
  const whole: Answers = { ...inEngland, happened: ['told-of-concern'], dates: {}, worries: [] };

  it('is nothing when it is answered', () => {
    expect(pages.flatMap((page) => problemsOn(page, whole))).toEqual([]);
    expect(firstUnanswered(whole)).toBeNull();
  });

  it.each(['nation', 'profession', 'setting'] as const)('is that it has no answer: %s', (page) => {
    expect(problemsOn(page, { ...whole, [page]: null })).toEqual([page]);
    expect(firstUnanswered({ ...whole, [page]: null })).toBe(page);
  });

  it('is that nothing has happened', () => {
    expect(problemsOn('happened', { ...whole, happened: [] })).toEqual(['happened']);
    expect(firstUnanswered({ ...whole, happened: [] })).toBe('happened');
  });

  it('is each date that is no day, and only those', () => {
    const dates = {
      'told-of-concern': { day: '31', month: '2', year: '2027' },
      'records-asked': { day: '1', month: '3', year: '2027' },
      'list-notice': { day: '1', month: '', year: '' },
    };
    expect(problemsOn('dates', { ...whole, dates })).toEqual(['told-of-concern', 'list-notice']);
    expect(firstUnanswered({ ...whole, dates })).toBe('dates');
  });

  it('is never that somebody has no worries or knows no date', () => {
    expect(problemsOn('worries', noAnswers)).toEqual([]);
    expect(problemsOn('dates', noAnswers)).toEqual([]);
  });

  it('comes first where the reader comes first', () => {
    expect(firstUnanswered(noAnswers)).toBe('nation');
    expect(firstUnanswered({ ...noAnswers, nation: 'wales' })).toBe('profession');
    expect(firstUnanswered({ ...whole, setting: null, happened: [] })).toBe('setting');
  });
});
