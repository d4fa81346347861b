import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { clock } from '~/platform/time/clock';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { listOwnRequests } from '../requests.server';
import { SomethingNotRight } from '../managing/something-not-right';
import { StateTag } from '../managing/state-tag';
import { currentFirst } from '../managing/what-comes';

export function loader({ context }: LoaderFunctionArgs) {
  const requests = listOwnRequests(signedIn(context.actor));
  return {
    title: translator(context.locale, 'meetings')('list.title'),
    draft: requests.some(({ state }) => state === 'draft'),
    ...currentFirst(requests),
    now: clock.now(),
  };
}

type Line = ReturnType<typeof listOwnRequests>[number];

/** A practitioner's requests: what is going on now first, each with its next step. */
export default function Meetings() {
  const { t } = useTranslation(['meetings', 'manage']);
  const { draft, current, past, now } = useLoaderData<typeof loader>();
  const nothing = !draft && current.length === 0 && past.length === 0;
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
      {current.length > 0 && (
        <>
          <h2>{t('manage:list.current')}</h2>
          <ul className="cards">
            {current.map((line, index) => (
              <Current key={line.reference} line={line} isFirst={index === 0} now={now} />
            ))}
          </ul>
        </>
      )}
      {nothing && <p>{t('list.empty')}</p>}
      {!draft && (
        <NextLink to="/meetings/new" look={current.length > 0 ? 'secondary' : undefined}>
          {t('list.ask')}
        </NextLink>
      )}
      {past.length > 0 && (
        <>
          <h2>{t('manage:list.past')}</h2>
          <ul className="cards">
            {past.map((line) => (
              <Past key={line.reference} line={line} />
            ))}
          </ul>
        </>
      )}
      <SomethingNotRight />
    </div>
  );
}

function Current({ line, isFirst, now }: { line: Line; isFirst: boolean; now: number }) {
  const { t } = useTranslation(['meetings', 'manage']);
  const { locale } = usePage();
  const { reference, state, meetsAt, meetsUntil, submittedAt, waitingOn, answerBy } = line;
  const isOver = state === 'confirmed' && meetsUntil !== null && now >= meetsUntil;
  return (
    <li className={isFirst ? 'cards__first' : undefined}>
      <h3>
        <LocalLink to={`/meetings/${reference}`}>{t('list.request', { reference })}</LocalLink>
      </h3>
      <p>
        <StateTag state={state} />
      </p>
      {meetsAt !== null && <p className="when">{momentInWords(meetsAt, locale)}</p>}
      {waitingOn === 'them' && <p>{t('manage:list.yours')}</p>}
      {waitingOn === 'us' && answerBy && (
        <p>{t('manage:list.ours', { date: dateInWords(answerBy, locale) })}</p>
      )}
      {waitingOn === 'nobody' && <p>{t(isOver ? 'manage:list.over' : 'manage:list.nothing')}</p>}
      {submittedAt !== null && (
        <p className="quiet">
          {t('manage:list.sent', { date: dateInWords(today(submittedAt), locale) })}
        </p>
      )}
    </li>
  );
}

function Past({ line: { reference, state, updatedAt } }: { line: Line }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  return (
    <li>
      <h3>
        <LocalLink to={`/meetings/${reference}`}>{t('list.request', { reference })}</LocalLink>
      </h3>
      <p>
        <StateTag state={state} />
      </p>
      <p className="quiet">{t('list.changed', { date: dateInWords(today(updatedAt), locale) })}</p>
    </li>
  );
}
