import { useTranslation } from 'react-i18next';
import { oneOf } from '~/platform/one-of';
import { dateInWords, momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import { outcomes } from './asked';
import type { TimelineEvent } from './concerns.server';
import { bodies } from './consents';
import type { Side } from './life';

/**
 * What happened to a concern, oldest first, in sentences for the side that reads it. What people wrote stands in it
 * as a conversation: one's own words on one side, the other's on the other.
 */
export function ConcernTimeline({
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
  const { locale } = usePage();
  return (
    <ol className="timeline">
      {events.map((event, index) => (
        <li className="timeline__past" key={index}>
          <Heading>
            <Sentence event={event} reader={reader} />
          </Heading>
          <p className="quiet">{momentInWords(event.at, locale)}</p>
          <Written event={event} isOwn={event.by === reader} />
        </li>
      ))}
    </ol>
  );
}

function Sentence({ event, reader }: { event: TimelineEvent; reader: Side }) {
  const { t } = useTranslation('concerns');
  const { change, by, doer, detail } = event;
  const told = by === 'lead' ? 'lead' : by === reader ? 'you' : 'them';
  const body = oneOf(bodies, detail);
  const words = {
    name: doer ?? t('someLead'),
    body: body ? t(`bodies.${body}`) : '',
  };
  return <>{t(`events.${change}.${told}` as 'events.pass-on.lead', words)}</>;
}

/** The outcome, a new date, to whom, and what was written. */
function Written({ event, isOwn }: { event: TimelineEvent; isOwn: boolean }) {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { change, detail, date, words, more } = event;
  const outcome = oneOf(outcomes, detail);
  const said = (text: string) => (
    <p className={`their-words said${isOwn ? ' said--own' : ''}`} dir="auto">
      {text}
    </p>
  );
  return (
    <>
      {outcome && <p>{t(`outcomes.${outcome}`)}</p>}
      {date && <p>{t('timeline.until', { date: dateInWords(date, locale) })}</p>}
      {more && change === 'pass-on' && (
        <>
          <p>{t('timeline.to')}</p>
          {said(more)}
          <p>{t('consent.exactly')}</p>
        </>
      )}
      {words && said(words)}
      {more && change === 'answer' && (
        <>
          <p>{t('timeline.willDo')}</p>
          {said(more)}
        </>
      )}
    </>
  );
}
