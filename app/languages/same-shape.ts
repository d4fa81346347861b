import { nodesIn, parse, type MarkdownNode } from '~/guides/index';
import { numbersIn } from './digits';

/**
 * A translation says what its original says: section by section the same paragraphs, lists, links, numbers and
 * words that stay English. Whether the sentences mean the same only a person can say.
 */

/** What both texts have in common, of one section. */
interface Section {
  heading: string;
  /** `paragraph`, `list of 4`: block by block. */
  blocks: string[];
  /** Where its links and numbers to call lead. */
  links: string[];
  numbers: string[];
  /** Words that stay English in every language, `_case manager_`. */
  english: string[];
}

/** A number to call: `tel:999`, or one of the directory, `phone:samaritans`. */
const callMark = /^(?:tel:|phone:(.*))/;

const factMark = /\[\^[^\]]*\]/g;

/** What a call says is left out: it is compared with the directory. */
function wordsOf(node: MarkdownNode): string {
  if (node.type === 'link' && callMark.test(node.url)) return '';
  if ('value' in node) return node.value.replace(factMark, '');
  if (!('children' in node)) return '';
  return node.children.map(wordsOf).join(' ').replaceAll(/\s+/g, ' ').trim();
}

function blockOf(node: MarkdownNode): string {
  if (node.type !== 'list') return node.type;
  return `${node.ordered ? 'numbered list' : 'list'} of ${node.children.length}`;
}

function sectionOf(heading: MarkdownNode | undefined, blocks: MarkdownNode[]): Section {
  const all = [heading, ...blocks].flatMap((node) => (node ? [node, ...nodesIn(node)] : []));
  return {
    heading: heading ? wordsOf(heading) : '',
    blocks: blocks.map(blockOf),
    links: all.flatMap((node) => (node.type === 'link' ? node.url : [])),
    numbers: numbersIn(blocks.map(wordsOf).join(' ')),
    english: all.flatMap((node) => (node.type === 'emphasis' ? wordsOf(node) : [])),
  };
}

/** A text section by section; a section begins with a heading. */
function sectionsOf(markdown: string): Section[] {
  const nodes = parse(markdown).children;
  const starts = nodes.flatMap(({ type }, at) => (type === 'heading' ? at : []));
  return starts.map((start, at) =>
    sectionOf(nodes[start], nodes.slice(start + 1, starts[at + 1] ?? nodes.length)),
  );
}

const without = (some: readonly string[], others: readonly string[]) => {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

const parts = [
  { of: ({ links }: Section) => links, name: 'the link to' },
  { of: ({ numbers }: Section) => numbers, name: 'the number' },
  { of: ({ english }: Section) => english, name: 'the English words' },
];

function differencesOf(its: Section, original: Section): string[] {
  const where = `under “${its.heading}” (in English “${original.heading}”)`;
  const [blocks, expected] = [its.blocks.join(', '), original.blocks.join(', ')];
  return [
    ...(blocks === expected
      ? []
      : [`has ${blocks || 'nothing'} ${where}; the English has ${expected}`]),
    ...parts.flatMap(({ of, name }) => [
      ...without(of(its), of(original)).map(
        (one) => `has ${name} ${one} ${where}; the English has not`,
      ),
      ...without(of(original), of(its)).map((one) => `lacks ${name} ${one} ${where}`),
    ]),
  ];
}

/** What a translation has otherwise than its original, each in a sentence without its full stop. */
export function differences(translation: string, original: string): string[] {
  const [its, expected] = [sectionsOf(translation), sectionsOf(original)];
  if (its.length !== expected.length) {
    return [
      `has ${its.length} sections, but the English has ${expected.length}: ${expected.map(({ heading }) => `“${heading}”`).join(', ')}`,
    ];
  }
  return its.flatMap((section, at) => differencesOf(section, expected[at]!));
}
