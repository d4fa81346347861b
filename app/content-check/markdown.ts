import { factMark, nodesIn, parse, wordMark } from '~/guides/index';

/** The marks and links the rules look for in Markdown. */

export const marksIn = (markdown: string): string[] => [
  ...new Set([...markdown.matchAll(factMark)].map(([, id]) => id!)),
];

const linksIn = (markdown: string): string[] =>
  nodesIn(parse(markdown)).flatMap((node) =>
    node.type === 'link' || node.type === 'definition' ? node.url : [],
  );

/** Links for people, those to the glossary's meanings left out. */
export const hrefsIn = (markdown: string): string[] =>
  linksIn(markdown).filter((href) => !wordMark.test(href));

/** The words of the glossary that a text marks, as often as it marks them. */
export const wordMarksIn = (markdown: string): string[] =>
  linksIn(markdown).flatMap((href) => wordMark.exec(href)?.[1] ?? []);
