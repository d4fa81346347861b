export { ContactLines } from './contact-lines';
export { faultsIn, matchContacts } from './match';
export type { Conversation, Matching } from './matching';
export {
  backgrounds,
  conversations,
  linesOf,
  nations,
  needs,
  works,
  type Line,
  type Nation,
  type Organisation,
} from './organisation';
export { worries } from './situation';
export type { UrgentContact } from './directory.server';
export { siteOf } from './written-out';
export { UrgentHelp } from './urgent-help';
export type { LinkCheckState } from './links.server';
export { hoursInWords } from './hours-in-words';
export {
  askedSchema,
  byConcern,
  concerns,
  concernsOf,
  entryChanges,
  longestWords,
  type Concern,
  type EntryChange,
} from './upkeep';
