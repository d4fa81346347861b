import { useTranslation } from 'react-i18next';
import { momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Opening } from './openings.server';

/** Which staff opened a request, and when: each person once, the latest first. */
export function WhoOpened({ openings }: { openings: Opening[] }) {
  const { t } = useTranslation(['meetings', 'account']);
  if (openings.length === 0) return <p>{t('openings.nobody')}</p>;
  return (
    <ul>
      {openings.map(({ name, role, firstAt, lastAt, times }) => (
        <li key={`${firstAt} ${lastAt} ${name}`}>
          <strong>{name ?? t('openings.gone')}</strong>
          {role && `, ${t(`account:roles.${role}`)}`}
          <br />
          <HowOften {...{ firstAt, lastAt, times }} />
        </li>
      ))}
    </ul>
  );
}

/** How often somebody opened something, the first time and the last. */
export function HowOften({
  firstAt,
  lastAt,
  times,
}: Pick<Opening, 'firstAt' | 'lastAt' | 'times'>) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  return (
    <span className="quiet">
      {t('openings.times', {
        count: times,
        first: momentInWords(firstAt, locale),
        last: momentInWords(lastAt, locale),
      })}
    </span>
  );
}
