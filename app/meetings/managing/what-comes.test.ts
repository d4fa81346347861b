import { describe, expect, it } from 'vitest';
import { hour } from '~/platform/time/clock';
import { allowedChanges, states, type State } from '../life';
import { currentFirst, nextStepOf, whatComes, type Standing } from './what-comes';

const now = Date.UTC(2026, 10, 23, 9);

const standing = (state: State, more: Partial<Standing> = {}): Standing => ({
  state,
  waitingOn: 'nobody',
  answerBy: null,
  offers: [],
  meeting: null,
  ...more,
});

const what = (state: State, more?: Partial<Standing>, reminders: number[] = []) =>
  whatComes(standing(state, more), reminders, now).map((each) => each.what);

const tomorrow = { startsAt: now + 24 * hour, endsAt: now + 25 * hour };

describe('what is still to happen', () => {
  it('to a request that was sent: we answer by a day, then they meet us', () => {
    const sent = standing('submitted', { waitingOn: 'us', answerBy: '2026-11-25' });
    expect(whatComes(sent, [], now)).toEqual([
      { what: 'answer', who: 'us', by: '2026-11-25' },
      { what: 'arrange', who: 'both' },
    ]);
  });

  it('with times on offer: they choose, until the last of them cannot be chosen any more', () => {
    const offers = [{ until: now + hour }, { until: now + 3 * hour }];
    expect(whatComes(standing('offered', { offers, waitingOn: 'them' }), [], now)[0]).toEqual({
      what: 'choose',
      who: 'you',
      at: now + 3 * hour,
    });
  });

  it('with no time left of those on offer: they ask for others', () => {
    expect(what('offered', { waitingOn: 'them' })).toEqual(['ask', 'arrange']);
  });

  it('before a meeting: reminders that are still ahead, the meeting, and what follows it', () => {
    const reminders = [now - hour, now + hour, now + 23 * hour];
    expect(what('confirmed', { meeting: tomorrow }, reminders)).toEqual([
      'reminder',
      'reminder',
      'meeting',
      'note',
    ]);
  });

  it('when they wrote to us before a meeting: our answer comes first', () => {
    const asked = { meeting: tomorrow, waitingOn: 'us', answerBy: '2026-11-24' } as const;
    expect(what('confirmed', asked)).toEqual(['answer', 'meeting', 'note']);
  });

  it('once the time has passed: only what follows', () => {
    const over = { startsAt: now - 2 * hour, endsAt: now - hour };
    expect(what('confirmed', { meeting: over })).toEqual(['note']);
    expect(what('confirmed', { meeting: { ...over, endsAt: now } })).toEqual(['note']);
  });

  it('is nothing when a request has ended, and something while it has not', () => {
    const ended: State[] = ['closed', 'declined', 'withdrawn', 'cancelled', 'draft'];
    for (const state of states) {
      expect(what(state).length === 0, state).toBe(ended.includes(state));
    }
  });
});

describe('the next step', () => {
  const stepIn = (state: State, more: Partial<Standing> = {}) =>
    nextStepOf(standing(state, more), allowedChanges(state, 'practitioner', 'before'), now);

  it('is one that they may take, or none', () => {
    expect(stepIn('submitted')).toBeNull();
    expect(stepIn('offered', { offers: [{ until: now + hour }] })).toBe('choose-offer');
    expect(stepIn('offered')).toBe('ask-for-other-times');
    expect(stepIn('confirmed', { meeting: tomorrow })).toBe('join');
    expect(stepIn('confirmed', { meeting: { startsAt: now - hour, endsAt: now } })).toBeNull();
    expect(stepIn('not-attended')).toBe('take');
    for (const state of ['declined', 'withdrawn', 'cancelled', 'closed'] as const) {
      expect(stepIn(state)).toBe('ask-again');
    }
  });
});

describe('a list of requests', () => {
  const line = (state: State, waitingOn: Standing['waitingOn'], meetsAt: number | null) => ({
    state,
    waitingOn,
    meetsAt,
    updatedAt: now,
  });

  it('begins with what waits for its reader, then meetings by their day, then the rest; ended ones stand apart', () => {
    const ours = line('submitted', 'us', null);
    const late = line('confirmed', 'nobody', now + 48 * hour);
    const soon = line('confirmed', 'nobody', now + hour);
    const theirs = line('offered', 'them', null);
    const past = line('cancelled', 'nobody', null);
    const draft = line('draft', 'nobody', null);
    expect(currentFirst([ours, late, past, draft, soon, theirs])).toEqual({
      current: [theirs, soon, late, ours],
      past: [past],
    });
  });
});
