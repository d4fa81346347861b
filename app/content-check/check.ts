import type { Content, Problem, Rule } from './content';
import { dateRules } from './dates';
import { factRules } from './facts';
import { glossaryRules } from './glossary';
import { interfaceWordRules } from './interface-words';
import { languageRules } from './languages';
import { linkRules } from './links';
import { matchingRules } from './matching';
import { numberRules } from './numbers';
import { procedureRules } from './procedures';
import { readingLevelRules } from './reading-level';
import { summaryRules } from './summaries';

const rules: readonly Rule[] = [
  ...factRules,
  ...numberRules,
  ...linkRules,
  ...procedureRules,
  ...matchingRules,
  ...glossaryRules,
  ...languageRules,
  ...dateRules,
  ...readingLevelRules,
  ...interfaceWordRules,
  ...summaryRules,
];

/** Everything in the content that breaks a rule of docs/content.md. */
export const checkContent = (content: Content): Problem[] => rules.flatMap((rule) => rule(content));
