import { defaultTreeAdapter, parse, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { answerFormId } from '../ui/language-switch';

/**
 * Fills in the form of a finished page with what was typed into the same form in the other language. Done on the
 * page and not in its code, it is the same for every form there is and will be.
 */

type Element = DefaultTreeAdapterTypes.Element;

/** Inputs that hold no answer, or none that a page could put back. */
const notAnswers = ['submit', 'button', 'image', 'reset', 'file'];

/** @returns the page; as it was, if it does not have the form. */
export function filledIn(html: string, typed: URLSearchParams): string {
  const page = parse(html);
  const form = [...elementsIn(page)].find((element) => valueOf(element, 'id') === answerFormId);
  if (!form) return html;
  const left = new Map([...new Set(typed.keys())].map((name) => [name, typed.getAll(name)]));
  for (const element of elementsIn(form)) {
    const name = valueOf(element, 'name');
    if (name !== undefined) fill(element, left.get(name));
  }
  return serialize(page);
}

/** @param values what was sent under its name; each is used up by the field of words that takes it. */
function fill(element: Element, values: string[] | undefined): void {
  const type = element.tagName === 'input' ? (valueOf(element, 'type') ?? 'text') : element.tagName;
  if (type === 'checkbox' || type === 'radio') {
    // What is not ticked is not sent.
    mark(element, 'checked', values?.includes(valueOf(element, 'value') ?? 'on') ?? false);
  } else if (type === 'select' && values) {
    for (const option of elementsIn(element)) {
      if (option.tagName === 'option')
        mark(option, 'selected', values.includes(valueOf(option, 'value') ?? textOf(option)));
    }
  } else if (type === 'textarea' && values) {
    element.childNodes = [];
    // A reader of HTML drops the first line end after the tag.
    defaultTreeAdapter.insertText(element, `\n${values.shift() ?? ''}`);
  } else if (element.tagName === 'input' && values?.length && !notAnswers.includes(type)) {
    set(element, 'value', values.shift()!);
  }
}

function* elementsIn(node: DefaultTreeAdapterTypes.ParentNode): Generator<Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue;
    yield child;
    yield* elementsIn(child);
  }
}

const valueOf = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value;

const textOf = ({ childNodes }: Element): string =>
  childNodes.map((child) => ('value' in child ? child.value : '')).join('');

function set(element: Element, name: string, value: string): void {
  element.attrs = [...element.attrs.filter((each) => each.name !== name), { name, value }];
}

function mark(element: Element, name: 'checked' | 'selected', is: boolean): void {
  element.attrs = element.attrs.filter((each) => each.name !== name);
  if (is) set(element, name, '');
}
