export {
  addClosure,
  addException,
  addHours,
  purgeExceptions,
  readAvailability,
  readTeam,
  removeClosure,
  removeException,
  removeHours,
  setAdviserRules,
  setTeamRules,
  type AvailabilityView,
  type InAway,
  type KeptException,
  type TeamView,
} from './availability.server';
export { readAgenda, type Agenda } from './agenda.server';
export {
  bringBusyTimes,
  broughtBusyTimes,
  forgetBusyTimes,
  purgeBusyTimes,
  type Brought,
} from './busy-times.server';
export { endFeed, feedState, makeFeed } from './calendar-feed.server';
export {
  busyBetween,
  readDiaries,
  rulesOfAdviser,
  rulesOfTeam,
  setAvailability,
  type ExceptFor,
} from './diary.server';
