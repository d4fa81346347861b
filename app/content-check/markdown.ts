import {
  blocksIn,
  factMark,
  nodesIn,
  parse,
  pictureMark,
  wordMark,
  type Block,
} from '~/guides/index';

/** The marks and links the rules look for in Markdown. */

/** Every rule looks at every page, and reading a page takes a while: each is read once. */
function once<Value>(read: (markdown: string) => Value): (markdown: string) => Value {
  const known = new Map<string, Value>();
  return (markdown) => {
    const kept = known.get(markdown) ?? read(markdown);
    known.set(markdown, kept);
    return kept;
  };
}

export const blocksOf: (markdown: string) => Block[] = once(blocksIn);
export const nodesOf = once((markdown) => nodesIn(parse(markdown)));

export const marksIn = (markdown: string): string[] => [
  ...new Set([...markdown.matchAll(factMark)].map(([, id]) => id!)),
];

const linksIn = (markdown: string): string[] =>
  nodesOf(markdown).flatMap((node) =>
    node.type === 'link' || node.type === 'definition' ? node.url : [],
  );

/** Links for people, those to the glossary's meanings and the names of pictures left out. */
export const hrefsIn = (markdown: string): string[] =>
  linksIn(markdown).filter((href) => !wordMark.test(href) && !pictureMark.test(href));

/** The kinds of the pictures that a text has. */
export const pictureMarksIn = (markdown: string): string[] =>
  linksIn(markdown).flatMap((href) => pictureMark.exec(href)?.[1] ?? []);

/** The words of the glossary that a text marks, as often as it marks them. */
export const wordMarksIn = (markdown: string): string[] =>
  linksIn(markdown).flatMap((href) => wordMark.exec(href)?.[1] ?? []);
