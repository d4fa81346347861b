import { useTranslation } from 'react-i18next';
import { localPath, type Locale } from '../locale';

const known = [400, 403, 404, 405, 409, 410, 411, 413, 429, 500, 503] as const;
type Known = (typeof known)[number];

/** After how many seconds somebody may ask again who was turned away because the database was busy. */
export const busyFor = 30;

/** Nearest status we have words for. */
export function knownStatus(status: number): Known {
  if ((known as readonly number[]).includes(status)) return status as Known;
  return status >= 500 ? 500 : 400;
}

/** What went wrong, in plain words, and what to do next. Server faults carry a reference to quote. */
export function Problem({
  status,
  locale,
  requestId,
  wait,
}: {
  status: number;
  locale: Locale;
  requestId: string;
  /** Seconds until it may be tried again, where that is known. */
  wait?: number;
}) {
  const { t } = useTranslation('problems');
  const shown = knownStatus(status);
  return (
    <div className="reading">
      <h1>{t(`${shown}.title`)}</h1>
      <p className="lead">{t(`${shown}.what`)}</p>
      {wait && <p>{t('wait', { count: Math.ceil(wait / 60) })}</p>}
      <p>{t(`${shown}.next`)}</p>
      <p>
        <a className="nhsuk-button" href={localPath(locale, '/')} data-next-step>
          {t('home')}
        </a>
      </p>
      <p>
        <a href={localPath(locale, '/support#urgent')}>{t('urgent')}</a>
      </p>
      {shown >= 500 && (
        <p className="quiet">
          {t('reference')} <strong>{requestId}</strong>
        </p>
      )}
    </div>
  );
}
