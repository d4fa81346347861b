import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { nations, type BankHolidays, type Nation } from '~/platform/time/working-days';
import { noAnswers, type Answers } from './answers';
import { happenings, worries } from './happenings.server';
import {
  chooseProcedures,
  covers,
  makePlan,
  questionsToAsk,
  rightsNow,
  shouldHaveReceived,
} from './plan';
import { professions, settings } from '~/platform/content/vocabulary';
import { procedures, readProcedure } from './procedures.server';

const content = { procedures: procedures(), happenings: happenings(), worries: worries() };
const today = '2026-11-22';

const holidays = new Map<Nation, BankHolidays>();
beforeAll(async () => {
  for (const nation of nations) holidays.set(nation, await bankHolidays(nation));
});

interface Told extends Partial<Omit<Answers, 'dates' | 'nation'>> {
  nation?: Nation;
  /** ISO dates. */
  dates?: Record<string, string>;
}

const typed = (date: string) => {
  const [year, month, day] = date.split('-');
  return { day: day!, month: month!, year: year! };
};

/** The plan for somebody; a doctor with a job in England, where nothing else is said. */
function planOf({ dates = {}, ...told }: Told, now = today) {
  const answers = {
    ...noAnswers,
    nation: 'england' as const,
    profession: 'doctor' as const,
    setting: 'employed' as const,
    ...told,
    dates: Object.fromEntries(Object.entries(dates).map(([id, date]) => [id, typed(date)])),
  };
  return makePlan(answers, content, holidays.get(answers.nation)!, now);
}

const routesOf = (told: Told) => planOf(told).routes.map(({ procedure }) => procedure.id);
const uncoveredOf = (told: Told) => planOf(told).uncovered.map(({ id }) => id);
const aheadOf = (told: Told, now = today) =>
  planOf(told, now).ahead.map(({ line }) => [line.step.id, line.date]);
const deadlinesOf = (told: Told, now = today) =>
  planOf(told, now).deadlines.map(({ line }) => [line.step.id, line.date]);

const dentist = { profession: 'dentist' } as const;
const pharmacist = { profession: 'pharmacist' } as const;
const gp = { setting: 'primary-care' } as const;
const wales = { nation: 'wales' } as const;
const northernIreland = { nation: 'northern-ireland' } as const;

const everybody = nations.flatMap((nation) =>
  professions.flatMap((profession) => settings.map((setting) => ({ nation, profession, setting }))),
);

describe('the procedures somebody is in', () => {
  it.each<[string, Told, string[]]>([
    ['told of a concern', { happened: ['told-of-concern'] }, ['ppa-advice-only']],
    ['an investigation', { happened: ['investigation'] }, ['mhps-investigation']],
    ['an exclusion', { happened: ['excluded'] }, ['mhps-exclusion']],
    ['a conduct hearing', { happened: ['conduct-hearing'] }, ['mhps-conduct']],
    ['a capability hearing', { happened: ['capability-hearing'] }, ['mhps-capability']],
    ['a decision', { happened: ['decision'] }, ['mhps-appeal']],
    ['the GMC', { happened: ['regulator'] }, ['gmc-provisional-enquiry']],
    [
      'a GMC investigation',
      { happened: ['regulator'], dates: { 'regulator-investigation': '2026-11-02' } },
      ['gmc-investigation'],
    ],
    ['a GMC tribunal', { happened: ['regulator-hearing'] }, ['gmc-tribunal']],
    [
      'the decision of a GMC tribunal',
      { happened: ['regulator-hearing'], dates: { 'regulator-decision': '2026-11-02' } },
      ['gmc-appeal', 'gmc-tribunal'],
    ],
    ['interim orders', { happened: ['interim-orders'] }, ['gmc-interim-orders']],
    ['a request for records', { happened: ['records'] }, ['subject-access-request']],
    ['mediation', { happened: ['informal'] }, ['assisted-mediation']],
    ['a plan', { happened: ['action-plan'] }, ['action-plan-and-return-to-work']],
    ['unfair treatment', { happened: ['treated-unfairly'] }, ['employment-tribunal-great-britain']],
    ['the end of a job', { happened: ['job-ended'] }, ['employment-tribunal-great-britain']],
    [
      'the end of a job, with a visa to worry about',
      { happened: ['job-ended'], worries: ['visa'] },
      ['employment-tribunal-great-britain', 'visa-after-job-ends'],
    ],
    [
      'the end of a job, with a letter about a visa',
      { happened: ['job-ended'], dates: { 'home-office-letter': '2026-11-02' } },
      ['employment-tribunal-great-britain', 'visa-after-job-ends'],
    ],
    [
      'two assessments',
      { happened: ['behavioural-assessment', 'clinical-assessment'] },
      ['behavioural-assessment', 'clinical-performance-assessment'],
    ],
  ])('for a doctor in England: %s', (_, told, expected) => {
    expect(routesOf(told).sort()).toEqual(expected);
  });

  it.each<[string, Told, string[]]>([
    ['a dentist', { ...dentist, happened: ['regulator'] }, ['gdc']],
    [
      'a dentist, for all that may happen there, once',
      { ...dentist, happened: ['regulator', 'interim-orders', 'regulator-hearing'] },
      ['gdc'],
    ],
    ['a pharmacist in England', { ...pharmacist, happened: ['regulator'] }, ['gphc']],
    ['a pharmacist in Wales', { ...wales, ...pharmacist, happened: ['regulator'] }, ['gphc']],
    [
      'a pharmacist in Northern Ireland, who has another regulator',
      { ...northernIreland, ...pharmacist, happened: ['regulator'] },
      [],
    ],
  ])('are those of their own regulator: %s', (_, told, expected) => {
    expect(routesOf(told)).toEqual(expected);
  });

  it.each(['investigation', 'excluded', 'conduct-hearing', 'capability-hearing', 'decision'])(
    'are those of their own nation: %s',
    (id) => {
      const happened = [id];
      for (const profession of ['doctor', 'dentist'] as const) {
        const [english, ...more] = routesOf({ profession, happened });
        expect(english).toMatch(/^mhps-(?!northern)/);
        expect(more).toEqual([]);
        expect(routesOf({ profession, happened, ...wales })).toEqual(['upsw']);
        expect(routesOf({ profession, happened, ...northernIreland })).toEqual([
          'mhps-northern-ireland',
        ]);
      }
    },
  );

  it('are one procedure, once, where one covers all that has happened', () => {
    const happened = ['investigation', 'excluded', 'conduct-hearing', 'decision'];
    expect(routesOf({ ...wales, happened })).toEqual(['upsw']);
    expect(routesOf({ ...northernIreland, happened })).toEqual(['mhps-northern-ireland']);
    expect(routesOf({ happened }).sort()).toEqual([
      'mhps-appeal',
      'mhps-conduct',
      'mhps-exclusion',
      'mhps-investigation',
    ]);
  });

  it('are those of the list they are on', () => {
    const happened = ['performers-list'];
    expect(routesOf({ ...gp, happened })).toEqual(['performers-list-england']);
    expect(routesOf({ ...gp, ...wales, happened })).toEqual(['performers-list-wales']);
    expect(routesOf({ ...gp, ...northernIreland, happened })).toEqual([]);
    expect(uncoveredOf({ ...gp, ...northernIreland, happened })).toEqual(happened);
    expect(routesOf({ ...pharmacist, happened })).toEqual([]);
    expect(uncoveredOf({ ...pharmacist, happened })).toEqual(happened);
  });

  it('are those of the tribunals of their nation', () => {
    const happened = ['treated-unfairly', 'conciliation'];
    expect(routesOf({ ...wales, happened })).toEqual(['employment-tribunal-great-britain']);
    expect(routesOf({ ...northernIreland, happened })).toEqual([
      'employment-tribunal-northern-ireland',
    ]);
  });

  it('are none for a pharmacist who is investigated or excluded, and that is said', () => {
    const happened = ['investigation', 'excluded'];
    for (const nation of nations) {
      expect(routesOf({ ...pharmacist, nation, happened })).toEqual([]);
      expect(uncoveredOf({ ...pharmacist, nation, happened })).toEqual(happened);
    }
  });

  it.each(['primary-care', 'contractor'] as const)(
    'are none of an employer’s for a doctor who has none, and that is said: %s',
    (setting) => {
      const happened = ['investigation', 'conduct-hearing', 'decision'];
      expect(routesOf({ setting, happened })).toEqual([]);
      expect(uncoveredOf({ setting, happened })).toEqual(happened);
    },
  );

  it('are not all that is missing: only what no procedure covers is said to be uncovered', () => {
    const happened = ['told-of-concern', 'investigation', 'records'];
    expect(routesOf({ ...pharmacist, happened })).toEqual([
      'ppa-advice-only',
      'subject-access-request',
    ]);
    expect(uncoveredOf({ ...pharmacist, happened })).toEqual(['investigation']);
  });

  it('are not missed where there are no dates to ask for', () => {
    const happened = ['health', 'police'];
    expect(routesOf({ happened })).toEqual([]);
    expect(uncoveredOf({ happened })).toEqual([]);
  });

  it('cover what happened, or it is said that none does: for everybody, whatever happened', () => {
    for (const person of everybody) {
      for (const happening of content.happenings) {
        const { routes, uncovered } = planOf({ ...person, happened: [happening.id] });
        const told = [...routes, ...uncovered].length > 0;
        expect([person, happening.id, told]).toEqual([
          person,
          happening.id,
          happening.dates.length > 0,
        ]);
        expect(routes.length > 0 && uncovered.length > 0).toBe(false);
        for (const { procedure } of routes) {
          expect(procedure.for.nations).toContain(person.nation);
          expect(procedure.for.professions).toContain(person.profession);
          expect(procedure.for.settings).toContain(person.setting);
          expect(procedure.happenings).toContain(happening.id);
        }
      }
    }
  });

  it('each cover somebody, once what begins them is known', () => {
    const beginnings = content.procedures.flatMap(({ when }) => when?.dates ?? []);
    const everyDate = Object.fromEntries(
      beginnings.map((id) => [id, { day: '2', month: '11', year: '2026' }]),
    );
    // The dates that begin one may end another.
    const reached = everybody.flatMap((person) =>
      content.happenings.flatMap(({ id }) =>
        [{}, everyDate].flatMap((dates) =>
          chooseProcedures(
            content.procedures,
            { ...person, happened: [id], dates, worries: [] },
            today,
          ),
        ),
      ),
    );
    expect(content.procedures.filter((procedure) => !reached.includes(procedure))).toEqual([]);
  });

  it('come in the order in which things happen', () => {
    const happened = ['told-of-concern', 'investigation', 'decision', 'job-ended'];
    expect(routesOf({ happened, worries: ['visa'] })).toEqual([
      'ppa-advice-only',
      'mhps-investigation',
      'mhps-appeal',
      'employment-tribunal-great-britain',
      'visa-after-job-ends',
    ]);
  });

  it('are not those that are over: an enquiry, once there is an investigation', () => {
    const routes = (dates: Record<string, string>) => routesOf({ happened: ['regulator'], dates });
    expect(routes({ 'regulator-letter': '2026-11-02' })).toEqual(['gmc-provisional-enquiry']);
    for (const date of ['regulator-investigation', 'regulator-allegations', 'warning-proposed']) {
      expect(routes({ 'regulator-letter': '2026-10-05', [date]: '2026-11-02' })).toEqual([
        'gmc-investigation',
      ]);
    }
  });

  it('are neither over nor begun because of a date that cannot be read', () => {
    expect(
      routesOf({ happened: ['regulator'], dates: { 'regulator-investigation': '2026-02-31' } }),
    ).toEqual(['gmc-provisional-enquiry']);
  });

  it('are not ruled out by what is not known about somebody', () => {
    const { for: its } = readProcedure('mhps-investigation');
    const nobody = { nation: null, profession: null, setting: null };
    expect(covers({ for: its }, nobody)).toBe(true);
    expect(covers({ for: its }, { ...nobody, nation: 'england' })).toBe(true);
    expect(covers({ for: its }, { ...nobody, nation: 'wales' })).toBe(false);
    expect(covers({ for: its }, { ...nobody, profession: 'pharmacist' })).toBe(false);
    expect(covers({ for: its }, { ...nobody, setting: 'contractor' })).toBe(false);
  });
});

describe('where somebody is in each procedure', () => {
  it('is the last step that has happened, and the one after it', () => {
    const { routes } = planOf({
      happened: ['told-of-concern', 'investigation'],
      dates: { 'told-of-concern': '2026-10-05', 'report-received': '2026-11-16' },
    });
    expect(
      routes.map(({ procedure, reached, next }) => [procedure.id, reached?.step.id, next?.step.id]),
    ).toEqual([
      ['ppa-advice-only', 'ppa-advises', 'you-ask-for-letter'],
      ['mhps-investigation', 'report-to-you', 'your-comments'],
    ]);
  });

  it('is the step that what happened leads to, without dates', () => {
    const [route] = planOf({ happened: ['investigation'] }).routes;
    expect(route!.reached).toMatchObject({ step: { id: 'decided-and-told' }, date: null });
    expect(route!.next!.step.id).toBe('investigator-appointed');
  });

  it('is the start without dates, where what happened may be any step', () => {
    const [route] = planOf({ happened: ['excluded'] }).routes;
    expect(route!.reached).toBeNull();
    // An immediate exclusion comes first, in some cases only.
    expect(route!.next!.step.id).toBe('ppa-told');
  });

  it('does not count a date that is no day', () => {
    const answers = { ...noAnswers, nation: 'england' as const, happened: ['records'] };
    const plan = makePlan(
      { ...answers, dates: { 'records-asked': { day: '31', month: '11', year: '2026' } } },
      content,
      new Set(),
      today,
    );
    expect(plan.ahead).toEqual([]);
    expect(plan.oddities).toEqual([]);
  });
});

describe('the next time limit', () => {
  const report = { happened: ['investigation'], dates: { 'report-received': '2026-11-16' } };

  it('is the reader’s own that comes first', () => {
    expect(deadlinesOf(report)).toEqual([['your-comments', '2026-11-30']]);
  });

  it('is the first of all procedures, whichever stands first', () => {
    const both = {
      happened: ['decision', 'regulator'],
      // 25 working days end on 21 December, 28 days on 7 December.
      dates: { 'decision-letter': '2026-11-16', 'regulator-allegations': '2026-11-09' },
    };
    expect(deadlinesOf(both)).toEqual([['your-reply', '2026-12-07']]);
    const later = { ...both.dates, 'regulator-allegations': '2026-11-20' };
    expect(deadlinesOf({ ...both, dates: later })).toEqual([['your-reply', '2026-12-18']]);
    const latest = { ...both.dates, 'decision-letter': '2026-11-02' };
    const appealFirst = { ...latest, 'regulator-allegations': '2026-11-20' };
    expect(deadlinesOf({ ...both, dates: appealFirst })).toEqual([['appeal-sent', '2026-12-07']]);
  });

  it('is today’s until today is over', () => {
    expect(deadlinesOf(report, '2026-11-30')).toEqual([['your-comments', '2026-11-30']]);
    expect(deadlinesOf(report, '2026-12-01')).toEqual([]);
  });

  it('is not what others have to do, though that comes sooner', () => {
    const dates = { 'investigator-appointed': '2026-11-02' };
    const told = { happened: ['investigation'], dates };
    expect(aheadOf(told)[0]).toEqual(['investigation-ends', '2026-11-30']);
    expect(deadlinesOf(told)).toEqual([]);
  });

  it('is not what the reader has done', () => {
    const sent = { ...report.dates, 'comments-sent': '2026-11-20' };
    expect(deadlinesOf({ ...report, dates: sent })).toEqual([]);
  });

  it('is not a day the reader has chosen to do it on', () => {
    const dates = { 'decision-letter': '2026-11-16', 'appeal-sent': '2026-11-30' };
    expect(deadlinesOf({ happened: ['decision'], dates })).toEqual([]);
  });

  it('stands beside a sooner one that counts in some cases only', () => {
    const told = { happened: ['job-ended'], dates: { 'job-ended': '2026-11-20' } };
    expect(deadlinesOf(told)).toEqual([
      ['interim-relief', '2026-11-27'],
      ['claim-job-ended', '2027-02-19'],
    ]);
    expect(deadlinesOf(told, '2026-11-28')).toEqual([['claim-job-ended', '2027-02-19']]);
  });

  it('does not stand beside a later one that counts in some cases only', () => {
    const dates = { 'regulator-allegations': '2026-11-09', 'warning-proposed': '2026-11-16' };
    expect(deadlinesOf({ happened: ['regulator'], dates })).toEqual([['your-reply', '2026-12-07']]);
  });

  it('may be one that counts in some cases only, when there is no other', () => {
    const dates = { 'warning-proposed': '2026-11-09' };
    expect(deadlinesOf({ happened: ['regulator'], dates })).toEqual([
      ['warning-comment', '2026-12-07'],
    ]);
  });

  // nextDeadlines looks at dates only: an answer is asked for, on top of the page, after the decision it was for.
  it('is not for something that a decision has overtaken', () => {
    const dates = { 'list-notice': '2026-11-09', 'list-decision': '2026-11-20' };
    expect(deadlinesOf({ ...gp, happened: ['performers-list'], dates })).toEqual([
      ['appeal', '2026-12-18'],
    ]);
  });

  it('is none without dates', () => {
    expect(deadlinesOf({ happened: ['investigation', 'decision', 'job-ended'] })).toEqual([]);
  });

  it('counts the bank holidays of the nation', () => {
    const told = {
      happened: ['job-ended'],
      dates: { 'job-ended': '2027-07-05' },
      worries: ['visa'],
    };
    const reports = (nation: Nation) =>
      planOf({ ...told, nation }, '2027-07-06').ahead.find(
        ({ line }) => line.step.id === 'sponsor-reports',
      )!.line.date;
    expect(reports('england')).toBe('2027-07-19');
    expect(reports('wales')).toBe('2027-07-19');
    // 12 July is a bank holiday there.
    expect(reports('northern-ireland')).toBe('2027-07-20');
  });
});

describe('what comes next', () => {
  const nextOf = (told: Told, now = today) => planOf(told, now).next?.line.step.id ?? null;
  const overdueOf = (told: Told, now = today) =>
    planOf(told, now).overdue.map(({ line }) => [line.step.id, line.date]);
  const report = { happened: ['investigation'], dates: { 'report-received': '2026-11-16' } };

  it('is the nearest date, whoever has to act', () => {
    const dates = { 'investigator-appointed': '2026-11-02', 'decision-letter': '2026-11-16' };
    expect(nextOf({ happened: ['investigation', 'decision'], dates })).toBe('investigation-ends');
  });

  it('is the next step of the last thing that happened, without a date', () => {
    expect(nextOf({ happened: ['told-of-concern'] })).toBe('you-ask-for-letter');
    expect(nextOf({ happened: ['told-of-concern', 'investigation'] })).toBe(
      'investigator-appointed',
    );
  });

  it('is nothing where there is no procedure', () => {
    expect(nextOf({ happened: ['health'] })).toBeNull();
  });

  it('goes beside the reader’s own limit that passed, until it is done or overtaken', () => {
    expect(overdueOf(report, '2026-11-30')).toEqual([]);
    expect(overdueOf(report, '2026-12-01')).toEqual([['your-comments', '2026-11-30']]);
    const sent = { ...report.dates, 'comments-sent': '2026-11-27' };
    expect(overdueOf({ ...report, dates: sent }, '2026-12-01')).toEqual([]);
    const decided = { 'list-notice': '2026-10-05', 'list-decision': '2026-11-20' };
    expect(overdueOf({ ...gp, happened: ['performers-list'], dates: decided })).toEqual([]);
  });

  it('has nothing overdue that others had to do', () => {
    const dates = { 'investigator-appointed': '2026-10-05' };
    expect(overdueOf({ happened: ['investigation'], dates })).toEqual([]);
  });
});

describe('the dates ahead', () => {
  it('are of all procedures together, soonest first', () => {
    const told = {
      happened: ['investigation', 'conduct-hearing', 'records'],
      dates: {
        'report-received': '2026-11-18',
        'conduct-hearing': '2026-12-14',
        'records-asked': '2026-11-10',
      },
    };
    expect(aheadOf(told)).toEqual([
      ['your-comments', '2026-12-02'],
      ['reply', '2026-12-10'],
      ['told-of-extension', '2026-12-10'],
      ['conduct-hearing', '2026-12-14'],
      ['decision', '2026-12-16'],
      ['extended-reply', '2027-02-10'],
    ]);
  });

  it('leave out what a later step has overtaken', () => {
    const dates = { 'investigator-appointed': '2026-11-02' };
    const happened = ['investigation'];
    expect(aheadOf({ happened, dates })).toEqual([
      ['investigation-ends', '2026-11-30'],
      ['report-submitted', '2026-12-05'],
    ]);
    expect(aheadOf({ happened, dates: { ...dates, 'report-received': '2026-11-18' } })).toEqual([
      ['your-comments', '2026-12-02'],
      ['decision', '2026-12-16'],
    ]);
  });

  it('keep what is a step of some cases only, whatever came after it', () => {
    const dates = { 'immediate-exclusion': '2026-11-16', 'first-formal-exclusion': '2026-11-20' };
    expect(aheadOf({ happened: ['excluded'], dates })[0]).toEqual([
      'immediate-exclusion-ends',
      '2026-11-30',
    ]);
  });

  it('do not count on from a limit of the reader’s own that passed', () => {
    const told = { happened: ['investigation'], dates: { 'report-received': '2026-11-02' } };
    // 10 working days end on 16 November, 10 more on the 30th.
    expect(aheadOf(told, '2026-11-16')).toEqual([
      ['your-comments', '2026-11-16'],
      ['decision', '2026-11-30'],
    ]);
    expect(aheadOf(told, '2026-11-17')).toEqual([]);
  });

  it('begin today, and leave out yesterday', () => {
    const told = { happened: ['investigation'], dates: { 'investigator-appointed': '2026-10-25' } };
    expect(aheadOf(told)).toEqual([
      ['investigation-ends', today],
      ['report-submitted', '2026-11-27'],
    ]);
    expect(aheadOf(told, '2026-11-23')).toEqual([['report-submitted', '2026-11-27']]);
  });

  it('still hold a hearing today, and leave it out tomorrow', () => {
    const told = { happened: ['conduct-hearing'], dates: { 'conduct-hearing': today } };
    expect(aheadOf(told, '2026-11-23')).toEqual([]);
    expect(aheadOf(told)).toEqual([['conduct-hearing', today]]);
  });

  it('are none when no date is known', () => {
    expect(aheadOf({ happened: content.happenings.map(({ id }) => id) })).toEqual([]);
  });

  // It is a step of the tribunal and of the appeal.
  it('hold a date that drives two procedures once', () => {
    const told = {
      happened: ['regulator-hearing'],
      dates: { 'regulator-decision': '2026-12-02' },
    };
    expect(aheadOf(told).filter(([, date]) => date === '2026-12-02')).toHaveLength(1);
  });

  /** Anybody, to whom anything has happened, on days within a year of today or no day they know. */
  const anybody = fc.constantFrom(...everybody).chain((person) =>
    fc.subarray([...content.happenings]).chain((mine) =>
      fc.record({
        person: fc.constant(person),
        happened: fc.constant(mine.map(({ id }) => id)),
        dates: fc.dictionary(
          fc.constantFrom('-', ...mine.flatMap(({ dates }) => dates.map(({ id }) => id))),
          fc
            .date({
              min: new Date('2025-11-22'),
              max: new Date('2027-11-22'),
              noInvalidDate: true,
            })
            .map((instant) => instant.toISOString().slice(0, 10)),
          { maxKeys: 20 },
        ),
        worried: fc.subarray(content.worries.map(({ id }) => id)),
      }),
    ),
  );

  it('are in order, from today on, and none has happened, whatever the dates', () => {
    fc.assert(
      fc.property(anybody, ({ person, happened, dates, worried }) => {
        const { ahead, deadlines, routes, guides } = planOf({
          ...person,
          happened,
          dates,
          worries: worried,
        });
        const days = ahead.map(({ line }) => line.date!);
        expect(days).toEqual(days.toSorted());
        expect(days.filter((day) => day < today)).toEqual([]);
        expect(ahead.filter(({ line }) => line.happened)).toEqual([]);
        // Every date of every procedure from tomorrow on is among them; one the reader gave is there once.
        // What happened, or was overtaken by a later step that did, is not.
        const open = routes.flatMap(({ timeline }) => {
          const reached = timeline.findLastIndex((line) => line.happened && !line.step.onlySome);
          return timeline.filter(
            (line, index) => !line.happened && (line.step.onlySome || index > reached),
          );
        });
        const lines = open.filter(({ date }) => date! > today);
        const given = lines.filter(({ basis }) => basis === 'known').map(({ step }) => step.date);
        const workedOut = lines.filter(({ basis }) => basis === 'worked-out');
        expect(days.filter((day) => day > today)).toHaveLength(
          new Set(given).size + workedOut.length,
        );
        // The first of the reader’s own that counts in every case, and every sooner one that counts in some.
        const own = open
          .filter(({ step, basis }) => step.deadlineFor === 'you' && basis === 'worked-out')
          .filter(({ date }) => date! >= today)
          .toSorted((a, b) => a.date!.localeCompare(b.date!));
        const certain = own.find(({ step }) => !step.onlySome)?.date;
        const shown = deadlines.map(({ line }) => line);
        expect(shown.find(({ step }) => !step.onlySome)?.date).toBe(certain);
        expect(shown).toEqual(
          expect.arrayContaining(own.filter(({ date }) => !certain || date! < certain)),
        );
        expect(guides.length).toBeLessThanOrEqual(6);
        expect(new Set(guides).size).toBe(guides.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('odd dates', () => {
  it('are told of within what happened, and not between one thing and another', () => {
    const plan = planOf({
      happened: ['investigation', 'decision'],
      dates: {
        'investigation-letter': '2026-11-02',
        'report-received': '2026-11-01',
        'decision-letter': '2026-10-01',
        'appeal-sent': '2026-11-23',
      },
    });
    expect(plan.oddities).toEqual([
      { kind: 'order', date: 'report-received', before: 'investigation-letter' },
      { kind: 'future', date: 'appeal-sent' },
    ]);
  });

  /** Dates a day apart, in the order of the steps of a procedure. */
  const inOrder = (id: string) =>
    Object.fromEntries(
      readProcedure(id)
        .steps.flatMap(({ date }) => date ?? [])
        .map((date, index) => [date, `2026-10-${String(index + 1).padStart(2, '0')}`]),
    );
  const odditiesOf = (id: string) => {
    const { for: its, happenings: happened } = readProcedure(id);
    const [nation, profession, setting] = [its.nations[0]!, its.professions[0]!, its.settings[0]!];
    return planOf({ nation, profession, setting, happened, dates: inOrder(id) }).oddities;
  };

  it.each(content.procedures.map(({ id }) => id))(
    'are none when everything happened in the order of the steps: %s',
    (id) => expect(odditiesOf(id)).toEqual([]),
  );
});

describe('the guides', () => {
  it('begin with the first for what happened, then for each worry, then of each procedure', () => {
    const { guides } = planOf({ happened: ['excluded'], worries: ['visa'] });
    expect(guides).toEqual([
      'exclusion-and-restrictions',
      'visas-and-sponsorship',
      'pay-and-sickness',
      'trained-abroad',
    ]);
  });

  it('have the one of the procedure, also where what happened has another', () => {
    const { guides } = planOf({ ...wales, happened: ['excluded'], worries: ['visa'] });
    expect(guides.slice(0, 3)).toEqual([
      'exclusion-and-restrictions',
      'visas-and-sponsorship',
      'formal-investigation',
    ]);
  });

  it('are at most six and none twice, also when everything has happened', () => {
    const { guides } = planOf({
      happened: content.happenings.map(({ id }) => id),
      worries: content.worries.map(({ id }) => id),
    });
    expect(guides).toHaveLength(6);
    expect(new Set(guides).size).toBe(6);
  });

  it('are there for everything that can happen, to anybody', () => {
    for (const { id } of content.happenings) {
      expect(planOf({ happened: [id] }).guides.length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['doctor', 'gmc-referral'],
    ['dentist', 'gdc-referral'],
    ['pharmacist', 'gphc-referral'],
  ] as const)(
    'for a %s with a regulator’s letter begin with %s, and name no other',
    (profession, own) => {
      const { guides } = planOf({ profession, happened: ['regulator'] });
      expect(guides[0]).toBe(own);
      expect(guides.filter((guide) => guide.endsWith('-referral'))).toEqual([own]);
    },
  );
});

const both = (words: string) => ({ en: words, cy: `${words} (cy)` });
const asking = (...questions: string[]) => ({ ask: questions.map(both) });

describe('the questions to ask', () => {
  const inEnglish = (...given: Parameters<typeof questionsToAsk>) =>
    questionsToAsk(...given).map(({ en }) => en);

  it('begin with one for each worry, then take turns between the procedures', () => {
    expect(
      inEnglish(
        [asking('A1', 'A2', 'A3'), asking('B1'), asking('C1', 'C2')],
        [asking('W1', 'not this'), asking('X1')],
      ),
    ).toEqual(['W1', 'X1', 'A1', 'B1', 'C1', 'A2', 'C2', 'A3']);
  });

  it('are each asked once', () => {
    expect(inEnglish([asking('A', 'B'), asking('A', 'C')], [asking('B')])).toEqual(['B', 'A', 'C']);
  });

  it('are at most eight, however much has happened', () => {
    const many = asking(...Array.from({ length: 20 }, (_, index) => `Q${index}`));
    expect(inEnglish([many], [])).toHaveLength(8);
    const all = questionsToAsk(content.procedures, content.worries);
    expect(all).toHaveLength(8);
    // Six worries leave room for two of the procedures'.
    expect(all.slice(0, 6)).toEqual(content.worries.map(({ ask }) => ask[0]));
  });

  it('are none when there is nothing to ask about', () => {
    expect(inEnglish([], [])).toEqual([]);
    expect(inEnglish([asking()], [])).toEqual([]);
  });
});

describe('what should have been received, and the rights', () => {
  /** What is given and what may be asked for at each step, by the step’s own name. */
  const route = (happened: string[], onlySome: string[] = []) => {
    const [first] = planOf({ happened: ['investigation'] }).routes;
    const timeline = ['first', 'second', 'third', 'fourth', 'fifth'].map((id, index) => ({
      ...first!.timeline[index]!,
      step: {
        ...first!.timeline[index]!.step,
        id,
        onlySome: onlySome.includes(id),
        receive: [both(`${id} letter`)],
        rights: [both(`${id} right`)],
      },
      basis: happened.includes(id) ? ('known' as const) : ('unknown' as const),
      happened: happened.includes(id),
    }));
    return { timeline };
  };
  const received = (...given: Parameters<typeof route>) =>
    shouldHaveReceived(route(...given)).map(({ words }) => words.en);
  const rights = (...given: Parameters<typeof route>) =>
    rightsNow(route(...given)).map(({ words }) => words.en);

  it('are the first letter and the first rights at the start', () => {
    expect(received([])).toEqual(['first letter']);
    expect(rights([])).toEqual(['first right', 'second right', 'third right']);
  });

  it('are the letters up to the last step that happened, and the rights from there on', () => {
    expect(received(['first'])).toEqual(['first letter']);
    expect(rights(['first'])).toEqual(['first right', 'second right', 'third right']);
    expect(received(['first', 'second'])).toEqual(['first letter', 'second letter']);
    expect(rights(['first', 'second'])).toEqual(['second right', 'third right', 'fourth right']);
  });

  it('count steps the reader gave no date for, before the last that happened', () => {
    expect(received(['third'])).toEqual(['first letter', 'second letter', 'third letter']);
    expect(rights(['third'])).toEqual(['third right', 'fourth right', 'fifth right']);
  });

  it('are every letter and the last right at the end', () => {
    expect(received(['fifth'])).toHaveLength(5);
    expect(rights(['fifth'])).toEqual(['fifth right']);
  });

  it('are not those of steps of some cases that did not happen', () => {
    expect(received(['third'], ['first', 'second'])).toEqual(['third letter']);
    expect(received(['second', 'third'], ['first', 'second'])).toEqual([
      'second letter',
      'third letter',
    ]);
    expect(received([], ['first'])).toEqual([]);
    expect(rights(['first'], ['second', 'third'])).toEqual([
      'first right',
      'fourth right',
      'fifth right',
    ]);
    expect(rights(['second'], ['second'])).toEqual(['second right', 'third right', 'fourth right']);
  });

  it('of a real investigation: the letter that told of it, then the report too', () => {
    const [start] = planOf({ happened: ['investigation'] }).routes;
    const [later] = planOf({
      happened: ['investigation'],
      dates: { 'report-received': '2026-11-16' },
    }).routes;
    const steps = readProcedure('mhps-investigation').steps;
    const receiveAt = (id: string) => steps.find((step) => step.id === id)!.receive;
    expect(shouldHaveReceived(start!).map(({ words }) => words)).toEqual(
      receiveAt('decided-and-told'),
    );
    expect(receiveAt('decided-and-told').length).toBeGreaterThan(0);
    expect(shouldHaveReceived(later!).map(({ words }) => words)).toEqual(
      expect.arrayContaining([...receiveAt('decided-and-told'), ...receiveAt('report-to-you')]),
    );
    expect(rightsNow(later!)).not.toEqual(rightsNow(start!));
  });

  it('of a real suspension: what had to be sent before the hearing', () => {
    const [route] = planOf({
      ...gp,
      happened: ['performers-list'],
      dates: { 'list-suspension-hearing': '2026-11-18', 'list-suspended': '2026-11-20' },
    }).routes;
    const before = readProcedure('performers-list-england').steps.find(
      ({ id }) => id === 'suspension-considered',
    )!;
    expect(before.receive.length).toBeGreaterThan(0);
    expect(shouldHaveReceived(route!).map(({ words }) => words)).toEqual(
      expect.arrayContaining(before.receive),
    );
  });
});
