import { describe, expect, it } from 'vitest';
import { balanceOf, leaveOf } from './load';

const away = (firstDay: string, lastDay: string, opens: string | null = null) => ({
  firstDay,
  lastDay,
  kind: 'away' as const,
  opens,
  closes: opens && '12:00',
});

describe('leave', () => {
  it('is the one under way, to its last day, or else the next', () => {
    const both = [away('2026-12-21', '2026-12-31'), away('2026-12-01', '2026-12-04')];
    expect(leaveOf(both, '2026-12-04')).toEqual({ is: 'now', lastDay: '2026-12-04' });
    expect(leaveOf(both, '2026-12-05')).toMatchObject({ is: 'ahead', firstDay: '2026-12-21' });
    expect(leaveOf(both, '2027-01-01')).toBeNull();
  });

  it('is not part of a day, nor a day that is open', () => {
    const open = { ...away('2026-12-05', '2026-12-05', '09:00'), kind: 'open' as const };
    expect(leaveOf([away('2026-12-01', '2026-12-04', '09:00'), open], '2026-12-01')).toBeNull();
  });
});

it('an adviser has more or less than usual when it is more than half as much apart', () => {
  const told = [0, 4, 5, 15, 16].map((open) => balanceOf(open, 10));
  expect(told).toEqual(['less', 'less', 'usual', 'usual', 'more']);
  expect(balanceOf(0, 0)).toBe('usual');
});

it('one request more than nobody else has is no more than usual', () => {
  expect([1, 2, 3].map((open) => balanceOf(open, 0.1))).toEqual(['usual', 'usual', 'usual']);
  expect(balanceOf(4, 0.1)).toBe('more');
});
