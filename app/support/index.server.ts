export { findOrganisations, organisations, urgentContacts, urgentIds } from './directory.server';
export { idsInRules } from './match';
