export { browserInWords } from './browser';
