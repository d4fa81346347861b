import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { clock, minute } from '~/platform/time/clock';
import { momentInWords } from '~/platform/time/london';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { SoundAndCamera, WhereToJoin } from '../joining/how-to-join';
import { readOwnSupporter } from '../joining/join-pages.server';
import { readRequest, type RequestView } from '../requests.server';
import { SupporterCard } from '../joining/supporter-card';
import { fallbackNumber, wayIn, whoJoins, type Attendee } from '../joining/who-joins';

/** Everything about a meeting that is arranged: when, how to join, who is there and what it is for. To print, too. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = readRequest(actor, params.reference!);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  const isAhead = view.meeting !== null && clock.now() < view.meeting.endsAt;
  const t = translator(context.locale, 'manage');
  return {
    title: t(isAhead ? 'join.title' : 'join.noneTitle'),
    view,
    isAhead,
    supporter: readOwnSupporter(actor, view.reference),
  };
}

export default function Join() {
  const { t } = useTranslation('manage');
  const { view, isAhead } = useLoaderData<typeof loader>();
  if (isAhead && view.meeting) return <Ahead view={view} meeting={view.meeting} />;
  return (
    <div className="reading">
      <h1>{t('join.noneTitle')}</h1>
      <p>{t(view.meeting || view.state === 'held' ? 'join.over' : 'join.none')}</p>
      <NextLink to={`/meetings/${view.reference}`}>{t('change.back')}</NextLink>
    </div>
  );
}

function Ahead({
  view,
  meeting,
}: {
  view: RequestView;
  meeting: NonNullable<RequestView['meeting']>;
}) {
  const { t } = useTranslation(['manage', 'meetings']);
  const { locale } = usePage();
  const { supporter } = useLoaderData<typeof loader>();
  const request = `/meetings/${view.reference}`;
  const way = wayIn(meeting, view.answers);
  return (
    <div className="reading">
      <BackLink to={request}>{t('change.back')}</BackLink>
      <h1>{t('join.title')}</h1>
      <div className="panel">
        <p className="when">{momentInWords(meeting.startsAt, locale)}</p>
        <p>{t('join.london')}</p>
        <p>
          {t('meetings:meeting.lasts', { minutes: (meeting.endsAt - meeting.startsAt) / minute })}
        </p>
        <WhereToJoin way={way} full />
      </div>
      <p className="no-print">
        <a href={localPath(locale, `${request}/meeting.ics`)} download>
          {t('join.calendar')}
        </a>
      </p>
      <h2>{t('join.failsTitle')}</h2>
      <Fallback view={view} isVideo={way.by === 'video'} />
      {way.by === 'video' && (
        <>
          <h2>{t('join.testTitle')}</h2>
          <SoundAndCamera />
        </>
      )}
      <h2>{t('join.whoTitle')}</h2>
      <ul>
        {whoJoins(view.answers, view.adviserName).map((attendee) => (
          <Person key={attendee.role} attendee={attendee} />
        ))}
      </ul>
      <p>{t('join.nobodyElse')}</p>
      <h2>{t('join.aboutTitle')}</h2>
      <ul>
        {(['willListen', 'willExplain', 'willPoint', 'willNot', 'willNotShare'] as const).map(
          (line) => (
            <li key={line}>{t(`join.${line}`)}</li>
          ),
        )}
      </ul>
      <Questions view={view} />
      <h2>{t('join.notesTitle')}</h2>
      <ul>
        <li>{t('join.notRecorded')}</li>
        <li>{t('join.notes')}</li>
        <li>{t('join.ownNotes')}</li>
      </ul>
      <Needs view={view} />
      {supporter && <SupporterCard supporter={supporter} reference={view.reference} />}
      <p className="no-print">
        <LocalLink to={request} next>
          {t('join.changes')}
        </LocalLink>
      </p>
    </div>
  );
}

/** What happens when the call or the room does not work: only what we truly do. */
function Fallback({ view, isVideo }: { view: RequestView; isVideo: boolean }) {
  const { t } = useTranslation('manage');
  const number = fallbackNumber(view.answers);
  const request = `/meetings/${view.reference}`;
  return (
    <ul>
      {isVideo && <li>{t('join.again')}</li>}
      {isVideo && number && <li>{t('join.fallback', { number })}</li>}
      {isVideo && !number && view.allowed.includes('correct') && (
        <li>
          {t('join.noNumber')}{' '}
          <LocalLink to={`${request}/correct/contact`}>{t('join.giveNumber')}</LocalLink>
        </li>
      )}
      {!isVideo && <li>{t('join.noCall')}</li>}
      <li>
        {t('join.write')}{' '}
        {view.allowed.includes('message') && (
          <LocalLink to={`${request}/change/message`}>{t('actions.message')}</LocalLink>
        )}
      </li>
      <li>{t('join.noBlame')}</li>
    </ul>
  );
}

function Person({ attendee: { role, name, more } }: { attendee: Attendee }) {
  const { t } = useTranslation('manage');
  const isLookedFor = role === 'interpreter' || role === 'bsl';
  return (
    <li>
      {name && <strong dir="auto">{name}</strong>}
      {name && ': '}
      {t(`join.who.${role}`)}
      {more && (
        <>
          {' '}
          <span dir="auto">({more})</span>
        </>
      )}
      {isLookedFor && `. ${t('join.asked')}`}
    </li>
  );
}

function Questions({ view }: { view: RequestView }) {
  const { t } = useTranslation('manage');
  const { questions, allowed, reference } = view;
  return (
    <>
      <h2>{t('overview.questions')}</h2>
      {questions.length > 0 && (
        <ol>
          {questions.map(({ at, words }) => (
            <li className="their-words" dir="auto" key={at}>
              {words}
            </li>
          ))}
        </ol>
      )}
      {allowed.includes('add-question') && (
        <p>
          <LocalLink to={`/meetings/${reference}/change/add-question`}>
            {t('actions.add-question')}
          </LocalLink>
        </p>
      )}
    </>
  );
}

function Needs({ view }: { view: RequestView }) {
  const { t } = useTranslation(['manage', 'meetings']);
  const { needs } = view.answers;
  if (!needs || (needs.needs.length === 0 && !needs.needsMore)) return null;
  return (
    <>
      <h2>{t('join.needsTitle')}</h2>
      <ul>
        {needs.needs.map((need) => (
          <li key={need}>{t(`meetings:needs.${need}`)}</li>
        ))}
      </ul>
      {needs.needsMore && (
        <p className="their-words" dir="auto">
          {needs.needsMore}
        </p>
      )}
    </>
  );
}
