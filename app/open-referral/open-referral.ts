import { translator } from '~/platform/i18n';
import { locales, localPath } from '~/platform/locale';
import { hoursInWords, linesOf, type Line, type Nation, type Organisation } from '~/support';
import { uuidOf } from './identifiers';
import { termsOf } from './taxonomies';

/**
 * An organisation of the directory as Open Referral UK 3.0 has it: one organization that gives one service.
 * Fields that the UK profile leaves out and HSDS 3.0 has (`phones`, `alternate_name`, `fees_description`,
 * `eligibility_description`, `currency`, names and codes of languages) are given too; what neither has stands under
 * `practitioner_support_portal`. English only: the standard has no place for a second language.
 */

const t = translator('en', 'support');
const hours = hoursInWords(t, 'en');

/** The id others know an organisation by. */
export const organizationIdOf = ({ id }: Pick<Organisation, 'id'>) => uuidOf('organization', id);
/** The id others know its one service by. */
export const serviceIdOf = ({ id }: Pick<Organisation, 'id'>) => uuidOf('service', id);

/** The day it was last checked, as the moment that day begins: `2026-11-22T00:00:00.000Z`. */
export const lastModified = ({ checked }: Pick<Organisation, 'checked'>) =>
  `${checked}T00:00:00.000Z`;

/** A service with its one-to-one fields, as `/services` lists it. `baseUrl` is the portal's own. */
export function serviceSummary(organisation: Organisation, baseUrl: string) {
  const { words, email, web, otherNames, checked } = organisation;
  return {
    id: serviceIdOf(organisation),
    organization_id: organizationIdOf(organisation),
    name: organisation.name.en,
    alternate_name: otherNames.length > 0 ? otherNames.join(', ') : undefined,
    description: descriptionOf(organisation),
    url: web ?? undefined,
    email: email[0],
    status: 'active',
    fees: words.en.cost,
    fees_description: words.en.cost,
    eligibility_description: eligibilityOf(organisation),
    assured_date: checked,
    alert: alertOf(organisation),
    last_modified: lastModified(organisation),
    organization: organizationSummary(organisation),
    practitioner_support_portal: extensionOf(organisation, baseUrl),
  };
}

/** A service with everything that belongs to it, as `/services/{id}` gives it. */
export function fullService(organisation: Organisation, baseUrl: string) {
  const service_id = serviceIdOf(organisation);
  const { id, words, languages, email } = organisation;
  const { lines } = linesOf(organisation);
  return {
    ...serviceSummary(organisation, baseUrl),
    phones: lines.map((line) => ({
      id: uuidOf('phone', id, line.kind, line.number),
      service_id,
      number: line.number,
      type: line.kind === 'phone' ? 'voice' : 'text',
      description: describe(line),
    })),
    schedules: lines.flatMap((line) => schedulesOf(line, id)),
    service_areas: organisation.for.nations.map((nation) => ({
      id: uuidOf('service_area', id, nation),
      service_id,
      name: t(`nations.${nation}`),
      uri: `http://statistics.data.gov.uk/id/statistical-geography/${areaCodes[nation]}`,
    })),
    languages: languages.map((code) => ({
      id: uuidOf('language', id, code),
      service_id,
      name: languageNames.of(code) ?? code,
      code,
    })),
    funding: [{ id: uuidOf('funding', id), service_id, source: words.en.independence }],
    cost_options: isFree(organisation)
      ? [{ id: uuidOf('cost_option', id), service_id, option: 'Free', amount: 0, currency: 'GBP' }]
      : [],
    // The first address is the service's own.
    contacts: email.slice(1).map((address) => ({
      id: uuidOf('contact', id, address),
      service_id,
      email: address,
    })),
    attributes: termsOf(organisation).map(({ linkType, term }) => ({
      id: uuidOf('attribute', id, term.id),
      link_id: service_id,
      link_type: linkType,
      taxonomy_term_id: term.id,
      taxonomy_term: term,
    })),
  };
}

/** An organization with its one-to-one fields, as `/organizations` lists it. */
export const organizationSummary = (organisation: Organisation) => ({
  id: organizationIdOf(organisation),
  name: organisation.name.en,
  description: organisation.words.en.offers,
  email: organisation.email[0],
  website: organisation.web ?? undefined,
});

/** An organization with its service, as `/organizations/{id}` gives it. */
export function fullOrganization(organisation: Organisation, baseUrl: string) {
  // The organization is not repeated within itself.
  const { organization, ...service } = fullService(organisation, baseUrl);
  return { ...organization, services: [service] };
}

/** What it offers and what happens when somebody contacts it. */
export const descriptionOf = ({ words: { en } }: Organisation): string =>
  `${en.offers}\n\n${en.whenYouContact}`;

/** Who may use it, in a few sentences. */
function eligibilityOf({ for: its }: Organisation): string {
  const sentences = [
    its.professions.map((profession) => t(`professions.${profession}`)),
    its.nations.map((nation) => t(`nations.${nation}`)),
  ].map((names) => `${names.join(', ')}.`);
  const groups = its.groups.map((group) => t(`groups.${group}`)).join(', ');
  return [
    ...sentences,
    t(`membership.${its.membership}`),
    ...(groups ? [`${t('parts.groups')}: ${groups}.`] : []),
  ].join(' ');
}

/** What somebody should know before they rely on it; undefined when there is nothing. */
export function alertOf(organisation: Organisation): string | undefined {
  const { confidence } = organisation;
  const { lines, withheld } = linesOf(organisation);
  const warnings = [
    ...(confidence === 'low' || confidence === 'unconfirmed'
      ? [t(`confidence.${confidence}`)]
      : []),
    ...(withheld ? [t('withheld')] : []),
    ...(lines.some(({ confirmed }) => !confirmed)
      ? ['Nobody has confirmed a number given here. Check it on their website.']
      : []),
  ];
  return warnings.length > 0 ? warnings.join(' ') : undefined;
}

/** "Any time. 24 hours, every day. Hours seen in 2022": what a number is for, where, and when. */
export const describe = ({ label, kind, keyword, nations, hours: its, confirmed, number }: Line) =>
  [
    label.en,
    kind === 'text' && keyword && t('textWord', { keyword, number }),
    nations?.map((nation) => t(`nations.${nation}`)).join(', '),
    its && hours.hours(its),
    !confirmed && t('notConfirmed'),
  ]
    .filter(Boolean)
    .join('. ');

/** What is ours and has no place in the standard. */
const extensionOf = (
  { id, name, words: { en }, for: its, confidence, source, checkedBy }: Organisation,
  baseUrl: string,
) => ({
  id,
  name_cy: name.cy,
  best_for: en.bestFor,
  independence: en.independence,
  confidentiality: en.confidentiality,
  limits: en.limits,
  membership: its.membership,
  confidence,
  source,
  checked_by: checkedBy,
  pages: Object.fromEntries(
    locales.map((locale) => [locale, baseUrl + localPath(locale, `/support/${id}`)]),
  ),
});

/** Nothing to pay, nothing to pay back, and no condition. */
const isFree = ({ words: { en } }: Organisation): boolean => en.cost === 'Free.';

/** One for each run of days with the same hours. Times are those of a clock in the United Kingdom. */
const schedulesOf = (line: Line, id: string) =>
  (line.hours?.weekly ?? []).map(({ days, from, to }, index) => ({
    id: uuidOf('schedule', id, line.kind, line.number, index),
    service_id: serviceIdOf({ id }),
    freq: 'WEEKLY',
    interval: 1,
    byday: days.map((day) => day.slice(0, 2).toUpperCase()).join(','),
    opens_at: from,
    // A clock has no 24:00, and 00:00 would be before it opens.
    closes_at: to === '24:00' ? '23:59' : to,
    attending_type: line.kind,
    description: `${line.number}: ${describe(line)}`,
  }));

/** Codes of the Office for National Statistics. */
const areaCodes: Record<Nation, string> = {
  england: 'E92000001',
  wales: 'W92000004',
  scotland: 'S92000003',
  'northern-ireland': 'N92000002',
};

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
