import { data } from '@remix-run/node';
import type { Asked, Outcome, Refusal } from '../asked';

/** What the page shows when a change was not made: why, and everything that was filled in. */
export interface Refused {
  problem: Refusal;
  asked: Asked;
}

/** Somebody or something was first. */
const conflicts: readonly Refusal[] = ['not-now', 'time-taken', 'adviser-busy'];

/** The status of a refused change: 409 when somebody or something was first, 400 when it is not possible as asked. */
export const statusOf = (because: Refusal): 400 | 409 => (conflicts.includes(because) ? 409 : 400);

/** The answer to a change that was not made. */
export function refusal({ because }: Extract<Outcome, { done: false }>, asked: Asked) {
  const refused: Refused = { problem: because, asked };
  return data(refused, { status: statusOf(because) });
}
