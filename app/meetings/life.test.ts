import { describe, expect, it } from 'vitest';
import { allowedChanges, changes, endStates, nextState, states, transitions } from './life';

describe('what may happen to a request', () => {
  it('lets a practitioner send, choose, ask again, withdraw and cancel, and nothing an adviser does', () => {
    expect(allowedChanges('draft', 'practitioner')).toEqual(['submit']);
    expect(allowedChanges('submitted', 'practitioner')).toEqual(['withdraw']);
    expect(allowedChanges('offered', 'practitioner')).toEqual([
      'ask-for-other-times',
      'accept',
      'withdraw',
    ]);
    expect(allowedChanges('confirmed', 'practitioner')).toEqual(['cancel']);
  });

  it('never lets an adviser act on what was not sent', () => {
    expect(allowedChanges('draft', 'adviser')).toEqual([]);
  });

  it('lets either side cancel a confirmed meeting', () => {
    expect(nextState('confirmed', 'cancel', 'practitioner')).toBe('cancelled');
    expect(nextState('confirmed', 'cancel', 'adviser')).toBe('cancelled');
  });

  it('sends a moved meeting back to times on offer', () => {
    expect(nextState('confirmed', 'reschedule', 'adviser')).toBe('offered');
  });

  it('offers again to somebody who could not come, without blame', () => {
    expect(nextState('not-attended', 'offer-times', 'adviser')).toBe('offered');
  });

  it('ends in exactly these states', () => {
    expect(endStates).toEqual(['closed', 'declined', 'withdrawn', 'cancelled']);
  });

  it('can bring a request from a draft to every state', () => {
    const reached = new Set<string>(['draft']);
    for (let round = 0; round < states.length; round += 1) {
      for (const change of changes) {
        const { from, to } = transitions[change];
        if (from.some((state) => reached.has(state))) reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });
});
