export {
  readDiary,
  rulesOfAdviser,
  rulesOfTeam,
  setAvailability,
  type ExceptFor,
} from './diary.server';
