import { describe, expect, it } from 'vitest';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { readProcedure } from './procedures.server';
import { findOddities, nextStep, workOutTimeline, type KnownDates } from './timeline';

const england = await bankHolidays('england');
const investigation = readProcedure('mhps-investigation');
const today = '2026-11-22';

const workOut = (known: KnownDates, now = today) =>
  workOutTimeline(investigation, known, england, now);

const stepOf = (known: KnownDates, id: string, now = today) =>
  workOut(known, now).find(({ step }) => step.id === id)!;

describe('a timeline', () => {
  it('without dates has every step in order, and promises nothing', () => {
    const timeline = workOut({});
    expect(timeline.map(({ step }) => step.id)).toEqual(investigation.steps.map(({ id }) => id));
    for (const line of timeline) {
      expect(line).toMatchObject({ basis: 'unknown', date: null, from: null, past: false });
    }
  });

  it('counts four weeks from the day the investigator was appointed, then five days', () => {
    const known = { 'investigator-appointed': '2026-11-02' };
    expect(stepOf(known, 'investigation-ends')).toMatchObject({
      basis: 'worked-out',
      date: '2026-11-30',
      from: 'investigator-appointed',
    });
    expect(stepOf(known, 'report-submitted')).toMatchObject({
      basis: 'worked-out',
      date: '2026-12-05',
      from: 'investigation-ends',
    });
  });

  it('counts ten working days over Christmas, and ten more from a day it worked out', () => {
    const known = { 'report-received': '2026-12-16' };
    // 17, 18, 21–24, 29–31 December and 4 January are worked.
    expect(stepOf(known, 'your-comments')).toMatchObject({
      basis: 'worked-out',
      date: '2027-01-04',
      from: 'report-to-you',
    });
    expect(stepOf(known, 'decision')).toMatchObject({
      basis: 'worked-out',
      date: '2027-01-18',
      from: 'your-comments',
    });
  });

  it('counts on from what really happened, and still shows where the limit fell', () => {
    const known = { 'report-received': '2026-12-01', 'comments-sent': '2026-12-03' };
    expect(stepOf(known, 'your-comments')).toMatchObject({
      basis: 'known',
      date: '2026-12-03',
      limitDate: '2026-12-15',
    });
    expect(stepOf(known, 'decision')).toMatchObject({ date: '2026-12-17', from: 'your-comments' });
  });

  it('leaves alone what does not depend on the dates it was given', () => {
    const known = { 'report-received': '2026-12-01' };
    expect(stepOf(known, 'investigation-ends').basis).toBe('unknown');
    expect(stepOf(known, 'after-decision').basis).toBe('unknown');
  });

  it('says which dates have passed; today has not', () => {
    const known = { 'investigator-appointed': '2026-10-25' };
    expect(stepOf(known, 'investigation-ends')).toMatchObject({ date: today, past: false });
    expect(stepOf(known, 'investigation-ends', '2026-11-23').past).toBe(true);
    expect(stepOf(known, 'report-submitted').past).toBe(false);
  });

  it('counts the days of the nation it was given', () => {
    const procedure = {
      steps: [
        {
          id: 'answer',
          limit: { value: 1, unit: 'working-days' as const, after: 'letter' },
        },
      ],
    };
    const dateWith = (holidays: ReadonlySet<string>) =>
      workOutTimeline(procedure, { letter: '2027-07-09' }, holidays, today)[0]!.date;
    expect(dateWith(new Set())).toBe('2027-07-12');
    expect(dateWith(new Set(['2027-07-12']))).toBe('2027-07-13');
  });
});

describe('the next step', () => {
  const next = (known: KnownDates) => nextStep(workOut(known))?.step.id;

  it('is the first when nothing has happened', () => {
    expect(next({})).toBe('decided-and-told');
  });

  it('is the one after the last that happened, even when one before was left out', () => {
    expect(next({ 'told-in-writing': '2026-11-02' })).toBe('investigator-appointed');
    expect(next({ 'report-received': '2026-12-01' })).toBe('your-comments');
    expect(next({ 'told-in-writing': '2026-10-01', 'comments-sent': '2026-12-03' })).toBe(
      'decision',
    );
  });

  it('is none when the last has happened', () => {
    const procedure = { steps: [{ id: 'only', date: 'told' }] };
    const timeline = workOutTimeline(procedure, { told: '2026-11-01' }, england, today);
    expect(nextStep(timeline)).toBeNull();
    expect(nextStep([])).toBeNull();
  });
});

describe('odd dates', () => {
  it('are none when they are in order and in the past, or not given', () => {
    const known = { 'told-in-writing': '2026-11-02', 'report-received': '2026-11-20' };
    expect(findOddities(investigation, known, today)).toEqual([]);
    expect(findOddities(investigation, {}, today)).toEqual([]);
  });

  it('are not two of the same day, nor today', () => {
    const known = { 'told-in-writing': today, 'investigator-appointed': today };
    expect(findOddities(investigation, known, today)).toEqual([]);
  });

  it('are those still to come', () => {
    expect(findOddities(investigation, { 'report-received': '2026-11-23' }, today)).toEqual([
      { kind: 'future', question: 'report-received' },
    ]);
  });

  it('are those before a date of something earlier, also when one between is missing', () => {
    const known = { 'told-in-writing': '2026-11-02', 'report-received': '2026-11-01' };
    expect(findOddities(investigation, known, today)).toEqual([
      { kind: 'order', question: 'report-received', before: 'told-in-writing' },
    ]);
  });

  it('are both at once, and each is told of', () => {
    const known = { 'told-in-writing': '2026-12-24', 'investigator-appointed': '2026-11-02' };
    expect(findOddities(investigation, known, today)).toEqual([
      { kind: 'future', question: 'told-in-writing' },
      { kind: 'order', question: 'investigator-appointed', before: 'told-in-writing' },
    ]);
  });
});
