import { describe, expect, it } from 'vitest';
import { instantOf } from '~/platform/time/london';
import { suits, type Window } from './windows';

const at = (moment: string) => instantOf(moment.slice(0, 10), moment.slice(11));

const anyDay = (...parts: Window['parts']): Window => ({ days: [], parts });

describe('whether a time suits', () => {
  const suitsAt = (moment: string, ...windows: Window[]) =>
    suits({ startsAt: at(moment) }, windows);

  it.each<[string, Window, string, string]>([
    ['morning', anyDay('morning'), '00:00', '11:59'],
    ['midday', anyDay('midday'), '12:00', '13:59'],
    ['afternoon', anyDay('afternoon'), '14:00', '23:59'],
    ['morning and midday', anyDay('morning', 'midday'), '00:00', '13:59'],
    ['any time', anyDay(), '00:00', '23:59'],
  ])('%s is from the first minute to the last', (_, window, first, last) => {
    expect(suitsAt(`2026-11-25T${first}`, window)).toBe(true);
    expect(suitsAt(`2026-11-25T${last}`, window)).toBe(true);
  });

  it('parts of a day do not overlap', () => {
    expect(suitsAt('2026-11-25T12:00', anyDay('morning'))).toBe(false);
    expect(suitsAt('2026-11-25T11:59', anyDay('midday'))).toBe(false);
    expect(suitsAt('2026-11-25T14:00', anyDay('midday'))).toBe(false);
    expect(suitsAt('2026-11-25T13:59', anyDay('afternoon'))).toBe(false);
    expect(suitsAt('2026-11-25T12:30', anyDay('morning', 'afternoon'))).toBe(false);
  });

  it('days are those days of the week only', () => {
    const window: Window = { days: ['monday', 'wednesday'], parts: [] };
    expect(suitsAt('2026-11-23T10:00', window)).toBe(true);
    expect(suitsAt('2026-11-25T10:00', window)).toBe(true);
    expect(suitsAt('2026-11-24T10:00', window)).toBe(false);
    expect(suitsAt('2026-11-28T10:00', window)).toBe(false);
  });

  it('days and parts go together, and any one window is enough', () => {
    const windows: Window[] = [
      { days: ['monday', 'tuesday'], parts: ['morning'] },
      { days: ['friday'], parts: ['afternoon'] },
    ];
    expect(suitsAt('2026-11-23T09:00', ...windows)).toBe(true);
    expect(suitsAt('2026-11-24T09:00', ...windows)).toBe(true);
    expect(suitsAt('2026-11-27T15:00', ...windows)).toBe(true);
    expect(suitsAt('2026-11-23T15:00', ...windows)).toBe(false);
    expect(suitsAt('2026-11-27T09:00', ...windows)).toBe(false);
    expect(suitsAt('2026-11-23T09:00')).toBe(false);
  });

  it('is read from the clock in London, in summer too', () => {
    const elevenInLondon = Date.UTC(2026, 6, 1, 10, 59);
    expect(suits({ startsAt: elevenInLondon }, [anyDay('morning')])).toBe(true);
    const noonInLondon = Date.UTC(2026, 6, 1, 11);
    expect(suits({ startsAt: noonInLondon }, [anyDay('morning')])).toBe(false);
  });
});
