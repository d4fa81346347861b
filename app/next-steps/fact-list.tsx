import { useTranslation } from 'react-i18next';
import { isConfirmed, wasCompared, type Fact } from '~/platform/content/fact';
import { dateInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';

/** Facts with where each comes from, when it was compared, and whether it is confirmed. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  // Sources are named and dated in their own words.
  const english = locale === 'en' ? undefined : 'en';
  return (
    <ul className="small">
      {facts.map((fact) => (
        <li key={fact.id}>
          {fact.statement[locale]}{' '}
          <a href={fact.source.url} lang={english}>
            {fact.source.title}
          </a>
          , <span lang={english}>{fact.source.date}</span>.{' '}
          {t(wasCompared(fact) ? 'result.checked' : 'result.unread', {
            date: dateInWords(fact.checked, locale, { weekday: false }),
          })}{' '}
          {!isConfirmed(fact) && <strong>{t('unconfirmed')}</strong>}
        </li>
      ))}
    </ul>
  );
}
