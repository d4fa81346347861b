import { useTranslation } from 'react-i18next';
import { LocalLink } from '~/platform/ui/links';

/** The way to what is not about a meeting but about how somebody is treated. */
export function SomethingNotRight() {
  const { t } = useTranslation('concerns');
  return (
    <section aria-labelledby="not-right">
      <h2 id="not-right">{t('meetings.title')}</h2>
      <p>{t('meetings.what')}</p>
      <p>
        <LocalLink to="/concerns">{t('meetings.link')}</LocalLink>
      </p>
    </section>
  );
}
