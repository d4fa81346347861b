import { stringify } from 'csv-stringify/sync';
import { translator } from '~/platform/i18n';
import { groupings, optionsOf, questionsOf, topics, type Grouping } from './questions';
import type { Figures, GroupLine } from './edition';
import type { PublishedMeasure } from './standard.server';
import { measures, type Reached } from './standard';
import { optionWords, questionWords, type Translate } from './words-of';

/** What is published, as tables to download: the figures of the pages and no other, in English. */

const t = translator('en', 'voices') as unknown as Translate;

/** What stands where a figure is not shown. */
const hidden = 'hidden';

const figure = (count: number | null): string => (count === null ? hidden : String(count));

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    {
      header: true,
      columns: [...columns],
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  );

export interface EditionForTable {
  fromMonth: string;
  toMonth: string;
  figures: Figures;
}

const insightColumns = [
  ...['from', 'to', 'topic', 'question', 'question_words'],
  ...['group_by', 'group', 'answer', 'answer_words', 'people'],
];

/** Every figure of every edition. `all` is everybody who answered; `rest` is all groups that do not stand alone. */
export const insightCsv = (editions: readonly EditionForTable[]): string =>
  table(insightColumns, editions.flatMap(rowsOf));

function rowsOf({ fromMonth, toMonth, figures }: EditionForTable): string[][] {
  const when = [fromMonth, toMonth];
  const about = groupings.flatMap((grouping) =>
    (figures.about[grouping] ?? []).map(({ group, size }) => [
      ...[...when, 'about-you', grouping, questionWords(t, grouping)],
      ...[grouping, group, 'all', '', String(size)],
    ]),
  );
  const answers = topics.flatMap((topic) =>
    questionsOf(topic).flatMap((question) => {
      const its = figures.questions[question];
      if (!its) return [];
      const what = [...when, topic, question, questionWords(t, question)];
      const line = (groupBy: string, { group, size, options }: GroupLine): string[][] => [
        [...what, groupBy, group, 'all', '', String(size)],
        ...optionsOf(question).map((option) => [
          ...[...what, groupBy, group, option, optionWords(t, question, option)],
          figure(options[option] ?? null),
        ]),
      ];
      const overall = { group: 'all', size: its.answered, options: its.options };
      const tables = Object.entries(figures.groups[question] ?? {}) as [Grouping, GroupLine[]][];
      return [
        ...line('', overall),
        ...tables.flatMap(([grouping, lines]) => lines.flatMap((each) => line(grouping, each))),
      ];
    }),
  );
  return [...answers, ...about];
}

const standardColumns = [
  ...['measure', 'month', 'counted_in', 'asked'],
  ...['median', 'ninetieth_percentile', 'left_out_at_least'],
];

const reachedInTable = (reached: Reached | null): string =>
  reached === null ? hidden : `${reached.orMore ? 'more than ' : ''}${reached.days}`;

/** Every figure of the service standard. */
export const standardCsv = (published: readonly PublishedMeasure[]): string =>
  table(
    standardColumns,
    published.flatMap(({ measure, months }) =>
      months.map(({ month, asked, median, ninetieth, leftOut }) => [
        ...[measure, month, measures[measure], figure(asked)],
        ...[reachedInTable(median), reachedInTable(ninetieth), String(leftOut)],
      ]),
    ),
  );
