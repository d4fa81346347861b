export { eraseOwnConcerns } from './changes.server';
export {
  concernsKeptFrom,
  countConcerns,
  hasOpenConcern,
  readConcernWaits,
} from './concerns.server';
export { purgeConcernDrafts } from './drafts.server';
export { eraseOldConcernWords } from './erasing.server';
export { everythingAboutConcerns } from './held.server';
export { tellLeads } from './messages.server';
