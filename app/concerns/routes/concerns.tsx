import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { clock } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';
import { LocalLink, NextLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { listOwnConcerns, type ConcernLine } from '../concerns.server';
import { isOverdue, kinds } from '../life';
import { addressOf } from '../questions';
import { ConcernTag } from '../state-tag';

/** What each kind of concern is for, and where a practitioner's own stand. */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'concerns')('list.title'),
    ...listOwnConcerns(signedIn(context.actor)),
    date: today(clock.now()),
  };
}

export default function Concerns() {
  const { t } = useTranslation('concerns');
  const { raised, begun, date } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{t('list.title')}</h1>
      <p className="lead">{t('list.what')}</p>
      <p>{t('list.notThis')}</p>
      {begun.map((kind) => (
        <div className="panel" key={kind}>
          <h2>{t(`kinds.${kind}`)}</h2>
          <p>{t('list.begun')}</p>
          <NextLink to={addressOf(kind)}>{t('start.continue')}</NextLink>
        </div>
      ))}
      {raised.length > 0 && (
        <>
          <h2>{t('list.yours')}</h2>
          <ul className="cards">
            {raised.map((line, index) => (
              <Line key={line.reference} line={line} isFirst={index === 0} date={date} />
            ))}
          </ul>
        </>
      )}
      <h2>{t('list.new')}</h2>
      <ul className="cards">
        {kinds.map((kind) => (
          <li key={kind}>
            <h3>{t(`kinds.${kind}`)}</h3>
            <p>{t(`doors.${kind}.what`)}</p>
            <p>
              <LocalLink to={addressOf(kind)}>{t(`doors.${kind}.link`)}</LocalLink>
            </p>
          </li>
        ))}
      </ul>
      <p>
        <LocalLink to="/guides/challenge-us">{t('list.guide')}</LocalLink>
      </p>
      <Onward to="requests" />
    </div>
  );
}

function Line({ line, isFirst, date }: { line: ConcernLine; isFirst: boolean; date: string }) {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { reference, kind, state, raisedAt, dueBy } = line;
  return (
    <li className={isFirst ? 'cards__first' : undefined}>
      <h3>
        <LocalLink to={`/concerns/${reference}`}>{t('list.item', { reference })}</LocalLink>
      </h3>
      <p>{t(`kinds.${kind}`)}</p>
      <p>
        <ConcernTag state={state} />
      </p>
      {dueBy && (
        <p>
          {t(isOverdue(line, date) ? 'list.late' : 'list.due', {
            date: dateInWords(dueBy, locale),
          })}
        </p>
      )}
      {state === 'answered' && <p>{t('list.yourTurn')}</p>}
      {raisedAt !== null && (
        <p className="quiet">{t('list.raised', { date: dateInWords(today(raisedAt), locale) })}</p>
      )}
    </li>
  );
}
