import { settings } from './settings';
export { ConcernAnswers } from './answer-list';
export { ConsentList } from './consent-list';
export { changes as concernChanges } from './life';
export { ConcernTag } from './state-tag';
export { ConcernTimeline } from './timeline';

/** Within how many working days we aim to answer a concern. */
export const concernAnsweredWithin = settings.answerWithin;
