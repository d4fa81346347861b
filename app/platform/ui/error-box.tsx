import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What has to be put right, first on the page. Focus goes here without script, too. */
export function ErrorBox({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <div className="nhsuk-error-summary" data-module="nhsuk-error-summary">
      <div role="alert" tabIndex={-1} autoFocus>
        <h2 className="nhsuk-error-summary__title">{t('errorSummary')}</h2>
        <div className="nhsuk-error-summary__body">{children}</div>
      </div>
    </div>
  );
}
