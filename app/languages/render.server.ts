import type { Element, ElementContent, Root, RootContent } from 'hast';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { nodesIn, parse } from '~/guides/index';
import { renderMarkdown } from '~/guides/index.server';
import { withCalls } from './calls';

/** Summaries as HTML. What stays English in a translation says so, whichever way the language is written. */

const text = (value: string): ElementContent => ({ type: 'text', value });

const element = (
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
): Element => ({ type: 'element', tagName, properties, children });

const english = { lang: 'en', dir: 'ltr' };

/** Each element becomes what `change` makes of it, from the inside out. */
function changeEach(node: Root | Element, change: (its: Element) => Element): void {
  const children = (node.children as RootContent[]).map((child) => {
    if (child.type !== 'element') return child;
    changeEach(child, change);
    return change(child);
  });
  node.children = children as ElementContent[];
}

const wordsOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(wordsOf).join('') : '';

/** A number to call reads from left to right in every language. */
const callOf = (link: Element): Element =>
  element('bdi', { dir: 'ltr', className: ['number'] }, [link]);

/** What each link of the English text says, by where it leads. */
const linkNames = (markdown: string): Map<string, string> =>
  new Map(
    nodesIn(parse(markdown)).flatMap((node) =>
      node.type === 'link'
        ? [
            [
              node.url,
              nodesIn(node)
                .flatMap((its) => ('value' in its ? its.value : ''))
                .join(''),
            ],
          ]
        : [],
    ),
  );

/** A link says in both languages what waits behind it, and that it is in English. */
function linkOf(link: Element, inEnglish: string, name: string): Element {
  const isName = wordsOf({ ...link }) === name;
  const said: ElementContent[] = isName
    ? [element('bdi', english, link.children), text(` (${inEnglish})`)]
    : [
        ...link.children,
        text(` (${inEnglish}: `),
        element('bdi', english, [text(name)]),
        text(')'),
      ];
  return element('a', { ...link.properties, hrefLang: 'en' }, said);
}

/** The first section is help for tonight, which has its box. The rest begins with the second heading. */
function apart(markdown: string): { urgent: string; rest: string } {
  const second = markdown.indexOf('\n## ', markdown.indexOf('## ') + 1);
  return { urgent: markdown.slice(0, second), rest: markdown.slice(second) };
}

/** A summary in parts. */
export interface RenderedSummary {
  urgent: string;
  text: string;
  /** Where the facts come from; empty for a translation, which leads to the English. */
  sources: string;
}

/** Renders the English summary, in its English frame. */
export function renderOriginal(markdown: string): RenderedSummary {
  const { urgent, rest } = apart(withCalls(markdown));
  return { urgent: renderMarkdown(urgent, 'en').text, ...renderMarkdown(rest, 'en') };
}

/**
 * Renders a translated summary. Raw HTML in it is dropped.
 * @param original the English text, for what its links say.
 * @param inEnglish "in English", in the language.
 */
export function renderTranslation(
  markdown: string,
  original: string,
  inEnglish: string,
): RenderedSummary {
  const names = linkNames(original);
  const htmlOf = (part: string) =>
    unified()
      .use(remarkParse)
      .use(remarkRehype)
      .use(() => (tree: Root) => {
        changeEach(tree, (its) => {
          if (its.tagName === 'em') return element('em', english, its.children);
          if (its.tagName !== 'a') return its;
          const href = String(its.properties.href);
          return href.startsWith('tel:')
            ? callOf(its)
            : linkOf(its, inEnglish, names.get(href) ?? '');
        });
      })
      .use(rehypeStringify)
      .processSync(part)
      .toString();
  const { urgent, rest } = apart(withCalls(markdown));
  return { urgent: htmlOf(urgent), text: htmlOf(rest), sources: '' };
}
