export { ContactLines } from './contact-lines';
export { matchContacts } from './match';
export type { Organisation } from './organisation';
export type { UrgentContact } from './directory.server';
export { UrgentHelp } from './urgent-help';
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
