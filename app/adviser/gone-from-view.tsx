import { useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '~/platform/one-of';

/** Said on the queue after something that took the request out of the reader's sight. */
export function GoneFromView() {
  const { t } = useTranslation('adviser');
  const [query] = useSearchParams();
  const done = oneOf(['step-aside', 'assign'] as const, query.get('done'));
  if (!done) return null;
  return (
    <p className="notice" role="status">
      {t(`gone.${done}`)}
    </p>
  );
}
