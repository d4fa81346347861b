export { declineReasons, identityChecks, type Asked, type JoiningAsked } from './asked';
export { AnswerList } from './answer-list';
export { openWish, standOf } from './how-it-stands';
export { meetingLink, providerOf } from './joining';
export { changes, needsIdentity, sentStates, type Change, type State, type Turn } from './life';
export {
  firstFilter,
  isOverdue,
  mostCounted,
  placeFrom,
  queueGroups,
  whose,
  type QueueFilter,
  type QueueLine,
} from './queue';
export { windowsOf } from './questions';
export { byDay, type PublishedDay } from './published-days';
export { settings } from './settings';
export { suits, type Window } from './windows';
export { StateTag } from './state-tag';
export { Timeline } from './timeline';
export { WhoOpened } from './who-opened';
