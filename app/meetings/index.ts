export { AnswerList } from './answer-list';
export { LostWords } from './lost-words';
export { changes, type Change, type State } from './life';
export {
  firstFilter,
  mostCounted,
  placeFrom,
  queueGroups,
  sentStates,
  whose,
  type QueueFilter,
  type QueueLine,
} from './queue';
export { windowsOf } from './questions';
export { settings } from './settings';
export { suits } from './windows';
export { StateTag } from './state-tag';
export { Timeline } from './timeline';
export { WhoOpened } from './who-opened';
