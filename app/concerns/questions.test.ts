import { describe, expect, it } from 'vitest';
import {
  agreedTo,
  consentsAsked,
  consentSchema,
  firstUnanswered,
  schemas,
  stepsAsked,
  withAnswer,
  type Answers,
} from './questions';

const asking = { hasRequests: true };

const answered: Answers = {
  request: { request: 'none' },
  nation: { nation: 'england' },
  who: { who: 'employer' },
  what: { happened: 'They checked only one side.' },
  grounds: { grounds: ['race'] },
  wanted: {},
  name: { name: 'Dr Yusuf' },
  consent: { service: 'no', 'nhs-england': 'no', cqc: 'no' },
};

describe('a concern about discrimination', () => {
  it('asks what it needs, one question after the other', () => {
    const order = ['request', 'nation', 'who', 'what', 'grounds', 'wanted', 'name', 'consent'];
    expect(stepsAsked('discrimination', {}, asking)).toEqual(order);
    let answers: Answers = {};
    for (const step of order as (keyof Answers)[]) {
      expect(firstUnanswered('discrimination', answers, asking)).toBe(step);
      answers = withAnswer(answers, step, answered[step]);
    }
    expect(firstUnanswered('discrimination', answers, asking)).toBeNull();
  });

  it('does not ask for a request of somebody who has none', () => {
    expect(stepsAsked('discrimination', {}, { hasRequests: false })).not.toContain('request');
  });

  it('is complete with a no to everybody, but not without an answer for each', () => {
    expect(firstUnanswered('discrimination', answered, asking)).toBeNull();
    expect(agreedTo('discrimination', answered)).toEqual([]);
    const one = { ...answered, consent: { service: 'yes', cqc: 'no' } as const };
    expect(firstUnanswered('discrimination', one, asking)).toBe('consent');
    expect(consentSchema(['service', 'cqc']).safeParse({ service: 'yes' }).success).toBe(false);
    expect(consentSchema(['service']).safeParse({ service: 'on' }).success).toBe(false);
  });

  it('asks again who may hear of it when they work somewhere else after all', () => {
    const moved = withAnswer(answered, 'nation', { nation: 'wales' });
    expect(moved.consent).toBeUndefined();
    expect(consentsAsked('discrimination', moved)).toEqual(['service']);
    // The same answer again changes nothing.
    expect(withAnswer(answered, 'nation', { nation: 'england' }).consent).toBeDefined();
  });

  it('cannot be passed on where it was not asked about, whatever a form holds', () => {
    const forged = {
      ...answered,
      nation: { nation: 'wales' },
      consent: { service: 'no', cqc: 'yes', adviser: 'yes' },
    } as const;
    expect(agreedTo('discrimination', forged as never)).toEqual([]);
  });
});

describe('a concern about our service', () => {
  it('asks whether an adviser may be told only when it is about one', () => {
    const about = (whom: string): Answers => ({ whom: { whom } });
    expect(stepsAsked('service', about('service'), asking)).not.toContain('consent');
    expect(stepsAsked('service', about('somebody-else'), asking)).not.toContain('consent');
    expect(stepsAsked('service', about('an-id'), asking)).toContain('consent');
    expect(consentsAsked('service', about('an-id'))).toEqual(['adviser']);
    const yes = { ...about('an-id'), consent: { adviser: 'yes' } } as Answers;
    expect(withAnswer(yes, 'whom', { whom: 'service' }).consent).toBeUndefined();
  });
});

describe('what people write', () => {
  it('needs no proof, no ground and no wish, but a few words of what happened', () => {
    expect(schemas.grounds.parse({})).toEqual({ grounds: [] });
    expect(schemas.grounds.parse({ grounds: 'race' })).toEqual({ grounds: ['race'] });
    expect(schemas.grounds.safeParse({ grounds: ['race', 'made-up'] }).success).toBe(false);
    expect(schemas.wanted.parse({})).toEqual({});
    expect(schemas.what.safeParse({ happened: '  ' }).success).toBe(false);
    expect(schemas.what.safeParse({}).success).toBe(false);
  });

  it('is never cut: who wrote too much is told', () => {
    expect(schemas.what.safeParse({ happened: 'x'.repeat(4000) }).success).toBe(true);
    expect(schemas.what.safeParse({ happened: 'x'.repeat(4001) }).success).toBe(false);
  });
});
