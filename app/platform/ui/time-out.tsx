import { Trans, useTranslation } from 'react-i18next';
import { localPath, type Locale } from '../locale';
import { SubmitButton } from './form';
import type { LateForms, SessionEnd } from './session-end';

/** Says until when, too, and is to be closed again. */
const stayPage = '/account/stay';

/** Where `time-out.client.ts` writes the time at which the session ends. */
const until = <span data-until />;

interface TimeOutProps {
  end: SessionEnd;
  lateForms?: LateForms;
  locale: Locale;
  path: string;
}

/**
 * Until when somebody stays signed in, and how to stay longer (WCAG 2.2, 2.2.1 and 2.2.6): a line that needs no
 * script. Whoever is writing is told what becomes of it.
 */
export function TimeOutLine({ end, lateForms, locale, path }: TimeOutProps) {
  const { t } = useTranslation('common');
  if (path === stayPage) return null;
  return (
    <section className="time-out-line no-print" aria-label={t('timeOut.label')}>
      <p className="page">
        <Trans
          t={t}
          i18nKey={end.isLast ? 'timeOut.lastLine' : 'timeOut.line'}
          values={{ time: end.until }}
          components={{ time: until }}
        />{' '}
        {lateForms && `${t(`timeOut.forms.${lateForms}`)} `}
        {!end.isLast && (
          <a href={localPath(locale, stayPage)} target="_blank" rel="noopener">
            {t('timeOut.stayInNewTab')}
          </a>
        )}
      </p>
    </section>
  );
}

/**
 * What the portal's script opens two minutes before that time and when it is over. Belongs after everything else:
 * browsers that do not know dialogs show it where it stands.
 */
export function TimeOutDialogs({ end, lateForms, locale, path }: TimeOutProps) {
  const { t } = useTranslation('common');
  const values = { time: end.until };
  return (
    <>
      <dialog
        id="time-soon"
        className="time-out"
        role="alertdialog"
        aria-labelledby="time-soon-title"
        aria-describedby="time-soon-words"
        data-end={JSON.stringify(end)}
        data-ask={localPath(locale, '/account/stay.json')}
      >
        <p className="bracket">{t('timeOut.soon.notYet')}</p>
        <h2 id="time-soon-title">{t('timeOut.soon.title')}</h2>
        <div id="time-soon-words">
          <p>
            <Trans t={t} i18nKey="timeOut.soon.at" values={values} components={{ time: until }} />
          </p>
          <p data-when="can-stay">{t('timeOut.soon.canStay')}</p>
          <p data-when="last">{t('timeOut.soon.last')}</p>
          {lateForms && <p data-when="last">{t(`timeOut.soon.forms.${lateForms}`)}</p>}
        </div>
        <p role="alert" data-failed hidden>
          {t('timeOut.soon.failed')}
        </p>
        <div className="actions">
          <button type="button" className="nhsuk-button" data-when="can-stay" data-stay>
            {t('timeOut.soon.stay')}
          </button>{' '}
          <button type="button" className="nhsuk-button" data-when="last" data-close>
            {t('timeOut.soon.goOn')}
          </button>{' '}
          <form method="post" action={localPath(locale, '/sign-out')}>
            <SubmitButton name="intent" value="sign-out" look="secondary">
              {t('timeOut.soon.signOut')}
            </SubmitButton>
          </form>
        </div>
        <p className="quiet">{t('timeOut.soon.signOutLoses')}</p>
      </dialog>
      <dialog
        id="time-over"
        className="time-out time-out--over"
        role="alertdialog"
        aria-labelledby="time-over-title"
        aria-describedby="time-over-words"
        data-sign-in={localPath(locale, `/sign-in?next=${encodeURIComponent(path)}&ended=time`)}
      >
        <p className="bracket">{t('timeOut.over.notYet')}</p>
        <h2 id="time-over-title">{t('timeOut.over.title')}</h2>
        <div id="time-over-words">
          <p>{t('timeOut.over.still')}</p>
          <p>{t('timeOut.over.how')}</p>
          {lateForms && <p>{t(`timeOut.over.forms.${lateForms}`)}</p>}
        </div>
        <div className="actions">
          <a
            className="nhsuk-button"
            href={localPath(locale, `/sign-in?next=${stayPage}`)}
            target="_blank"
            rel="noopener"
          >
            {t('timeOut.over.signIn')}
          </a>{' '}
          <button type="button" className="nhsuk-button nhsuk-button--secondary" data-close>
            {t('timeOut.over.back')}
          </button>
        </div>
      </dialog>
    </>
  );
}
