import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { WhoOpened } from '~/meetings/index';
import { requestIdOf } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { oneOf } from '~/platform/one-of';
import { clock } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';
import { BackLink, LocalLink, NextLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ConcernAnswers } from '../answer-list';
import { openConcern, readConcernOpenings } from '../concerns.server';
import { ConsentList } from '../consent-list';
import { leadActions, nextAction, possibleActions } from '../lead-actions';
import { isOverdue, standardIn } from '../life';
import { ConcernTag } from '../state-tag';
import { ConcernTimeline } from '../timeline';

/** Everything about one concern, for a lead. What they do about it is on pages of its own. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openConcern(actor, params.reference!);
  const { requestReference } = view;
  return {
    title: translator(context.locale, 'concerns')('lead.concernOf', {
      reference: view.reference,
    }),
    view,
    possible: possibleActions(view),
    next: nextAction(view),
    date: today(clock.now()),
    requestOpen: requestReference !== null && requestIdOf(actor, requestReference) !== null,
    openings: readConcernOpenings(actor, view.reference),
    done: oneOf(leadActions, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export default function LeadConcern() {
  const { t } = useTranslation('concerns');
  const { view, next, done, openings } = useLoaderData<typeof loader>();
  const { reference, kind, state, answers, aboutName, consents } = view;
  const erased = Object.keys(answers).length === 0;
  return (
    <>
      <BackLink to="/adviser/concerns">{t('lead.back')}</BackLink>
      {done && (
        <p className="notice" role="status">
          {t(`lead.done.${done}`)}
        </p>
      )}
      <h1 dir="auto">{answers.name?.name ?? reference}</h1>
      <p>{t(`kinds.${kind}`)}</p>
      <p>
        <ConcernTag state={state} /> <span className="quiet">{reference}</span>
      </p>
      <WhoseTurn />
      {next && (
        <NextLink to={`/adviser/concerns/${reference}/${next}`}>
          {t(`lead.actions.${next}.title`)}
        </NextLink>
      )}
      <div className="columns">
        <div>
          <BelongsTo />
          <h2>{t('lead.theirWords')}</h2>
          {erased ? (
            <p>{t('page.erased')}</p>
          ) : (
            <ConcernAnswers answers={answers} aboutName={aboutName} />
          )}
          {consents.length > 0 && (
            <>
              <h2>{t('lead.consents')}</h2>
              <ConsentList consents={consents} reader="lead" />
            </>
          )}
          <h2>{t('lead.happened')}</h2>
          <ConcernTimeline events={view.events} reader="lead" />
        </div>
        <aside>
          <WhatYouCanDo />
          <h2>{t('lead.opened')}</h2>
          <WhoOpened openings={openings} />
        </aside>
      </div>
      <Onward to="concerns" />
    </>
  );
}

/** What is to be done by when, and who has it. */
function WhoseTurn() {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { view, date } = useLoaderData<typeof loader>();
  const { dueBy, state, isOwner, leadName, forAnother } = view;
  const standard = standardIn[state];
  return (
    <>
      {dueBy && standard && (
        <p>
          <strong>
            {t(isOverdue(view, date) ? 'lead.overdue' : `lead.turn.${standard}`, {
              date: dateInWords(dueBy, locale),
            })}
          </strong>
        </p>
      )}
      {forAnother && <p>{t('lead.forAnother')}</p>}
      {!isOwner && state !== 'received' && (
        <p>{leadName ? t('lead.notYours', { name: leadName }) : t('lead.nobodyHas')}</p>
      )}
    </>
  );
}

/** The request it belongs to, and whom it is about. */
function BelongsTo() {
  const { t } = useTranslation('concerns');
  const { view, requestOpen } = useLoaderData<typeof loader>();
  const { requestReference, aboutName } = view;
  if (!requestReference && !aboutName) return null;
  return (
    <ul>
      {requestReference && (
        <li>
          {requestOpen ? (
            <LocalLink to={`/adviser/requests/${requestReference}`}>
              {t('lead.requestLink', { reference: requestReference })}
            </LocalLink>
          ) : (
            t('lead.request', { reference: requestReference })
          )}
        </li>
      )}
      {aboutName && <li>{t('lead.about', { name: aboutName })}</li>}
    </ul>
  );
}

function WhatYouCanDo() {
  const { t } = useTranslation('concerns');
  const { view, possible } = useLoaderData<typeof loader>();
  return (
    <nav aria-labelledby="do">
      <h2 id="do">{t('lead.do')}</h2>
      {possible.length === 0 && <p>{t('lead.none')}</p>}
      <ul>
        {possible.map((action) => (
          <li key={action}>
            <LocalLink to={`/adviser/concerns/${view.reference}/${action}`}>
              {t(`lead.actions.${action}.title`)}
            </LocalLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
