import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Fields } from './forms';

/** What a browser sends when somebody presses the button of a form in which they have filled in nothing. */
export interface Pressed {
  fields: Fields;
  /** The form takes a file. */
  multipart: boolean;
}

type Element = DefaultTreeAdapterTypes.Element;

/** @param html a page. @throws when none of its forms has something to fill in. */
export function pressed(html: string): Pressed {
  const forms = elementsIn(parse(html)).filter(isFormToFillIn);
  const [form] = forms;
  if (!form) throw new Error('There is no form to fill in');
  const parts = elementsIn(form);
  const button = parts.find(({ tagName }) => tagName === 'button')!;
  return {
    fields: [...parts.filter(({ tagName }) => tagName !== 'button'), button].flatMap(sentOf),
    multipart: valueOf(form, 'enctype') === 'multipart/form-data',
  };
}

/** What is sent of a part of a form: fields of words are sent empty, boxes and radios only when they are ticked. */
function sentOf(part: Element): Fields {
  const name = valueOf(part, 'name');
  const type = valueOf(part, 'type') ?? '';
  const isLeftOut = ['checkbox', 'radio', 'file'].includes(type);
  const isField = ['input', 'textarea', 'select', 'button'].includes(part.tagName);
  if (name === undefined || !isField || isLeftOut) return [];
  const isSentAsItIs = type === 'hidden' || part.tagName === 'button';
  return [[name, isSentAsItIs ? (valueOf(part, 'value') ?? '') : '']];
}

const isFormToFillIn = (element: Element): boolean =>
  element.tagName === 'form' &&
  valueOf(element, 'method') === 'post' &&
  elementsIn(element).some(
    (field) =>
      ['input', 'textarea', 'select'].includes(field.tagName) &&
      valueOf(field, 'type') !== 'hidden',
  );

const elementsIn = (node: DefaultTreeAdapterTypes.ParentNode): Element[] =>
  node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : []));

const valueOf = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value;
