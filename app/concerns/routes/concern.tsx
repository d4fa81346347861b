import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { WhoOpened } from '~/meetings/index';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { oneOf } from '~/platform/one-of';
import { clock } from '~/platform/time/clock';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { BackLink, LocalLink, NextLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { Section } from '~/platform/ui/section';
import { ConcernAnswers } from '../answer-list';
import { changePages, consentChanges } from '../change-pages';
import { readConcern, readConcernOpenings, type ConcernView } from '../concerns.server';
import { ConsentList } from '../consent-list';
import { Elsewhere, NobodyFree } from '../elsewhere';
import { isOverdue, standardIn, type Change } from '../life';
import { ConcernTag } from '../state-tag';
import { ConcernTimeline } from '../timeline';

/** A concern as the practitioner who raised it reads it. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = readConcern(actor, params.reference!);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  const t = translator(context.locale, 'concerns');
  const query = new URL(request.url).searchParams;
  return {
    title: t('list.item', { reference: view.reference }),
    view,
    openings: readConcernOpenings(actor, view.reference),
    date: today(clock.now()),
    justSent: query.has('sent') && view.events.at(-1)?.by === 'practitioner',
    done: justDone(view, query.get('done')),
  };
}

/** What the address says was done a moment ago, if it is the last thing the practitioner did. */
function justDone({ events }: ConcernView, asked: string | null) {
  const last = events.findLast(({ by }) => by === 'practitioner')?.change;
  const done = oneOf([...changePages, ...consentChanges], asked);
  return done && done === last ? done : null;
}

export default function Concern() {
  const { t } = useTranslation('concerns');
  const { view, openings, justSent, done } = useLoaderData<typeof loader>();
  const { reference, kind, state, answers, aboutName, consents, allowed } = view;
  const erased = Object.keys(answers).length === 0;
  return (
    <>
      <BackLink to="/concerns">{t('page.back')}</BackLink>
      {(justSent || done) && (
        <p className="notice" role="status">
          {done ? t(`done.${done}`) : t('page.sent')}
        </p>
      )}
      <h1>{t(`kinds.${kind}`)}</h1>
      <p>
        <ConcernTag state={state} /> <span className="quiet">{t('list.item', { reference })}</span>
      </p>
      <div className="columns">
        <div>
          <WhereItStands />
          <LatestMessage />
          {consents.length > 0 && (
            <Section id="consents" title={t('page.consents')}>
              <ConsentList
                consents={consents}
                reader="practitioner"
                links={{ reference, allowed }}
              />
            </Section>
          )}
          <WhatYouCanDo />
          <Section id="happened" title={t('page.happened')}>
            <ConcernTimeline events={view.events} reader="practitioner" />
          </Section>
          <Section id="opened" title={t('page.opened')}>
            <WhoOpened openings={openings} />
          </Section>
        </div>
        <aside>
          <h2>{t('page.asked')}</h2>
          {erased ? (
            <p>{t('page.erased')}</p>
          ) : (
            <ConcernAnswers answers={answers} aboutName={aboutName} />
          )}
        </aside>
      </div>
      <Onward to="ownConcerns" />
    </>
  );
}

/** Where it stands, who has it, and by when they hear. */
function WhereItStands() {
  const { t } = useTranslation('concerns');
  const { view } = useLoaderData<typeof loader>();
  const { state, leadName, kind, somebodyFree, dueBy } = view;
  const waits = dueBy !== null && !somebodyFree;
  const name = leadName ?? t('someLead');
  const stand = state === 'review' && leadName ? 'reviewBy' : state;
  return (
    <>
      <Section id="stands" title={t('page.stands')}>
        <p className="lead">{t(`stands.${stand}` as 'stands.acknowledged', { name })}</p>
        {!waits && <WhenYouHear />}
        <TheAnswer />
      </Section>
      {waits && <NobodyFree kind={kind} when="after" />}
    </>
  );
}

function WhenYouHear() {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { view, date } = useLoaderData<typeof loader>();
  const { dueBy, answerBy, state, kind } = view;
  const standard = standardIn[state];
  if (!dueBy || !standard) return null;
  const due = dateInWords(dueBy, locale);
  if (isOverdue(view, date)) {
    return (
      <>
        <p>{t('hear.late', { date: due })}</p>
        <Elsewhere kind={kind} level={3} />
      </>
    );
  }
  return (
    <p>
      {t(`hear.${standard}`, {
        date: due,
        answerBy: answerBy ? dateInWords(answerBy, locale) : '',
      })}
    </p>
  );
}

/** What we found, why, what we will do, and what they can do if they are not content. */
function TheAnswer() {
  const { t } = useTranslation('concerns');
  const { view } = useLoaderData<typeof loader>();
  const { events, outcome, state, kind, reference, allowed, anotherForReview } = view;
  const last = events.findLast(({ change }) => change === 'answer');
  if (!last || state === 'review') return null;
  return (
    <>
      <div className="panel">
        <h3>{t('answer.title')}</h3>
        {outcome && (
          <p>
            <strong>{t(`outcomes.${outcome}`)}</strong>
          </p>
        )}
        <h4>{t(outcome ? 'answer.reasons' : 'answer.words')}</h4>
        <p className="their-words" dir="auto">
          {last.words}
        </p>
        <h4>{t('answer.willDo')}</h4>
        <p className="their-words" dir="auto">
          {last.more}
        </p>
      </div>
      {state === 'answered' && (
        <>
          <h3>{t('answer.content')}</h3>
          {allowed.includes('ask-for-review') ? (
            <>
              <p>
                {t('answer.once')} {t(anotherForReview ? 'answer.another' : 'answer.same')}
              </p>
              <NextLink to={`/concerns/${reference}/ask-for-review`} look="secondary">
                {t('actions.ask-for-review')}
              </NextLink>
            </>
          ) : (
            <p>{t('answer.reviewed')}</p>
          )}
        </>
      )}
      <Elsewhere kind={kind} level={3} />
    </>
  );
}

/** After any of these the message before is not the last word any more. */
const talk: readonly Change[] = ['message', 'add-words', 'answer', 'ask-for-review'];

/** What the lead wrote last, when nobody has answered it: it must not be looked for. */
function LatestMessage() {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { view } = useLoaderData<typeof loader>();
  const last = view.events.findLast(({ change }) => talk.includes(change));
  if (!last?.words || last.change !== 'message' || !view.allowed.includes('add-words')) return null;
  return (
    <Section id="message" title={t('page.message')}>
      <p className="quiet">{momentInWords(last.at, locale)}</p>
      <p className="their-words said" dir="auto">
        {last.words}
      </p>
      <NextLink look="secondary" to={`/concerns/${view.reference}/add-words`}>
        {t('page.reply')}
      </NextLink>
    </Section>
  );
}

/** Everything else that can be done, each on its own page; what ends the concern is last. */
function WhatYouCanDo() {
  const { t } = useTranslation('concerns');
  const { view } = useLoaderData<typeof loader>();
  const pages = changePages.filter((page) => view.allowed.includes(page));
  if (pages.length === 0) return null;
  return (
    <Section id="can" title={t('page.can')}>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <LocalLink to={`/concerns/${view.reference}/${page}`}>{t(`actions.${page}`)}</LocalLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
