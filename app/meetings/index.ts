export { AnswerList } from './answer-list';
export { LostWords } from './lost-words';
export { type Change } from './life';
export { windowsOf } from './questions';
export { settings } from './settings';
export { suits } from './slots';
export { StateTag } from './state-tag';
export { Timeline } from './timeline';
