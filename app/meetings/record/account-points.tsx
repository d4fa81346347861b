import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateInWords, momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import { notClarified, type Clarification, type Point } from './account';

/** The points of an account: what each says now, what it said before, and what was found out. */
export function AccountPoints({
  points,
  below,
}: {
  points: readonly Point[];
  /** What follows each point: what its reader can do about it. */
  below?: (point: Point) => ReactNode;
}) {
  const { t } = useTranslation('record');
  const waiting = notClarified(points);
  return points.map((point) => (
    <section aria-labelledby={`point-${point.number}`} key={point.number}>
      <h2 id={`point-${point.number}`}>{t('account.point', { number: point.number })}</h2>
      <Versions point={point} />
      <h3>{t('account.found')}</h3>
      {point.clarifications.map((its) => (
        <Found its={its} key={its.at} />
      ))}
      {waiting.includes(point) && (
        <p>{t(point.clarifications.length > 0 ? 'account.since' : 'account.notYet')}</p>
      )}
      {below?.(point)}
    </section>
  ));
}

function Versions({ point: { versions } }: { point: Point }) {
  const { t } = useTranslation('record');
  const latest = versions.at(-1)!;
  const earlier = versions.slice(0, -1).reverse();
  return (
    <>
      <Words version={latest} />
      {earlier.length > 0 && (
        <details>
          <summary>{t('account.earlier', { count: earlier.length })}</summary>
          <div>
            {earlier.map((version) => (
              <Words version={version} key={version.at} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function Words({ version: { at, words } }: { version: Point['versions'][number] }) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  return (
    <>
      <p className="their-words said" dir="auto">
        {words}
      </p>
      <p className="quiet">{t('account.written', { when: momentInWords(at, locale) })}</p>
    </>
  );
}

function Found({ its }: { its: Clarification }) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  return (
    <div className="panel">
      <p>
        {t('account.asked', {
          whom: t(`account.whom.${its.with}`),
          date: dateInWords(its.on, locale, { weekday: false }),
        })}{' '}
        <strong>{t(`account.results.${its.result}`)}</strong>
      </p>
      <p className="their-words" dir="auto">
        {its.words}
      </p>
    </div>
  );
}
