import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What every browser begins a new line for, with styles or without (HTML standard, section 15.3). */
const linesOfTheirOwn = new Set(
  'address article aside blockquote body br dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary table tbody td textarea tfoot th thead title tr ul'.split(
    ' ',
  ),
);

const unread = new Set(['head', 'script', 'style', 'template', 'svg']);

/** Where two words would run together if the page had no styles: “contactsPut”. @returns each, with what is around. */
export function wordsThatRunTogether(html: string): string[] {
  const found: string[] = [];
  /** What the line says so far, and of which element its end is. */
  let line = '';
  let from: Node | undefined;
  const read = (node: Node) => {
    if ('value' in node) {
      if (node.value === '') return;
      const isTwo = from !== undefined && from !== node.parentNode;
      if (isTwo && /[\p{Script=Latin}\p{N}]$/u.test(line) && /^[\p{L}\p{N}]/u.test(node.value))
        found.push(`${line.slice(-30)}|${node.value.slice(0, 30)}`);
      line += node.value;
      from = node.parentNode as Node;
    } else if ('tagName' in node && !unread.has(node.tagName)) {
      const isAlone = linesOfTheirOwn.has(node.tagName);
      if (isAlone) line = '';
      node.childNodes.forEach(read);
      if (isAlone) line = '';
    }
  };
  parse(html).childNodes.forEach(read);
  return found;
}

/** Forms without any field: Lynx opens their address instead of sending them. @returns each, as HTML begins it. */
export const formsThatSendNothing = (html: string): string[] =>
  [...html.matchAll(/<form[^>]*method="post".*?<\/form>/gs)]
    .filter(([form]) => form.includes('<button') && !/ name="/.test(form))
    .map(([form]) => form.slice(0, 120));
