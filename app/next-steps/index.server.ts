export { happeningIds, happenings, readHappening, readWorry, worryIds } from './happenings.server';
export { procedureIds, readProcedure, readProcedureFile } from './procedures.server';
