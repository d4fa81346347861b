import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { SubmitButton } from '~/platform/ui/form';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findOrganisations, urgentContacts, type Filters } from '../directory.server';
import { nations, needs } from '../organisation';
import { professions } from '~/platform/content/vocabulary';
import { UrgentHelp } from '../urgent-help';

/** A value of the query, if it is one of those known; anything else is as if it were not there. */
function known<const T extends string>(
  params: URLSearchParams,
  name: string,
  values: readonly T[],
): T | undefined {
  return values.find((value) => value === params.get(name));
}

export function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = context;
  const params = new URL(request.url).searchParams;
  const filters: Filters = {
    q: params.get('q')?.slice(0, 100) || undefined,
    need: known(params, 'need', needs),
    profession: known(params, 'profession', professions),
    nation: known(params, 'nation', nations),
  };
  const found = findOrganisations(filters, locale);
  return {
    title: translator(locale, 'support')('title'),
    filters,
    urgent: urgentContacts(),
    found: found.map(({ id, name, words, for: its }) => ({
      id,
      name: name[locale],
      bestFor: words[locale].bestFor,
      membership: its.membership,
    })),
  };
}

export default function Directory() {
  const { t } = useTranslation('support');
  const { urgent, found, filters } = useLoaderData<typeof loader>();
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <h1>{t('title')}</h1>
      <p className="lead">{t('what')}</p>
      <p>
        <NextLink to="/support/match">{t('matchLink')}</NextLink>
      </p>
      <FilterForm filters={filters} />
      <h2>{t('found', { count: found.length })}</h2>
      {filtered && (
        <p>
          <LocalLink to="/support">{t('clear')}</LocalLink>
        </p>
      )}
      {found.length === 0 && <p>{t('nothing')}</p>}
      <ul className="cards">
        {found.map(({ id, name, bestFor, membership }) => (
          <li key={id}>
            <h3>
              <LocalLink to={`/support/${id}`}>{name}</LocalLink>
            </h3>
            <p>{bestFor}</p>
            {membership !== 'open' && <p className="quiet">{t(`membership.${membership}`)}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function FilterForm({ filters }: { filters: Filters }) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  return (
    <search>
      <form method="get" action={localPath(locale, '/support')} className="filters no-print">
        <div className="nhsuk-form-group">
          <label className="nhsuk-label nhsuk-label--s" htmlFor="q">
            {t('search')}
          </label>
          <input
            className="nhsuk-input"
            id="q"
            name="q"
            type="text"
            enterKeyHint="search"
            dir="auto"
            maxLength={100}
            defaultValue={filters.q}
            autoComplete="off"
          />
        </div>
        <div className="row">
          <Filter name="need" chosen={filters.need} options={needs} />
          <Filter name="profession" chosen={filters.profession} options={professions} />
          <Filter name="nation" chosen={filters.nation} options={nations} />
        </div>
        <SubmitButton look="secondary">{t('show')}</SubmitButton>
      </form>
    </search>
  );
}

type FilterProps =
  | { name: 'need'; chosen?: string; options: typeof needs }
  | { name: 'profession'; chosen?: string; options: typeof professions }
  | { name: 'nation'; chosen?: string; options: typeof nations };

function Filter({ name, chosen, options }: FilterProps) {
  const { t } = useTranslation('support');
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label nhsuk-label--s" htmlFor={name}>
        {t(`filters.${name}`)}
      </label>
      <select className="nhsuk-select" id={name} name={name} defaultValue={chosen ?? ''}>
        <option value="">{t('any')}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {t(`${name}s.${option}` as 'needs.crisis')}
          </option>
        ))}
      </select>
    </div>
  );
}
