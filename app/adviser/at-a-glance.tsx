import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { openWish, providerOf } from '~/meetings/index';
import type { Desk, RequestView } from '~/meetings/index.server';
import { localPath } from '~/platform/locale';
import { minute } from '~/platform/time/clock';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { loader } from './routes/request';

/** Parts of the request's page that are read before anything is done. */

/** Who has the request; whoever has not can take it in one press. */
export function WhoseItIs() {
  const { t } = useTranslation(['adviser', 'staff']);
  const { locale } = usePage();
  const { view, desk, you, canTake } = useLoaderData<typeof loader>();
  const { assignee, team } = desk;
  const page = `/adviser/requests/${view.reference}/assign`;
  const ours = team && t(`staff:teams.${team}`);
  return (
    <>
      <p>
        {!assignee && t('whose.nobody')}
        {assignee?.isYou && t('whose.you')}
        {assignee &&
          !assignee.isYou &&
          t('whose.other', { name: assignee.name ?? t('people.gone') })}
        {assignee && !assignee.isHere && <strong> {t('whose.left')}</strong>}
        {ours && <span className="quiet"> {t('whose.team', { team: ours })}</span>}
      </p>
      {canTake && !assignee?.isYou && (
        <form method="post" action={localPath(locale, page)} className="actions">
          <button
            className="nhsuk-button nhsuk-button--secondary"
            type="submit"
            name="adviserId"
            value={you}
          >
            {t('whose.take')}
          </button>
        </form>
      )}
    </>
  );
}

type Answers = RequestView['answers'];

/** How it is safe to reach them, above everything that might be used to reach them. */
export function Contact({ answers: { contact } }: { answers: Answers }) {
  const { t } = useTranslation(['adviser', 'meetings']);
  if (!contact) return null;
  const { ways, contactNumber, leaveMessage, notWhen } = contact;
  const safe = ways.map((way) => t(`meetings:ways.${way}`)).join(', ');
  const byPhone = ways.some((way) => way !== 'email');
  return (
    <section className="notice" aria-labelledby="contact">
      <h2 className="nhsuk-heading-s" id="contact">
        {t('contact.title')}
      </h2>
      <ul>
        <li>{t('contact.safe', { ways: safe })}</li>
        {byPhone && contactNumber && <li>{t('contact.number', { number: contactNumber })}</li>}
        <li>
          {leaveMessage === 'yes' ? t('contact.leave') : <strong>{t('contact.doNotLeave')}</strong>}
        </li>
        {notWhen && (
          <li>
            <strong>{t('contact.notWhen')}</strong>{' '}
            <span className="their-words" dir="auto">
              {notWhen}
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}

/** When, with whom, who rings whom or which room, who else is there, and what they need. */
export function TheMeeting({
  view,
  meeting,
  desk,
}: {
  view: RequestView;
  meeting: NonNullable<RequestView['meeting']>;
  desk: Desk;
}) {
  const { t } = useTranslation(['adviser', 'meetings']);
  const { locale } = usePage();
  const { stand } = useLoaderData<typeof loader>();
  const { supporter, needs } = view.answers;
  const needed = needs?.needs.map((need) => t(`meetings:needs.${need}`)) ?? [];
  return (
    <section className="panel" aria-labelledby="meeting">
      <h2 id="meeting">{t('meeting.title')}</h2>
      <p className="when">{momentInWords(meeting.startsAt, locale)}</p>
      <p>{t('meeting.lasts', { minutes: (meeting.endsAt - meeting.startsAt) / minute })}</p>
      {desk.meeting && !desk.meeting.isYou && (
        <p>
          {t('meeting.with', { name: desk.meeting.name ?? t('people.gone') })}
          {!desk.meeting.isHere && <strong> {t('whose.left')}</strong>}
        </p>
      )}
      {stand !== 'over' && <HowToJoin view={view} meeting={meeting} />}
      {supporter?.supporterName && (
        <p dir="auto">
          {t('meeting.supporter', {
            name: [supporter.supporterName, supporter.supporterRole].filter(Boolean).join(', '),
          })}
        </p>
      )}
      {needed.length > 0 && (
        <p dir="auto">
          {t('meeting.needs', {
            needs: [...needed, needs?.language, needs?.needsMore].filter(Boolean).join(', '),
          })}
        </p>
      )}
      {stand === 'confirmed' && (
        <p className="quiet">
          {t('meeting.movable', { when: momentInWords(meeting.movableUntil, locale) })}
        </p>
      )}
    </section>
  );
}

function HowToJoin({
  view,
  meeting: { call, room },
}: {
  view: RequestView;
  meeting: NonNullable<RequestView['meeting']>;
}) {
  const { t } = useTranslation('adviser');
  const phone = view.answers.how?.phone;
  if (room) {
    return (
      <p>
        <a href={room} rel="noreferrer noopener">
          {t(`meeting.join.${providerOf(room)}`)}
        </a>
      </p>
    );
  }
  if (!call) return <p>{t('meeting.notSaid')}</p>;
  if (call.caller === 'them') return <p>{t('meeting.theyRing', { number: call.number })}</p>;
  return (
    <>
      <p>{phone ? t('meeting.youRing', { phone }) : t('meeting.noNumber')}</p>
      {call.number && <p>{t('meeting.ringFrom', { number: call.number })}</p>}
    </>
  );
}

/** That they asked for another adviser: it must not be looked for in the history. */
export function WantsAnother({ view }: { view: RequestView }) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const wish = openWish(view.events);
  if (!wish || !view.allowed.includes('assign')) return null;
  return (
    <section className="call" aria-labelledby="another">
      <h2 id="another">{t('another.title')}</h2>
      <p className="quiet">{momentInWords(wish.at, locale)}</p>
      {wish.words && (
        <p className="their-words" dir="auto">
          {wish.words}
        </p>
      )}
      <p>{t('another.what')}</p>
    </section>
  );
}

/** What they wrote last, when nobody has answered since. */
export function LastMessage({ view }: { view: RequestView }) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const last = view.events.findLast(({ change }) => change === 'message');
  const isOpen = last?.by === 'practitioner' && view.waitingOn === 'us' && last.words;
  if (!isOpen) return null;
  return (
    <section className="call" aria-labelledby="last-message">
      <h2 id="last-message">{t('lastMessage.title')}</h2>
      <p className="quiet">{momentInWords(last.at, locale)}</p>
      <p className="their-words" dir="auto">
        {last.words}
      </p>
      <p>
        <LocalLink to={`/adviser/requests/${view.reference}/message`}>
          {t('lastMessage.answer')}
        </LocalLink>
      </p>
    </section>
  );
}

/** What the practitioner reads about what we do in their case. */
export function OurPart({ view }: { view: RequestView }) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { ourPart } = view;
  return (
    <section aria-labelledby="our-part">
      <h2 id="our-part">{t('ourPart.title')}</h2>
      {ourPart ? (
        <>
          <p className="quiet">
            {t('ourPart.since', {
              date: dateInWords(today(ourPart.at), locale, { weekday: false }),
            })}
          </p>
          <p className="their-words" dir="auto">
            {ourPart.words}
          </p>
        </>
      ) : (
        <p>{t('ourPart.none')}</p>
      )}
    </section>
  );
}

/** What they want to ask in the meeting. */
export function Questions({ view: { questions } }: { view: RequestView }) {
  const { t } = useTranslation('adviser');
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{t('questions.title')}</h2>
      <ol>
        {questions.map(({ at, words }) => (
          <li key={at} className="their-words" dir="auto">
            {words}
          </li>
        ))}
      </ol>
    </section>
  );
}
