import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { localeOf, localPath, neutralPath, type Locale } from '~/platform/locale';
import { routeFinder } from '~/platform/http/routing.server';
import { table } from '~/routes';
import type { Visitor } from './visitor';

/** Pages as a reader comes upon them: from link to link, with what each says and asks. */

export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

export interface PageRead {
  address: string;
  /** Its line of the route table. */
  path: string;
  reader: Visitor;
  status: number;
  html: string;
}

const findRoute = routeFinder(table, 'demo');

/** So many pages of one line of the route table tell what all of its pages are like. */
const mostOfAKind = 2;

/**
 * Follows every link from some pages, in their language, until there is nothing new.
 * @param allOf lines of the route table of which every page is another.
 * @param counted how many pages of each line were read before, by whoever it was.
 */
export async function readFrom(
  reader: Visitor,
  starts: readonly string[],
  allOf: readonly string[] = [],
  counted = new Map<string, number>(),
): Promise<PageRead[]> {
  const pages: PageRead[] = [];
  const left = [...starts];
  const seen = new Set(left);
  for (let address = left.shift(); address !== undefined; address = left.shift()) {
    const path = findRoute(address.split('?')[0]!)?.path;
    if (path === undefined || path === '/sign-out') continue;
    const count = (counted.get(path) ?? 0) + 1;
    if (count > mostOfAKind && !allOf.includes(path)) continue;
    const answer = await reader.ask(address);
    if (!/^text\/html/.test(answer.headers.get('content-type') ?? '')) {
      await answer.arrayBuffer();
      continue;
    }
    counted.set(path, count);
    const html = await answer.text();
    pages.push({ address, path, reader, status: answer.status, html });
    for (const link of elementsOf(parse(html), 'a')) {
      const to = (attribute(link, 'href') ?? '').split('#')[0]!;
      if (!/^\/(?!\/)/.test(to) || localeOf(to) !== localeOf(address) || seen.has(to)) continue;
      seen.add(to);
      left.push(to);
    }
  }
  return pages;
}

/** All elements of a kind, in the order of the page. */
export function elementsOf(
  node: DefaultTreeAdapterTypes.ParentNode,
  ...tagNames: string[]
): Element[] {
  return node.childNodes.flatMap((child) => {
    if (!('tagName' in child)) return [];
    const within = elementsOf(child, ...tagNames);
    return tagNames.includes(child.tagName) ? [child, ...within] : within;
  });
}

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value;

/** Attributes that are read out or shown. */
const spokenAttributes = ['aria-label', 'alt', 'title', 'placeholder'];

/**
 * The texts of a page that are in its language: not those that say they are in another, nor what somebody typed,
 * which is in whatever language they write.
 */
export function textsIn(html: string, locale: Locale): string[] {
  const texts: string[] = [];
  const look = (node: Node, language: string) => {
    if (node.nodeName === '#text' && 'value' in node && language === locale) {
      const text = node.value.replaceAll(/\s+/g, ' ').trim();
      if (text) texts.push(text);
    }
    if (!('tagName' in node) || ['style', 'script', 'code'].includes(node.tagName)) return;
    const own = attribute(node, 'lang') ?? language;
    const isTyped = attribute(node, 'dir') === 'auto' || node.tagName === 'textarea';
    if (own === locale) {
      for (const name of spokenAttributes) {
        const words = attribute(node, name);
        if (words) texts.push(words);
      }
    }
    if (!isTyped) for (const child of node.childNodes) look(child, own);
  };
  for (const child of parse(html).childNodes) look(child, '');
  return texts;
}

/** The same address in the other language, with its query. */
export const otherLanguageOf = (address: string): string =>
  localPath(localeOf(address) === 'cy' ? 'en' : 'cy', neutralPath(address));
