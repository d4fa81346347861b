export type { GlossaryEntry } from './glossary';
export { blocksIn, factMark, nodesIn, parse, wordMark } from './blocks';
