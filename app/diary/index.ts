export { usualRules, type Rules } from './rules';
export { freeSlots, type Diary, type Span } from './slots';
