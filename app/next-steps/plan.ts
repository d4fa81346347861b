import type { BankHolidays, Nation } from '~/platform/time/working-days';
import { knownDates, type Answers } from './answers';
import type { Happening } from './happening';
import type { Procedure } from './procedure';
import type { SourcedProcedure, SourcedStep } from './procedures.server';
import {
  findOddities,
  isFar,
  nextStep,
  stepReached,
  workOutTimeline,
  type KnownDates,
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

/** The dates that are counted from: those that are not most likely a slip of the year. */
const countedDates = (answers: Pick<Answers, 'dates'>, today: string): KnownDates =>
  Object.fromEntries(Object.entries(knownDates(answers)).filter(([, date]) => !isFar(date, today)));

/**
 * The procedures somebody is in: those that cover them, for something that has happened, and that are not over.
 * They come in the order in which things happened.
 */
export function chooseProcedures<
  Its extends Pick<Procedure, 'for' | 'happenings' | 'when' | 'overAfter'>,
>(
  procedures: readonly Its[],
  answers: Person & Pick<Answers, 'happened' | 'dates' | 'worries'>,
  today: string,
): Its[] {
  const known = countedDates(answers, today);
  const place = ({ happenings }: Its) =>
    answers.happened.findIndex((id) => happenings.includes(id));
  const isOver = ({ overAfter }: Its) =>
    overAfter.some((date) => known[date] !== undefined && known[date] <= today);
  const hasBegun = ({ when }: Its) =>
    !when ||
    when.dates.some((date) => known[date]) ||
    when.worries.some((worry) => answers.worries.includes(worry));
  return procedures
    .filter(
      (procedure) =>
        covers(procedure, answers) &&
        place(procedure) >= 0 &&
        hasBegun(procedure) &&
        !isOver(procedure),
    )
    .sort((a, b) => place(a) - place(b));
}

type Line = TimelineStep<SourcedStep>;

/** One procedure with the reader's dates in it. */
export interface Route {
  procedure: SourcedProcedure;
  timeline: Line[];
  reached: Line | null;
  next: Line | null;
}

export interface DatedLine {
  route: Route;
  line: Line;
}

export interface Plan {
  today: string;
  routes: Route[];
  /** The reader's own limits that have passed and are not done. */
  overdue: DatedLine[];
  /** What comes next where no limit is known: the nearest date, or the next step of the last thing that happened. */
  next: DatedLine | null;
  /** The reader's own next limit, and any sooner one that counts in some cases only. */
  deadlines: DatedLine[];
  /** Dates from today on, soonest first. */
  ahead: DatedLine[];
  oddities: Oddity[];
  /** What happened for which no procedure was found. */
  uncovered: Happening[];
  /** Slugs, best first. */
  guides: string[];
}

const unique = <Value>(values: Value[]): Value[] => [...new Set(values)];

/** The most guides that are worth showing to somebody who has much to read. */
const enoughGuides = 6;

/**
 * What comes next for somebody.
 * @param today ISO date in London.
 */
export function makePlan(
  answers: Answers & { nation: Nation },
  {
    procedures,
    happenings,
    worries,
  }: {
    procedures: readonly SourcedProcedure[];
    happenings: readonly Happening[];
    worries: readonly Worry[];
  },
  holidays: BankHolidays,
  today: string,
): Plan {
  const known = knownDates(answers);
  const counted = countedDates(answers, today);
  const routes = chooseProcedures(procedures, answers, today).map((procedure): Route => {
    const entry = answers.happened.flatMap((id) => procedure.reachedBy[id] ?? []);
    const timeline = workOutTimeline(procedure, counted, holidays, today, entry);
    return { procedure, timeline, reached: stepReached(timeline), next: nextStep(timeline) };
  });
  const dated = routes
    .flatMap((route) => route.timeline.map((line) => ({ route, line })))
    .filter(({ route, line }) => line.date !== null && !line.happened && !isOvertaken(route, line))
    .sort((a, b) => a.line.date!.localeCompare(b.line.date!));
  const ahead = dated.filter(({ line }) => line.date! >= today).filter(isFirstOfItsDate);
  const mine = happenings.filter(({ id }) => answers.happened.includes(id));
  const worried = worries.filter(({ id }) => answers.worries.includes(id));
  const guidesOf = ({ guides, guidesFor }: Happening) => [
    ...((answers.profession && guidesFor?.[answers.profession]) ?? []),
    ...guides,
  ];
  return {
    today,
    routes,
    ahead,
    overdue: dated.filter(({ line }) => line.past).filter(isOwnLimit),
    next: ahead[0] ?? nextOf(routes.findLast(({ next }) => next)),
    deadlines: nextDeadlines(ahead.filter(isOwnLimit)),
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

/** A date the reader gave may be a step of two procedures. */
const isFirstOfItsDate = ({ line }: DatedLine, index: number, all: DatedLine[]): boolean =>
  line.basis !== 'known' ||
  index ===
    all.findIndex(
      (other) => other.line.basis === 'known' && other.line.step.date === line.step.date,
    );

/** A limit the reader must keep. */
const isOwnLimit = ({ line }: DatedLine): boolean =>
  line.basis === 'worked-out' && line.step.deadlineFor === 'you';

/** A later step has happened, so its date counts no more. One of some cases stands by itself. */
function isOvertaken({ timeline }: Route, line: Line): boolean {
  const reached = timeline.findLastIndex(({ happened, step }) => happened && !step.onlySome);
  return !line.step.onlySome && timeline.indexOf(line) < reached;
}

const nextOf = (route: Route | undefined): DatedLine | null =>
  route?.next ? { route, line: route.next } : null;

function nextDeadlines(mine: DatedLine[]): DatedLine[] {
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

/** Something to have or to ask for, and whether the step it comes from rests on what nobody could confirm. */
export interface Point {
  words: SourcedProcedure['title'];
  unconfirmed: boolean;
}

/** What a step gives or allows, with its certainty. */
export const pointsOf = (step: SourcedStep, kind: 'receive' | 'rights'): Point[] =>
  step[kind].map((words) => ({ words, unconfirmed: step.unconfirmed }));

/**
 * What should have been given at the steps up to the last that happened; at the first step when none has. Steps
 * that happen in some cases only count when they did.
 */
export function shouldHaveReceived({ timeline }: Pick<Route, 'timeline'>): Point[] {
  const reached = timeline.findLastIndex(({ happened }) => happened);
  return timeline
    .slice(0, Math.max(1, reached + 1))
    .filter(({ step, happened, past }) => happened || past || !step.onlySome)
    .flatMap(({ step }) => pointsOf(step, 'receive'));
}

/** Steps whose rights count now, from the last one that happened on. */
const nearSteps = 3;

/** The rights that count now: of the last step that happened, and of the next ones. */
export function rightsNow({ timeline }: Pick<Route, 'timeline'>): Point[] {
  const reached = timeline.findLastIndex(({ happened }) => happened);
  return timeline
    .slice(Math.max(0, reached))
    .filter(({ step, basis }) => !step.onlySome || basis !== 'unknown')
    .slice(0, nearSteps)
    .flatMap(({ step }) => pointsOf(step, 'rights'));
}
