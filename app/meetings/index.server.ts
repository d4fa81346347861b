export { changeRequest, type Asked, type Outcome } from './changes.server';
export { setAvailability, slotsToOffer } from './diary.server';
export { refusal, type Refused } from './refusal.server';
export {
  eraseOldWords,
  everythingAboutRequests,
  purgeDrafts,
  readQueue,
  readRequest,
  type RequestView,
} from './requests.server';
