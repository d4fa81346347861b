import { describe, expect, it } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { nations } from '~/platform/time/working-days';
import { noAnswers, type Answers } from './answers';
import { worries } from './happenings.server';
import { rightsNow } from './plan';
import { contactsFor, planFor } from './plan.server';
import { professions } from '~/platform/content/vocabulary';

migrateDatabase();

const today = '2026-11-22';
const doctor = {
  ...noAnswers,
  nation: 'england',
  profession: 'doctor',
  setting: 'employed',
} as const satisfies Answers;

describe('the plan that is shown', () => {
  const answers = {
    ...doctor,
    happened: ['investigation', 'records'],
    dates: {
      'investigation-letter': { day: '2', month: '11', year: '2026' },
      'records-asked': { day: '10', month: '11', year: '2026' },
    },
    worries: ['visa'],
  };

  it('names each guide in the reader’s language', async () => {
    const titles = async (locale: 'en' | 'cy') =>
      (await planFor(answers, today, locale)).guides.map(({ slug, title, summary }) => {
        expect(summary).not.toBe('');
        return [slug, title];
      });
    const [english, welsh] = [await titles('en'), await titles('cy')];
    expect(english[0]![0]).toBe('formal-investigation');
    expect(welsh.map(([slug]) => slug)).toEqual(english.map(([slug]) => slug));
    expect(welsh.map(([, title]) => title)).not.toEqual(english.map(([, title]) => title));
  });

  it('has six guides where there is much to read: none of them is missing', async () => {
    const much = ['told-of-concern', 'investigation', 'excluded', 'regulator', 'job-ended'];
    const { guides } = await planFor({ ...answers, happened: much }, today, 'en');
    expect(guides).toHaveLength(6);
  });

  it('begins the questions with the reader’s worry', async () => {
    const { ask } = await planFor(answers, today, 'en');
    expect(ask[0]!.en).toContain('Home Office');
    expect(ask.length).toBeGreaterThan(4);
  });

  it('has what should have been received, and the rights, under the title of each procedure', async () => {
    const { received, rights, routes } = await planFor(answers, today, 'en');
    const titles = routes.map(({ procedure }) => procedure.title);
    expect(titles).toHaveLength(2);
    for (const list of [received, rights]) {
      expect(list.length).toBeGreaterThan(0);
      expect(titles).toEqual(expect.arrayContaining(list.map(({ title }) => title)));
      for (const { points } of list) expect(points.length).toBeGreaterThan(0);
    }
  });

  it('says nothing twice, though two procedures give the same right', async () => {
    const assessed = {
      ...doctor,
      happened: ['behavioural-assessment', 'clinical-assessment'],
      dates: {
        'behavioural-day': { day: '2', month: '11', year: '2026' },
        'clinical-visit': { day: '3', month: '11', year: '2026' },
      },
    };
    const { received, rights, routes } = await planFor(assessed, today, 'en');
    const [first, second] = routes.map((route) => rightsNow(route).map(({ words }) => words.en));
    expect(first!.filter((right) => second!.includes(right))).not.toEqual([]);
    for (const list of [received, rights]) {
      const all = list.flatMap(({ points }) => points.map(({ words }) => words.en));
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('counts the bank holidays of the nation', async () => {
    const left = {
      ...doctor,
      happened: ['job-ended'],
      dates: { 'job-ended': { day: '5', month: '7', year: '2027' } },
      worries: ['visa'],
    };
    const reports = async (nation: 'england' | 'northern-ireland') =>
      (await planFor({ ...left, nation }, '2027-07-06', 'en')).ahead.find(
        ({ line }) => line.step.id === 'sponsor-reports',
      )!.line.date;
    expect(await reports('england')).toBe('2027-07-19');
    expect(await reports('northern-ireland')).toBe('2027-07-20');
  });
});

describe('whom to call', () => {
  const contacts = (told: Partial<Answers>) =>
    contactsFor({ ...doctor, ...told }).map(({ id }) => id);

  it('are three, none twice, whatever worries anybody', () => {
    const everybody = [
      noAnswers,
      ...professions.flatMap((profession) =>
        nations.map((nation) => ({ ...doctor, profession, nation })),
      ),
    ];
    for (const person of everybody) {
      for (const worried of [
        [],
        ...worries().map(({ id }) => [id]),
        worries().map(({ id }) => id),
      ]) {
        const ids = contactsFor({ ...person, worries: worried }).map(({ id }) => id);
        expect(new Set(ids).size).toBe(3);
      }
    }
  });

  it('begin with somebody whose number we know to be right', () => {
    for (const { id } of worries()) {
      const [first] = contactsFor({ ...doctor, worries: [id] });
      expect(first!.phone.some(({ confirmed }) => confirmed)).toBe(true);
    }
  });

  it('have somebody for the worry that was named', () => {
    expect(contacts({ worries: ['visa'] })).toContain('immigration-advice-authority');
    expect(contacts({ worries: [] })).not.toContain('immigration-advice-authority');
  });

  it('are the same whichever worry was ticked first', () => {
    expect(contacts({ worries: ['family', 'visa'] })).toEqual(
      contacts({ worries: ['visa', 'family'] }),
    );
  });

  it('have doctors who know the regulator for a doctor who faces it, and not for a local hearing', () => {
    const family = { worries: ['family'] };
    const support = 'bma-doctor-support-service';
    expect(contacts({ ...family, happened: ['regulator'] })).toContain(support);
    expect(contacts({ ...family, happened: ['told-of-concern', 'regulator-hearing'] })).toContain(
      support,
    );
    for (const happened of [['told-of-concern'], ['conduct-hearing'], ['capability-hearing']]) {
      expect(contacts({ ...family, happened })).not.toContain(support);
    }
  });

  it('are the same when being ill or an earlier step is ticked too', () => {
    const told = { worries: ['family'], happened: ['regulator'] };
    expect(contacts({ ...told, happened: ['regulator', 'health'] })).toEqual(contacts(told));
    expect(contacts({ ...told, happened: ['investigation', 'regulator'] })).toEqual(contacts(told));
  });

  it('are the same when records were asked for too, or the police are involved', () => {
    const told = { worries: ['family'], happened: ['regulator-hearing'] };
    for (const other of ['records', 'police']) {
      expect(contacts({ ...told, happened: ['regulator-hearing', other] })).toEqual(contacts(told));
    }
  });

  // contactsFor takes the last stage for the only one: a job that ended is the stage `after`, so the service for
  // doctors with a regulator or a hearing is gone, though the hearing is still to come.
  it('have doctors who know hearings also when the job has ended', () => {
    const happened = ['regulator-hearing', 'job-ended'];
    expect(contacts({ worries: ['family'], happened })).toContain('bma-doctor-support-service');
  });
});
