import { describe, expect, it } from 'vitest';
import {
  allowedChanges,
  changes,
  endingOf,
  endStates,
  nextState,
  states,
  timingOf,
  transitions,
} from './life';

const booked = ['before', 'under-way', 'over'] as const;

describe('what may happen to a request', () => {
  it('lets a practitioner send, choose, ask again, withdraw and cancel, and nothing an adviser does', () => {
    expect(allowedChanges('draft', 'practitioner', 'none')).toEqual(['submit']);
    expect(allowedChanges('submitted', 'practitioner', 'none')).toEqual(['withdraw', 'correct']);
    expect(allowedChanges('offered', 'practitioner', 'none')).toEqual([
      'ask-for-other-times',
      'accept',
      'withdraw',
      'correct',
    ]);
    expect(allowedChanges('confirmed', 'practitioner', 'before')).toEqual(['cancel', 'correct']);
  });

  it('never lets an adviser act on what was not sent', () => {
    expect(allowedChanges('draft', 'adviser', 'none')).toEqual([]);
  });

  it('lets either side cancel a confirmed meeting', () => {
    expect(nextState('confirmed', 'cancel', 'practitioner', 'before')).toBe('cancelled');
    expect(nextState('confirmed', 'cancel', 'adviser', 'before')).toBe('cancelled');
  });

  it('sends a moved meeting back to times on offer', () => {
    expect(nextState('confirmed', 'reschedule', 'adviser', 'before')).toBe('offered');
  });

  it('says that a meeting took place only once it has begun, and calls it off only until it has ended', () => {
    const says = ['record-held', 'record-not-attended'];
    expect(allowedChanges('confirmed', 'adviser', 'before')).toEqual(['reschedule', 'cancel']);
    expect(allowedChanges('confirmed', 'adviser', 'under-way')).toEqual([
      'reschedule',
      'cancel',
      ...says,
    ]);
    expect(allowedChanges('confirmed', 'adviser', 'over')).toEqual(says);
  });

  it.each([
    [99, 'before'],
    [100, 'under-way'],
    [199, 'under-way'],
    [200, 'over'],
  ])('at %i, a meeting from 100 to 200 is %s', (now, timing) => {
    expect(timingOf({ startsAt: 100, endsAt: 200 }, now, 0)).toBe(timing);
  });

  it('offers again to somebody who could not come, without blame', () => {
    expect(nextState('not-attended', 'offer-times', 'adviser', 'none')).toBe('offered');
  });

  it('leaves a request that is corrected in the state it was in', () => {
    for (const state of ['submitted', 'offered', 'confirmed', 'held', 'not-attended'] as const) {
      expect(nextState(state, 'correct', 'practitioner', 'none')).toBe(state);
      expect(nextState(state, 'correct', 'adviser', 'none')).toBeNull();
    }
    for (const state of endStates) {
      expect(nextState(state, 'correct', 'practitioner', 'none')).toBeNull();
    }
  });

  it('has one way to end each request that was sent, for a practitioner who goes for good', () => {
    for (const state of states) {
      for (const timing of state === 'confirmed' ? booked : (['none'] as const)) {
        const change = endingOf(state, timing);
        const ended = state === 'draft' || endStates.includes(state);
        if (ended) expect(change, state).toBeNull();
        else expect(endStates).toContain(nextState(state, change!, 'practitioner', timing));
      }
    }
    expect(endingOf('confirmed', 'before')).toBe('cancel');
    expect(endingOf('confirmed', 'over')).toBe('leave');
  });

  it('ends in exactly these states', () => {
    expect(endStates).toEqual(['closed', 'declined', 'withdrawn', 'cancelled']);
  });

  it('can bring a request from a draft to every state', () => {
    const reached = new Set<string>(['draft']);
    for (let round = 0; round < states.length; round += 1) {
      for (const change of changes) {
        const { from, to } = transitions[change];
        if (to && from.some((state) => reached.has(state))) reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });
});
