export type { GlossaryEntry } from './glossary';
export { blocksIn, factMark, nodesIn, parse, wordMark, type Block } from './blocks';
