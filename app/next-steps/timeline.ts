import {
  addDays,
  addLimit,
  daysBetween,
  isWorkingDay,
  subtractLimit,
  workingDayBefore,
  type BankHolidays,
} from '~/platform/time/working-days';
import type { ProcedureLimit, ProcedureStep } from './procedure';

/**
 * Turns a procedure and a reader's own dates into what happens next. Pure: dates in, dates out, nothing kept.
 */

/** What a step must have for its date to be worked out. */
export type StepTiming = Pick<
  ProcedureStep,
  'id' | 'onlySome' | 'date' | 'limit' | 'usual' | 'opens' | 'deadlineFor'
>;

/** Dates the reader gave, by the id a happening gives them: ISO dates. */
export type KnownDates = Readonly<Record<string, string>>;

export interface TimelineStep<Step extends StepTiming = StepTiming> {
  step: Step;
  /**
   * - `known`: the reader gave the date.
   * - `worked-out`: counted from a known date, or from one worked out.
   * - `unknown`: nothing to count from yet.
   */
  basis: 'known' | 'worked-out' | 'unknown';
  date: string | null;
  /** The date the limit counts from. */
  start: string | null;
  /** Where the limit falls; also when the reader knows what really happened. */
  limitDate: string | null;
  /** Early conciliation: the clock is stopped and there is no date yet, or it moved the limit. */
  pause: 'running' | 'ended' | null;
  /** For the reader's own deadline on a day nobody works: the last working day before it. */
  aimFor: string | null;
  /** When it usually happens, where that is no limit. */
  usual: { from: string; to: string } | null;
  /** The first day on which the reader may do it. */
  opens: string | null;
  /** Before today. */
  past: boolean;
  /** The reader says that it happened, by its date or by what they ticked. */
  happened: boolean;
}

/**
 * Where a limit falls, or null when what it counts from is not known.
 *
 * A pause adds its days (from the day after it began to the day it ended), and leaves at least `keep` after it.
 * It counts only when it began within the limit (Employment Rights Act 1996, section 207B). Tribunals have
 * differed on days of a pause before the limit began to run: they are not added, which is the earlier date.
 */
function limitDateOf(
  limit: ProcedureLimit,
  dates: ReadonlyMap<string, string>,
  holidays: BankHolidays,
): { start: string; date: string; pause: TimelineStep['pause'] } | null {
  const start = dates.get((limit.after ?? limit.before)!);
  if (!start) return null;
  const counted = limit.before
    ? subtractLimit(start, limit, holidays)
    : addLimit(start, limit, holidays);
  const date = addDays(counted, -(limit.lessDays ?? 0));
  const from = limit.pause && dates.get(limit.pause.from);
  const to = limit.pause && dates.get(limit.pause.to);
  if (!from || from > date) return { start, date, pause: null };
  if (!to) return { start, date, pause: 'running' };
  if (to < from || to <= start) return { start, date, pause: null };
  const later = addDays(date, daysBetween(from > start ? from : start, to));
  const least = addLimit(to, limit.pause!.keep, holidays);
  return { start, date: later > least ? later : least, pause: 'ended' };
}

/**
 * Every step with its date, in the order of the procedure.
 * @param entry ids of steps that have happened, whether or not their date is known.
 */
export function workOutTimeline<Step extends StepTiming>(
  {
    steps,
    dates: asked = [],
  }: { steps: Step[]; dates?: readonly { id: string; ahead: boolean }[] },
  known: KnownDates,
  holidays: BankHolidays,
  today: string,
  entry: readonly string[] = [],
): TimelineStep<Step>[] {
  const dates = new Map<string, string>(Object.entries(known));
  /** The last working day before a day nobody works, unless it is gone. */
  const aimFor = (due: string): string | null => {
    if (isWorkingDay(due, holidays)) return null;
    const before = workingDayBefore(due, holidays);
    return before < today ? null : before;
  };
  const mayBeAhead = new Set(asked.flatMap(({ id, ahead }) => (ahead ? [id] : [])));
  return steps.map((step) => {
    const given = step.date ? known[step.date] : undefined;
    const limit = step.limit ? limitDateOf(step.limit, dates, holidays) : null;
    const worked = limit?.pause === 'running' ? null : limit?.date;
    const date = given ?? worked ?? null;
    // What the reader had to do and did not is no ground to count on from.
    const missed = !given && date !== null && date < today && step.deadlineFor === 'you';
    if (date && !missed) dates.set(step.id, date);
    const opensFrom = step.opens && dates.get(step.opens.after);
    const usualFrom = step.usual && dates.get(step.usual.after);
    return {
      step,
      basis: given ? 'known' : date ? 'worked-out' : 'unknown',
      date,
      start: limit?.start ?? null,
      limitDate: limit?.date ?? null,
      pause: limit?.pause ?? null,
      aimFor: !given && worked && step.deadlineFor === 'you' ? aimFor(worked) : null,
      usual: usualFrom
        ? {
            from: addLimit(usualFrom, step.usual!.least, holidays),
            to: addLimit(usualFrom, step.usual!.most, holidays),
          }
        : null,
      opens: opensFrom ? addLimit(opensFrom, step.opens!, holidays) : null,
      past: date !== null && date < today,
      // A hearing today is still ahead for most of the day.
      happened: given
        ? given < today || (given === today && !mayBeAhead.has(step.date!))
        : entry.includes(step.id),
    };
  });
}

/** Where the reader is: the last step that has happened. */
export function stepReached<Step extends StepTiming>(
  timeline: TimelineStep<Step>[],
): TimelineStep<Step> | null {
  return timeline.findLast(({ happened }) => happened) ?? null;
}

/** The first step after the last that has happened, passing over those that happen in some cases only. */
export function nextStep<Step extends StepTiming>(
  timeline: TimelineStep<Step>[],
): TimelineStep<Step> | null {
  const reached = stepReached(timeline);
  const left = timeline.slice(reached ? timeline.indexOf(reached) + 1 : 0);
  return left.find(({ step, basis }) => !step.onlySome || basis !== 'unknown') ?? null;
}

/**
 * What is odd about the dates, to be explained and not refused.
 * - `future`: a date of something that has happened lies ahead.
 * - `far`: too far from today to count from; most likely a slip of the year.
 * - `order`: an earlier question has a later date than a later one.
 */
export type Oddity =
  | { kind: 'future' | 'far'; date: string }
  | { kind: 'order'; date: string; before: string };

/** Nothing is counted from a date as far as this: bank holidays are known for the years around today. */
export const isFar = (date: string, today: string): boolean =>
  date < addDays(today, -3653) || date > addDays(today, 731);

/** @param asked the dates in the order in which things happen, and whether each may lie ahead. */
export function findOddities(
  asked: readonly { id: string; ahead: boolean }[],
  known: KnownDates,
  today: string,
): Oddity[] {
  const answered = asked.filter(({ id }) => known[id]);
  return answered.flatMap(({ id, ahead }, index): Oddity[] => {
    const date = known[id]!;
    if (isFar(date, today)) return [{ kind: 'far', date: id }];
    if (!ahead && date > today) return [{ kind: 'future', date: id }];
    const before = answered[index - 1];
    return before && date < known[before.id]!
      ? [{ kind: 'order', date: id, before: before.id }]
      : [];
  });
}
