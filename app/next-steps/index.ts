export { ProcedureTimeline } from './procedure-timeline';
