export {
  clarifiedResults,
  clarifiedWith,
  declineReasons,
  identityChecks,
  wellbeings,
  type Asked,
  type JoiningAsked,
} from './asked';
export { AnswerList } from './questions/answer-list';
export { openWish, standOf } from './managing/how-it-stands';
export { DocumentForm } from './documents/document-form';
export { Documents } from './documents/document-list';
export { DocumentPage } from './documents/document-page';
export { HeldDocuments } from './documents/held-documents';
export { meetingLink, providerOf } from './joining/joining';
export {
  changes,
  needsIdentity,
  recordedByStaff,
  sentStates,
  type Change,
  type State,
  type Turn,
} from './life';
export {
  firstFilter,
  isOverdue,
  mostCounted,
  placeFrom,
  queueGroups,
  whose,
  type QueueFilter,
  type QueueLine,
} from './staff/queue';
export { windowsOf } from './questions/questions';
export { byDay, type PublishedDay } from './times/published-days';
export { settings } from './settings';
export { suits, type Window } from './questions/windows';
export { StateTag } from './managing/state-tag';
export { Timeline } from './managing/timeline';
export { WhoOpened } from './managing/who-opened';
export { AccountPoints } from './record/account-points';
export { ContactList } from './record/contact-list';
export { FinishButton } from './record/finish-button';
export {
  actionsIn,
  clarifyForm,
  draftForm,
  fieldsOfLine,
  filledIn,
  linesShown,
  noteForm,
  planForm,
} from './record/forms';
export { ActionList, NoteVersions } from './record/note-versions';
export { PlanContact } from './record/plan-contact';
export { RecordLinks } from './record/record-links';
export { pageOf } from './record/pages';
export { agreedIn, stillToDo, toldIn, type NotedAction } from './record/note';
