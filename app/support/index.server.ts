export {
  findOrganisations,
  listedOrganisations,
  organisations,
  suspendedIds,
  urgentContacts,
  urgentIds,
} from './directory.server';
export { changeEntry, purgeReports, readEntries, readEntry } from './entries.server';
export { checkDirectoryLinks } from './links.server';
export { idsInRules } from './match';
export { matching, readConversation, readMatching } from './matching.server';
