import { expect, it } from 'vitest';
import { answered } from './standard';

const due = '2026-12-03';

it.each([
  ['answered on the last day', { answeredOn: '2026-12-03', endedOn: null }, 'in-time'],
  ['answered a day after', { answeredOn: '2026-12-04', endedOn: null }, 'late'],
  ['answered late, then closed', { answeredOn: '2026-12-04', endedOn: '2026-12-09' }, 'late'],
  ['taken back before an answer was due', { answeredOn: null, endedOn: '2026-12-03' }, 'gone'],
  ['taken back after that', { answeredOn: null, endedOn: '2026-12-04' }, 'late'],
] as const)('a request that was %s', (_, asking, standing) => {
  expect(answered({ due, ...asking }, '2026-12-20')).toBe(standing);
});

it('a request without an answer waits until its last day is over', () => {
  const asking = { due, answeredOn: null, endedOn: null };
  expect(answered(asking, '2026-12-03')).toBe('waiting');
  expect(answered(asking, '2026-12-04')).toBe('late');
});
