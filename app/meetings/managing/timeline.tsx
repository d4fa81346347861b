import { useTranslation } from 'react-i18next';
import { declineReasons, identityChecks } from '../asked';
import { momentInWords } from '~/platform/time/london';
import { oneOf } from '~/platform/one-of';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from '../life';
import type { TimelineEvent } from '../requests.server';

/**
 * What happened, oldest first, in sentences for the side that reads it. What people wrote stands in it as a
 * conversation: one's own words on one side, the other's on the other.
 */
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
      {events.map(({ at, by, change, times, words, detail }, index) => (
        <li className="timeline__past" key={index}>
          <Heading>{t(`events.${change}.${by === reader ? 'you' : by}`)}</Heading>
          <p className="quiet">{momentInWords(at, locale)}</p>
          {times.length > 0 && (
            <ul>
              {times.map((time) => (
                <li key={time}>{momentInWords(time, locale)}</li>
              ))}
            </ul>
          )}
          {reader === 'practitioner' && <Detail change={change} detail={detail} />}
          {words && (
            <p className={`their-words said${by === reader ? ' said--own' : ''}`} dir="auto">
              {words}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What a code of an event means to the practitioner: why, how, or which answer. */
function Detail({ change, detail }: Pick<TimelineEvent, 'change' | 'detail'>) {
  const { t } = useTranslation('manage');
  const reason = change === 'decline' && oneOf(declineReasons, detail);
  if (reason) return <p>{t(`declined.${reason}.why`)}</p>;
  const how = change === 'record-identity' && oneOf(identityChecks, detail);
  return how ? <p>{t(`identity.${how}`)}</p> : null;
}
