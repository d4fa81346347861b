import type { Element, ElementContent, Root } from 'hast';
import GithubSlugger from 'github-slugger';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
import { isConfirmed, wasCompared, type Fact } from '~/platform/content/fact';
import { facts } from '~/platform/content/facts.server';
import { pictureKinds, pictureMark, wordMark } from './blocks';
import { glossary } from './glossary.server';

/** Markdown to HTML, with every fact mark turned into a footnote that says where the claim comes from. */

const mark = /\[\^([a-z][a-z0-9-]*)\]/g;

/** The ids of the facts a text carries, in order, each once. */
const factsMarked = (markdown: string): string[] => [
  ...new Set([...markdown.matchAll(mark)].map(([, id]) => id!)),
];

/** Stands where a link leads when its words are as the source gives them, and no link. */
const asSourceSays = '#as-the-source-says';

/** Footnotes are made from the facts, so that source and date stand in one place only. */
function footnote(fact: Fact, locale: Locale): string {
  const t = translator(locale, 'guides');
  const { source } = fact;
  const parts = [
    fact.statement[locale],
    t('source.from', {
      title: `[${source.title}](${source.url})`,
      date: `[${source.date}](${asSourceSays})`,
    }),
    t(wasCompared(fact) ? 'source.checked' : 'source.unread', {
      date: dateInWords(fact.checked, locale, { weekday: false }),
    }),
    !isConfirmed(fact) && `**${t('source.unconfirmed')}**`,
  ];
  return `[^${fact.id}]: ${parts.filter(Boolean).join(' ')}`;
}

type Visit = (element: Element, parent: Element | Root, index: number) => void;

function eachElement(node: Root | Element, visit: Visit): void {
  for (const [index, child] of [...node.children.entries()].reverse()) {
    if (child.type !== 'element') continue;
    eachElement(child, visit);
    visit(child, node, index);
  }
}

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

/** Headings get the names that links on the page use; the mark of a fact is no part of a name. */
const nameHeadings = () => (tree: Root) => {
  const slugger = new GithubSlugger();
  for (const node of tree.children) {
    if (node.type !== 'element' || !/^h[2-6]$/.test(node.tagName)) continue;
    const words = node.children.filter((child) => !('tagName' in child && child.tagName === 'sup'));
    node.properties.id ??= slugger.slug(words.map(textOf).join(''));
  }
};

/** Links inside the portal stay in the reader's language. */
const keepLanguage = (locale: Locale) => () => (tree: Root) =>
  eachElement(tree, ({ tagName, properties }) => {
    const { href } = properties;
    if (tagName === 'a' && typeof href === 'string' && /^\/(?!\/)/.test(href)) {
      properties.href = localPath(locale, href);
    }
  });

/** Sources are named and dated in their own words, which are English; a Welsh page says so. */
const nameSources = (locale: Locale) => () => (tree: Root) =>
  eachElement(tree, (element, parent, index) => {
    const { tagName, properties, children } = element;
    const isTold = properties.href === asSourceSays;
    const isSource = tagName === 'a' && /^https?:/.test(String(properties.href));
    if (locale !== 'en' && isSource) properties.lang = 'en';
    if (!isTold) return;
    const said: ElementContent[] =
      locale === 'en'
        ? children
        : [{ type: 'element', tagName: 'span', properties: { lang: 'en' }, children }];
    parent.children.splice(index, 1, ...said);
  });

/** Brackets that only a page without styles shows, and paper where there is something to say: they keep words apart. */
const inBrackets = (words: ElementContent[], [open, close]: [string, string]): ElementContent[] => {
  const bracket = (value: string): ElementContent => ({
    type: 'element',
    tagName: 'span',
    properties: { className: ['bracket'] },
    children: [{ type: 'text', value }],
  });
  return [bracket(open), ...words, bracket(close)];
};

/** The number of a footnote is no part of the word before it, nor of the number after it. */
const setNumbersApart = () => (tree: Root) =>
  eachElement(tree, (element, parent) => {
    if (element.properties.dataFootnoteRef === undefined || !('tagName' in parent)) return;
    parent.children = inBrackets([element], [' [', ']']);
  });

/** Puts "not confirmed" in words beside the mark of every fact nobody could confirm. */
const flagUnconfirmed = (locale: Locale) => () => (tree: Root) =>
  eachElement(tree, (element, parent, index) => {
    const link = element.children[0];
    if (element.tagName !== 'sup' || link?.type !== 'element') return;
    const id = String(link.properties.href).replace('#source-fn-', '');
    const fact = facts().get(id);
    if (!fact || isConfirmed(fact)) return;
    const flag: ElementContent = {
      type: 'element',
      tagName: 'span',
      properties: { className: ['unconfirmed'] },
      children: [{ type: 'text', value: translator(locale, 'guides')('source.flag') }],
    };
    parent.children.splice(index, 0, { type: 'text', value: ' ' }, flag);
  });

/**
 * A word of the glossary becomes a button that shows its meaning: a popover, which needs no script. A browser
 * that knows no popovers shows the meaning beside the word, and so does paper.
 */
const explainWords = (locale: Locale) => () => (tree: Root) =>
  eachElement(tree, (element, parent, index) => {
    const [, word] = wordMark.exec(String(element.properties.href ?? '')) ?? [];
    if (word === undefined) return;
    const entry = glossary().get(word);
    const shown: ElementContent[] = entry
      ? [
          {
            type: 'element',
            tagName: 'button',
            properties: { type: 'button', className: ['word'], popoverTarget: `word-${word}` },
            children: element.children,
          },
          {
            type: 'element',
            tagName: 'span',
            properties: { id: `word-${word}`, className: ['meaning'], popover: 'auto' },
            children: inBrackets([{ type: 'text', value: entry.meaning[locale] }], [' (', ')']),
          },
        ]
      : element.children;
    parent.children.splice(index, 1, ...shown);
  });

const isList = (node: ElementContent): node is Element =>
  node.type === 'element' && (node.tagName === 'ul' || node.tagName === 'ol');

/** The kind of picture that a paragraph announces, and what it says of it. */
function announced(node: Element | undefined) {
  const [link, ...rest] = node?.tagName === 'p' ? node.children : [];
  if (link?.type !== 'element' || rest.length > 0) return null;
  const [, kind] = pictureMark.exec(String(link.properties.href ?? '')) ?? [];
  return kind === undefined ? null : { kind, words: link.children };
}

/** Sets a list as a picture, with its name over it. One that nobody can draw stays a list under its name. */
const drawPictures = () => (tree: Root) => {
  const elements = tree.children.filter((node): node is Element => node.type === 'element');
  for (const [index, list] of elements.entries()) {
    const name = elements[index - 1];
    const picture = announced(name);
    if (!name || !picture || !isList(list)) continue;
    if (pictureKinds.includes(picture.kind)) list.properties.className = [picture.kind];
    const figure: Element = {
      type: 'element',
      tagName: 'figure',
      properties: {},
      children: [
        { type: 'element', tagName: 'figcaption', properties: {}, children: picture.words },
        list,
      ],
    };
    tree.children = tree.children
      .filter((node) => node !== list)
      .map((node) => (node === name ? figure : node));
  }
};

/** A text as HTML, and apart from it the list of where its facts come from. */
export interface Rendered {
  text: string;
  sources: string;
}

/**
 * Renders a guide. Text from outside the Markdown file never reaches this, and raw HTML in it is dropped.
 * @param markdown a guide's text, with fact marks.
 */
export function renderMarkdown(markdown: string, locale: Locale): Rendered {
  const t = translator(locale, 'guides');
  const known = factsMarked(markdown).flatMap((id) => facts().get(id) ?? []);
  const footnotes = known.map((fact) => footnote(fact, locale)).join('\n\n');
  const html = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, {
      clobberPrefix: 'source-',
      footnoteLabel: t('source.title'),
      footnoteLabelProperties: {},
      footnoteBackLabel: (reference: number, again: number) =>
        t('source.back', { number: `${reference + 1}${again > 1 ? `-${again}` : ''}` }),
    })
    .use(nameHeadings)
    .use(drawPictures)
    .use(keepLanguage(locale))
    .use(nameSources(locale))
    .use(flagUnconfirmed(locale))
    .use(setNumbersApart)
    .use(explainWords(locale))
    .use(rehypeStringify)
    .processSync(`${markdown}\n\n${footnotes}`)
    .toString();
  const start = html.indexOf('<section data-footnotes');
  return start < 0
    ? { text: html, sources: '' }
    : { text: html.slice(0, start), sources: html.slice(start) };
}
