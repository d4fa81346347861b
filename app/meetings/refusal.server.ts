import { data } from '@remix-run/node';
import type { Asked, Outcome, Refusal } from './asked';

/** What the page shows when a change was not made: why, and everything that was filled in. */
export interface Refused {
  problem: Refusal;
  asked: Asked;
}

const conflicts: readonly Refusal[] = ['not-now', 'time-taken'];

/** 409 when somebody or something was first, 400 when what was asked for is not possible. */
export function refusal(outcome: Extract<Outcome, { done: false }>, asked: Asked) {
  const refused: Refused = { problem: outcome.because, asked };
  return data(refused, { status: conflicts.includes(outcome.because) ? 409 : 400 });
}
