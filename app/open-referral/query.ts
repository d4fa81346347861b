import { z } from 'zod';

/** What an address of the open data asks for, and the page of a list it gets. */

/** Most on a page, and how many when nothing is asked. */
const mostPerPage = 100;
const usualPerPage = 50;

const whole = z.string().regex(/^[1-9]\d{0,8}$/);

const schema = z.object({
  page: whole.transform(Number).default(1),
  per_page: whole.transform(Number).pipe(z.number().max(mostPerPage)).default(usualPerPage),
  modified_after: z
    .union([z.iso.date(), z.iso.datetime({ offset: true, local: true })])
    .transform(momentOf)
    .optional(),
  taxonomy_term_id: z.uuid().optional(),
  text: z.string().default(''),
});

/** Pages count from 1; `modified_after` is in milliseconds since 1970. */
export type Query = z.output<typeof schema>;

/** What is allowed, for whoever sent something else. Never repeats what was sent. */
const allowed: Record<string, string> = {
  page: 'page must be a whole number, 1 or more.',
  per_page: `per_page must be a whole number from 1 to ${mostPerPage}.`,
  modified_after:
    'modified_after must be a date, such as 2026-11-22, or a date and time, such as 2026-11-22T09:00:00Z.',
  taxonomy_term_id: 'taxonomy_term_id must be the id of a taxonomy term.',
};

/**
 * Reads an address. `search` is another name for `text`: the UK profile has it. Other names mean nothing here.
 * @returns what is asked, or what is wrong, in sentences.
 */
export function readQuery(params: URLSearchParams): { query: Query } | { problems: string[] } {
  const given = { ...Object.fromEntries(params) };
  const parsed = schema.safeParse({ ...given, text: given.text ?? given.search });
  if (parsed.success) return { query: parsed.data };
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  return { problems: [...names].map((name) => allowed[name]!) };
}

/** A date is the moment it begins; a time that does not say where is in UTC. */
function momentOf(written: string): number {
  const hasTime = written.includes('T');
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(written);
  return Date.parse(hasTime && !hasZone ? `${written}Z` : written);
}

/** A page of a list, in the envelope of Open Referral UK. One beyond the end is empty. */
export function pageOf<Item, Shown>(
  all: readonly Item[],
  { page, per_page: perPage }: Pick<Query, 'page' | 'per_page'>,
  show: (item: Item) => Shown,
) {
  const contents = all.slice((page - 1) * perPage, page * perPage).map(show);
  const pages = Math.ceil(all.length / perPage);
  return {
    total_items: all.length,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
}
