import type { AnyMessage } from './message';

/** How a message leaves, by email or as a text: one provider each, chosen by configuration. */
export interface Transport {
  /**
   * Hands a message over.
   * @param id the same at every attempt, so that a receiver can drop a repeat and a receipt can be matched.
   * @param again whether an attempt was made before, which may have arrived without our knowing.
   * @returns what to ask the provider by, later, whether it arrived; nothing where nobody can say.
   * @throws {NotDelivered}
   */
  send(message: AnyMessage, id: string, again: boolean): Promise<string | void>;
  /**
   * What became of a message that was handed over; absent where nobody can say.
   * @throws {NotDelivered} when the provider does not answer.
   */
  ask?(receipt: string): Promise<Arrival>;
}

/** `unknown`: the provider no longer knows it. */
export type Arrival = 'on-its-way' | 'arrived' | 'not-arrived' | 'unknown';
