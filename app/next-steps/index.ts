export type { Happening } from './happening';
export { anchorsOf, timesOf, type Procedure } from './procedure';
export { ProcedureTimeline } from './procedure-timeline';
export type { Worry } from './worry';
