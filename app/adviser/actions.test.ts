import { describe, expect, it } from 'vitest';
import { actions, blockOf, nextAction, possibleActions, type Standing } from './actions';

const sent: Standing = {
  allowed: [
    'offer-times',
    'confirm',
    'decline',
    'message',
    'assign',
    'step-aside',
    'record-identity',
    'state-our-part',
  ],
  waitingOn: 'us',
  identityKnown: false,
  arrangedWithYou: false,
  youConflict: false,
  wantsAnother: false,
  noneLeft: false,
  erased: false,
};
const confirmed: Standing = {
  ...sent,
  allowed: [
    'reschedule',
    'cancel',
    'message',
    'assign',
    'step-aside',
    'record-identity',
    'state-our-part',
    'set-joining',
  ],
  waitingOn: 'nobody',
  arrangedWithYou: true,
};
const over: Standing = {
  ...confirmed,
  allowed: ['record-held', 'record-not-attended', 'message', 'record-identity', 'state-our-part'],
};

describe('what staff can do about a request', () => {
  it('is each thing once, and only what the table of changes lets them do', () => {
    expect(new Set(actions).size).toBe(actions.length);
    const can = possibleActions(sent).flatMap((group) => group.can);
    expect(can).toEqual(
      expect.arrayContaining(['offer-times', 'confirm', 'message', 'decline', 'note']),
    );
    expect(can).not.toContain('cancel');
    expect(blockOf('cancel', sent)).toBe('not-now');
  });

  it('leads to the identity check before anything about a case is said', () => {
    expect(blockOf('state-our-part', sent)).toBe('identity-first');
    expect(blockOf('record-held', over)).toBe('identity-first');
    expect(blockOf('state-our-part', { ...sent, identityKnown: true })).toBeNull();
  });

  it('is to give the request to a colleague first, for who steps aside from their own meeting', () => {
    expect(blockOf('step-aside', confirmed)).toBe('still-yours');
    expect(blockOf('step-aside', { ...confirmed, arrangedWithYou: false })).toBeNull();
  });

  it('is not to meet them, for a lead who advised the employer', () => {
    const inConflict = { ...sent, youConflict: true };
    for (const action of ['offer-times', 'confirm'] as const)
      expect(blockOf(action, inConflict)).toBe('conflict');
    expect(possibleActions(inConflict).flatMap((group) => group.can)).not.toContain('offer-times');
    expect(nextAction(inConflict)).toBe('assign');
  });

  it('is nothing but reading once everything is over and erased', () => {
    expect(possibleActions({ ...sent, allowed: [], erased: true })).toEqual([]);
    expect(possibleActions({ ...sent, allowed: [] })).toEqual([
      { group: 'colleagues', can: ['note'] },
    ]);
  });
});

describe('the one thing that is next', () => {
  it.each<[string, Standing, ReturnType<typeof nextAction>]>([
    ['a request that was sent: times', sent, 'offer-times'],
    ['times are on offer and they write: an answer', { ...sent, allowed: ['message'] }, 'message'],
    ['they have the turn: nothing', { ...sent, waitingOn: 'them' }, null],
    [
      'none of the times is left: others, though it is their turn',
      { ...sent, waitingOn: 'them', noneLeft: true },
      'offer-times',
    ],
    [
      'they asked for another adviser: a colleague',
      { ...confirmed, waitingOn: 'us', wantsAnother: true, allowed: ['message', 'assign'] },
      'assign',
    ],
    ['a meeting is ahead: who they are', confirmed, 'record-identity'],
    ['a meeting is ahead, and that is known: nothing', { ...confirmed, identityKnown: true }, null],
    ['they write before the meeting: an answer', { ...confirmed, waitingOn: 'us' }, 'message'],
    ['the meeting is over, not knowing whom: who they are', over, 'record-identity'],
    ['the meeting is over: that it took place', { ...over, identityKnown: true }, 'record-held'],
    ['after it: closing', { ...sent, allowed: ['close', 'message'] }, 'close'],
    ['they did not meet: new times', { ...sent, allowed: ['close', 'offer-times'] }, 'offer-times'],
  ])('%s', (_, standing, next) => expect(nextAction(standing)).toBe(next));
});
