import { describe, expect, it } from 'vitest';
import type { Window } from '~/meetings/index';
import { actions } from './actions';
import { askedBy, fieldsOf, schemas } from './forms';
import { timesByDay } from './times-by-day';

const messagesOf = (schema: (typeof schemas)[keyof typeof schemas], form: unknown) =>
  schema.safeParse(form).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('what an adviser fills in', () => {
  it('is known for everything that can be done', () => {
    for (const action of actions) expect(fieldsOf(action), action).toBeInstanceOf(Array);
  });

  it('is one to five times; what is no time is one at which nobody is free', () => {
    const { 'offer-times': offer } = schemas;
    expect(offer.parse({ startsAt: ['1', '2'] })).toEqual({ startsAt: [1, 2] });
    expect(offer.parse({ startsAt: '7' })).toEqual({ startsAt: [7] });
    expect(offer.parse({ startsAt: ['soon', '-3', '1e9', {}] })).toEqual({
      startsAt: [-1, -1, -1, -1],
    });
    expect(messagesOf(offer, {})).toEqual(['startsAt: meetings:refusals.no-times']);
    expect(messagesOf(offer, { startsAt: ['1', '2', '3', '4', '5', '6'] })).toEqual([
      'startsAt: meetings:refusals.too-many-times',
    ]);
    expect(messagesOf(schemas.confirm, { startsAt: ['1', '2'] })).toEqual([
      'startsAt: adviser:errors.oneTime',
    ]);
  });

  it('is words, as they were typed, and never cut', () => {
    expect(schemas.message.parse({ words: ' Line\r\nline ' })).toEqual({ words: 'Line\nline' });
    expect(messagesOf(schemas.message, {})).toEqual(['words: meetings:refusals.words-missing']);
    expect(messagesOf(schemas.message, { words: 'a'.repeat(2001) })).toEqual([
      'words: meetings:refusals.words-too-long',
    ]);
    expect(messagesOf(schemas.decline, { reason: 'tired', words: 'Why' })).toEqual([
      'reason: adviser:errors.reason',
    ]);
  });

  it('says how to join: a room, a link of a service we know, or who rings whom', () => {
    const join = (form: object) => {
      const { success, data } = schemas['set-joining'].safeParse(form);
      return success ? askedBy('set-joining', data) : null;
    };
    const joining = (its: object) => ({ change: 'set-joining', joining: its });
    const link = 'https://teams.microsoft.com/meet/123?p=abc';
    expect(join({ by: 'own-room', address: 'x' })).toEqual(joining({ by: 'own-room' }));
    expect(join({ by: 'link', address: link })).toEqual(joining({ by: 'link', address: link }));
    expect(join({ by: 'link', address: 'https://example.test/meet/1' })).toBeNull();
    expect(join({ by: 'link' })).toBeNull();
    expect(join({ by: 'phone' })).toBeNull();
    expect(join({ by: 'phone', caller: 'us' })).toEqual(
      joining({ by: 'phone', caller: 'us', number: null }),
    );
    expect(join({ by: 'phone', caller: 'them' })).toBeNull();
    expect(join({ by: 'phone', caller: 'them', number: '020 7946 0000 x12' })).toEqual(
      joining({ by: 'phone', caller: 'them', number: '020 7946 0000 x12' }),
    );
    expect(join({ by: 'phone', caller: 'them', number: 'my desk' })).toBeNull();
    expect(join({})).toBeNull();
  });
});

describe('free times', () => {
  const at = (wallClock: string) => Date.parse(`${wallClock}:00Z`);

  it('come by day, those that suit apart from the others, each once', () => {
    const times = ['2026-12-01T10:00', '2026-11-30T09:00', '2026-11-30T15:00'].map(at);
    const mornings: Window[] = [{ days: [], parts: ['morning'] }];
    expect(timesByDay(times, mornings)).toEqual({
      suiting: [
        { date: '2026-11-30', times: [at('2026-11-30T09:00')] },
        { date: '2026-12-01', times: [at('2026-12-01T10:00')] },
      ],
      others: [{ date: '2026-11-30', times: [at('2026-11-30T15:00')] }],
    });
    expect(timesByDay(times, []).suiting).toEqual([]);
  });

  it('are of the London day on both sides of a clock change', () => {
    const times = ['2027-03-27T23:30', '2027-03-28T23:30'].map(at);
    expect(timesByDay(times, []).others.map(({ date }) => date)).toEqual([
      '2027-03-27',
      '2027-03-29',
    ]);
  });
});
