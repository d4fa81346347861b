import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { longestQuery } from '~/platform/search/longest-query';
import { SubmitButton } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { UrgentHelp } from '~/support/index';
import { urgentContacts } from '~/support/index.server';
import type { Piece } from '../excerpt';
import { search, type SearchResult } from '../search.server';

export function loader({ request, context: { locale } }: LoaderFunctionArgs) {
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, longestQuery);
  return {
    title: translator(locale, 'search')('title'),
    urgent: urgentContacts(),
    query,
    ...search(query, locale),
  };
}

export default function Search() {
  const { t } = useTranslation('search');
  const { locale } = usePage();
  const { query, results, also, urgent } = useLoaderData<typeof loader>();
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <div className="reading">
        <h1>{t('title')}</h1>
        <form action={localPath(locale, '/search')} role="search">
          <div className="nhsuk-form-group">
            <label className="nhsuk-label nhsuk-label--s" htmlFor="q">
              {t('label')}
            </label>
            <div className="nhsuk-hint" id="q-hint">
              {t('hint')}
            </div>
            <input
              className="nhsuk-input"
              id="q"
              name="q"
              type="search"
              maxLength={longestQuery}
              defaultValue={query}
              aria-describedby="q-hint"
            />
          </div>
          <SubmitButton>{t('button')}</SubmitButton>
        </form>
        {query && results.length > 0 && <h2>{t('found', { count: results.length, query })}</h2>}
        {query && results.length === 0 && (
          <p className="lead" role="status">
            {t('nothing', { query })}
          </p>
        )}
        {also.length > 0 && (
          <p className="quiet">{t('also', { words: also.slice(0, 5).join(', ') })}</p>
        )}
        {results.length > 0 && (
          <ol className="cards">
            {results.map((result) => (
              <Result key={result.href} result={result} />
            ))}
          </ol>
        )}
        {!query && <p>{t('start')}</p>}
        {results.length === 0 && <Places />}
      </div>
    </>
  );
}

function Result({ result: { href, kind, title, excerpt } }: { result: SearchResult }) {
  const { t } = useTranslation('search');
  return (
    <li>
      <p className="quiet small cards__kind">{t(`kinds.${kind}`)}</p>
      <h3>
        <LocalLink to={href}>
          <Marked pieces={title} />
        </LocalLink>
      </h3>
      <p>
        <Marked pieces={excerpt} />
      </p>
    </li>
  );
}

const Marked = ({ pieces }: { pieces: Piece[] }) =>
  pieces.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text));

const places = [
  ['/guides', 'guides'],
  ['/what-happens-next', 'tool'],
  ['/support', 'support'],
  ['/glossary', 'glossary'],
  ['/meetings', 'talk'],
] as const;

/** Where to go when nothing was found, or nothing asked yet. */
function Places() {
  const { t } = useTranslation('search');
  return (
    <ul>
      {places.map(([to, key]) => (
        <li key={to}>
          <LocalLink to={to}>{t(`places.${key}`)}</LocalLink>
        </li>
      ))}
    </ul>
  );
}
