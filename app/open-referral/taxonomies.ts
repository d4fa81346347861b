import { professions, stages } from '~/platform/content/vocabulary';
import { translator } from '~/platform/i18n';
import { backgrounds, nations, needs, works, type Organisation } from '~/support';
import { uuidOf } from './identifiers';

/**
 * The vocabularies of the directory as taxonomies of Open Referral, in English: the names are those the
 * directory shows its readers.
 */

const t = translator('en', 'support');

interface Vocabulary {
  name: string;
  description: string;
  /** What an attribute with one of its terms says of a service: `link_type`. */
  linkType: string;
  /** Each value and its name. */
  terms: [value: string, name: string][];
  /** The values an organisation has. */
  of: (organisation: Organisation) => readonly string[];
}

const vocabularies: Record<string, Vocabulary> = {
  needs: {
    name: 'Kinds of help',
    description: 'What the service helps with. The first is what it is mainly for.',
    linkType: 'service_type',
    terms: needs.map((need) => [need, t(`needs.${need}`)]),
    of: (organisation) => organisation.needs,
  },
  stages: {
    name: 'Where somebody is in the process',
    description: 'When the service helps, in the words of the person it helps.',
    linkType: 'stage',
    terms: stages.map((stage) => [stage, t(`stages.${stage}`)]),
    of: (organisation) => organisation.stages,
  },
  professions: {
    name: 'Professions',
    description: 'Whose profession the service is for.',
    linkType: 'eligibility',
    terms: (['any', ...professions] as const).map((each) => [each, t(`professions.${each}`)]),
    of: (organisation) => organisation.for.professions,
  },
  nations: {
    name: 'Nations',
    description: 'Where in the United Kingdom the service helps.',
    linkType: 'eligibility',
    terms: nations.map((nation) => [nation, t(`nations.${nation}`)]),
    of: (organisation) => organisation.for.nations,
  },
  groups: {
    name: 'People it was made for',
    description: 'Whom the service was made for or knows best. It may help others too.',
    linkType: 'intended_audience',
    terms: [...backgrounds, ...works].map((group) => [group, t(`groups.${group}`)]),
    of: (organisation) => organisation.for.groups,
  },
};

/** One word of a vocabulary, as `/taxonomy_terms` lists it. */
export interface TaxonomyTerm {
  id: string;
  name: string;
  description: string;
  taxonomy: string;
  taxonomy_id: string;
}

/** A vocabulary without its words, as `/taxonomies` lists it. */
export interface Taxonomy {
  id: string;
  name: string;
  description: string;
}

/** A taxonomy with its terms, as `/taxonomies/{id}` gives it. */
interface FullTaxonomy extends Taxonomy {
  taxonomy_terms: TaxonomyTerm[];
}

const termId = (key: string, value: string) => uuidOf('taxonomy_term', key, value);

const full: FullTaxonomy[] = Object.entries(vocabularies).map(([key, { name, ...its }]) => {
  const id = uuidOf('taxonomy', key);
  return {
    id,
    name,
    description: its.description,
    taxonomy_terms: its.terms.map(([value, termName]) => ({
      id: termId(key, value),
      name: termName,
      description: `${name}: ${termName}`,
      taxonomy: name,
      taxonomy_id: id,
    })),
  };
});

/** Every vocabulary, in the order of this file. */
export const taxonomies: readonly Taxonomy[] = full.map(({ id, name, description }) => ({
  id,
  name,
  description,
}));

/** Every word of every vocabulary. */
export const taxonomyTerms: readonly TaxonomyTerm[] = full.flatMap(
  ({ taxonomy_terms: terms }) => terms,
);

/** Vocabularies with their words, by id. */
export const taxonomyById: ReadonlyMap<string, FullTaxonomy> = new Map(
  full.map((taxonomy) => [taxonomy.id, taxonomy]),
);

/** Words by id. */
export const taxonomyTermById: ReadonlyMap<string, TaxonomyTerm> = new Map(
  taxonomyTerms.map((term) => [term.id, term]),
);

/** The terms an organisation is classified by, with what each says of it, in the order of its entry. */
export const termsOf = (organisation: Organisation): { linkType: string; term: TaxonomyTerm }[] =>
  Object.entries(vocabularies).flatMap(([key, { linkType, of }]) =>
    of(organisation).map((value) => ({
      linkType,
      term: taxonomyTermById.get(termId(key, value))!,
    })),
  );
