export { declineReasons, identityChecks, type Asked, type JoiningAsked } from './asked';
export { AnswerList } from './questions/answer-list';
export { openWish, standOf } from './managing/how-it-stands';
export { meetingLink, providerOf } from './joining/joining';
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
} from './staff/queue';
export { windowsOf } from './questions/questions';
export { byDay, type PublishedDay } from './times/published-days';
export { settings } from './settings';
export { suits, type Window } from './questions/windows';
export { StateTag } from './managing/state-tag';
export { Timeline } from './managing/timeline';
export { WhoOpened } from './managing/who-opened';
