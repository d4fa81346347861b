import { parseWithZod as parse } from '@conform-to/zod/v4';

/**
 * The names our forms give their fields: a letter, then letters, digits and hyphens; nothing every object has.
 * Conform reads more into a name (`a[99999999]` is a list of a hundred million, `__state__` is JSON), and
 * whoever writes a form by hand could stop the portal with one line of it.
 */
const isPlain = (name: string) => /^[a-z][a-z0-9-]*$/i.test(name) && !(name in Object.prototype);

function plainFields(form: FormData | URLSearchParams): FormData {
  const plain = new FormData();
  for (const [name, value] of form) if (isPlain(name)) plain.append(name, value as string);
  return plain;
}

/** Conform's `parseWithZod`, of the fields with plain names. Others are left out, as if they had not been sent. */
export const parseWithZod = ((form: FormData | URLSearchParams, options: never) =>
  parse(plainFields(form), options)) as typeof parse;
