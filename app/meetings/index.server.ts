export type { Asked, Outcome } from './asked';
export {
  noteAdvisedEmployer,
  readAdvisedEmployers,
  removeAdvisedEmployer,
} from './advised-employers.server';
export { changeRequest, eraseOwnRequests } from './changes.server';
export { everythingAboutRequests, heldTimeOf } from './held.server';
export { takeBackLapsedOffers } from './lapsed-offers.server';
export { queueDueReminders } from './reminders.server';
export { colleaguesFor, type Colleague } from './colleagues.server';
export { hasSteppedAside, readDesk, type Desk, type DeskColleague } from './desk.server';
export { readStaffNotes, writeStaffNote, type StaffNote } from './staff-notes.server';
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
export { methodsOf, type Method } from './methods.server';
export { inventRequests } from './invented.server';
export { purgeHolds, slotsToOffer } from './times.server';
export { statusOf } from './refusal.server';
export { purgeDrafts } from './drafts.server';
export { eraseOldWords } from './erasing.server';
export { openRequest, readOpenings, type Opening } from './openings.server';
export {
  hasArrangedMeeting,
  hasOpenRequest,
  readRequest,
  referencesOf,
  requestIdOf,
  type RequestView,
} from './requests.server';
