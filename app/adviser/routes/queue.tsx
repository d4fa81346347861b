import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { StateTag } from '~/meetings/index';
import { readQueue } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { GoneFromView } from '../gone-from-view';

export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'adviser')('queue.title'),
    queue: readQueue(signedIn(context.actor)),
  };
}

export default function Queue() {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { queue } = useLoaderData<typeof loader>();
  return (
    <>
      <GoneFromView />
      <h1>{t('queue.title')}</h1>
      {queue.length === 0 ? (
        <p>{t('queue.empty')}</p>
      ) : (
        <>
          <p>{t('queue.count', { count: queue.length })}</p>
          <div className="scroll" role="region" aria-labelledby="queue" tabIndex={0}>
            <table className="queue">
              <caption className="nhsuk-u-visually-hidden" id="queue">
                {t('queue.title')}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{t('queue.name')}</th>
                  <th scope="col">{t('queue.state')}</th>
                  <th scope="col">{t('queue.sent')}</th>
                  <th scope="col">{t('queue.meeting')}</th>
                </tr>
              </thead>
              <tbody>
                {queue.map(({ reference, name, state, submittedAt, startsAt }) => (
                  <tr key={reference}>
                    <th scope="row">
                      <LocalLink to={`/adviser/requests/${reference}`}>
                        <span dir="auto">{name}</span>
                      </LocalLink>
                      <br />
                      <span className="quiet small">{reference}</span>
                    </th>
                    <td>
                      <StateTag state={state} />
                    </td>
                    <td>{dateInWords(today(submittedAt), locale, { weekday: false })}</td>
                    <td>{startsAt ? momentInWords(startsAt, locale) : t('queue.none')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}
