export { UrgentHelp } from './urgent-help';
