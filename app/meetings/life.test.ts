import { describe, expect, it } from 'vitest';
import {
  allowedChanges,
  changes,
  endingOf,
  endStates,
  nextState,
  openStates,
  sentStates,
  staysInState,
  states,
  timingOf,
  transitions,
  turnAfter,
  type Change,
  type Side,
  type State,
  type Timing,
} from './life';

const booked = ['before', 'soon', 'under-way', 'over'] as const;
const sides = ['practitioner', 'adviser'] as const;

/** The timings there can be in a state: only a confirmed request has a meeting. */
const timingsIn = (state: State): readonly Timing[] => (state === 'confirmed' ? booked : ['none']);

/** Said of every request that was sent and is not at its end. */
const toSay = 'correct message add-question ask-for-another-adviser';
const toNote = 'message assign step-aside record-identity state-our-part';

/** Written into a request, also when it is closed. */
const theirRecord = 'send-document take-back-document write-point';
const theirNote = 'comment-on-note agree-note finish-action';
const theirFollowUps = 'plan-follow-up snooze-follow-up stop-follow-ups reply-to-follow-up';
const ourRecord = 'share-document take-back-document clarify-point';
const ourNote = 'share-note finish-action';

/** Everything that may happen, said once more by hand: state, side, timing, and the changes in their order. */
const expected: [State, Side, Timing, string][] = [
  ['draft', 'practitioner', 'none', 'submit take'],
  ['draft', 'adviser', 'none', ''],
  ['submitted', 'practitioner', 'none', `take withdraw ${toSay} ${theirRecord} ${theirFollowUps}`],
  [
    'submitted',
    'adviser',
    'none',
    `offer-times confirm decline ${toNote} ${ourRecord} plan-follow-up`,
  ],
  [
    'offered',
    'practitioner',
    'none',
    `take ask-for-other-times accept withdraw ${toSay} ${theirRecord} ${theirFollowUps}`,
  ],
  [
    'offered',
    'adviser',
    'none',
    `offer-times confirm decline ${toNote} ${ourRecord} plan-follow-up`,
  ],
  [
    'confirmed',
    'practitioner',
    'before',
    `move ask-to-move cancel ${toSay} ${theirRecord} ${theirFollowUps}`,
  ],
  ['confirmed', 'practitioner', 'soon', `cancel ${toSay} ${theirRecord} ${theirFollowUps}`],
  ['confirmed', 'practitioner', 'under-way', `cancel ${toSay} ${theirRecord} ${theirFollowUps}`],
  ['confirmed', 'practitioner', 'over', `${toSay} leave ${theirRecord} ${theirFollowUps}`],
  [
    'confirmed',
    'adviser',
    'before',
    `reschedule cancel ${toNote} set-joining ${ourRecord} plan-follow-up`,
  ],
  [
    'confirmed',
    'adviser',
    'soon',
    `reschedule cancel ${toNote} set-joining ${ourRecord} plan-follow-up`,
  ],
  [
    'confirmed',
    'adviser',
    'under-way',
    `reschedule cancel record-held record-not-attended ${toNote} set-joining ${ourRecord} plan-follow-up`,
  ],
  [
    'confirmed',
    'adviser',
    'over',
    `record-held record-not-attended ${toNote} ${ourRecord} plan-follow-up`,
  ],
  [
    'held',
    'practitioner',
    'none',
    `correct message ask-for-another-adviser leave ${theirRecord} ${theirNote} ${theirFollowUps}`,
  ],
  ['held', 'adviser', 'none', `close ${toNote} ${ourRecord} ${ourNote} plan-follow-up`],
  [
    'not-attended',
    'practitioner',
    'none',
    `take withdraw ${toSay} ${theirRecord} ${theirFollowUps}`,
  ],
  [
    'not-attended',
    'adviser',
    'none',
    `offer-times confirm close ${toNote} ${ourRecord} plan-follow-up`,
  ],
  ['closed', 'practitioner', 'none', `message ${theirRecord} ${theirNote} ${theirFollowUps}`],
  ['closed', 'adviser', 'none', `message ${ourRecord} ${ourNote} plan-follow-up`],
];

describe('what may happen to a request', () => {
  it.each(expected)('%s, %s, meeting %s: %s', (state, side, timing, allowed) => {
    expect(allowedChanges(state, side, timing).join(' ')).toBe(allowed);
  });

  it('is said above for every state, side and time at which there is anything', () => {
    const said = expected.map(([state, side, timing]) => `${state} ${side} ${timing}`);
    const all = states
      .filter((state) => !endStates.includes(state) || state === 'closed')
      .flatMap((state) =>
        sides.flatMap((side) => timingsIn(state).map((at) => `${state} ${side} ${at}`)),
      );
    expect(said).toEqual(all);
  });

  it('is only taking back a document once it has ended without a meeting, at any time', () => {
    for (const state of ['declined', 'withdrawn', 'cancelled'] as const)
      for (const side of sides)
        for (const timing of ['none', ...booked] as const)
          expect(allowedChanges(state, side, timing)).toEqual(['take-back-document']);
  });

  it('leads where the table says, and nowhere for everything else', () => {
    for (const state of states)
      for (const side of sides)
        for (const timing of timingsIn(state))
          for (const change of changes) {
            const to = allowedChanges(state, side, timing).includes(change)
              ? (transitions[change].to ?? state)
              : null;
            expect(nextState(state, change, side, timing)).toBe(to);
          }
  });

  it('never leads out of an end again', () => {
    for (const state of endStates)
      for (const side of sides)
        for (const timing of ['none', ...booked] as const)
          for (const change of allowedChanges(state, side, timing))
            expect(nextState(state, change, side, timing)).toBe(state);
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

  it.each<[number, number, Timing]>([
    [0, 99, 'before'],
    [0, 100, 'under-way'],
    [0, 199, 'under-way'],
    [0, 200, 'over'],
    [30, 69, 'before'],
    [30, 70, 'before'],
    [30, 71, 'soon'],
    [30, 99, 'soon'],
    [30, 100, 'under-way'],
    [30, 200, 'over'],
    // A cut-off longer than the whole wait: it can never be moved.
    [1000, 0, 'soon'],
  ])('with a cut-off of %i, at %i a meeting from 100 to 200 is %s', (cutOff, now, timing) => {
    expect(timingOf({ startsAt: 100, endsAt: 200 }, now, cutOff)).toBe(timing);
  });

  it('knows no time of a meeting that is not arranged', () => {
    expect(timingOf(null, 150, 30)).toBe('none');
    expect(timingOf(undefined, 150, 30)).toBe('none');
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

  it('is sent, open or ended in each state but a draft', () => {
    expect([...openStates, ...endStates].sort()).toEqual([...sentStates].sort());
    expect(sentStates).toEqual(states.filter((state) => state !== 'draft'));
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

const turning: [Change, Side, State, string][] = [
  ['submit', 'practitioner', 'submitted', 'us'],
  ['take', 'practitioner', 'confirmed', 'nobody'],
  ['offer-times', 'adviser', 'offered', 'them'],
  ['ask-for-other-times', 'practitioner', 'submitted', 'us'],
  ['ask-to-move', 'practitioner', 'submitted', 'us'],
  ['reschedule', 'adviser', 'offered', 'them'],
  ['record-held', 'adviser', 'held', 'us'],
  ['record-not-attended', 'adviser', 'not-attended', 'us'],
  ['close', 'adviser', 'closed', 'nobody'],
  ['cancel', 'practitioner', 'cancelled', 'nobody'],
  ['message', 'practitioner', 'confirmed', 'us'],
  ['message', 'practitioner', 'offered', 'us'],
  ['message', 'adviser', 'confirmed', 'nobody'],
  ['message', 'adviser', 'offered', 'them'],
  ['message', 'adviser', 'submitted', 'us'],
  ['ask-for-another-adviser', 'practitioner', 'offered', 'us'],
  ['send-document', 'practitioner', 'confirmed', 'us'],
  ['write-point', 'practitioner', 'closed', 'us'],
  ['clarify-point', 'adviser', 'closed', 'nobody'],
  ['clarify-point', 'adviser', 'offered', 'them'],
  ['share-note', 'adviser', 'held', 'them'],
  ['comment-on-note', 'practitioner', 'held', 'us'],
  ['agree-note', 'practitioner', 'held', 'us'],
  ['agree-note', 'practitioner', 'closed', 'nobody'],
  ['reply-to-follow-up', 'practitioner', 'closed', 'us'],
];

describe('whose turn it is', () => {
  it.each(turning)('after "%s" by the %s, when it is %s: %s', (change, by, to, turn) => {
    for (const before of ['us', 'them', 'nobody'] as const)
      expect(turnAfter(change, by, to, before)).toBe(turn);
  });

  it('stays as it was after whatever else leaves the request in its state', () => {
    const others = changes.filter(
      (change) => staysInState(change) && !turning.some(([its]) => its === change),
    );
    for (const change of others)
      for (const before of ['us', 'them', 'nobody'] as const)
        for (const by of sides) expect(turnAfter(change, by, 'offered', before)).toBe(before);
  });
});
