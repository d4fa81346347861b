export { ContactLines } from './contact-lines';
export { matchContacts } from './match';
export type { Organisation } from './organisation';
export { UrgentHelp } from './urgent-help';
