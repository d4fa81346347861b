/** Forms that were sent too late, as their writer is shown them. */

export interface UnsentForm {
  id: string;
  /** Where it was sent, in its language, with its query. */
  address: string;
  fields: [name: string, value: string][];
  createdAt: number;
}

/** What a form holds that is no word of a person's: `interpreter`, an id, a moment. */
const isCode = (value: string): boolean =>
  /^[a-z0-9:-]*$/.test(value) || /^[\w-]{22}$/.test(value) || /^\d{4}-\d\d-\d\d[T ]/.test(value);

/** What the person wrote themselves, the longest first: nobody types a code of ours, and codes say little. */
export const wordsOf = (fields: UnsentForm['fields']): string[] =>
  fields
    .map(([, value]) => value.trim())
    .filter((value) => !isCode(value))
    .sort((a, b) => b.length - a.length);

const parts = [
  ['/meetings/new', 'question'],
  ['/meetings', 'meeting'],
  ['/adviser/content', 'entry'],
  ['/adviser/requests', 'request'],
] as const;

export type Part = (typeof parts)[number][1] | 'other';

/** The part of the portal that a page belongs to. @param path without language. */
export const partOf = (path: string): Part =>
  parts.find(([start]) => path === start || path.startsWith(`${start}/`))?.[1] ?? 'other';
