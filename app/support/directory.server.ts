import { inArray, max } from 'drizzle-orm';
import { entryChecks } from '#db/schema';
import { contentNames, ContentError, readJson } from '~/platform/content/files.server';
import { database } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { readSynonyms } from '~/platform/search/synonyms.server';
import { DirectorySearch, urgentIds } from './directory-search';
import { fitOf, fits, type Filters } from './filters';
import { linesOf, organisationSchema, type Nation, type Organisation } from './organisation';

/** The directory of `content/directory`, in memory, with a search index for each language. */

let loaded: ReadonlyMap<string, Organisation> | undefined;

/**
 * Every entry there is a file of, those an editor took down, too: for editors and checks.
 * @throws {ContentError} when a file does not fit, or has the id of another.
 */
export function organisations(): ReadonlyMap<string, Organisation> {
  loaded ??= new Map(
    contentNames('directory', '.json').map((name) => {
      const organisation = readJson(`directory/${name}.json`, organisationSchema);
      if (organisation.id !== name) {
        throw new ContentError(`directory/${name}.json`, `has the id ${organisation.id}`);
      }
      return [name, organisation];
    }),
  );
  return loaded;
}

/** Ids of the entries an editor has taken down and not put back. */
export function suspendedIds(): ReadonlySet<string> {
  const latest = database()
    // SQLite takes the other columns from the row that has the highest id.
    .select({ id: entryChecks.organisationId, kind: entryChecks.kind, at: max(entryChecks.id) })
    .from(entryChecks)
    .where(inArray(entryChecks.kind, ['suspended', 'restored']))
    .groupBy(entryChecks.organisationId)
    .all();
  return new Set(latest.flatMap(({ id, kind }) => (kind === 'suspended' ? id : [])));
}

let listed: { key: string; map: ReadonlyMap<string, Organisation> } | undefined;

/** The entries readers see: the same list until an editor takes one down or puts one back. */
export function listedOrganisations(): ReadonlyMap<string, Organisation> {
  const suspended = suspendedIds();
  if (suspended.size === 0) return organisations();
  const key = [...suspended].join(' ');
  if (listed?.key !== key) {
    listed = { key, map: new Map([...organisations()].filter(([id]) => !suspended.has(id))) };
  }
  return listed.map;
}

/**
 * The entry of a reader's address.
 * @throws a 404 response when there is none, 410 while it is taken down.
 */
export function listedOrganisation(id: string | undefined): Organisation {
  const organisation = organisations().get(id ?? '');
  if (!organisation) throw new Response(null, { status: 404 });
  if (!listedOrganisations().has(organisation.id)) throw new Response(null, { status: 410 });
  return organisation;
}

const searches = new Map<Locale, DirectorySearch>();

function searchIn(locale: Locale): DirectorySearch {
  const known =
    searches.get(locale) ?? new DirectorySearch(organisations().values(), locale, readSynonyms());
  searches.set(locale, known);
  return known;
}

/**
 * Organisations that fit: by how well the words match, by how well they fit the filters, or by name when
 * nothing is asked.
 * @param search only for measuring with another directory.
 */
export function findOrganisations(
  filters: Filters,
  locale: Locale,
  all: ReadonlyMap<string, Organisation> = listedOrganisations(),
  search: DirectorySearch = searchIn(locale),
): readonly Organisation[] {
  if (filters.q?.trim()) {
    return search
      .find(filters.q, filters)
      .filter((organisation) => all.has(organisation.id) && fits(organisation, filters));
  }
  const byName = inNameOrder(all, locale);
  // What is open now is a question of the clock, and says nothing of who fits better.
  const asked = { ...filters, q: undefined, open: undefined };
  if (!Object.values(asked).some(Boolean)) return byName;
  return byName
    .filter((organisation) => fits(organisation, filters))
    .map((organisation) => ({ organisation, fit: fitOf(organisation, filters) }))
    .sort((a, b) => b.fit - a.fit)
    .map(({ organisation }) => organisation);
}

const orders = new WeakMap<
  ReadonlyMap<string, Organisation>,
  Map<Locale, readonly Organisation[]>
>();

/** A directory by name, worked out once in each language. */
function inNameOrder(
  all: ReadonlyMap<string, Organisation>,
  locale: Locale,
): readonly Organisation[] {
  const known = orders.get(all) ?? new Map<Locale, readonly Organisation[]>();
  orders.set(all, known);
  const kept = known.get(locale);
  if (kept) return kept;
  const { compare } = new Intl.Collator(locale);
  const order = [...all.values()].sort((a, b) => compare(a.name[locale], b.name[locale]));
  known.set(locale, order);
  return order;
}

export interface UrgentContact {
  id: string;
  name: Organisation['name'];
  numbers: { number: string; keyword: string | null; nations: readonly Nation[] }[];
}

/** Crisis lines shown at the top: only numbers that were confirmed. */
export function urgentContacts(): UrgentContact[] {
  const listed = listedOrganisations();
  return urgentIds
    .flatMap((id) => listed.get(id) ?? [])
    .map(({ id, name, for: its, ...organisation }) => ({
      id,
      name,
      numbers: linesOf(organisation).lines.map(({ number, keyword, nations = its.nations }) => ({
        number,
        keyword,
        nations,
      })),
    }))
    .filter(({ numbers }) => numbers.length > 0);
}
