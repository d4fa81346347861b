import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { dateInWords } from '~/platform/time/london';
import { LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { listConcerns, type LeadLine } from '../concerns.server';
import { ConcernTag } from '../state-tag';

/** Concerns as a lead sees them: what is overdue first, and nothing in which they have had a part. */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'concerns')('lead.title'),
    ...listConcerns(signedIn(context.actor)),
  };
}

export default function LeadConcerns() {
  const { t } = useTranslation('concerns');
  const { due, others, ended } = useLoaderData<typeof loader>();
  const overdue = due.filter((line) => line.overdue).length;
  return (
    <div className="reading">
      <h1>{t('lead.title')}</h1>
      <p className="lead">{t('lead.what')}</p>
      <h2>{t('lead.due')}</h2>
      <p>
        {due.length === 0 ? t('lead.dueNone') : `${t('lead.count', { count: due.length })}.`}{' '}
        {overdue > 0 && <strong>{t('lead.late', { count: overdue })}.</strong>}
      </p>
      <Lines lines={due} />
      {others.length > 0 && (
        <>
          <h2>{t('lead.others')}</h2>
          <Lines lines={others} />
        </>
      )}
      {ended.length > 0 && (
        <>
          <h2>{t('lead.ended')}</h2>
          <Lines lines={ended} />
        </>
      )}
      <Onward to="desk" />
    </div>
  );
}

function Lines({ lines }: { lines: LeadLine[] }) {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  if (lines.length === 0) return null;
  return (
    <ul className="cards">
      {lines.map(({ reference, kind, state, dueBy, overdue, isYours, leadName }) => (
        <li key={reference}>
          <h3>
            <LocalLink to={`/adviser/concerns/${reference}`}>
              {t('lead.concernOf', { reference })}
            </LocalLink>
          </h3>
          <p>{t(`kinds.${kind}`)}</p>
          <p>
            <ConcernTag state={state} />
          </p>
          {dueBy && (
            <p>
              {overdue ? (
                <strong>{t('lead.overdue', { date: dateInWords(dueBy, locale) })}</strong>
              ) : (
                t('lead.by', { date: dateInWords(dueBy, locale) })
              )}
            </p>
          )}
          <p className="quiet">
            {isYours
              ? t('lead.yours')
              : leadName
                ? t('lead.has', { name: leadName })
                : t('lead.nobody')}
          </p>
        </li>
      ))}
    </ul>
  );
}
