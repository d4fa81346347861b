import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { glossary } from '../glossary.server';
import { readGuide } from '../guides.server';

/** Every word the portal explains, in the order of the reader's alphabet. */
export function loader({ context: { locale } }: LoaderFunctionArgs) {
  const entries = [...glossary().values()]
    .sort((a, b) => a.term[locale].localeCompare(b.term[locale], locale))
    .map(({ id, term, also, meaning, guide }) => ({
      id,
      term: term[locale],
      also: also[locale],
      meaning: meaning[locale],
      guide: guide && { slug: guide, title: readGuide(locale, guide)?.about.title ?? guide },
    }));
  return { title: translator(locale, 'guides')('glossary.title'), entries };
}

export default function Glossary() {
  const { t } = useTranslation('guides');
  const { locale } = usePage();
  const { entries } = useLoaderData<typeof loader>();
  const letterOf = (term: string) => term[0]!.toLocaleUpperCase(locale);
  const letters = [...new Set(entries.map(({ term }) => letterOf(term)))];
  return (
    <div className="reading">
      <h1>{t('glossary.title')}</h1>
      <p className="lead">{t('glossary.what')}</p>
      <ul className="letters">
        {letters.map((letter) => (
          <li key={letter}>
            <a href={`#letter-${letter}`}>{letter}</a>
          </li>
        ))}
      </ul>
      {letters.map((letter) => (
        <section key={letter} aria-labelledby={`letter-${letter}`}>
          <h2 id={`letter-${letter}`}>{letter}</h2>
          <dl>
            {entries
              .filter(({ term }) => letterOf(term) === letter)
              .map(({ id, term, also, meaning, guide }) => (
                <div key={id} id={id}>
                  <dt>
                    <strong>{term}</strong>
                    {also.length > 0 && <span className="quiet"> ({also.join(', ')})</span>}
                  </dt>
                  <dd>
                    {meaning}{' '}
                    {guide && <LocalLink to={`/guides/${guide.slug}`}>{guide.title}</LocalLink>}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <Onward to="guides" />
    </div>
  );
}
