import { describe, expect, it } from 'vitest';
import { consentChange, consentOf, consentsOf, stands, type ConsentEvent } from './consents';
import {
  allowedChanges,
  changes,
  endingOf,
  endStates,
  isOverdue,
  nextState,
  standardIn,
  states,
  staysInState,
  transitions,
  type Change,
  type Side,
  type Standing,
  type State,
} from './life';
import { blockOf, nextAction, possibleActions, schemas, type Seen } from './lead-actions';
import { pageOf } from './change-pages';

const free: Standing = { isOwner: true, reviewed: false, reviewOver: true };

/** Every change from every state by every side, written out a second time. */
const table: Record<State, Record<Side, Change[]>> = {
  draft: { practitioner: ['raise'], lead: [] },
  received: {
    practitioner: ['withdraw', 'add-words', 'give-consent', 'withdraw-consent', 'take-back'],
    lead: ['acknowledge', 'hand-over'],
  },
  acknowledged: {
    practitioner: ['withdraw', 'add-words', 'give-consent', 'withdraw-consent', 'take-back'],
    lead: [
      ...(['answer', 'message', 'pass-on', 'record-reply'] as const),
      ...(['record-told', 'extend', 'hand-over'] as const),
    ],
  },
  answered: {
    practitioner: [
      ...(['ask-for-review', 'close', 'add-words'] as const),
      ...(['give-consent', 'withdraw-consent', 'take-back'] as const),
    ],
    lead: ['close', 'message', 'pass-on', 'record-reply', 'record-told', 'hand-over'],
  },
  review: {
    practitioner: ['withdraw', 'add-words', 'give-consent', 'withdraw-consent', 'take-back'],
    lead: [
      ...(['answer', 'message', 'pass-on', 'record-reply'] as const),
      ...(['record-told', 'extend', 'hand-over'] as const),
    ],
  },
  closed: {
    practitioner: ['withdraw-consent', 'take-back'],
    lead: ['record-reply', 'record-told', 'hand-over'],
  },
  withdrawn: {
    practitioner: ['withdraw-consent', 'take-back'],
    lead: ['record-reply', 'record-told', 'hand-over'],
  },
};

describe('a concern', () => {
  const everywhere = states.flatMap((state) =>
    (['practitioner', 'lead'] as const).map((side) => [state, side] as const),
  );

  it.each(everywhere)('that is %s can be changed by a %s as the table says', (state, side) => {
    expect(allowedChanges(state, side, free)).toEqual(table[state][side]);
    for (const change of changes) {
      const to = nextState(state, change, side, free);
      const may = table[state][side].includes(change);
      expect(to, change).toBe(may ? (transitions[change].to ?? state) : null);
    }
  });

  it('waits for us in exactly the states in which there is a date to keep', () => {
    for (const state of states) {
      const weAnswer = allowedChanges(state, 'lead', free).some((change) => !staysInState(change));
      expect(standardIn[state] !== null, state).toBe(weAnswer && state !== 'answered');
    }
  });

  it('is acted on by the lead who has it; others can only take it', () => {
    const other = { ...free, isOwner: false };
    expect(allowedChanges('received', 'lead', other)).toEqual(['acknowledge', 'hand-over']);
    for (const state of ['acknowledged', 'answered', 'review', 'closed', 'withdrawn'] as const)
      expect(allowedChanges(state, 'lead', other)).toEqual(['hand-over']);
  });

  it('can be asked to be looked at again once', () => {
    const again = allowedChanges('answered', 'practitioner', { ...free, reviewed: true });
    expect(again).not.toContain('ask-for-review');
    expect(again).toContain('close');
  });

  it('is not closed by us while they can still ask for a second look', () => {
    const soon = { ...free, reviewOver: false };
    expect(allowedChanges('answered', 'lead', soon)).not.toContain('close');
    expect(allowedChanges('answered', 'practitioner', soon)).toContain('close');
    expect(allowedChanges('answered', 'lead', { ...soon, reviewed: true })).toContain('close');
  });

  it('ends when its practitioner goes for good, unless it has ended already', () => {
    for (const state of states) {
      const ending = endingOf(state);
      if (state === 'draft' || (endStates as readonly State[]).includes(state)) {
        expect(ending).toBeNull();
      } else {
        expect(endStates).toContain(nextState(state, ending!, 'practitioner', free));
      }
    }
  });

  it('is late from the day after its date', () => {
    expect(isOverdue({ dueBy: '2026-12-01' }, '2026-12-01')).toBe(false);
    expect(isOverdue({ dueBy: '2026-12-01' }, '2026-12-02')).toBe(true);
    expect(isOverdue({ dueBy: null }, '2026-12-02')).toBe(false);
  });
});

const happened = (...told: [change: Change, detail: string | null][]): ConsentEvent[] =>
  told.map(([change, detail], at) => ({
    at,
    change,
    detail,
    words: change,
    more: null,
    doer: null,
  }));

describe('a consent', () => {
  it('was never given by anything else that happens', () => {
    const events = happened(
      ...changes
        .filter((change) => change !== 'give-consent')
        .map((each): [Change, null] => [each, null]),
    );
    expect(consentOf('cqc', events).status).toBe('not-given');
  });

  it.each([
    ['given', [['give-consent', 'cqc']], 'given', true],
    ['given for another body', [['give-consent', 'nhs-england']], 'not-given', false],
    [
      'given and taken back',
      [
        ['give-consent', 'cqc'],
        ['withdraw-consent', 'cqc'],
      ],
      'withdrawn',
      false,
    ],
    [
      'used: it stays so, and more can follow',
      [
        ['give-consent', 'cqc'],
        ['pass-on', 'cqc'],
      ],
      'passed-on',
      true,
    ],
    [
      'used, and taken back: nothing more goes there',
      [
        ['give-consent', 'cqc'],
        ['pass-on', 'cqc'],
        ['take-back', 'cqc'],
      ],
      'taken-back',
      false,
    ],
    [
      'given again after it was taken back',
      [
        ['give-consent', 'cqc'],
        ['withdraw-consent', 'cqc'],
        ['give-consent', 'cqc'],
      ],
      'given',
      true,
    ],
  ] as [string, [Change, string][], string, boolean][])(
    'that was %s',
    (_, told, status, standing) => {
      const consent = consentOf('cqc', happened(...told));
      expect(consent.status).toBe(status);
      expect(stands(consent)).toBe(standing);
    },
  );

  it('that was taken back after it was used is told to the body, until that is done', () => {
    const used = happened(['give-consent', 'cqc'], ['pass-on', 'cqc'], ['take-back', 'cqc']);
    expect(consentOf('cqc', used).mustBeTold).toBe(true);
    const told = [...used, ...happened(['record-told', 'cqc'])];
    expect(consentOf('cqc', told)).toMatchObject({ mustBeTold: false, status: 'taken-back' });
    // Whoever agrees again has nothing to be told.
    expect(consentOf('cqc', [...used, ...happened(['give-consent', 'cqc'])]).mustBeTold).toBe(
      false,
    );
  });

  it('keeps every word that was passed on and came back', () => {
    const events = happened(
      ['give-consent', 'cqc'],
      ['pass-on', 'cqc'],
      ['record-reply', 'cqc'],
      ['take-back', 'cqc'],
    );
    const consent = consentOf('cqc', events);
    expect(consent.passedOn.map(({ words }) => words)).toEqual(['pass-on']);
    expect(consent.replies.map(({ words }) => words)).toEqual(['record-reply']);
  });

  it('is changed by the one thing that makes sense as it stands', () => {
    const change = (...told: [Change, string][]) =>
      consentChange(consentOf('cqc', happened(...told)));
    expect(change()).toBe('give-consent');
    expect(change(['give-consent', 'cqc'])).toBe('withdraw-consent');
    expect(change(['give-consent', 'cqc'], ['pass-on', 'cqc'])).toBe('take-back');
    expect(change(['give-consent', 'cqc'], ['withdraw-consent', 'cqc'])).toBe('give-consent');
  });

  it('is asked about England’s bodies in England only, and about the adviser in a concern about us', () => {
    const asked = (
      kind: 'discrimination' | 'service',
      nation: 'england' | 'wales' | 'northern-ireland',
    ) => consentsOf(kind, nation, []).map(({ body }) => body);
    expect(asked('discrimination', 'england')).toEqual(['service', 'nhs-england', 'cqc']);
    expect(asked('discrimination', 'wales')).toEqual(['service']);
    expect(asked('discrimination', 'northern-ireland')).toEqual(['service']);
    expect(asked('service', 'england')).toEqual(['adviser']);
  });
});

describe('a lead', () => {
  const consents = consentsOf('discrimination', 'england', happened(['give-consent', 'cqc']));
  const seen = (state: State, more: Partial<Seen> = {}): Seen => ({
    state,
    isOwner: true,
    consents: [],
    forAnother: false,
    allowed: allowedChanges(state, 'lead', { ...free, ...more }),
    ...more,
  });

  it('is shown what comes next', () => {
    expect(nextAction(seen('received', { isOwner: false }))).toBe('acknowledge');
    expect(nextAction(seen('acknowledged'))).toBe('answer');
    expect(nextAction(seen('acknowledged', { isOwner: false }))).toBe('hand-over');
    expect(nextAction(seen('review', { forAnother: true }))).toBe('hand-over');
    expect(nextAction(seen('answered'))).toBeNull();
    expect(nextAction(seen('closed'))).toBeNull();
  });

  it('passes nothing on without somebody who agreed', () => {
    expect(possibleActions(seen('acknowledged'))).not.toContain('pass-on');
    expect(possibleActions(seen('acknowledged', { consents }))).toContain('pass-on');
    expect(possibleActions(seen('acknowledged', { consents }))).not.toContain('record-reply');
  });

  it('is told why something cannot be done', () => {
    expect(blockOf('answer', seen('acknowledged', { isOwner: false }))).toBe('not-yours');
    expect(blockOf('answer', seen('closed'))).toBe('not-now');
    expect(blockOf('answer', seen('review', { forAnother: true }))).toBe('another-lead');
    expect(blockOf('acknowledge', seen('acknowledged'))).toBe('not-now');
  });

  it('gives an outcome, reasons and what we will do; none of them may be left out', () => {
    const whole = { outcome: 'upheld', words: 'We read it all.', more: 'We say sorry.' };
    expect(schemas.answer.safeParse(whole).success).toBe(true);
    for (const name of ['words', 'more'])
      expect(schemas.answer.safeParse({ ...whole, [name]: ' ' }).success, name).toBe(false);
    expect(schemas.answer.safeParse({ ...whole, outcome: 'won' }).success).toBe(false);
  });
});

it('an address names a page, a consent, or nothing', () => {
  expect(pageOf('withdraw')).toEqual({ page: 'withdraw', body: null });
  expect(pageOf('consent-cqc')).toEqual({ page: 'consent', body: 'cqc' });
  for (const text of ['raise', 'consent-', 'consent-gmc', '__proto__', undefined])
    expect(pageOf(text)).toBeNull();
});
