import MiniSearch from 'minisearch';
import { contentNames, ContentError, readJson } from '~/platform/content/files.server';
import { locales, type Locale } from '~/platform/locale';
import {
  isFor,
  organisationSchema,
  type Nation,
  type Need,
  type Organisation,
} from './organisation';
import { type Profession } from '~/platform/content/vocabulary';

/** The directory of `content/directory`, in memory, with a search index for each language. */

let loaded: ReadonlyMap<string, Organisation> | undefined;

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

const indexes = new Map<Locale, MiniSearch>();

function indexFor(locale: Locale): MiniSearch {
  const known = indexes.get(locale);
  if (known) return known;
  const index = new MiniSearch({
    fields: ['name', 'otherNames', 'bestFor', 'offers', 'needs'],
    searchOptions: {
      boost: { name: 4, otherNames: 4, bestFor: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
    },
  });
  index.addAll(
    [...organisations().values()].map(({ id, name, otherNames, words, needs }) => ({
      id,
      // Welsh readers know many organisations by their English names, and the other way round.
      name: locales.map((each) => name[each]).join(' '),
      otherNames: otherNames.join(' '),
      bestFor: words[locale].bestFor,
      offers: words[locale].offers,
      needs: needs.join(' '),
    })),
  );
  indexes.set(locale, index);
  return index;
}

export interface Filters {
  /** What was typed; only the first hundred characters are looked at. */
  q?: string;
  need?: Need;
  profession?: Profession;
  nation?: Nation;
}

/** Organisations that fit: by how well the words match, or by name when there are none. */
export function findOrganisations(filters: Filters, locale: Locale): Organisation[] {
  const all = organisations();
  const query = filters.q?.trim().slice(0, 100);
  const found = query
    ? indexFor(locale)
        .search(query)
        .map(({ id }) => all.get(id as string)!)
    : [...all.values()].sort((a, b) => a.name[locale].localeCompare(b.name[locale], locale));
  return found.filter(
    (organisation) =>
      isFor(organisation, filters) && (!filters.need || organisation.needs.includes(filters.need)),
  );
}

export interface UrgentContact {
  id: string;
  name: Organisation['name'];
  numbers: { number: string; keyword: string | null; nations: readonly Nation[] }[];
}

/** Crisis lines shown at the top: only numbers that were confirmed, only lines that are open day and night. */
export const urgentIds = ['samaritans', 'nhs-111-mental-health', 'shout', 'lifeline-ni'];

export function urgentContacts(): UrgentContact[] {
  return urgentIds
    .map((id) => organisations().get(id)!)
    .map(({ id, name, phone, text, for: { nations } }) => ({
      id,
      name,
      numbers: [...phone.map((line) => ({ ...line, keyword: null })), ...text]
        .filter(({ confirmed }) => confirmed)
        .map(({ number, keyword }) => ({ number, keyword, nations })),
    }))
    .filter(({ numbers }) => numbers.length > 0);
}
