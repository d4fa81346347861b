import { useTranslation } from 'react-i18next';
import { dateInWords, momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Ahead } from './what-comes';

/** What is still to happen, in order: who sees to it, and by when. */
export function AheadList({ ahead }: { ahead: Ahead[] }) {
  const { t } = useTranslation('manage');
  return (
    <ol className="timeline">
      {ahead.map(({ what, who, at, by }) => (
        <li key={`${what}${at}`} className={who === 'you' ? 'timeline__yours' : undefined}>
          <h3>{t(`ahead.${what}.title`)}</h3>
          <Day what={what} at={at} by={by} />
          <p>
            <strong>{t(`ahead.who.${who}`)}</strong> {t(`ahead.${what}.what`)}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** The day something happens, or until when; what only follows from something else has none of its own. */
function Day({ what, at, by }: Pick<Ahead, 'what' | 'at' | 'by'>) {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  if (at !== undefined) {
    const when = momentInWords(at, locale);
    return <p className="when">{what === 'choose' ? t('ahead.until', { when }) : when}</p>;
  }
  if (by !== undefined) {
    return <p className="when">{t('ahead.by', { date: dateInWords(by, locale) })}</p>;
  }
  return what === 'arrange' ? <p className="when">{t('ahead.open')}</p> : null;
}
