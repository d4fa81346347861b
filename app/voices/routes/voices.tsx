import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { UrgentHelp } from '~/support/index';
import { urgentContacts } from '~/support/index.server';

/** Why we ask what it was like, what becomes of it, and the way in. */
export function loader({ context: { locale } }: LoaderFunctionArgs) {
  return { title: translator(locale, 'voices')('title'), urgent: urgentContacts() };
}

export default function VoicesPage() {
  const { t } = useTranslation('voices');
  const { urgent } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{t('title')}</h1>
      <p className="lead">{t('lead')}</p>
      <h2>{t('about.how')}</h2>
      <ul>
        <li>{t('about.anonymous')}</li>
        <li>{t('about.skip')}</li>
        <li>{t('about.nothing')}</li>
        <li>{t('about.apart')}</li>
        <li>{t('about.back')}</li>
      </ul>
      <p>{t('about.no-reply')}</p>
      <p>
        <NextLink to="/voices/share">{t('about.start')}</NextLink>
      </p>
      <h2>{t('about.what')}</h2>
      <ul>
        <li>{t('about.figures')}</li>
        <li>{t('about.words')}</li>
        <li>{t('about.used')}</li>
      </ul>
      <h2>{t('about.so-far')}</h2>
      <ul>
        <li>
          <LocalLink to="/voices/insight">{t('about.insight')}</LocalLink>
        </li>
        <li>
          <LocalLink to="/voices/standard">{t('about.standard')}</LocalLink>
        </li>
      </ul>
      <h2>{t('about.why')}</h2>
      <p>{t('about.study')}</p>
      <p>
        {t('hard')} <LocalLink to="/support/match">{t('match')}</LocalLink>
      </p>
      <UrgentHelp contacts={urgent} />
    </div>
  );
}
