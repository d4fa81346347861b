import { useTranslation } from 'react-i18next';
import { declineReasons, identityChecks, wellbeings } from '../asked';
import { momentInWords } from '~/platform/time/london';
import { oneOf } from '~/platform/one-of';
import { usePage } from '~/platform/ui/page-context';
import { LocalLink } from '~/platform/ui/links';
import { pageOf } from '../record/pages';
import type { Side } from '../life';
import { toldIn, type NotedAction } from '../record/note';
import { ActionList } from '../record/note-versions';
import type { TimelineEvent } from '../requests.server';

/**
 * What happened, oldest first, in sentences for the side that reads it. What people wrote stands in it as a
 * conversation: one's own words on one side, the other's on the other.
 */
export function Timeline({
  events,
  reader,
  request,
  agreed = [],
  level = 3,
}: {
  events: TimelineEvent[];
  reader: Side;
  /** The request's address, without language, where what was written at length is led to; without it everything stands here. */
  request?: string;
  /** What was agreed in the meeting, which stands where it was agreed, and where it was done. */
  agreed?: readonly NotedAction[];
  /** Of the headings: one below the heading it stands under. */
  level?: 3 | 4;
}) {
  const Heading = level === 3 ? 'h3' : 'h4';
  const { t } = useTranslation(['meetings', 'record']);
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
          <ActionList actions={toldIn(agreed, { change, detail })} reader={reader} />
          {request && pageOf(change, reader) ? (
            <p>
              <LocalLink to={`${request}/${pageOf(change, reader)}`}>
                {t('record:history')}
              </LocalLink>
            </p>
          ) : (
            words && (
              <p className={`their-words said${by === reader ? ' said--own' : ''}`} dir="auto">
                {words}
              </p>
            )
          )}
        </li>
      ))}
    </ol>
  );
}

/** What a code of an event means to the practitioner: why, how, or which answer. */
function Detail({ change, detail }: Pick<TimelineEvent, 'change' | 'detail'>) {
  const { t } = useTranslation(['manage', 'record']);
  const reason = change === 'decline' && oneOf(declineReasons, detail);
  if (reason) return <p>{t(`declined.${reason}.why`)}</p>;
  const how = change === 'record-identity' && oneOf(identityChecks, detail);
  if (how) return <p>{t(`identity.${how}`)}</p>;
  const wellbeing = change === 'reply-to-follow-up' && oneOf(wellbeings, detail);
  return wellbeing ? <p>{t(`record:followUp.said.${wellbeing}`)}</p> : null;
}
