import { describe, expect, it } from 'vitest';
import { instantOf } from '~/platform/time/london';
import { suits, type Window } from './windows';

const at = (moment: string) => instantOf(moment.slice(0, 10), moment.slice(11));

describe('whether a time suits', () => {
  const suitsAt = (moment: string, ...windows: Window[]) =>
    suits({ startsAt: at(moment) }, windows);

  it.each<[Window['part'], string, string]>([
    ['morning', '00:00', '11:59'],
    ['midday', '12:00', '13:59'],
    ['afternoon', '14:00', '23:59'],
    ['any', '00:00', '23:59'],
  ])('%s is from %s to %s', (part, first, last) => {
    const window: Window = { day: 'any', part };
    expect(suitsAt(`2026-11-25T${first}`, window)).toBe(true);
    expect(suitsAt(`2026-11-25T${last}`, window)).toBe(true);
  });

  it('parts of a day do not overlap', () => {
    expect(suitsAt('2026-11-25T12:00', { day: 'any', part: 'morning' })).toBe(false);
    expect(suitsAt('2026-11-25T11:59', { day: 'any', part: 'midday' })).toBe(false);
    expect(suitsAt('2026-11-25T14:00', { day: 'any', part: 'midday' })).toBe(false);
    expect(suitsAt('2026-11-25T13:59', { day: 'any', part: 'afternoon' })).toBe(false);
  });

  it('a day is that day of the week only', () => {
    const wednesday: Window = { day: 'wednesday', part: 'any' };
    expect(suitsAt('2026-11-25T10:00', wednesday)).toBe(true);
    expect(suitsAt('2026-11-24T10:00', wednesday)).toBe(false);
  });

  it('day and part go together, and any one line is enough', () => {
    const windows: Window[] = [
      { day: 'monday', part: 'morning' },
      { day: 'friday', part: 'afternoon' },
    ];
    expect(suitsAt('2026-11-23T09:00', ...windows)).toBe(true);
    expect(suitsAt('2026-11-27T15:00', ...windows)).toBe(true);
    expect(suitsAt('2026-11-23T15:00', ...windows)).toBe(false);
    expect(suitsAt('2026-11-27T09:00', ...windows)).toBe(false);
    expect(suitsAt('2026-11-23T09:00')).toBe(false);
  });

  it('is read from the clock in London, in summer too', () => {
    const elevenInLondon = Date.UTC(2026, 6, 1, 10, 59);
    expect(suits({ startsAt: elevenInLondon }, [{ day: 'any', part: 'morning' }])).toBe(true);
    const noonInLondon = Date.UTC(2026, 6, 1, 11);
    expect(suits({ startsAt: noonInLondon }, [{ day: 'any', part: 'morning' }])).toBe(false);
  });
});
