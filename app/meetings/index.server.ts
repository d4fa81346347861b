export type { Asked, Outcome } from './asked';
export {
  noteAdvisedEmployer,
  readAdvisedEmployers,
  removeAdvisedEmployer,
} from './staff/advised-employers.server';
export { changeRequest, eraseOwnRequests } from './changes.server';
export { checkUnchecked, purgeArrivals, readDocuments } from './documents/documents.server';
export {
  addDocumentByForm,
  changeDocumentByForm,
  documentAnswer,
  documentFormPage,
  documentPage,
} from './documents/pages.server';
export { everythingAboutRequests, heldTimeOf } from './held.server';
export { takeBackLapsedOffers } from './times/lapsed-offers.server';
export { queueDueReminders } from './telling/reminders.server';
export { readMeetingWaits, readReplyWaits, type Month, type Wait } from './staff/waits.server';
export { colleaguesFor, type Colleague } from './staff/colleagues.server';
export { hasSteppedAside, readDesk, type Desk, type DeskColleague } from './staff/desk.server';
export { readStaffNotes, writeStaffNote, type StaffNote } from './staff/staff-notes.server';
export { colleaguesOf, countQueue, readQueue, searchQueue } from './staff/queue.server';
export { readConcerns, readUnanswerable } from './staff/concerns.server';
export { giveAll, openOf, whoCanAnswer, type Covered } from './staff/cover.server';
export { readTeams } from './staff/team.server';
export {
  hadAHandIn,
  ownSentRequests,
  staffTheyMet,
  type OwnRequest,
} from './staff/who-worked.server';
export { newReference } from './reference.server';
export { methodsOf, type Method } from './joining/methods.server';
export { inventRequests } from './invented/invented.server';
export { purgeHolds, slotsToOffer } from './times/times.server';
export { statusOf } from './managing/refusal.server';
export { purgeDrafts } from './questions/drafts.server';
export { eraseOldWords } from './erasing.server';
export { openRequest, readOpenings, type Opening } from './managing/openings.server';
export {
  leads,
  hasArrangedMeeting,
  hasOpenRequest,
  readRequest,
  referencesOf,
  requestIdOf,
  type RequestView,
} from './requests.server';
export { makeOrSay } from './managing/form-answer.server';
export { keepNoteDraft, readNoteDraft } from './record/note.server';
export { makeDueContacts } from './record/follow-ups.server';
export { readRecord, type RequestRecord } from './record/record.server';
