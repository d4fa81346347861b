export {
  findOrganisations,
  listedOrganisations,
  organisations,
  suspendedIds,
  urgentContacts,
} from './directory.server';
export {
  changeEntry,
  purgeReports,
  readEntries,
  readEntry,
  withLatestChecks,
} from './entries.server';
export { checkDirectoryLinks, linkCheckState, startLinkCheck } from './links.server';
export { urgentIds } from './directory-search';
export { idsInRules } from './match';
export { matching, readConversation, readMatching } from './matching.server';
