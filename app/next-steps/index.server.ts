export {
  happeningIds,
  happenings,
  readHappening,
  readWorry,
  worries,
  worryIds,
} from './happenings.server';
export { procedureIds, readProcedure, readProcedureFile } from './procedures.server';
