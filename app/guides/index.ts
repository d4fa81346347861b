export { blocksIn, factMark, nodesIn, parse, wordMark } from './blocks';
