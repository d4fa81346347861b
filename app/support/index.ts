export { ContactLines } from './contact-lines';
export { matchContacts } from './match';
export { UrgentHelp } from './urgent-help';
