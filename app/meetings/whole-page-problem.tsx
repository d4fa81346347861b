import { useTranslation } from 'react-i18next';

/** Why a change was not made, first on the page and in focus. */
export function WholePageProblem({ words }: { words: string }) {
  const { t } = useTranslation('common');
  return (
    <div className="nhsuk-error-summary">
      {/* eslint-disable-next-line jsx-a11y/no-autofocus */}
      <div role="alert" tabIndex={-1} autoFocus>
        <h2 className="nhsuk-error-summary__title">{t('errorSummary')}</h2>
        <div className="nhsuk-error-summary__body">
          <p>{words}</p>
        </div>
      </div>
    </div>
  );
}
