import { addLimit, type BankHolidays } from '~/platform/time/working-days';
import type { Procedure, ProcedureStep } from './procedure';

/**
 * Turns a procedure and a reader's own dates into what happens next. Pure: dates in, dates out, nothing kept.
 */

/** What a step must have for its date to be worked out. */
export type ProcedureTiming = Pick<ProcedureStep, 'id' | 'date' | 'limit'>;

/** Dates the reader gave, by question: ISO dates. */
export type KnownDates = Record<string, string>;

export interface TimelineStep<Step extends ProcedureTiming = ProcedureTiming> {
  step: Step;
  /**
   * - `known`: the reader gave the date.
   * - `worked-out`: counted from a known date, or from one worked out.
   * - `unknown`: nothing to count from yet.
   */
  basis: 'known' | 'worked-out' | 'unknown';
  date: string | null;
  /** What it was counted from: a step's or a question's id. */
  from: string | null;
  /** Where the limit falls when the reader knows what really happened. */
  limitDate: string | null;
  /** Before today. */
  past: boolean;
}

/** Every step with its date, in the order of the procedure. */
export function workOutTimeline<Step extends ProcedureTiming>(
  procedure: { steps: Step[] },
  known: KnownDates,
  holidays: BankHolidays,
  today: string,
): TimelineStep<Step>[] {
  const dates = new Map<string, string>(Object.entries(known));
  return procedure.steps.map((step) => {
    const given = step.date ? known[step.date] : undefined;
    const start = step.limit ? dates.get(step.limit.after) : undefined;
    const limitDate = step.limit && start ? addLimit(start, step.limit, holidays) : null;
    const date = given ?? limitDate;
    if (date) dates.set(step.id, date);
    return {
      step,
      basis: given ? 'known' : date ? 'worked-out' : 'unknown',
      date,
      from: limitDate ? step.limit!.after : null,
      limitDate,
      past: date !== null && date < today,
    };
  });
}

/** The first step that has not happened: where the reader is now. */
export function nextStep<Step extends ProcedureTiming>(
  timeline: TimelineStep<Step>[],
): TimelineStep<Step> | null {
  const lastKnown = timeline.findLastIndex(({ basis }) => basis === 'known');
  return timeline[lastKnown + 1] ?? null;
}

/**
 * What is odd about the dates, to be explained and not refused.
 * - `future`: a date of something that has happened lies ahead.
 * - `order`: an earlier question has a later date than a later one.
 */
export type Oddity =
  | { kind: 'future'; question: string }
  | { kind: 'order'; question: string; before: string };

export function findOddities(
  { questions }: Pick<Procedure, 'questions'>,
  known: KnownDates,
  today: string,
): Oddity[] {
  const answered = questions.map(({ id }) => id).filter((id) => known[id]);
  const future = answered
    .filter((id) => known[id]! > today)
    .map((question): Oddity => ({ kind: 'future', question }));
  const order = answered.flatMap((question, index): Oddity[] => {
    const before = answered[index - 1];
    return before && known[question]! < known[before]! ? [{ kind: 'order', question, before }] : [];
  });
  return [...future, ...order];
}
