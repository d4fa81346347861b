export type { Asked, Outcome } from './asked';
export { changeRequest, eraseOwnRequests } from './changes.server';
export { colleaguesOf, countQueue, readQueue, searchQueue } from './queue.server';
export {
  giveAll,
  openOf,
  readConcerns,
  readTeams,
  readUnanswerable,
  whoCanAnswer,
  type Covered,
} from './team.server';
export { inventRequests } from './invented.server';
export { purgeHolds, slotsToOffer } from './times.server';
export { refusal, type Refused } from './refusal.server';
export {
  eraseOldWords,
  everythingAboutRequests,
  hasArrangedMeeting,
  hasOpenRequest,
  openRequest,
  purgeDrafts,
  readOpenings,
  readRequest,
  referencesOf,
  requestIdOf,
  type Opening,
  type RequestView,
} from './requests.server';
