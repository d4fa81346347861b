import { useTranslation } from 'react-i18next';
import { isConfirmed, wasCompared, type Fact } from '~/platform/content/fact';
import { dateInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';

/** Facts with where each comes from, when it was compared, and whether it is confirmed. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  return (
    <ul className="small">
      {facts.map((fact) => (
        <li key={fact.id}>
          {fact.statement[locale]} <a href={fact.source.url}>{fact.source.title}</a>,{' '}
          {fact.source.date}.{' '}
          {t(wasCompared(fact) ? 'result.checked' : 'result.unread', {
            date: dateInWords(fact.checked, locale, { weekday: false }),
          })}{' '}
          {!isConfirmed(fact) && <strong>{t('unconfirmed')}</strong>}
        </li>
      ))}
    </ul>
  );
}
