import { stringify } from 'csv-stringify/sync';
import { translator } from '~/platform/i18n';
import { linesOf, type Organisation } from '~/support';
import { alertOf, describe, descriptionOf, serviceIdOf } from './open-referral';

/** The directory as a table: one row for each service, in English. */

const t = translator('en', 'support');

/** What each column holds. Several things in a cell stand on lines of their own. */
const cells = {
  id: serviceIdOf,
  name: ({ name }) => name.en,
  name_cy: ({ name }) => name.cy,
  alternate_name: ({ otherNames }) => otherNames,
  description: descriptionOf,
  best_for: ({ words }) => words.en.bestFor,
  kinds_of_help: ({ needs }) => needs.map((need) => t(`needs.${need}`)),
  professions: ({ for: its }) => its.professions.map((each) => t(`professions.${each}`)),
  nations: ({ for: its }) => its.nations.map((nation) => t(`nations.${nation}`)),
  groups: ({ for: its }) => its.groups.map((group) => t(`groups.${group}`)),
  membership: ({ for: its }) => t(`membership.${its.membership}`),
  stages: ({ stages }) => stages.map((stage) => t(`stages.${stage}`)),
  phones: (organisation) => numbersOf(organisation, 'phone'),
  texts: (organisation) => numbersOf(organisation, 'text'),
  email: ({ email }) => email,
  url: ({ web }) => web ?? '',
  languages: ({ languages }) => languages,
  fees: ({ words }) => words.en.cost,
  funding: ({ words }) => words.en.independence,
  confidentiality: ({ words }) => words.en.confidentiality,
  limits: ({ words }) => words.en.limits,
  alert: (organisation) => alertOf(organisation) ?? '',
  assured_date: ({ checked }) => checked,
  source: ({ source }) => source.url,
} satisfies Record<string, (organisation: Organisation) => string | readonly string[]>;

/** The names of the columns, in their order. */
export const columns = Object.keys(cells) as (keyof typeof cells)[];

/**
 * The table as CSV (RFC 4180) in UTF-8, with the names of the columns first and a mark by which spreadsheets know
 * the encoding. What a spreadsheet would take for a formula begins with an apostrophe.
 */
export const servicesCsv = (all: readonly Organisation[]): string =>
  stringify(
    all.map((organisation) =>
      columns.map((column) => {
        const cell = cells[column](organisation);
        return typeof cell === 'string' ? cell : cell.join('\n');
      }),
    ),
    {
      header: true,
      columns: [...columns],
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
      quoted_match: /[\r\n]/,
    },
  );

/** "116 123 (Any time. 24 hours, every day)", so that no spreadsheet takes it for a number and drops its 0. */
const numbersOf = (organisation: Organisation, kind: 'phone' | 'text'): string[] =>
  linesOf(organisation)
    .lines.filter((line) => line.kind === kind)
    .map((line) => `${line.number} (${describe(line)})`);
