import { nodesIn, parse } from '~/guides/index';

/** Numbers to call in a summary: `[116 123](phone:samaritans)`, with the organisation whose number it is. */

export interface Call {
  organisation: string;
  number: string;
}

const mark = /\[([^\]]*)\]\(phone:[^)]*\)/g;

/** The numbers a text gives, and whose they are said to be. */
export const callsIn = (markdown: string): Call[] =>
  nodesIn(parse(markdown)).flatMap((node) => {
    const [, organisation] = node.type === 'link' ? (/^phone:(.*)/.exec(node.url) ?? []) : [];
    if (organisation === undefined || !('children' in node)) return [];
    const number = node.children.flatMap((its) => ('value' in its ? its.value : '')).join('');
    return { organisation, number };
  });

/** The same text with links that call. */
export const withCalls = (markdown: string): string =>
  markdown.replace(mark, (_, number: string) => `[${number}](tel:${number.replaceAll(' ', '')})`);
