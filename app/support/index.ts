export { ContactLines } from './contact-lines';
export { matchContacts } from './match';
export type { Organisation } from './organisation';
export type { UrgentContact } from './directory.server';
export { UrgentHelp } from './urgent-help';
export { hoursInWords } from './hours-in-words';
export {
  backgrounds,
  linesOf,
  nations,
  needs,
  works,
  type Line,
  type Nation,
} from './organisation';
