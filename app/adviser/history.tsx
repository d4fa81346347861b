import { useTranslation } from 'react-i18next';
import type { DeskColleague, RequestView } from '~/meetings/index.server';
import {
  ActionList,
  declineReasons,
  identityChecks,
  pageOf,
  recordedByStaff,
  toldIn,
  type NotedAction,
  wellbeings,
} from '~/meetings/index';
import { oneOf } from '~/platform/one-of';
import { momentInWords } from '~/platform/time/london';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { actions, type Action } from './actions';

type TimelineEvent = RequestView['events'][number];

/** What happened, oldest first, and which of the staff did it. */
export function History({
  events,
  doers,
  desk,
  agreed,
}: {
  events: TimelineEvent[];
  doers: (DeskColleague | null)[];
  /** The request's address, without language. */
  desk: string;
  /** What was agreed in the meeting. */
  agreed: readonly NotedAction[];
}) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const tell = useTelling();
  return (
    <ol className="timeline">
      {events.map((event, index) => (
        <li className="timeline__past" key={index}>
          <h3>{tell.what(event, doers[index] ?? null)}</h3>
          <p className="quiet">{momentInWords(event.at, locale)}</p>
          {tell.detail(event) && <p>{tell.detail(event)}</p>}
          {event.times.length > 0 && (
            <ul>
              {event.times.map((time) => (
                <li key={time}>{momentInWords(time, locale)}</li>
              ))}
            </ul>
          )}
          <ActionList actions={toldIn(agreed, event)} reader="adviser" />
          {pageOf(event.change, 'adviser') ? (
            <p>
              <LocalLink to={`${desk}/${pageOf(event.change, 'adviser')}`}>
                {t('history')}
              </LocalLink>
            </p>
          ) : (
            event.words && (
              <p className="their-words" dir="auto">
                {event.words}
              </p>
            )
          )}
        </li>
      ))}
    </ol>
  );
}

/** What staff do to a request; a note is not in the history. */
const told = [
  ...actions.filter((action): action is Exclude<Action, 'note'> => action !== 'note'),
  ...recordedByStaff,
] as const;

function useTelling() {
  const { t } = useTranslation(['adviser', 'meetings', 'record']);
  return {
    what: ({ change, by }: TimelineEvent, doer: DeskColleague | null): string => {
      if (by === 'practitioner') return t(`meetings:events.${change}.practitioner`);
      const deed = oneOf(told, change);
      if (!deed || doer?.isYou) return t(`meetings:events.${change}.you`);
      return t(`history.${deed}`, { name: doer?.name ?? t('people.gone') });
    },
    /** The code of an event in words, where it has one. */
    detail: ({ change, detail }: TimelineEvent): string | null => {
      const reason = change === 'decline' ? oneOf(declineReasons, detail) : undefined;
      if (reason) return t(`decline.reasons.${reason}`);
      const how = change === 'record-identity' ? oneOf(identityChecks, detail) : undefined;
      if (how) return t(`identity.ways.${how}`);
      const wellbeing = change === 'reply-to-follow-up' ? oneOf(wellbeings, detail) : undefined;
      if (wellbeing) return t(`record:followUp.said.${wellbeing}`);
      return change === 'correct' && detail
        ? t(`meetings:questions.${detail}.title` as never)
        : null;
    },
  };
}
