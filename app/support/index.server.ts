export { organisations, urgentContacts, urgentIds } from './directory.server';
export { idsInRules } from './match';
export { matching, readConversation, readMatching } from './matching.server';
