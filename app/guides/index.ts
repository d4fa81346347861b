export type { GlossaryEntry } from './glossary';
export {
  blocksIn,
  factMark,
  nodesIn,
  parse,
  pictureKinds,
  pictureMark,
  wordMark,
  type Block,
  type MarkdownNode,
} from './blocks';
