import { findOrganisations, withLatestChecks } from '~/support/index.server';
import type { Organisation } from '~/support';
import { lastModified, organizationIdOf, serviceIdOf } from './open-referral';
import type { Query } from './query';
import { termsOf } from './taxonomies';

/** The directory as open data: what readers see of it, and in the same order. */

/** Every organisation, by name. */
export const allOrganisations = (): readonly Organisation[] =>
  withLatestChecks(findOrganisations({}, 'en'));

/** Organisations whose services are asked for, best match first, or by name when no words are given. */
export function findServices(query: Pick<Query, 'text' | 'modified_after' | 'taxonomy_term_id'>) {
  const { text, modified_after: since, taxonomy_term_id: wanted } = query;
  return withLatestChecks(findOrganisations({ q: text.trim() || undefined }, 'en')).filter(
    (organisation) =>
      // On or after, as the standard explains it.
      (since === undefined || Date.parse(lastModified(organisation)) >= since) &&
      (!wanted || termsOf(organisation).some(({ term }) => term.id === wanted)),
  );
}

/** The organisation whose service has this id. */
export const organisationOfService = (id: string | undefined) =>
  allOrganisations().find((organisation) => serviceIdOf(organisation) === id);

/** The organisation that has this id as an organization: its service has another. */
export const organisationOfOrganization = (id: string | undefined) =>
  allOrganisations().find((organisation) => organizationIdOf(organisation) === id);
