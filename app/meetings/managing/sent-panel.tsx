import { useTranslation } from 'react-i18next';
import { dateInWords, momentInWords } from '~/platform/time/london';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { RequestView } from '../requests.server';

/** Straight after a request was sent: that it arrived, its reference, what happens next, by when, from whom. */
export function SentPanel({ view }: { view: RequestView }) {
  const { t } = useTranslation('meetings');
  const last = view.events.at(-1)?.change;
  // The page may be opened again, when more has happened.
  if (last !== 'submit' && last !== 'take') return null;
  return (
    <div className="panel" role="status">
      <h2>{t(view.meeting ? 'sent.arranged' : 'meeting.sent')}</h2>
      <p>{t('meeting.sentReference')}</p>
      <p className="reference">{view.reference}</p>
      {view.meeting ? <Arranged view={view} meeting={view.meeting} /> : <Waiting view={view} />}
    </div>
  );
}

function Arranged({
  view,
  meeting,
}: {
  view: RequestView;
  meeting: NonNullable<RequestView['meeting']>;
}) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  return (
    <ul>
      <li>{t('sent.when', { moment: momentInWords(meeting.startsAt, locale) })}</li>
      {view.adviserName && <li>{t('meeting.with', { name: view.adviserName })}</li>}
      <li>{t('sent.calendar')}</li>
      {view.allowed.includes('move') && (
        <li>{t('sent.movable', { moment: momentInWords(meeting.movableUntil, locale) })}</li>
      )}
    </ul>
  );
}

function Waiting({ view: { answers, answerBy } }: { view: RequestView }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const nation = answers.organisation?.nation;
  return (
    <>
      <ul>
        {nation && <li>{t(`sent.team.${nation}`)}</li>}
        {answerBy && <li>{t('meeting.answerBy', { date: dateInWords(answerBy, locale) })}</li>}
        <li>{t('sent.times')}</li>
        <li>{t('sent.email')}</li>
      </ul>
      <p>
        {t('sent.late')} <LocalLink to="/contact">{t('sent.contact')}</LocalLink>
      </p>
    </>
  );
}
