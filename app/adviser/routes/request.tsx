import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import {
  ActionList,
  agreedIn,
  AnswerList,
  Documents,
  identityChecks,
  isOverdue,
  RecordLinks,
  standOf,
  stillToDo,
  StateTag,
  WhoOpened,
} from '~/meetings/index';
import {
  openRequest,
  readDesk,
  readDocuments,
  readOpenings,
  readRecord,
  readStaffNotes,
} from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { oneOf } from '~/platform/one-of';
import { clock } from '~/platform/time/clock';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { BackLink, LocalLink, NextLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { actions, blockOf, nextAction, possibleActions } from '../actions';
import {
  Contact,
  LastMessage,
  OurPart,
  Questions,
  TheMeeting,
  WantsAnother,
  WhoseItIs,
} from '../at-a-glance';
import { ConflictBox } from '../conflict-box';
import { History } from '../history';
import { standingOf } from '../standing.server';

/** Everything about one request, for those who answer it. What they do about it is on pages of its own. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
  const desk = readDesk(actor, view.reference);
  const standing = standingOf(view, desk);
  return {
    title: translator(context.locale, 'adviser')('request.title', { reference: view.reference }),
    view,
    desk,
    you: actor.accountId,
    possible: possibleActions(standing),
    next: nextAction(standing),
    canTake: blockOf('assign', standing) === null && !standing.youConflict,
    stand: standOf(view, clock.now()),
    overdue: isOverdue(view, today(clock.now())),
    record: readRecord(actor, view),
    notes: readStaffNotes(actor, view.reference),
    documents: readDocuments(actor, view.reference),
    openings: readOpenings(actor, view.reference),
    done: oneOf(actions, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export default function AdviserRequest() {
  const { t } = useTranslation(['adviser', 'meetings', 'record']);
  const { view, desk, documents, done, openings, next, record } = useLoaderData<typeof loader>();
  const { reference, answers } = view;
  const erased = Object.keys(answers).length === 0;
  // What was said is written down before a request is closed.
  const noteFirst = next === 'close' && view.state === 'held' && record.notes.length === 0;
  return (
    <>
      <BackLink to="/adviser">{t('request.back')}</BackLink>
      {done && (
        <p className="notice" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      <h1 dir="auto">{answers.name?.name ?? reference}</h1>
      {answers.name?.pronunciation && (
        <p dir="auto">{t('request.say', { how: answers.name.pronunciation })}</p>
      )}
      <p>
        <StateTag state={view.state} /> <span className="quiet">{reference}</span>
      </p>
      <WhoseTurn />
      <WhoseItIs />
      <p className="actions">
        {noteFirst && (
          <NextLink to={`/adviser/requests/${reference}/meeting-note`}>
            {t('record:note.write.title')}
          </NextLink>
        )}
        {next && !noteFirst && (
          <NextLink to={`/adviser/requests/${reference}/${next}`}>
            {t(`actions.${next}.title`)}
          </NextLink>
        )}{' '}
        <a href="#do">{t('request.jump')}</a>
      </p>
      <div className="columns">
        <div>
          <NotArrived />
          <ConflictBox desk={desk} view={view} />
          {!erased && <Contact answers={answers} />}
          <WantsAnother view={view} />
          {view.meeting && <TheMeeting view={view} meeting={view.meeting} desk={desk} />}
          <LastMessage view={view} />
          <Offered />
          <Identity />
          <OurPart view={view} />
          <Questions view={view} />
          <Documents documents={documents} reader="adviser" view={view} />
          <Record />
          <h2>{t('request.asked')}</h2>
          {erased ? <p>{t('request.erased')}</p> : <AnswerList answers={answers} />}
          <h2>{t('meetings:meeting.timeline')}</h2>
          <History
            events={view.events}
            doers={desk.doers}
            desk={`/adviser/requests/${reference}`}
            agreed={agreedIn(record.notes)}
          />
        </div>
        <aside>
          <WhatYouCanDo />
          <StaffNotes />
          <h2>{t('request.opened')}</h2>
          <WhoOpened openings={openings} />
        </aside>
      </div>
      <Onward to="desk" />
    </>
  );
}

/** What is kept of the case beside the meeting. */
function Record() {
  const { t } = useTranslation('record');
  const { view, record } = useLoaderData<typeof loader>();
  const toDo = stillToDo(record.notes);
  return (
    <section aria-labelledby="record">
      <h2 id="record">{t('sectionTheirs')}</h2>
      {toDo.length > 0 && <ActionList actions={toDo} reader="adviser" />}
      <RecordLinks record={record} reader="adviser" to={`/adviser/requests/${view.reference}`} />
    </section>
  );
}

/** Whose turn it is, and by when it is ours. */
function WhoseTurn() {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { view, overdue, stand } = useLoaderData<typeof loader>();
  if (view.waitingOn === 'us' && view.answerBy) {
    const date = dateInWords(view.answerBy, locale);
    return (
      <p>
        <strong>{t(overdue ? 'turn.overdue' : 'turn.us', { date })}</strong>
      </p>
    );
  }
  if (stand === 'over' || stand === 'none-left') {
    return (
      <p>
        <strong>{t(`turn.${stand}`)}</strong>
      </p>
    );
  }
  return <p>{t(view.waitingOn === 'them' ? 'turn.them' : 'turn.nobody')}</p>;
}

/** Messages about this request that did not reach their reader: somebody has to ring them instead. */
function NotArrived() {
  const { t } = useTranslation('undelivered');
  const { locale } = usePage();
  const { undelivered } = useLoaderData<typeof loader>().desk;
  if (undelivered.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="not-arrived">
      <h2 id="not-arrived">{t('title')}</h2>
      <ul>
        {undelivered.map(({ id, channel, audience, failure, abandonedAt }) => (
          <li key={id}>
            {t(`what-it-is.${channel}.${audience}`)}. {t(`failures.${failure}`)}.{' '}
            {t('stopped', { when: momentInWords(abandonedAt, locale) })} {t(`todo.${failure}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Times they can choose from, and whose these are. */
function Offered() {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { view, desk } = useLoaderData<typeof loader>();
  if (view.offers.length === 0 || !desk.offering) return null;
  return (
    <section aria-labelledby="offered">
      <h2 id="offered">{t('offered.title')}</h2>
      <p>
        {desk.offering.isYou
          ? t('offered.yours')
          : t('offered.theirs', { name: desk.offering.name ?? t('people.gone') })}
      </p>
      <ul>
        {view.offers.map(({ id, startsAt }) => (
          <li key={id}>{momentInWords(startsAt, locale)}</li>
        ))}
      </ul>
    </section>
  );
}

/** Whether it is known whom we speak to: nothing about a case is said before. */
function Identity() {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { view } = useLoaderData<typeof loader>();
  const { identity } = view;
  const how = identity && oneOf(identityChecks, identity.how);
  return (
    <section aria-labelledby="identity">
      <h2 id="identity">{t('identity.title')}</h2>
      {identity && how ? (
        <p>
          {t('identity.known', {
            date: dateInWords(today(identity.at), locale, { weekday: false }),
            how: t(`identity.ways.${how}`),
          })}
        </p>
      ) : (
        <p>{t('identity.unknown')}</p>
      )}
    </section>
  );
}

function WhatYouCanDo() {
  const { t } = useTranslation('adviser');
  const { view, possible } = useLoaderData<typeof loader>();
  return (
    <nav aria-labelledby="do">
      <h2 id="do">{t('request.do')}</h2>
      {view.allowed.length === 0 && <p>{t('request.nothing')}</p>}
      {possible.map(({ group, can }) => (
        <section key={group} aria-labelledby={`do-${group}`}>
          <h3 className="nhsuk-heading-xs" id={`do-${group}`}>
            {t(`groups.${group}`)}
          </h3>
          <ul>
            {can.map((action) => (
              <li key={action}>
                <LocalLink to={`/adviser/requests/${view.reference}/${action}`}>
                  {t(`actions.${action}.title`)}
                </LocalLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** What staff wrote for each other. */
function StaffNotes() {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { notes } = useLoaderData<typeof loader>();
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t('notes.title')}</h2>
      <p className="quiet">{t('notes.who')}</p>
      {notes.length === 0 && <p>{t('notes.none')}</p>}
      <ul className="cards">
        {notes.map(({ id, at, author, words }) => (
          <li key={id}>
            <p className="quiet">
              {author ?? t('people.gone')}, {momentInWords(at, locale)}
            </p>
            <p className="their-words" dir="auto">
              {words}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
