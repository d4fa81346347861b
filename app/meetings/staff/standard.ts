/** The service standard: within how many working days a request is answered. Dates are London's. */

export interface Asking {
  /** The last day on which an answer is in time. */
  due: string;
  /** When an adviser first answered, or the practitioner took a free time at once. */
  answeredOn: string | null;
  /** When it ended. */
  endedOn: string | null;
}

/** `gone`: it was taken back before we had to answer, and counts for nothing. */
export type Answered = 'in-time' | 'late' | 'waiting' | 'gone';

/** How a request stands against the standard on a day. */
export function answered({ due, answeredOn, endedOn }: Asking, date: string): Answered {
  if (answeredOn !== null) return answeredOn <= due ? 'in-time' : 'late';
  if (endedOn !== null) return endedOn <= due ? 'gone' : 'late';
  return date <= due ? 'waiting' : 'late';
}
