import { useTranslation } from 'react-i18next';
import { dateInWords, momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Ahead } from './what-comes';

/** What is still to happen, in order: who sees to it, and by when. */
export function AheadList({ ahead }: { ahead: Ahead[] }) {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  return (
    <ol className="timeline">
      {ahead.map(({ what, who, at, by }) => (
        <li key={`${what}${at}`} className={who === 'you' ? 'timeline__yours' : undefined}>
          <h3>{t(`ahead.${what}.title`)}</h3>
          <p className="when">
            {at !== undefined
              ? t(`ahead.${what === 'choose' ? 'until' : 'at'}`, {
                  when: momentInWords(at, locale),
                })
              : by !== undefined
                ? t('ahead.by', { date: dateInWords(by, locale) })
                : t('ahead.open')}
          </p>
          <p>
            <strong>{t(`ahead.who.${who}`)}</strong> {t(`ahead.${what}.what`)}
          </p>
        </li>
      ))}
    </ol>
  );
}
