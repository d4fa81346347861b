export { weekOf, type AgendaDay, type AgendaEntry } from './agenda';
export {
  adviserRulesSchema,
  bounds,
  closureSchema,
  closures,
  differences,
  differenceSchema,
  hoursSchema,
  isRealDate,
  teamRulesSchema,
  weekdays,
  type Counted,
} from './asked';
export { usualRules, type AdviserChoices, type Rules, type TeamChoices } from './rules';
export { freeSlots, type Diary, type Span } from './slots';
