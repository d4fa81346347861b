import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { dateInWords, today } from '~/platform/time/london';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { listOwnRequests } from '../requests.server';
import { StateTag } from '../state-tag';

export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'meetings')('list.title'),
    requests: listOwnRequests(signedIn(context.actor)),
  };
}

export default function Meetings() {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const { requests } = useLoaderData<typeof loader>();
  const draft = requests.find(({ state }) => state === 'draft');
  const sent = requests.filter(({ state }) => state !== 'draft');
  return (
    <div className="reading">
      <h1>{t('list.title')}</h1>
      <p className="lead">{t('list.what')}</p>
      {draft && (
        <div className="panel">
          <p>{t('list.draft')}</p>
          <NextLink to="/meetings/new">{t('list.continue')}</NextLink>
        </div>
      )}
      {sent.length > 0 && (
        <ul className="cards">
          {sent.map(({ reference, state, updatedAt }) => (
            <li key={reference}>
              <h2>
                <LocalLink to={`/meetings/${reference}`}>
                  {t('list.request', { reference })}
                </LocalLink>
              </h2>
              <p>
                <StateTag state={state} />
              </p>
              <p className="quiet">
                {t('list.changed', { date: dateInWords(today(updatedAt), locale) })}
              </p>
            </li>
          ))}
        </ul>
      )}
      {sent.length === 0 && !draft && <p>{t('list.empty')}</p>}
      {!draft && <NextLink to="/meetings/new">{t('list.ask')}</NextLink>}
    </div>
  );
}
