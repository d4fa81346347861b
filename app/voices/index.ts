export { longestWords } from './answers';
