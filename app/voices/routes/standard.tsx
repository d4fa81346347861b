import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { concernAnsweredWithin } from '~/concerns/index';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { Bar, FiguresTable, Hidden } from '../figures';
import { monthInWords } from '../months';
import { measures, type Reached } from '../standard';
import {
  readAims,
  readStandard,
  type PublishedMeasure,
  type PublishedMonth,
} from '../standard.server';

/** How long people wait for us, month by month, beside what we aim at. */
export function loader({ context: { locale } }: LoaderFunctionArgs) {
  return {
    title: translator(locale, 'insight')('standard.title'),
    published: readStandard(),
    aims: readAims(),
  };
}

export default function StandardPage() {
  const { t } = useTranslation('insight');
  const { locale } = usePage();
  const { published } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <BackLink to="/voices">{t('backToVoices')}</BackLink>
      <h1>{t('standard.title')}</h1>
      <p className="lead">{t('standard.lead')}</p>
      {published.map((its) => (
        <OneMeasure key={its.measure} its={its} />
      ))}
      <h2>{t('standard.how')}</h2>
      <ul>
        <li>{t('standard.half')}</li>
        <li>{t('standard.waiting')}</li>
        <li>{t('standard.left')}</li>
        <li>{t('standard.few')}</li>
      </ul>
      <p>
        <a href={localPath(locale, '/voices/standard.csv')}>{t('csv')}</a>
      </p>
      <p>
        <NextLink to="/meetings">{t('standard.next')}</NextLink>
      </p>
    </div>
  );
}

function OneMeasure({ its: { measure, months } }: { its: PublishedMeasure }) {
  const { t } = useTranslation(['insight', 'staff']);
  const { locale } = usePage();
  const { aims } = useLoaderData<typeof loader>();
  const waits = months.flatMap(({ median, ninetieth }) => [
    median?.days ?? 0,
    ninetieth?.days ?? 0,
  ]);
  const longest = Math.max(1, ...waits);
  const left = months.filter(({ leftOut }) => leftOut > 0);
  const few = months.filter(({ asked }) => asked === null);
  const enough = months.filter(({ asked }) => asked !== null);
  return (
    <section aria-labelledby={`measure-${measure}`}>
      <h2 id={`measure-${measure}`}>{t(`standard.measures.${measure}.title`)}</h2>
      <p>{t(`standard.measures.${measure}.what`)}</p>
      {measure === 'first-reply' && (
        <ul>
          {aims.map(({ team, days }) => (
            <li key={team}>
              {t('standard.aim', {
                team: t(`staff:teams.${team}`),
                limit: t('units.working-days', { count: days }),
              })}
            </li>
          ))}
        </ul>
      )}
      {measure === 'concern-reply' && (
        <p>
          {t('standard.aimConcern', {
            limit: t('units.working-days', { count: concernAnsweredWithin }),
          })}
        </p>
      )}
      {months.length === 0 && <p>{t('standard.none')}</p>}
      {enough.length > 0 && (
        <FiguresTable
          id={`table-${measure}`}
          caption={
            <>
              {t('standard.byMonth')}
              <span className="nhsuk-u-visually-hidden">
                {': '}
                {t(`standard.measures.${measure}.title`)}
              </span>
            </>
          }
          wide
          head={[
            t('columns.month'),
            t('columns.asked'),
            t('columns.median'),
            t('columns.ninetieth'),
          ]}
        >
          {enough.map((each) => (
            <Month key={each.month} each={each} measure={measure} longest={longest} />
          ))}
        </FiguresTable>
      )}
      {few.length > 0 && (
        <p>
          {t('standard.fewer', {
            months: few.map(({ month }) => monthInWords(month, locale)).join(', '),
          })}
        </p>
      )}
      {left.length > 0 && (
        <p>
          {t('standard.leftOut')}{' '}
          {left
            .map(({ month, leftOut }) =>
              t('standard.leftOutOf', { month: monthInWords(month, locale), number: leftOut }),
            )
            .join(', ')}
          .
        </p>
      )}
    </section>
  );
}

function Month({
  each: { month, asked, median, ninetieth },
  measure,
  longest,
}: {
  each: PublishedMonth;
  measure: PublishedMeasure['measure'];
  longest: number;
}) {
  const { t } = useTranslation('insight');
  const { locale } = usePage();
  const unit = measures[measure];
  const wait = (reached: Reached | null) =>
    reached === null ? (
      <Hidden />
    ) : (
      <>
        {reached.orMore
          ? t('standard.atLeast', { wait: t(`units.${unit}`, { count: reached.days }) })
          : t(`units.${unit}`, { count: reached.days })}
        <Bar value={reached.days} most={longest} />
      </>
    );
  return (
    <tr>
      <th scope="row">{monthInWords(month, locale)}</th>
      <td>{asked}</td>
      <td>{wait(median)}</td>
      <td>{wait(ninetieth)}</td>
    </tr>
  );
}
