export { AnswerList } from './answer-list';
export { LostWords } from './lost-words';
export { changes, type Change } from './life';
export { windowsOf } from './questions';
export { settings } from './settings';
export { suits } from './windows';
export { StateTag } from './state-tag';
export { Timeline } from './timeline';
export { WhoOpened } from './who-opened';
