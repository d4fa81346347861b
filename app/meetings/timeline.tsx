import { useTranslation } from 'react-i18next';
import { momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from './life';
import type { TimelineEvent } from './requests.server';

/** What happened, oldest first, in sentences for the side that reads it. */
export function Timeline({
  events,
  reader,
  level = 3,
}: {
  events: TimelineEvent[];
  reader: Side;
  /** Of the headings: one below the heading it stands under. */
  level?: 3 | 4;
}) {
  const Heading = level === 3 ? 'h3' : 'h4';
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  return (
    <ol className="timeline">
      {events.map(({ at, by, change, times, words }) => (
        <li className="timeline__past" key={`${at}${change}`}>
          <Heading>{t(`events.${change}.${by === reader ? 'you' : by}`)}</Heading>
          <p className="quiet">{momentInWords(at, locale)}</p>
          {times.length > 0 && (
            <ul>
              {times.map((time) => (
                <li key={time}>{momentInWords(time, locale)}</li>
              ))}
            </ul>
          )}
          {words && (
            <p className="their-words" dir="auto">
              {words}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
