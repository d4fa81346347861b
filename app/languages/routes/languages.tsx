import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { directionOf, summaryAddress } from '../languages';
import { listSummaries } from '../summaries.server';

export function loader({ context }: LoaderFunctionArgs) {
  return { title: translator(context.locale, 'languages')('title'), summaries: listSummaries() };
}

export default function Languages() {
  const { t } = useTranslation('languages');
  const { locale } = usePage();
  const { summaries } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{t('title')}</h1>
      <p className="lead">{t('what')}</p>
      <ul className="cards">
        {summaries.map(({ language, name, title }) => (
          <li key={language}>
            <h2 className="in-language" lang={language} dir={directionOf(language)}>
              <a href={localPath(locale, summaryAddress(language))} hrefLang={language}>
                {name}
              </a>
            </h2>
            <p className="quiet cards__kind">{t(`names.${language}`)}</p>
            <p className="in-language" lang={language} dir={directionOf(language)}>
              {title}
            </p>
          </li>
        ))}
      </ul>
      <p>{t('interpreter')}</p>
      <NextLink to="/meetings">{t('next')}</NextLink>
    </div>
  );
}
