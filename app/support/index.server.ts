export { organisations, urgentContacts } from './directory.server';
export { idsInRules } from './match';
