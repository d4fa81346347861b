import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '~/platform/time/clock';
import { instantOf } from '~/platform/time/london';
import { agendaOf, weekOf, wholeDay, type AgendaFacts } from './agenda';
import { usualRules } from './rules';

const at = (moment: string) => instantOf(moment.slice(0, 10), moment.slice(11));
const from = (moment: string, minutes: number) => ({
  startsAt: at(moment),
  endsAt: at(moment) + minutes * minute,
});

const facts = (change: Partial<AgendaFacts> = {}): AgendaFacts => ({
  rules: usualRules,
  openings: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '12:00' })),
  exceptions: [],
  meetings: [],
  offers: [],
  holds: [],
  busy: [],
  holidays: new Set(),
  ...change,
});

const monday = at('2026-11-23T08:00');
const told = (date: string, its: AgendaFacts, now = monday) =>
  agendaOf(date, its, now).entries.map(
    ({ kind, startsAt, endsAt }) =>
      `${kind} ${(endsAt - startsAt) / minute} ${new Date(startsAt).toISOString().slice(11, 16)}`,
  );

describe('a day of a diary', () => {
  it('tells everything in order, and what is free between', () => {
    const its = facts({
      meetings: [{ reference: '1111-1111', ...from('2026-11-25T09:30', 45) }],
      offers: [{ reference: '2222-2222', ...from('2026-11-25T11:00', 45) }],
      holds: [from('2026-11-25T14:00', 45)],
      busy: [from('2026-11-25T08:00', 75)],
      exceptions: [
        {
          firstDay: '2026-11-25',
          lastDay: '2026-11-25',
          kind: 'away',
          opens: '15:00',
          closes: '16:00',
        },
      ],
    });
    expect(told('2026-11-25', its)).toEqual([
      'busy 75 08:00',
      'free 15 09:15',
      'meeting 45 09:30',
      'free 45 10:15',
      'offer 45 11:00',
      'free 15 11:45',
      'hold 45 14:00',
      'away 60 15:00',
    ]);
  });

  it('tells nothing free of what is past', () => {
    expect(told('2026-11-23', facts(), at('2026-11-23T10:30'))).toEqual(['free 90 10:30']);
    expect(told('2026-11-23', facts(), at('2026-11-24T10:30'))).toEqual([]);
  });

  it('knows leave, bank holidays, and when no more meetings fit', () => {
    const away = {
      firstDay: '2026-11-24',
      lastDay: '2026-11-26',
      kind: 'away' as const,
      opens: null,
      closes: null,
    };
    expect(agendaOf('2026-11-25', facts({ exceptions: [away] }), monday)).toMatchObject({
      entries: [],
      isAway: true,
    });
    const holidays = new Set(['2026-11-25']);
    expect(agendaOf('2026-11-25', facts({ holidays }), monday)).toMatchObject({
      entries: [],
      isBankHoliday: true,
      isAway: false,
    });
    const meetings = [{ reference: '1111-1111', ...from('2026-11-25T09:00', 45) }];
    const rules = { ...usualRules, mostPerDay: 1 };
    expect(agendaOf('2026-11-25', facts({ meetings, rules }), monday).isFull).toBe(true);
    expect(agendaOf('2026-11-26', facts({ meetings, rules }), monday).isFull).toBe(false);
  });

  it('has the piece of something longer that is its own', () => {
    const busy = [{ startsAt: at('2026-11-24T18:00'), endsAt: at('2026-11-26T10:00') }];
    expect(told('2026-11-25', facts({ busy }))).toEqual(['busy 1440 00:00']);
    expect(told('2026-11-26', facts({ busy }))).toEqual(['busy 600 00:00', 'free 120 10:00']);
  });

  it('is 23 or 25 hours long when the clocks change', () => {
    const lasts = (date: string) => wholeDay(date).endsAt - wholeDay(date).startsAt;
    expect([lasts('2027-03-28'), lasts('2027-10-31')]).toEqual([23 * hour, 25 * hour]);
    expect(lasts('2027-03-29')).toBe(day);
  });
});

it('a week begins on its Monday, on whichever day one asks', () => {
  for (const date of ['2026-11-23', '2026-11-26', '2026-11-29'])
    expect(weekOf(date)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ]);
});
