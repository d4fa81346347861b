import { inArray, max } from 'drizzle-orm';
import MiniSearch, { type SearchOptions } from 'minisearch';
import { entryChecks } from '#db/schema';
import { contentNames, ContentError, readJson } from '~/platform/content/files.server';
import { database } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { locales, type Locale } from '~/platform/locale';
import { emptyWords } from '~/platform/search/empty-words';
import { plain, synonymFinder, tolerance, wordsIn } from '~/platform/search/synonyms';
import { readSynonyms } from '~/platform/search/synonyms.server';
import { fitOf, fits, longestQuery, type Filters } from './filters';
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

/** The entries readers see. */
export function listedOrganisations(): ReadonlyMap<string, Organisation> {
  const suspended = suspendedIds();
  if (suspended.size === 0) return organisations();
  return new Map([...organisations()].filter(([id]) => !suspended.has(id)));
}

/**
 * The entry of a reader's address.
 * @throws a 404 response when there is none, 410 while it is taken down.
 */
export function listedOrganisation(id: string | undefined): Organisation {
  const organisation = organisations().get(id ?? '');
  if (!organisation) throw new Response(null, { status: 404 });
  if (suspendedIds().has(organisation.id)) throw new Response(null, { status: 410 });
  return organisation;
}

/** Finds organisations by words, in one language; other words for the same count, too. */
export class DirectorySearch {
  readonly #index: MiniSearch;
  readonly #alsoMeant: ReturnType<typeof synonymFinder>;
  /** Ids by each of their names, plain. */
  readonly #named = new Map<string, string[]>();
  readonly #organisations: readonly Organisation[];

  constructor(all: Iterable<Organisation>, locale: Locale) {
    this.#organisations = [...all];
    const t = translator(locale, 'support');
    const known = new Set<string>();
    this.#index = new MiniSearch({
      fields: ['name', 'otherNames', 'bestFor', 'offers', 'needs', 'for'],
      processTerm: (term) => {
        const word = plain(term);
        return word.length < 2 || emptyWords[locale].has(word) ? null : word;
      },
      searchOptions: {
        boost: { name: 4, otherNames: 4, bestFor: 2 },
        prefix: (term) => term.length > 2,
        // A word that is there is not taken for a slip of another.
        fuzzy: (term) => !known.has(term) && tolerance(term),
        combineWith: 'AND',
      },
    });
    for (const { id, name, otherNames, words, needs, for: its } of this.#organisations) {
      const names = [...locales.map((each) => name[each]), ...otherNames];
      const entry = {
        id,
        // Welsh readers know many organisations by their English names, and the other way round.
        name: locales.map((each) => name[each]).join(' '),
        otherNames: otherNames.join(' '),
        bestFor: words[locale].bestFor,
        offers: words[locale].offers,
        needs: needs.map((need) => t(`needs.${need}`)).join(' '),
        for: [
          ...its.groups.map((group) => t(`groups.${group}`)),
          ...its.professions.map((profession) => t(`professions.${profession}`)),
        ].join(' '),
      };
      this.#index.add(entry);
      wordsIn(Object.values(entry).join(' ')).forEach((word) => known.add(word));
      for (const each of new Set(names.flatMap(namesIn))) {
        this.#named.set(each, [...(this.#named.get(each) ?? []), id]);
      }
    }
    this.#alsoMeant = synonymFinder(readSynonyms(), locale, known);
  }

  /**
   * Ids, best first: for who may be in danger the crisis lines, then who has the very name, then who has all the
   * words, or other words for the same, or helps with what they mean. Some of the words do when nobody has all.
   */
  find(typed: string): string[] {
    const query = typed.slice(0, longestQuery);
    const { also, needs, urgent } = this.#alsoMeant(query);
    const scores = new Map<string, number>();
    const add = (id: string, score: number) => scores.set(id, (scores.get(id) ?? 0) + score);

    const allWords = this.#search(query);
    const direct = allWords.size > 0 ? allWords : this.#search(query, { combineWith: 'OR' });
    const directWeight = allWords.size > 0 ? weights.allWords : weights.someWords;
    for (const [id, part] of direct) add(id, part * directWeight);

    const meant = new Map<string, number>();
    for (const phrase of also) {
      for (const [id, part] of this.#search(phrase, { fuzzy: false, prefix: false })) {
        meant.set(id, Math.max(meant.get(id) ?? 0, part));
      }
    }
    for (const [id, part] of meant) add(id, part * weights.meant);

    for (const organisation of this.#organisations) {
      const nearest = nearness(organisation, needs);
      // Of equals, who can be called and what we are sure of.
      if (nearest > 0) add(organisation.id, nearest * weights.need + fitOf(organisation, {}) / 50);
    }

    for (const id of this.#named.get(wordsIn(query).join(' ')) ?? []) add(id, weights.name);
    if (urgent) urgentIds.forEach((id, place) => add(id, weights.urgent - 10 * place));
    return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
  }

  /** Who has the words, and how well beside the best: 1 is the best. */
  #search(phrase: string, options: SearchOptions = {}): Map<string, number> {
    const hits = this.#index.search(phrase, options);
    const best = hits[0]?.score ?? 1;
    return new Map(hits.map(({ id, score }) => [id as string, score / best]));
  }
}

/** How near an organisation is to the needs that are meant: best when the first of them is its first concern. */
const nearness = ({ needs: its }: Organisation, meant: readonly string[]): number =>
  Math.max(
    0,
    ...meant.map((need, place) => {
      const rank = its.findIndex((each) => each === need);
      return rank < 0 ? 0 : (rank === 0 ? 1 : 0.5) / (place + 1);
    }),
  );

/** A name, and its parts in and before brackets: `General Medical Council (GMC)` is called both. */
const namesIn = (name: string): string[] =>
  [name, name.replace(/\(.*?\)/g, ''), ...(name.match(/(?<=\()[^)]+/g) ?? [])]
    .map((each) => wordsIn(each).join(' '))
    .filter(Boolean);

/** What each way of fitting is worth, for who fits best in that way. */
const weights = { urgent: 1000, name: 100, allWords: 1, need: 0.8, meant: 0.5, someWords: 0.4 };

const searches = new Map<Locale, DirectorySearch>();

function searchIn(locale: Locale): DirectorySearch {
  const known = searches.get(locale) ?? new DirectorySearch(organisations().values(), locale);
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
): Organisation[] {
  if (filters.q?.trim()) {
    return search
      .find(filters.q)
      .flatMap((id) => all.get(id) ?? [])
      .filter((organisation) => fits(organisation, filters));
  }
  const anyFilter = Object.entries(filters).some(([name, value]) => name !== 'q' && value);
  return [...all.values()]
    .filter((organisation) => fits(organisation, filters))
    .map((organisation) => ({
      organisation,
      fit: anyFilter ? fitOf(organisation, filters) : 0,
    }))
    .sort(
      (a, b) =>
        b.fit - a.fit ||
        a.organisation.name[locale].localeCompare(b.organisation.name[locale], locale),
    )
    .map(({ organisation }) => organisation);
}

export interface UrgentContact {
  id: string;
  name: Organisation['name'];
  numbers: { number: string; keyword: string | null; nations: readonly Nation[] }[];
}

/** Crisis lines shown at the top: only numbers that were confirmed, only lines that are open day and night. */
export const urgentIds = ['samaritans', 'nhs-111-mental-health', 'shout', 'lifeline-ni'];

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
