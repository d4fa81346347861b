import { describe, expect, it } from 'vitest';
import { states } from '../life';
import { isOverdue, placeFrom, placeInAddress, taskOf, type Task } from './queue';

const now = Date.parse('2026-11-23T12:00Z');

describe('what staff have to do next', () => {
  it.each<[string, Parameters<typeof taskOf>[0], Task]>([
    ['one that was sent', { state: 'submitted', waitingOn: 'us', meetsUntil: null }, 'answer'],
    ['times on offer', { state: 'offered', waitingOn: 'them', meetsUntil: null }, 'wait'],
    ['a message meanwhile', { state: 'offered', waitingOn: 'us', meetsUntil: null }, 'reply'],
    ['a meeting', { state: 'confirmed', waitingOn: 'nobody', meetsUntil: now + 1 }, 'meet'],
    ['a message before it', { state: 'confirmed', waitingOn: 'us', meetsUntil: now + 1 }, 'reply'],
    ['a meeting that is over', { state: 'confirmed', waitingOn: 'us', meetsUntil: now }, 'record'],
    ['one that was held', { state: 'held', waitingOn: 'us', meetsUntil: null }, 'close'],
    [
      'one that did not come about',
      { state: 'not-attended', waitingOn: 'us', meetsUntil: null },
      'offer-again',
    ],
  ])('with %s', (_, request, task) => expect(taskOf(request, now)).toBe(task));

  it('is nothing exactly when a request has ended', () => {
    const ended = states.filter(
      (state) => taskOf({ state, waitingOn: 'nobody', meetsUntil: null }, now) === 'ended',
    );
    expect(ended).toEqual(['closed', 'declined', 'withdrawn', 'cancelled']);
  });
});

it('the service standard is missed when its day is over, and only while it is our turn', () => {
  const answerBy = '2026-11-23';
  expect(isOverdue({ waitingOn: 'us', answerBy }, '2026-11-23')).toBe(false);
  expect(isOverdue({ waitingOn: 'us', answerBy }, '2026-11-24')).toBe(true);
  expect(isOverdue({ waitingOn: 'them', answerBy }, '2026-11-24')).toBe(false);
  expect(isOverdue({ waitingOn: 'us', answerBy: null }, '2026-11-24')).toBe(false);
});

describe('the place at which a page begins', () => {
  it('comes back from an address as it went there', () => {
    const place = { part: 'ours', key: ['2026-11-23', '1795435200000', 'a-B_9'] };
    expect(placeFrom(placeInAddress(place))).toEqual(place);
  });

  it.each([
    null,
    undefined,
    '',
    'ours',
    '~1',
    'OURS~1',
    'ours~',
    'ours~<b>',
    `ours~${'1'.repeat(200)}`,
  ])('is none of ours: %j', (text) => expect(placeFrom(text)).toBeNull());
});
