import type { Chosen } from './answers';
import { groupings, optionsOf, questions, type Grouping, type Question } from './questions';
import { hideInTable, hideSmall, mergeSmall, type Count } from './suppression';

/** The figures of an edition: what is published of the answers of its months, and all that is kept of them. Pure. */

/** Figures by option. */
export type ByOption = Record<string, Count>;

export interface QuestionFigures {
  /** How many answered. */
  answered: number;
  options: ByOption;
}

/** A line of a table: a group, or all others together. */
export interface GroupLine {
  /** An option of the grouping, or `rest`. */
  group: string;
  /** How many of them answered. */
  size: number;
  options: ByOption;
}

export interface Figures {
  /** Questions that enough people answered. */
  questions: Partial<Record<Question, QuestionFigures>>;
  /** Who took part, where it can be said. The line `rest` is all other groups. */
  about: Partial<Record<Grouping, Omit<GroupLine, 'options'>[]>>;
  /** Answers of groups, where they can be compared. The line `rest` is all other groups and those who did not say. */
  groups: Partial<Record<Question, Partial<Record<Grouping, GroupLine[]>>>>;
}

/** The line of all groups that do not stand alone. */
export const rest = 'rest';

/** What may be published of some voices. */
export function figuresOf(voices: readonly Chosen[]): Figures {
  const figures: Figures = { questions: {}, about: {}, groups: {} };
  const stands = new Map<Grouping, number[]>();
  for (const grouping of groupings) {
    const sizes = countsOf(voices, grouping);
    const merged = mergeSmall(sizes, null);
    if (!merged) continue;
    stands.set(grouping, merged.own);
    figures.about[grouping] = [
      ...merged.own.map((place) => ({
        group: optionsOf(grouping)[place]!,
        size: sizes[place]!,
      })),
      ...(merged.own.length < sizes.length ? [{ group: rest, size: merged.rest }] : []),
    ];
  }
  for (const question of questions) {
    const answering = voices.filter((chosen) => chosen[question] !== undefined);
    const counts = hideSmall(countsOf(answering, question));
    if (!counts) continue;
    figures.questions[question] = {
      answered: answering.length,
      options: byOption(question, counts),
    };
    // The totals of its tables by group are these figures: where one is hidden, there are no tables.
    if (counts.includes(null)) continue;
    const tables = [...stands].flatMap(([grouping, may]) => {
      const lines = linesOf(answering, question, grouping, may);
      return lines ? [[grouping, lines] as const] : [];
    });
    if (tables.length > 0) figures.groups[question] = Object.fromEntries(tables);
  }
  return figures;
}

function countsOf(voices: readonly Chosen[], name: Question | Grouping): number[] {
  const counts = new Map<string | undefined, number>();
  for (const { [name]: option } of voices) counts.set(option, (counts.get(option) ?? 0) + 1);
  return optionsOf(name).map((option) => counts.get(option) ?? 0);
}

const byOption = (question: Question, counts: readonly Count[]): ByOption =>
  Object.fromEntries(optionsOf(question).map((option, place) => [option, counts[place]!]));

/** The table of a question by a grouping, or null when it cannot be shown. */
function linesOf(
  answering: readonly Chosen[],
  question: Question,
  grouping: Grouping,
  mayStand: readonly number[],
): GroupLine[] | null {
  const sizes = countsOf(answering, grouping);
  const unsaid = answering.filter((chosen) => chosen[grouping] === undefined).length;
  const merged = mergeSmall(sizes, unsaid, mayStand);
  if (!merged) return null;
  const names = merged.own.map((place) => optionsOf(grouping)[place]!);
  const lines = [
    ...names.map((name) => answering.filter((chosen) => chosen[grouping] === name)),
    answering.filter((chosen) => !names.includes(chosen[grouping] ?? '')),
  ];
  const cells = hideInTable(lines.map((line) => countsOf(line, question)));
  return (
    cells &&
    lines.map((line, at) => ({
      group: names[at] ?? rest,
      size: line.length,
      options: byOption(question, cells[at]!),
    }))
  );
}
