import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

/** A guide's Markdown as a tree and as blocks of words, for what reads guides and does not show them. */

/** Looser than the mark the pages are made with, so that a mistyped mark is found, too. */
export const factMark = /\[\^([^\]]*)\]/g;

export const wordMark = /^word:(.*)$/i;

/**
 * A line `[What it shows](picture:path)` makes a picture of the list that follows it. The words stay words: they are
 * translated, read aloud and checked like any other.
 */
export const pictureMark = /^picture:(.*)$/i;

/** Steps one after the other; what is so beside what is not; who is around the reader. */
export const pictureKinds = ['path', 'two-sides', 'people'];

export const parse = (markdown: string) =>
  unified().use(remarkParse).use(remarkGfm).parse(markdown);
type Tree = ReturnType<typeof parse>;
/** A part of such a tree. */
export type MarkdownNode = Tree['children'][number];

const childrenOf = (node: Tree | MarkdownNode): MarkdownNode[] =>
  'children' in node ? node.children : [];

export const nodesIn = (node: Tree | MarkdownNode): MarkdownNode[] =>
  childrenOf(node).flatMap((child) => [child, ...nodesIn(child)]);

/** The words of a block. What a link says is left out: the page or the number it leads to answers for it. */
function ownWords(node: MarkdownNode): string {
  if (node.type === 'linkReference') return '';
  if (node.type === 'link' && !wordMark.test(node.url)) return '';
  return 'value' in node ? node.value : childrenOf(node).map(ownWords).join(' ');
}

function allWords(node: MarkdownNode): string {
  if (node.type === 'break') return ' ';
  return 'value' in node ? node.value : childrenOf(node).map(allWords).join('');
}

/** Headings, paragraphs (those of list items among them) and table cells: as written, and their own words. */
export interface Block {
  heading: boolean;
  /** As written. */
  source: string;
  /** Without marks, and without what links say. */
  words: string;
  /** Without marks. */
  text: string;
}

export function blocksIn(markdown: string): Block[] {
  return nodesIn(parse(markdown))
    .filter(({ type }) => type === 'heading' || type === 'paragraph' || type === 'tableCell')
    .map((node) => ({
      // A mark has no footnote beside it yet, so to the parser it is plain text: look in what was written.
      source: markdown.slice(node.position!.start.offset, node.position!.end.offset),
      heading: node.type === 'heading',
      words: ownWords(node).replace(factMark, ''),
      text: allWords(node).replace(factMark, '').replace(/\s+/g, ' '),
    }));
}
