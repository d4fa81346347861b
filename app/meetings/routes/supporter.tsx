import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { minute } from '~/platform/time/clock';
import { momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import { Onward } from '~/platform/ui/links';
import { SoundAndCamera, VideoDetails } from '../joining/how-to-join';
import { readSupporterPage } from '../joining/join-pages.server';

/**
 * The page of somebody who comes along. Whoever has the link can read it, so it does not say whose meeting it is,
 * nor what about (docs/decisions/0031).
 */
export function loader({ params, context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'manage')('along.title'),
    token: params.token!,
    view: readSupporterPage(params.token!),
  };
}

export default function Supporter() {
  const { t } = useTranslation('manage');
  const { view } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{t('along.title')}</h1>
      <p className="lead">{t('along.what')}</p>
      {view.stage === 'arranged' ? <Arranged /> : <p>{t(`along.${view.stage}`)}</p>}
      {view.stage !== 'over' && (
        <>
          <h2>{t('along.canTitle')}</h2>
          <ul>
            {(['listen', 'notes', 'breaks', 'speak', 'notFor'] as const).map((line) => (
              <li key={line}>{t(`along.can.${line}`)}</li>
            ))}
          </ul>
          <h2>{t('along.privateTitle')}</h2>
          <ul>
            {(['private', 'record', 'link'] as const).map((line) => (
              <li key={line}>{t(`along.keep.${line}`)}</li>
            ))}
          </ul>
          <h2>{t('along.changesTitle')}</h2>
          <p>{t('along.changes')}</p>
          <p>{t('along.cannotCome')}</p>
        </>
      )}
      <Onward to="guides" />
    </div>
  );
}

function Arranged() {
  const { t } = useTranslation(['manage', 'meetings']);
  const { locale } = usePage();
  const { token, view } = useLoaderData<typeof loader>();
  const { meeting, method, room, adviserName } = view;
  if (!meeting) return null;
  return (
    <>
      <div className="panel">
        <p className="when">{momentInWords(meeting.startsAt, locale)}</p>
        <p>{t('join.london')}</p>
        <p>
          {t('meetings:meeting.lasts', { minutes: (meeting.endsAt - meeting.startsAt) / minute })}
        </p>
        {adviserName && <p>{t('along.adviser', { name: adviserName })}</p>}
        {method === 'phone' && <p>{t('along.byPhone')}</p>}
        {room && (
          <>
            <p>
              {t('meetings:meeting.byVideo')}{' '}
              <a href={room} rel="noreferrer noopener">
                {t('meetings:meeting.join')}
              </a>
            </p>
            <VideoDetails address={room} />
          </>
        )}
      </div>
      <p className="no-print">
        <a href={localPath(locale, `/join/${token}/meeting.ics`)} download>
          {t('join.calendar')}
        </a>
      </p>
      {room && (
        <>
          <h2>{t('join.testTitle')}</h2>
          <SoundAndCamera />
        </>
      )}
    </>
  );
}
