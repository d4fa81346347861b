export type { Asked, Outcome } from './asked';
export { changeRequest, eraseOwnRequests } from './changes.server';
export { everythingAboutRequests, heldTimeOf } from './held.server';
export { queueDueReminders } from './reminders.server';
export { purgeHolds, slotsToOffer } from './times.server';
export { refusal, type Refused } from './refusal.server';
export {
  eraseOldWords,
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
