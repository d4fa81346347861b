import { describe, expect, it } from 'vitest';
import {
  isFullySignedIn,
  isRecentlyVerified,
  judge,
  onlyLeads,
  signedIn,
  visitor,
  type AccessRule,
  type Actor,
  type Person,
  type Role,
  type Verdict,
} from './access';
import { hour, minute } from './time/clock';

const noon = Date.UTC(2026, 11, 1, 12);

const someone = (role: Role, secondFactor: boolean): Person => ({
  kind: 'person',
  accountId: 'an-account',
  role,
  team: role === 'adviser' ? 'north' : null,
  sessionId: 'a-session',
  secondFactor,
  verifiedAt: noon,
  signedOutAt: noon + hour,
  endsAt: noon + hour,
});

interface Case {
  actor: Actor;
  complete: boolean;
  verdicts: Record<AccessRule, Verdict>;
}

const halfSignedIn: Record<AccessRule, Verdict> = {
  anyone: 'open',
  'second-step': 'open',
  'signed-in': 'second-step',
  practitioner: 'second-step',
  staff: 'second-step',
  adviser: 'second-step',
  lead: 'second-step',
  editor: 'second-step',
};

const cases: Record<string, Case> = {
  'a visitor': {
    actor: visitor,
    complete: false,
    verdicts: {
      anyone: 'open',
      'second-step': 'sign-in',
      'signed-in': 'sign-in',
      practitioner: 'sign-in',
      staff: 'sign-in',
      adviser: 'sign-in',
      lead: 'sign-in',
      editor: 'sign-in',
    },
  },
  'a practitioner': {
    actor: someone('practitioner', false),
    complete: true,
    verdicts: {
      anyone: 'open',
      'second-step': 'forbidden',
      'signed-in': 'open',
      practitioner: 'open',
      staff: 'forbidden',
      adviser: 'forbidden',
      lead: 'forbidden',
      editor: 'forbidden',
    },
  },
  'an adviser before the second factor': {
    actor: someone('adviser', false),
    complete: false,
    verdicts: halfSignedIn,
  },
  'a lead before the second factor': {
    actor: someone('lead', false),
    complete: false,
    verdicts: halfSignedIn,
  },
  'an editor before the second factor': {
    actor: someone('editor', false),
    complete: false,
    verdicts: halfSignedIn,
  },
  'an adviser': {
    actor: someone('adviser', true),
    complete: true,
    verdicts: {
      anyone: 'open',
      'second-step': 'forbidden',
      'signed-in': 'open',
      practitioner: 'forbidden',
      staff: 'open',
      adviser: 'open',
      lead: 'forbidden',
      editor: 'forbidden',
    },
  },
  'a lead': {
    actor: someone('lead', true),
    complete: true,
    verdicts: {
      anyone: 'open',
      'second-step': 'forbidden',
      'signed-in': 'open',
      practitioner: 'forbidden',
      staff: 'open',
      adviser: 'open',
      lead: 'open',
      editor: 'open',
    },
  },
  'an editor': {
    actor: someone('editor', true),
    complete: true,
    verdicts: {
      anyone: 'open',
      'second-step': 'forbidden',
      'signed-in': 'open',
      practitioner: 'forbidden',
      staff: 'open',
      adviser: 'forbidden',
      lead: 'forbidden',
      editor: 'open',
    },
  },
};

const questions = Object.entries(cases).flatMap(([who, { actor, verdicts }]) =>
  Object.entries(verdicts).map(([rule, verdict]) => ({
    who,
    actor,
    rule: rule as AccessRule,
    verdict,
  })),
);

describe('who may open what', () => {
  it.each(questions)('answers $who asking for "$rule" with "$verdict"', (asked) => {
    expect(judge(asked.rule, asked.actor)).toBe(asked.verdict);
  });
});

describe('being fully signed in', () => {
  it.each(Object.entries(cases))('is told rightly of %s', (_, { actor, complete }) => {
    expect(isFullySignedIn(actor)).toBe(complete);
  });

  it('is what a page asks for before it acts for a person: everyone else is turned away', () => {
    for (const { actor, complete } of Object.values(cases)) {
      if (complete) expect(signedIn(actor)).toBe(actor);
      else expect(() => signedIn(actor)).toThrow(expect.objectContaining({ status: 403 }));
    }
  });
});

it('what is for leads is not there for anybody else', () => {
  for (const role of ['practitioner', 'adviser', 'editor'] as const)
    expect(() => onlyLeads(someone(role, true))).toThrow(expect.objectContaining({ status: 404 }));
  expect(() => onlyLeads(someone('lead', true))).not.toThrow();
});

describe('having shown lately that it is oneself', () => {
  it('lasts ten minutes', () => {
    const amina = someone('practitioner', false);
    expect(isRecentlyVerified(amina, noon + 10 * minute - 1)).toBe(true);
    expect(isRecentlyVerified(amina, noon + 10 * minute)).toBe(false);
  });
});
