export { changeRequest, eraseOwnRequests, type Asked, type Outcome } from './changes.server';
export { slotsToOffer } from './times.server';
export { refusal, type Refused } from './refusal.server';
export {
  eraseOldWords,
  everythingAboutRequests,
  hasArrangedMeeting,
  hasOpenRequest,
  openRequest,
  purgeDrafts,
  readOpenings,
  readQueue,
  readRequest,
  referencesOf,
  requestIdOf,
  type Opening,
  type RequestView,
} from './requests.server';
