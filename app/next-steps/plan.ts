import type { BankHolidays, Nation } from '~/platform/time/working-days';
import { knownDates, type Answers } from './answers';
import type { Happening } from './happening';
import type { Procedure } from './procedure';
import {
  findOddities,
  nextStep,
  stepReached,
  workOutTimeline,
  type Oddity,
  type TimelineStep,
} from './timeline';
import type { Worry } from './worry';

/** Puts the answers, the procedures they lead to and the calendar together. Pure. */

type Person = Pick<Answers, 'nation' | 'profession' | 'setting'>;

/** Whether a procedure covers somebody; what is not known rules nothing out. */
export function covers({ for: its }: Pick<Procedure, 'for'>, person: Person): boolean {
  const { nation, profession, setting } = person;
  return (
    (nation === null || its.nations.includes(nation)) &&
    (profession === null || its.professions.includes(profession)) &&
    (setting === null || its.settings.includes(setting))
  );
}

/**
 * The procedures somebody is in: those that cover them, for something that has happened, and that are not over.
 * They come in the order in which things happened.
 */
export function chooseProcedures<Its extends Pick<Procedure, 'for' | 'happenings' | 'overAfter'>>(
  procedures: readonly Its[],
  answers: Person & Pick<Answers, 'happened' | 'dates'>,
): Its[] {
  const known = knownDates(answers);
  const place = ({ happenings }: Its) =>
    answers.happened.findIndex((id) => happenings.includes(id));
  return procedures
    .filter(
      (procedure) =>
        covers(procedure, answers) &&
        place(procedure) >= 0 &&
        !procedure.overAfter.some((date) => known[date]),
    )
    .sort((a, b) => place(a) - place(b));
}

/** A step as far as a plan looks at it, with its facts or only their ids. */
type Step = Omit<Procedure['steps'][number], 'facts'>;
type AnyProcedure = Omit<Procedure, 'steps'> & { steps: Step[] };

/** One procedure with the reader's dates in it. */
export interface Route<Its extends AnyProcedure> {
  procedure: Its;
  timeline: TimelineStep<Its['steps'][number]>[];
  reached: TimelineStep<Its['steps'][number]> | null;
  next: TimelineStep<Its['steps'][number]> | null;
}

interface DatedLine<Its extends AnyProcedure> {
  route: Route<Its>;
  line: TimelineStep<Its['steps'][number]>;
}

export interface Plan<Its extends AnyProcedure> {
  today: string;
  nation: Nation;
  routes: Route<Its>[];
  /** The reader's own next deadline, and any sooner one that counts in some cases only. */
  deadlines: DatedLine<Its>[];
  /** Dates from today on, soonest first. */
  ahead: DatedLine<Its>[];
  oddities: Oddity[];
  /** What happened for which no procedure was found. */
  uncovered: Happening[];
  guides: string[];
}

const unique = <Value>(values: Value[]): Value[] => [...new Set(values)];

/** The most guides that are worth showing to somebody who has much to read. */
const enoughGuides = 6;

export function makePlan<Its extends AnyProcedure>(
  answers: Answers & { nation: Nation },
  {
    procedures,
    happenings,
    worries,
  }: {
    procedures: readonly Its[];
    happenings: readonly Happening[];
    worries: readonly Worry[];
  },
  holidays: BankHolidays,
  today: string,
): Plan<Its> {
  const known = knownDates(answers);
  const routes = chooseProcedures(procedures, answers).map((procedure): Route<Its> => {
    const timeline = workOutTimeline<Its['steps'][number]>(procedure, known, holidays, today);
    return { procedure, timeline, reached: stepReached(timeline), next: nextStep(timeline) };
  });
  const ahead = routes
    .flatMap((route) => route.timeline.map((line) => ({ route, line })))
    .filter(({ line }) => line.date !== null && line.date >= today && !line.happened)
    // A date the reader gave may be a step of two procedures.
    .filter(
      ({ line }, index, all) =>
        line.basis !== 'known' ||
        index ===
          all.findIndex(
            (other) => other.line.step.date === line.step.date && other.line.basis === 'known',
          ),
    )
    .sort((a, b) => a.line.date!.localeCompare(b.line.date!));
  const mine = happenings.filter(({ id }) => answers.happened.includes(id));
  const guidesOf = ({ guides, guidesFor }: Happening) => [
    ...((answers.profession && guidesFor?.[answers.profession]) ?? []),
    ...guides,
  ];
  const worried = worries.filter(({ id }) => answers.worries.includes(id));
  return {
    today,
    nation: answers.nation,
    routes,
    ahead,
    deadlines: nextDeadlines(ahead),
    oddities: mine.flatMap(({ dates }) => findOddities(dates, known, today)),
    uncovered: mine.filter(
      ({ id, dates }) =>
        dates.length > 0 && !routes.some(({ procedure }) => procedure.happenings.includes(id)),
    ),
    guides: unique([
      ...mine.flatMap((happening) => guidesOf(happening).slice(0, 1)),
      ...worried.flatMap(({ guides }) => guides.slice(0, 1)),
      ...routes.map(({ procedure }) => procedure.guide),
      ...mine.flatMap((happening) => guidesOf(happening).slice(1)),
      ...worried.flatMap(({ guides }) => guides.slice(1)),
    ]).slice(0, enoughGuides),
  };
}

function nextDeadlines<Its extends AnyProcedure>(ahead: DatedLine<Its>[]): DatedLine<Its>[] {
  const mine = ahead.filter(
    ({ line }) => line.basis === 'worked-out' && line.step.deadlineFor === 'you',
  );
  const certain = mine.findIndex(({ line }) => !line.step.onlySome);
  return certain < 0 ? mine : mine.slice(0, certain + 1);
}

/** The most questions to take into one meeting. */
const enoughQuestions = 8;

/** Questions for the next meeting: about the worries first, then those of each procedure in turn. */
export function questionsToAsk(
  procedures: readonly Pick<Procedure, 'ask'>[],
  worries: readonly Pick<Worry, 'ask'>[],
): Worry['ask'] {
  const lists = procedures.map(({ ask }) => ask);
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list[index] ?? []),
  ).flat();
  const all = [...worries.flatMap(({ ask }) => ask.slice(0, 1)), ...inTurn];
  return all
    .filter(({ en }, index) => all.findIndex((other) => other.en === en) === index)
    .slice(0, enoughQuestions);
}

/**
 * What should have been given at the steps up to the last that happened; at the first step when none has. Steps
 * that happen in some cases only count when they did.
 */
export function shouldHaveReceived(route: Pick<Route<AnyProcedure>, 'timeline'>): Step['receive'] {
  const reached = route.timeline.findLastIndex(({ happened }) => happened);
  return route.timeline
    .slice(0, Math.max(1, reached + 1))
    .filter(({ step, happened, past }) => happened || past || !step.onlySome)
    .flatMap(({ step }) => step.receive);
}

/** Steps whose rights count now, from the last one that happened on. */
const nearSteps = 3;

/** The rights that count now: of the last step that happened, and of the next ones. */
export function rightsNow(route: Pick<Route<AnyProcedure>, 'timeline'>): Step['rights'] {
  const reached = route.timeline.findLastIndex(({ happened }) => happened);
  const from = Math.max(0, reached);
  return route.timeline
    .slice(from)
    .filter(({ step, basis }) => !step.onlySome || basis !== 'unknown')
    .slice(0, nearSteps)
    .flatMap(({ step }) => step.rights);
}
