import { describe, expect, it } from 'vitest';
import { hour } from '~/platform/time/clock';
import { isAhead, lastArranged, openWish, standOf, type Told } from './how-it-stands';
import type { Change, Side } from '../life';

const now = Date.UTC(2026, 10, 23, 9);

const did = (change: Change, by: Side, ...times: number[]) => ({ change, by, times });

const told = (state: Told['state'], more: Partial<Told> = {}): Told => ({
  state,
  offers: [],
  meeting: null,
  events: [],
  ...more,
});

const offer = { startsAt: now + 24 * hour };

describe('how a request stands', () => {
  it('with times on offer: they are there to choose, or none is left', () => {
    const events = [did('offer-times', 'adviser', offer.startsAt)];
    expect(standOf(told('offered', { offers: [offer], events }), now)).toBe('offered');
    expect(standOf(told('offered', { events }), now)).toBe('none-left');
  });

  it('with a meeting that we had to move: that comes before the new times', () => {
    const moved = [did('accept', 'practitioner', now), did('reschedule', 'adviser', now + hour)];
    expect(standOf(told('offered', { offers: [offer], events: moved }), now)).toBe('moved');
    const since = [
      ...moved,
      did('ask-for-other-times', 'practitioner'),
      did('offer-times', 'adviser'),
    ];
    expect(standOf(told('offered', { offers: [offer], events: since }), now)).toBe('offered');
  });

  it('with a meeting: it is ahead, it is now, or its time has passed', () => {
    const meeting = { startsAt: now, endsAt: now + hour };
    const at = (when: number) => standOf(told('confirmed', { meeting }), when);
    expect(at(now - 1)).toBe('confirmed');
    expect(at(now)).toBe('now');
    expect(at(now + hour - 1)).toBe('now');
    expect(at(now + hour)).toBe('over');
  });

  it('once it was called off: by whom', () => {
    for (const [by, stand] of [
      ['practitioner', 'cancelled-by-you'],
      ['adviser', 'cancelled-by-us'],
    ] as const) {
      expect(standOf(told('cancelled', { events: [did('cancel', by)] }), now)).toBe(stand);
    }
  });

  it('lets what concerns a meeting be changed only while there can be one', () => {
    expect(isAhead('confirmed')).toBe(true);
    expect(isAhead('not-attended')).toBe(true);
    for (const stand of ['over', 'held', 'closed', 'cancelled-by-us'] as const) {
      expect(isAhead(stand), stand).toBe(false);
    }
  });
});

it('the last time that was arranged is remembered when it is off', () => {
  expect(lastArranged([did('submit', 'practitioner')])).toBeNull();
  const events = [
    did('accept', 'practitioner', now),
    did('move', 'practitioner', now + hour),
    did('reschedule', 'adviser', now + 48 * hour),
  ];
  expect(lastArranged(events)).toBe(now + hour);
});

it('a wish for another adviser is open until somebody is given the request', () => {
  const wish = did('ask-for-another-adviser', 'practitioner');
  const assigned = did('assign', 'adviser');
  expect(openWish([assigned])).toBeUndefined();
  expect(openWish([assigned, wish, did('message', 'adviser')])).toBe(wish);
  expect(openWish([wish, assigned])).toBeUndefined();
});
