import { useTranslation } from 'react-i18next';
import { momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Opening } from './openings.server';

/** Which staff opened a request, and when: each person once, the latest first. */
export function WhoOpened({ openings }: { openings: Opening[] }) {
  const { t } = useTranslation(['meetings', 'account']);
  const { locale } = usePage();
  if (openings.length === 0) return <p>{t('openings.nobody')}</p>;
  return (
    <ul>
      {openings.map(({ name, role, firstAt, lastAt, times }) => (
        <li key={`${firstAt} ${lastAt} ${name}`}>
          <strong>{name ?? t('openings.gone')}</strong>
          {role && `, ${t(`account:roles.${role}`)}`}
          <br />
          <span className="quiet">
            {t('openings.times', {
              count: times,
              first: momentInWords(firstAt, locale),
              last: momentInWords(lastAt, locale),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
