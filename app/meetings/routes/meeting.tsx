import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { clock, minute } from '~/platform/time/clock';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { Section } from '~/platform/ui/section';
import { AheadList } from '../managing/ahead-list';
import { AnswerList } from '../questions/answer-list';
import { declineReasons, identityChecks, type Asked } from '../asked';
import { openPages, type ChangePage } from '../managing/change-pages';
import { changeRequest } from '../changes.server';
import { Documents } from '../documents/document-list';
import { readDocuments } from '../documents/documents.server';
import { isAhead, lastArranged, openWish, standOf, type Stand } from '../managing/how-it-stands';
import { WhereToJoin } from '../joining/how-to-join';
import { readOwnSupporter } from '../joining/join-pages.server';
import { changes, endStates, type Change } from '../life';
import { LostWords } from '../managing/lost-words';
import { isCorrectable } from '../questions/questions';
import { refusal, type Refused } from '../managing/refusal.server';
import { remindersAhead } from '../telling/reminders.server';
import { readOpenings } from '../managing/openings.server';
import { readRequest, type RequestView } from '../requests.server';
import { agreedIn, stillToDo, waitsForThem } from '../record/note';
import { ActionList } from '../record/note-versions';
import { RecordLinks } from '../record/record-links';
import { readRecord } from '../record/record.server';
import { SentPanel } from '../managing/sent-panel';
import { StateTag } from '../managing/state-tag';
import { SomethingNotRight } from '../managing/something-not-right';
import { SupporterCard } from '../joining/supporter-card';
import { Timeline } from '../managing/timeline';
import { nextStepOf, whatComes, type NextStep } from '../managing/what-comes';
import { wayIn } from '../joining/who-joins';
import { WhoOpened } from '../managing/who-opened';

export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = readRequest(actor, params.reference!);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  const now = clock.now();
  const t = translator(context.locale, 'manage');
  const query = new URL(request.url).searchParams;
  return {
    title: `${t(headingOf(view))} ${view.reference}`,
    view,
    documents: readDocuments(actor, view.reference),
    record: readRecord(actor, view),
    openings: readOpenings(actor, view.reference),
    supporter: readOwnSupporter(actor, view.reference),
    ahead: whatComes(view, remindersAhead(actor, view.reference), now),
    stand: standOf(view, now),
    step: nextStepOf(view, view.allowed, now),
    justSent: query.has('sent'),
    done: justDone(view, query.get('done')),
  };
}

/** People are not a number: the reference stands beside it, for machines. */
const headingOf = ({ meeting }: Pick<RequestView, 'meeting'>) =>
  meeting ? 'overview.meeting' : 'overview.request';

/** What the address says was done a moment ago, if it is the last thing the practitioner did. */
function justDone({ events }: RequestView, asked: string | null): Change | null {
  const last = events.findLast(({ by }) => by === 'practitioner')?.change;
  const done = oneOf(changes, asked);
  return done && done === last ? done : null;
}

/** This page takes one form: the choice of a time. Everything else has a page of its own. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  if (form.get('change') !== 'accept') throw new Response(null, { status: 400 });
  const asked: Asked = { change: 'accept', offerId: String(form.get('offer') ?? '') };
  const reference = params.reference!;
  const outcome = await changeRequest(signedIn(context.actor), reference, asked);
  if (!outcome.done) return refusal(outcome, asked);
  return redirect(localPath(context.locale, `/meetings/${reference}?done=accept`));
}

export default function Meeting() {
  const { t } = useTranslation(['meetings', 'manage']);
  const { view, record, documents, openings, ahead, supporter, stand, step } =
    useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() as Refused | undefined;
  return (
    <>
      <BackLink to="/meetings">{t('meeting.back')}</BackLink>
      {refused && (
        <ErrorBox>
          <p>{t(`refusals.${refused.problem}`)}</p>
          <LostWords refused={refused} allowed={view.allowed} />
        </ErrorBox>
      )}
      {!refused && <JustDone />}
      <h1>{t(`manage:${headingOf(view)}`)}</h1>
      <p>
        <StateTag state={view.state} />{' '}
        <span className="quiet">{t('list.request', { reference: view.reference })}</span>
      </p>
      <div className="columns">
        <div>
          <WhereItStands view={view} stand={stand} step={step} />
          <LatestMessage view={view} />
          <ToDo />
          <OurPart view={view} />
          <WhatYouCanDo view={view} stand={stand} step={step} />
          {ahead.length > 0 && (
            <Section id="ahead" title={t('meeting.next')}>
              <AheadList ahead={ahead} />
            </Section>
          )}
          <Questions view={view} />
          <Documents documents={documents} reader="practitioner" view={view} />
          <Record />
          <Section id="happened" title={t('meeting.timeline')}>
            <Timeline
              events={view.events}
              reader="practitioner"
              request={`/meetings/${view.reference}`}
              agreed={agreedIn(record.notes)}
            />
          </Section>
          <SomethingNotRight />
          <Section id="opened" title={t('openings.title')}>
            <Identity view={view} />
            <WhoOpened openings={openings} />
          </Section>
        </div>
        <aside>
          {supporter && isAhead(stand) && (
            <SupporterCard supporter={supporter} reference={view.reference} />
          )}
          <h2>{t('meeting.asked')}</h2>
          <Answers view={view} />
        </aside>
      </div>
    </>
  );
}

/** What both agreed on in the meeting, as long as it is not done. */
function ToDo() {
  const { t } = useTranslation('record');
  const { view, record } = useLoaderData<typeof loader>();
  const actions = stillToDo(record.notes);
  if (actions.length === 0) return null;
  return (
    <Section id="to-do" title={t('note.agreedTodo')}>
      <ActionList actions={actions} reader="practitioner" />
      <p>
        <LocalLink to={`/meetings/${view.reference}/note`}>{t('links.note')}</LocalLink>
      </p>
    </Section>
  );
}

/** What is kept of the case, while there is anything to keep or to read. */
function Record() {
  const { t } = useTranslation('record');
  const { view, record } = useLoaderData<typeof loader>();
  const isEmpty = record.account.length + record.notes.length + record.contacts.length === 0;
  if (isEmpty && !view.allowed.includes('write-point')) return null;
  return (
    <Section id="record" title={t('section')}>
      <p>{t('sectionWhat')}</p>
      <RecordLinks record={record} reader="practitioner" to={`/meetings/${view.reference}`} />
    </Section>
  );
}

/** That what somebody did a moment ago has arrived, and what it led to. */
function JustDone() {
  const { t } = useTranslation('manage');
  const { view, done, justSent } = useLoaderData<typeof loader>();
  if (justSent) return <SentPanel view={view} />;
  if (!done) return null;
  const words = t(`done.${done}` as 'done.accept', { defaultValue: '' });
  return words ? (
    <p className="notice" role="status">
      {words}
    </p>
  ) : null;
}

interface Standing {
  view: RequestView;
  stand: Stand;
  step: NextStep | null;
}

/** Where the request stands, and the one thing that takes it further. */
function WhereItStands({ view, stand, step }: Standing) {
  const { t } = useTranslation(['meetings', 'manage', 'record']);
  const { record } = useLoaderData<typeof loader>();
  const { reference, meeting, allowed } = view;
  return (
    <Section id="stands" title={t('manage:overview.stands')}>
      <p className="lead">{t(`manage:stands.${stand}`)}</p>
      <Declined view={view} />
      <Off view={view} stand={stand} />
      <WhenYouHear view={view} />
      {allowed.includes('accept') && <Offered view={view} />}
      {meeting && <Arranged view={view} meeting={meeting} isOver={stand === 'over'} />}
      {waitsForThem(record.notes) && (
        <NextLink to={`/meetings/${reference}/note`}>{t('record:readNote')}</NextLink>
      )}
      {step === 'take' && (
        <NextLink to={`/meetings/${reference}/times`}>{t('manage:actions.take')}</NextLink>
      )}
      {step === 'ask-again' && (
        <>
          <NextLink to="/meetings/new">{t('meeting.askAgain')}</NextLink>
          <p>
            <LocalLink to="/support/match">{t('meeting.otherHelp')}</LocalLink>
          </p>
        </>
      )}
    </Section>
  );
}

/** The time that is off, and what was said about it: nobody should have to look for that. */
function Off({ view: { events }, stand }: Pick<Standing, 'view' | 'stand'>) {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  const isOff = stand === 'moved' || stand === 'cancelled-by-us' || stand === 'cancelled-by-you';
  const was = isOff ? lastArranged(events) : null;
  if (was === null) return null;
  const words = stand === 'cancelled-by-us' && events.findLast(isCancelling)?.words;
  return (
    <div className="panel">
      <p>
        {t('overview.was')} <strong>{momentInWords(was, locale)}</strong>
      </p>
      {words && (
        <>
          <p>{t('overview.message')}:</p>
          <p className="their-words said" dir="auto">
            {words}
          </p>
        </>
      )}
    </div>
  );
}

const isCancelling = ({ change }: { change: Change }) => change === 'cancel';

/** By which day they hear, and from whom. */
function WhenYouHear({ view }: { view: RequestView }) {
  const { t } = useTranslation(['manage', 'meetings']);
  const { locale } = usePage();
  const { waitingOn, answerBy, adviserName, answers, events } = view;
  if (waitingOn !== 'us' || !answerBy) return null;
  const { nation } = answers.organisation ?? {};
  const team = nation
    ? t('overview.team', { nation: t(`meetings:nations.${nation}`) })
    : t('overview.anAdviser');
  // Who asked for somebody else does not hear from the adviser they asked to be spared.
  const who = openWish(events) ? t('overview.aLead') : (adviserName ?? team);
  return <p>{t('overview.hear', { who, date: dateInWords(answerBy, locale) })}</p>;
}

/** Why a request was not taken forward, and who else can help with what was asked. */
function Declined({ view }: { view: RequestView }) {
  const { t } = useTranslation('manage');
  const declined = view.state === 'declined' && view.events.findLast(isDecline);
  if (!declined) return null;
  const reason = oneOf(declineReasons, declined.detail) ?? 'other';
  return (
    <div className="panel">
      <h3>{t('overview.why')}</h3>
      <p>{t(`declined.${reason}.why`)}</p>
      {declined.words && (
        <p className="their-words said" dir="auto">
          {declined.words}
        </p>
      )}
      <h3>{t('overview.elseHelps')}</h3>
      <p>{t(`declined.${reason}.help`)}</p>
    </div>
  );
}

const isDecline = ({ change }: { change: Change }) => change === 'decline';

function Offered({ view }: { view: RequestView }) {
  const { t } = useTranslation(['meetings', 'manage']);
  const { locale } = usePage();
  const request = `/meetings/${view.reference}`;
  if (view.offers.length === 0) {
    return (
      <NextLink to={`${request}/change/ask-for-other-times`}>
        {t('manage:actions.ask-for-other-times')}
      </NextLink>
    );
  }
  return (
    <form id="answer-form" method="post" action={localPath(locale, request)}>
      <input type="hidden" name="change" value="accept" />
      <div className="nhsuk-form-group">
        <fieldset className="nhsuk-fieldset">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
            {t('meeting.choose')}
          </legend>
          <div className="nhsuk-radios">
            {view.offers.map(({ id, startsAt }, index) => (
              <div className="nhsuk-radios__item" key={id}>
                <input
                  className="nhsuk-radios__input"
                  id={`offer-${index}`}
                  name="offer"
                  type="radio"
                  value={id}
                  required
                />
                <label className="nhsuk-label nhsuk-radios__label" htmlFor={`offer-${index}`}>
                  {momentInWords(startsAt, locale)}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
      </div>
      <SubmitButton>{t('meeting.accept')}</SubmitButton>
    </form>
  );
}

function Arranged({
  view,
  meeting,
  isOver,
}: {
  view: RequestView;
  meeting: NonNullable<RequestView['meeting']>;
  isOver: boolean;
}) {
  const { t } = useTranslation(['meetings', 'manage']);
  const { locale } = usePage();
  return (
    <>
      <div className="panel">
        <p className="when">{momentInWords(meeting.startsAt, locale)}</p>
        {view.adviserName && <p>{t('manage:change.with', { name: view.adviserName })}</p>}
        {!isOver && (
          <>
            <p>{t('meeting.lasts', { minutes: (meeting.endsAt - meeting.startsAt) / minute })}</p>
            <WhereToJoin way={wayIn(meeting, view.answers)} />
          </>
        )}
      </div>
      {isOver ? (
        <NextLink look="secondary" to={`/meetings/${view.reference}/change/message`}>
          {t('manage:actions.message')}
        </NextLink>
      ) : (
        <NextLink to={`/meetings/${view.reference}/join`}>{t('manage:actions.join')}</NextLink>
      )}
    </>
  );
}

/** What the adviser wrote last, when nobody has answered it: it must not be looked for. */
function LatestMessage({ view }: { view: RequestView }) {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  const last = view.events.findLast(({ change }) => change === 'message');
  if (!last?.words || last.by === 'practitioner' || !view.allowed.includes('message')) return null;
  return (
    <Section id="message" title={t('overview.message')}>
      <p className="quiet">{momentInWords(last.at, locale)}</p>
      <p className="their-words said" dir="auto">
        {last.words}
      </p>
      <NextLink look="secondary" to={`/meetings/${view.reference}/change/message`}>
        {t('overview.reply')}
      </NextLink>
    </Section>
  );
}

/** What we do in this case, as the adviser last put it. */
function OurPart({ view }: { view: RequestView }) {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  const { ourPart } = view;
  if (!ourPart) return null;
  return (
    <Section id="our-part" title={t('overview.ourPart')}>
      <div className="panel">
        <p className="their-words" dir="auto">
          {ourPart.words}
        </p>
        <p className="quiet">
          {t('overview.ourPartWhen', { date: dateInWords(today(ourPart.at), locale) })}
        </p>
      </div>
      <p>
        <LocalLink to="/guides/our-part-in-your-case">{t('overview.ourPartGuide')}</LocalLink>
      </p>
    </Section>
  );
}

/** Everything else that can be done, each on its own page; what ends the request is last. */
function WhatYouCanDo({ view, stand, step }: Standing) {
  const { t } = useTranslation('manage');
  const { allowed, reference, answers, state, events, adviserId } = view;
  if (endStates.includes(state) && !allowed.includes('message')) return null;
  const request = `/meetings/${reference}`;
  const times = allowed.includes('move') ? 'move' : allowed.includes('take') ? 'take' : null;
  // What is the next step already, or would be of no use now, is not told here.
  const left: Partial<Record<ChangePage, boolean>> = {
    message: stand === 'over',
    'add-question': stand === 'over',
    'ask-for-other-times': step === 'ask-for-other-times',
    'ask-for-another-adviser': adviserId === null || openWish(events) !== undefined,
  };
  const pages = openPages(allowed).filter((page) => !left[page]);
  const ends = (page: ChangePage) => page === 'withdraw' || page === 'cancel';
  const answersOfTheMeeting = (['how', 'reminders', 'supporter'] as const).filter(
    (question) => allowed.includes('correct') && isAhead(stand) && answers[question],
  );
  if (pages.length + answersOfTheMeeting.length === 0) return null;
  const changeLink = (page: ChangePage) => (
    <li key={page}>
      <LocalLink to={`${request}/change/${page}`}>{t(`actions.${page}`)}</LocalLink>
    </li>
  );
  return (
    <Section id="can" title={t('overview.can')}>
      <ul>
        {times && step !== 'take' && (
          <li>
            <LocalLink to={`${request}/times`}>{t(`actions.${times}`)}</LocalLink>
          </li>
        )}
        {pages.filter((page) => !ends(page)).map(changeLink)}
        {answersOfTheMeeting.map((question) => (
          <li key={question}>
            <LocalLink to={`${request}/correct/${question}`}>{t(`actions.${question}`)}</LocalLink>
          </li>
        ))}
        {pages.filter(ends).map(changeLink)}
      </ul>
      {stand === 'confirmed' && !allowed.includes('move') && <p>{t('overview.soon')}</p>}
    </Section>
  );
}

function Questions({ view }: { view: RequestView }) {
  const { t } = useTranslation('manage');
  if (view.questions.length === 0) return null;
  return (
    <Section id="questions" title={t('overview.questions')}>
      <ol>
        {view.questions.map(({ at, words }) => (
          <li className="their-words" dir="auto" key={at}>
            {words}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** How the adviser made sure whom they speak to. */
function Identity({ view }: { view: RequestView }) {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  const { identity } = view;
  const how = identity && oneOf(identityChecks, identity.how);
  if (!identity || !how) return null;
  const date = dateInWords(today(identity.at), locale);
  return (
    <p>
      {t('overview.identity', { date })} {t(`identity.${how}`)}
    </p>
  );
}

/** What was answered, each with the way to correct it while that is possible. */
function Answers({ view }: { view: RequestView }) {
  const { t } = useTranslation('meetings');
  const erased = Object.keys(view.answers).length === 0;
  if (erased) return <p>{t('meeting.erased')}</p>;
  if (!view.allowed.includes('correct')) return <AnswerList answers={view.answers} />;
  const to = (step: string) =>
    isCorrectable(step) ? `/meetings/${view.reference}/correct/${step}` : null;
  return (
    <>
      <AnswerList answers={view.answers} change={{ words: t('correct.link'), to }} />
      <p className="quiet">{t('correct.others')}</p>
    </>
  );
}
