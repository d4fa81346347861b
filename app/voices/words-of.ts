import type { TFunction } from 'i18next';
import { groupings, type Grouping, type Question } from './questions';

/** The words of questions and options, which are data. */

/** Questions whose options have words of their own; the others share a scale. */
const withOwnOptions: readonly string[] = [
  'told-how',
  'how-long',
  'treated-by-us',
  'support-found',
  'views-changed',
  'health',
  'work',
  'most-help',
] satisfies Question[];

const yesOrNo: readonly string[] = [
  'disability',
  'gender-same',
  'pregnancy',
  'partnership',
] satisfies Grouping[];

const isGrouping = (name: string): name is Grouping => groupings.some((each) => each === name);

function keyOf(name: Question | Grouping, option: string): string {
  if (isGrouping(name)) return `voices:groups.${yesOrNo.includes(name) ? 'yesNo' : name}.${option}`;
  return `voices:options.${withOwnOptions.includes(name) ? name : 'scale'}.${option}`;
}

/** Any of the portal's translate functions: the keys here name their namespace. */
export type Translate = Pick<TFunction, never> & ((key: never) => string);

/** A question as it is asked. */
export const questionWords = (t: Translate, name: Question | Grouping): string =>
  t((isGrouping(name) ? `voices:groupings.${name}.label` : `voices:questions.${name}`) as never);

/** What can be answered to it. */
export const optionWords = (t: Translate, name: Question | Grouping, option: string): string =>
  t(keyOf(name, option) as never);
