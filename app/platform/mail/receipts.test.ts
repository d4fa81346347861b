import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../time/clock';
import { firstQuestion, nextQuestion } from './receipts';

describe('asking what became of a message', () => {
  it('comes after as long again as has passed, and every six hours at the least', () => {
    const waits = [0, minute, 2 * minute, hour, 6 * hour, day, 3 * day].map(
      (passed) => nextQuestion(0, passed)! - passed,
    );
    expect(waits).toEqual([minute, minute, 2 * minute, hour, 6 * hour, 6 * hour, 6 * hour]);
  });

  it('ends after four days', () => {
    expect(nextQuestion(0, 4 * day - 1)).not.toBeNull();
    expect(nextQuestion(0, 4 * day)).toBeNull();
  });

  it('is some thirty questions at most', () => {
    let asked = 0;
    let at: number | null = firstQuestion;
    for (; at !== null; asked += 1) at = nextQuestion(0, at);
    expect(asked).toBeLessThan(30);
  });
});
