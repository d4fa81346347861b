export { procedureIds, readProcedure, readProcedureFile } from './procedures.server';
