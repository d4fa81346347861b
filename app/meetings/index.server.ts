export type { Asked, Outcome } from './asked';
export {
  noteAdvisedEmployer,
  readAdvisedEmployers,
  removeAdvisedEmployer,
} from './staff/advised-employers.server';
export { changeRequest, eraseOwnRequests } from './changes.server';
export { everythingAboutRequests, heldTimeOf } from './held.server';
export { takeBackLapsedOffers } from './times/lapsed-offers.server';
export { queueDueReminders } from './telling/reminders.server';
export { colleaguesFor, type Colleague } from './staff/colleagues.server';
export { hasSteppedAside, readDesk, type Desk, type DeskColleague } from './staff/desk.server';
export { readStaffNotes, writeStaffNote, type StaffNote } from './staff/staff-notes.server';
export { colleaguesOf, countQueue, readQueue, searchQueue } from './staff/queue.server';
export { readConcerns, readUnanswerable } from './staff/concerns.server';
export { giveAll, openOf, whoCanAnswer, type Covered } from './staff/cover.server';
export { readTeams } from './staff/team.server';
export { methodsOf, type Method } from './joining/methods.server';
export { inventRequests } from './invented/invented.server';
export { purgeHolds, slotsToOffer } from './times/times.server';
export { statusOf } from './managing/refusal.server';
export { purgeDrafts } from './questions/drafts.server';
export { eraseOldWords } from './erasing.server';
export { openRequest, readOpenings, type Opening } from './managing/openings.server';
export {
  hasArrangedMeeting,
  hasOpenRequest,
  readRequest,
  referencesOf,
  requestIdOf,
  type RequestView,
} from './requests.server';
