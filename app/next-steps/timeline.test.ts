import { describe, expect, it } from 'vitest';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { readHappening } from './happenings.server';
import type { ProcedureLimit } from './procedure';
import { readProcedure } from './procedures.server';
import {
  findOddities,
  nextStep,
  stepReached,
  workOutTimeline,
  type KnownDates,
  type StepTiming,
} from './timeline';

const england = await bankHolidays('england');
const none: ReadonlySet<string> = new Set();
const investigation = readProcedure('mhps-investigation');
const tribunal = readProcedure('employment-tribunal-great-britain');
const today = '2026-11-22';

const workOut = (known: KnownDates, now = today) =>
  workOutTimeline(investigation, known, england, now);

const stepOf = (known: KnownDates, id: string, now = today, procedure = investigation) =>
  workOutTimeline(procedure, known, england, now).find(({ step }) => step.id === id)!;

/** A step that happens in every case. */
const plain = (step: Omit<StepTiming, 'onlySome'>): StepTiming => ({ onlySome: false, ...step });

/** One step with a limit of its own, counted from the dates given. */
const limited = (limit: ProcedureLimit, known: KnownDates, other: Partial<StepTiming> = {}) =>
  workOutTimeline({ steps: [plain({ id: 'it', limit, ...other })] }, known, england, today)[0]!;

describe('a timeline', () => {
  it('without dates has every step in order, and promises nothing', () => {
    const timeline = workOut({});
    expect(timeline.map(({ step }) => step.id)).toEqual(investigation.steps.map(({ id }) => id));
    for (const line of timeline) {
      expect(line).toMatchObject({
        basis: 'unknown',
        date: null,
        limitDate: null,
        pause: null,
        aimFor: null,
        usual: null,
        opens: null,
        past: false,
        happened: false,
      });
    }
  });

  it('counts four weeks from the day the investigator was appointed, then five days', () => {
    const known = { 'investigator-appointed': '2026-11-02' };
    expect(stepOf(known, 'investigation-ends')).toMatchObject({
      basis: 'worked-out',
      date: '2026-11-30',
    });
    expect(stepOf(known, 'report-submitted')).toMatchObject({
      basis: 'worked-out',
      date: '2026-12-05',
    });
  });

  it('counts ten working days over Christmas, and ten more from a day it worked out', () => {
    const known = { 'report-received': '2026-12-16' };
    // 17, 18, 21–24, 29–31 December and 4 January are worked.
    expect(stepOf(known, 'your-comments')).toMatchObject({
      basis: 'worked-out',
      date: '2027-01-04',
    });
    expect(stepOf(known, 'decision')).toMatchObject({
      basis: 'worked-out',
      date: '2027-01-18',
    });
  });

  it('counts on from what really happened, and still shows where the limit fell', () => {
    const known = { 'report-received': '2026-12-01', 'comments-sent': '2026-12-03' };
    expect(stepOf(known, 'your-comments')).toMatchObject({
      basis: 'known',
      date: '2026-12-03',
      limitDate: '2026-12-15',
    });
    expect(stepOf(known, 'decision')).toMatchObject({ date: '2026-12-17' });
  });

  it('leaves alone what does not depend on the dates it was given', () => {
    const known = { 'report-received': '2026-12-01' };
    expect(stepOf(known, 'investigation-ends').basis).toBe('unknown');
    expect(stepOf(known, 'after-decision').basis).toBe('unknown');
    expect(workOut({ 'records-asked': '2026-11-02' })).toEqual(workOut({}));
  });

  it('says which dates have passed; today has not', () => {
    const known = { 'investigator-appointed': '2026-10-25' };
    expect(stepOf(known, 'investigation-ends')).toMatchObject({ date: today, past: false });
    expect(stepOf(known, 'investigation-ends', '2026-11-23').past).toBe(true);
    expect(stepOf(known, 'report-submitted').past).toBe(false);
  });

  it('says what has happened: what the reader gave a date for, up to today', () => {
    const known = { 'investigator-appointed': today };
    expect(stepOf(known, 'investigator-appointed')).toMatchObject({ happened: true, past: false });
    expect(stepOf(known, 'investigator-appointed', '2026-11-23')).toMatchObject({
      happened: true,
      past: true,
    });
    expect(stepOf(known, 'investigator-appointed', '2026-11-21')).toMatchObject({
      basis: 'known',
      happened: false,
      past: false,
    });
  });

  it('never says that something has happened because its limit has passed', () => {
    const known = { 'investigator-appointed': '2026-01-05' };
    expect(stepOf(known, 'investigation-ends')).toMatchObject({ past: true, happened: false });
  });

  it('counts the days of the nation it was given', () => {
    const dateWith = (holidays: ReadonlySet<string>) =>
      workOutTimeline(
        {
          steps: [
            plain({ id: 'answer', limit: { value: 1, unit: 'working-days', after: 'letter' } }),
          ],
        },
        { letter: '2027-07-09' },
        holidays,
        today,
      )[0]!.date;
    expect(dateWith(none)).toBe('2027-07-12');
    expect(dateWith(new Set(['2027-07-12']))).toBe('2027-07-13');
  });
});

describe('a limit', () => {
  it.each([
    [{ value: 10, unit: 'working-days' }, '2026-12-21', '2027-01-07'],
    [{ value: 28, unit: 'days' }, '2026-12-21', '2027-01-18'],
    [{ value: 12, unit: 'weeks' }, '2026-12-21', '2027-03-15'],
    [{ value: 6, unit: 'months' }, '2026-08-31', '2027-02-28'],
  ] as const)('counts on from a date: %o', (length, start, date) => {
    expect(limited({ ...length, after: 'start' }, { start })).toMatchObject({
      basis: 'worked-out',
      date,
      limitDate: date,
      pause: null,
    });
  });

  it.each([
    [{ value: 10, unit: 'working-days' }, '2027-01-07', '2026-12-21'],
    [{ value: 20, unit: 'working-days' }, '2026-12-18', '2026-11-20'],
    [{ value: 14, unit: 'days' }, '2026-12-18', '2026-12-04'],
    [{ value: 1, unit: 'months' }, '2027-03-31', '2027-02-28'],
  ] as const)('counts back from a date: %o', (length, hearing, date) => {
    expect(limited({ ...length, before: 'hearing' }, { hearing })).toMatchObject({
      basis: 'worked-out',
      date,
    });
  });

  it('of three months less a day ends the day before the same day three months on', () => {
    const limit = { value: 3, unit: 'months', after: 'start', lessDays: 1 } as const;
    expect(limited(limit, { start: '2026-11-10' }).date).toBe('2027-02-09');
    expect(limited(limit, { start: '2026-12-01' }).date).toBe('2027-02-28');
  });

  it('counts back from a hearing that is still to come, for both sides', () => {
    const capability = readProcedure('mhps-capability');
    const known = { 'capability-hearing': '2026-12-18' };
    const step = (id: string) => stepOf(known, id, today, capability);
    expect(step('capability-letter')).toMatchObject({ date: '2026-11-20', past: true });
    expect(step('documents')).toMatchObject({ date: '2026-12-04', past: false });
    expect(step('capability-hearing')).toMatchObject({ basis: 'known', happened: false });
    // 21–24 and 29 December.
    expect(step('decision')).toMatchObject({ date: '2026-12-29' });
  });
});

describe('early conciliation', () => {
  const ended = (job: string, started?: string, certificate?: string) =>
    stepOf(
      {
        'job-ended': job,
        ...(started && { 'conciliation-started': started }),
        ...(certificate && { 'conciliation-certificate': certificate }),
      },
      'claim-job-ended',
      today,
      tribunal,
    );

  it('adds its days to the time for a claim', () => {
    expect(ended('2026-09-10')).toMatchObject({ date: '2026-12-09', pause: null });
    // 30 days from 1 to 31 October.
    expect(ended('2026-09-10', '2026-10-01', '2026-10-31')).toMatchObject({
      date: '2027-01-08',
      pause: 'ended',
    });
  });

  it('leaves at least a month after it ends', () => {
    // 7 days more would end on 16 December.
    expect(ended('2026-09-10', '2026-12-01', '2026-12-08').date).toBe('2027-01-08');
    // A case a barrister has published: job ended 16 January 2014, Acas 11 April, certificate 11 May.
    expect(ended('2014-01-16', '2014-04-11', '2014-05-11').date).toBe('2014-06-11');
  });

  it('may begin on the last day of the time for a claim, and not a day later', () => {
    expect(ended('2026-09-10', '2026-12-09', '2026-12-20')).toMatchObject({
      date: '2027-01-20',
      pause: 'ended',
    });
    expect(ended('2026-09-10', '2026-12-10', '2026-12-20')).toMatchObject({
      date: '2026-12-09',
      pause: null,
    });
  });

  it('stops the clock until it has ended: no date has passed, and none is due', () => {
    expect(ended('2026-07-10', '2026-10-01')).toMatchObject({
      basis: 'unknown',
      date: null,
      limitDate: '2026-10-09',
      pause: 'running',
      past: false,
    });
  });

  it('adds nothing without its beginning', () => {
    expect(ended('2026-09-10', undefined, '2026-10-31')).toMatchObject({
      date: '2026-12-09',
      pause: null,
    });
  });

  it('adds nothing when it would have ended before it began', () => {
    expect(ended('2026-09-10', '2026-10-31', '2026-10-01')).toMatchObject({
      date: '2026-12-09',
      pause: null,
    });
  });

  it('that ended the day it began leaves a month, and adds nothing else', () => {
    expect(ended('2026-09-10', '2026-10-01', '2026-10-01').date).toBe('2026-12-09');
    expect(ended('2026-09-10', '2026-12-01', '2026-12-01').date).toBe('2027-01-01');
  });

  it('does not move the time for a claim in Northern Ireland, where we show the early date', () => {
    const known = {
      'job-ended': '2026-09-10',
      'conciliation-started': '2026-10-01',
      'conciliation-certificate': '2026-10-31',
    };
    const there = readProcedure('employment-tribunal-northern-ireland');
    expect(stepOf(known, 'claim-job-ended', today, there)).toMatchObject({
      date: '2026-12-09',
      pause: null,
    });
  });

  it('that was over before the job ended adds nothing', () => {
    expect(ended('2026-03-02', '2026-01-05', '2026-02-05')).toMatchObject({
      date: '2026-06-01',
      pause: null,
    });
  });

  // Fergusson v Combat Stress (2017): job ended 12 August 2016, Acas 14 July, certificate 14 August, and the claim was
  // due on 14 November. Two tribunals before had counted all the days: we never show a later date than this one.
  it('that began before the job ended adds only the days from then on', () => {
    const { date, pause } = ended('2016-08-12', '2016-07-14', '2016-08-14');
    expect(pause).toBe('ended');
    expect(['2016-11-13', '2016-11-14']).toContain(date);
  });
});

describe('how long something usually takes', () => {
  const enquiry = readProcedure('gmc-provisional-enquiry');
  const known = { 'regulator-letter': '2026-11-02' };

  it('is shown from a date to a date, and is no date of the step', () => {
    expect(stepOf(known, 'enquiry-ends', today, enquiry)).toMatchObject({
      usual: { from: '2026-12-14', to: '2027-02-02' },
      basis: 'unknown',
      date: null,
      limitDate: null,
      past: false,
    });
  });

  it('is not shown while what it counts from is not known', () => {
    expect(stepOf({}, 'enquiry-ends', today, enquiry).usual).toBeNull();
  });

  it('is never counted on from', () => {
    const steps = [
      plain({
        id: 'report',
        usual: {
          least: { value: 1, unit: 'weeks' },
          most: { value: 2, unit: 'weeks' },
          after: 'asked',
        },
      }),
      plain({ id: 'answer', limit: { value: 1, unit: 'weeks', after: 'report' } }),
    ];
    const [report, answer] = workOutTimeline({ steps }, { asked: '2026-11-02' }, none, today);
    expect(report!.usual).toEqual({ from: '2026-11-09', to: '2026-11-16' });
    expect(answer!.date).toBeNull();
  });
});

describe('the first day on which something can be done', () => {
  const list = readProcedure('performers-list-wales');

  it('is counted from its date, and is no date of the step', () => {
    const known = { 'list-suspended': '2026-11-30' };
    expect(stepOf(known, 'review-opens', today, list)).toMatchObject({
      opens: '2027-02-28',
      basis: 'unknown',
      date: null,
    });
  });

  it('is not known without that date', () => {
    expect(stepOf({}, 'review-opens', today, list).opens).toBeNull();
  });
});

describe('the day to aim for', () => {
  const days = { value: 28, unit: 'days', after: 'start' } as const;
  const mine = { deadlineFor: 'you' } as const;

  it.each([
    ['a Saturday', '2026-11-07', '2026-12-05', '2026-12-04'],
    ['a Sunday', '2026-11-08', '2026-12-06', '2026-12-04'],
    ['Christmas Day', '2026-11-27', '2026-12-25', '2026-12-24'],
    ['the bank holiday after Christmas', '2026-11-30', '2026-12-28', '2026-12-24'],
  ])('is the last working day before one’s own limit on %s', (_, start, date, aimFor) => {
    expect(limited(days, { start }, mine)).toMatchObject({ date, aimFor });
  });

  it('is not there when the limit is on a day that is worked', () => {
    expect(limited(days, { start: '2026-11-06' }, mine)).toMatchObject({
      date: '2026-12-04',
      aimFor: null,
    });
  });

  it('is not there for what others have to do', () => {
    expect(limited(days, { start: '2026-11-07' }, { deadlineFor: 'them' }).aimFor).toBeNull();
    expect(limited(days, { start: '2026-11-07' }).aimFor).toBeNull();
  });

  it('is not there when the reader has done it', () => {
    const done = { start: '2026-11-07', sent: '2026-11-22' };
    expect(limited(days, done, { ...mine, date: 'sent' })).toMatchObject({
      basis: 'known',
      limitDate: '2026-12-05',
      aimFor: null,
    });
  });

  it('is not a day that has passed while the limit has not', () => {
    const onTheDay = (now: string) =>
      workOutTimeline(
        { steps: [plain({ id: 'it', limit: days, ...mine })] },
        { start: '2026-10-25' },
        england,
        now,
      )[0]!.aimFor;
    expect(onTheDay('2026-11-20')).toBe('2026-11-20');
    expect(onTheDay('2026-11-21')).toBeNull();
    expect(limited(days, { start: '2026-10-25' }, mine)).toMatchObject({
      date: today,
      aimFor: null,
    });
  });
});

describe('where the reader is', () => {
  const reached = (known: KnownDates, now = today) => stepReached(workOut(known, now))?.step.id;
  const next = (known: KnownDates, now = today) => nextStep(workOut(known, now))?.step.id;

  it('is nowhere yet when nothing has happened, and the first step is next', () => {
    expect(reached({})).toBeUndefined();
    expect(next({})).toBe('decided-and-told');
  });

  it('is the last step that happened, even when one before was left out', () => {
    expect(reached({ 'investigation-letter': '2026-11-02' })).toBe('decided-and-told');
    expect(next({ 'investigation-letter': '2026-11-02' })).toBe('investigator-appointed');
    expect(reached({ 'report-received': '2026-11-16' })).toBe('report-to-you');
    expect(next({ 'report-received': '2026-11-16' })).toBe('your-comments');
    const gaps = { 'investigation-letter': '2026-10-01', 'comments-sent': '2026-11-20' };
    expect(reached(gaps)).toBe('your-comments');
    expect(next(gaps)).toBe('decision');
  });

  it('is not at a step that is still to come; today’s has come', () => {
    const known = { 'investigation-letter': '2026-11-02', 'report-received': '2026-11-23' };
    expect(next(known)).toBe('investigator-appointed');
    expect(next(known, '2026-11-23')).toBe('your-comments');
  });

  it('does not move on because a limit has passed', () => {
    expect(next({ 'investigator-appointed': '2026-01-05' })).toBe('your-side');
  });

  it('is never followed by a step of some cases, unless there is a date for it', () => {
    const list = readProcedure('performers-list-england');
    const nextOf = (known: KnownDates) =>
      nextStep(workOutTimeline(list, known, england, today))?.step.id;
    expect(list.steps[1]).toMatchObject({ id: 'suspension-considered', onlySome: true });
    expect(nextOf({})).toBe('concern-looked-at');
    expect(nextOf({ 'list-suspended': '2026-11-02' })).toBe('suspension-ends');
    expect(nextOf({ 'list-notice': '2026-11-02' })).toBe('your-answer');
    const first = { steps: [{ id: 'some', date: 'told', onlySome: true }, plain({ id: 'all' })] };
    const nextWith = (known: KnownDates) =>
      nextStep(workOutTimeline(first, known, england, today))?.step.id;
    expect(nextWith({})).toBe('all');
    expect(nextWith({ told: '2026-12-01' })).toBe('some');
  });

  it('has nothing next when only steps of some cases are left', () => {
    const steps = [plain({ id: 'all', date: 'told' }), { id: 'some', onlySome: true }];
    expect(nextStep(workOutTimeline({ steps }, { told: today }, england, today))).toBeNull();
  });

  it('is at the end when the last step has happened, and nothing is next', () => {
    const procedure = { steps: [plain({ id: 'only', date: 'told' })] };
    const timeline = workOutTimeline(procedure, { told: '2026-11-01' }, england, today);
    expect(stepReached(timeline)!.step.id).toBe('only');
    expect(nextStep(timeline)).toBeNull();
    expect(stepReached([])).toBeNull();
    expect(nextStep([])).toBeNull();
  });
});

describe('odd dates', () => {
  const { dates: asked } = readHappening('investigation');
  const { dates: hearing } = readHappening('conduct-hearing');
  const oddities = (known: KnownDates) => findOddities(asked, known, today);

  it('are none when they are in order and in the past, or not given', () => {
    const known = { 'investigation-letter': '2026-11-02', 'report-received': '2026-11-20' };
    expect(oddities(known)).toEqual([]);
    expect(oddities({})).toEqual([]);
  });

  it('are not two of the same day, nor today', () => {
    expect(oddities({ 'investigation-letter': today, 'investigator-appointed': today })).toEqual(
      [],
    );
  });

  it('are those still to come', () => {
    expect(oddities({ 'report-received': '2026-11-23' })).toEqual([
      { kind: 'future', date: 'report-received' },
    ]);
  });

  it('are not hearings still to come', () => {
    const known = { 'conduct-letter': '2026-11-20', 'conduct-hearing': '2026-12-18' };
    expect(findOddities(hearing, known, today)).toEqual([]);
    expect(findOddities(hearing, { 'conduct-letter': '2026-12-18' }, today)).toHaveLength(1);
  });

  it('are those before a date of something earlier, also when one between is missing', () => {
    const known = { 'investigation-letter': '2026-11-02', 'report-received': '2026-11-01' };
    expect(oddities(known)).toEqual([
      { kind: 'order', date: 'report-received', before: 'investigation-letter' },
    ]);
  });

  it('are those before the one that was answered last, when the first is missing', () => {
    const known = { 'investigator-appointed': '2026-11-02', 'report-received': '2026-11-01' };
    expect(oddities(known)).toEqual([
      { kind: 'order', date: 'report-received', before: 'investigator-appointed' },
    ]);
  });

  it('are both at once, and each is told of', () => {
    const known = { 'investigation-letter': '2026-12-24', 'investigator-appointed': '2026-11-02' };
    expect(oddities(known)).toEqual([
      { kind: 'future', date: 'investigation-letter' },
      { kind: 'order', date: 'investigator-appointed', before: 'investigation-letter' },
    ]);
  });

  it('are those of another decade, most likely a slip of the year', () => {
    expect(oddities({ 'investigation-letter': '2016-11-22' })).toEqual([]);
    expect(oddities({ 'investigation-letter': '2016-11-01' })).toEqual([
      { kind: 'far', date: 'investigation-letter' },
    ]);
  });

  it('are hearings more than two years ahead, which are called far and not also early', () => {
    expect(findOddities(hearing, { 'conduct-hearing': '2028-11-22' }, today)).toEqual([]);
    expect(findOddities(hearing, { 'conduct-hearing': '2028-12-01' }, today)).toEqual([
      { kind: 'far', date: 'conduct-hearing' },
    ]);
    expect(oddities({ 'report-received': '2062-11-02' })).toEqual([
      { kind: 'far', date: 'report-received' },
    ]);
  });
});
