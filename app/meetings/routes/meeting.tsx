import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { dateInWords, momentInWords } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { AnswerList } from '../answer-list';
import { LostWords } from '../lost-words';
import type { Asked } from '../asked';
import { changeRequest } from '../changes.server';
import type { State } from '../life';
import { refusal, type Refused } from '../refusal.server';
import { isCorrectable } from '../questions';
import { readOpenings, readRequest, type RequestView } from '../requests.server';
import { SentPanel } from '../sent-panel';
import { StateTag } from '../state-tag';
import { Timeline } from '../timeline';
import { WhoOpened } from '../who-opened';

export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = readRequest(actor, params.reference!);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  return {
    title: translator(context.locale, 'meetings')('meeting.title', { reference: view.reference }),
    view,
    openings: readOpenings(actor, view.reference),
    justSent: new URL(request.url).searchParams.has('sent'),
  };
}

/** What a form on this page asks for; null when it is none of them. */
function readForm(form: FormData): Asked | null {
  const change = form.get('change');
  const words = String(form.get('words') ?? '');
  switch (change) {
    case 'accept':
      return { change, offerId: String(form.get('offer') ?? '') };
    case 'ask-for-other-times':
    case 'cancel':
      return { change, words };
    case 'withdraw':
      return { change };
    default:
      return null;
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const asked = readForm(await request.formData());
  if (!asked) throw new Response(null, { status: 400 });
  const reference = params.reference!;
  const outcome = await changeRequest(signedIn(context.actor), reference, asked);
  if (!outcome.done) return refusal(outcome, asked);
  return redirect(localPath(context.locale, `/meetings/${reference}`));
}

export default function Meeting() {
  const { t } = useTranslation('meetings');
  const { view, openings, justSent } = useLoaderData<typeof loader>();
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
      <h1>{t('meeting.title', { reference: view.reference })}</h1>
      <p>
        <StateTag state={view.state} />
      </p>
      <div className="columns">
        <div>
          {justSent && <SentPanel view={view} />}
          <WhatNext view={view} />
          <h2>{t('meeting.timeline')}</h2>
          <Timeline events={view.events} reader="practitioner" />
          <section aria-labelledby="opened">
            <h2 id="opened">{t('openings.title')}</h2>
            <WhoOpened openings={openings} />
          </section>
        </div>
        <aside>
          <h2>{t('meeting.asked')}</h2>
          <Answers view={view} />
        </aside>
      </div>
    </>
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

/** Nothing more is to be done with the request itself. */
const afterwards: State[] = [
  'held',
  'not-attended',
  'declined',
  'cancelled',
  'withdrawn',
  'closed',
];

/** The one thing that happens next, and what the person can do about it. */
function WhatNext({ view }: { view: RequestView }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t('meeting.next')}</h2>
      <p>{t(`next.${view.state}`)}</p>
      {view.state === 'submitted' && view.answerBy && (
        <p>{t('meeting.answerBy', { date: dateInWords(view.answerBy, locale) })}</p>
      )}
      {view.state === 'offered' && <Offered view={view} />}
      {view.meeting && <Confirmed view={view} meeting={view.meeting} />}
      {afterwards.includes(view.state) && (
        <ul>
          <li>
            <LocalLink to="/support/match">{t('meeting.otherHelp')}</LocalLink>
          </li>
          <li>
            <LocalLink to="/meetings/new">{t('meeting.askAgain')}</LocalLink>
          </li>
        </ul>
      )}
      {view.allowed.includes('withdraw') && <Withdraw view={view} />}
    </section>
  );
}

function Offered({ view }: { view: RequestView }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const here = localPath(locale, `/meetings/${view.reference}`);
  return (
    <>
      {view.offers.length > 0 ? (
        <form method="post" action={here}>
          <input type="hidden" name="change" value="accept" />
          <fieldset className="nhsuk-fieldset">
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
              {t('meeting.choose')}
            </legend>
            <div className="nhsuk-radios nhsuk-form-group">
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
          <SubmitButton>{t('meeting.accept')}</SubmitButton>
        </form>
      ) : (
        <p>{t('meeting.noneLeft')}</p>
      )}
      <details open={view.offers.length === 0}>
        <summary>{t('meeting.noneSuit')}</summary>
        <div>
          <form method="post" action={here}>
            <input type="hidden" name="change" value="ask-for-other-times" />
            <Words change="ask-for-other-times" label={t('meeting.noneSuitWords')} />
            <SubmitButton look="secondary">{t('meeting.askOthers')}</SubmitButton>
          </form>
        </div>
      </details>
    </>
  );
}

function Confirmed({
  view,
  meeting,
}: {
  view: RequestView;
  meeting: NonNullable<RequestView['meeting']>;
}) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const { how, supporter } = view.answers;
  return (
    <>
      <div className="panel">
        <p className="when">{momentInWords(meeting.startsAt, locale)}</p>
        <p>{t('meeting.lasts', { minutes: (meeting.endsAt - meeting.startsAt) / 60_000 })}</p>
        {view.adviserName && <p>{t('meeting.with', { name: view.adviserName })}</p>}
        {how?.phone && <p>{t('meeting.byPhone', { phone: how.phone })}</p>}
        {meeting.room && (
          <p>
            {t('meeting.byVideo')} <a href={meeting.room}>{t('meeting.join')}</a>
          </p>
        )}
        {supporter?.supporterName && (
          <p dir="auto">{t('meeting.supporter', { name: supporter.supporterName })}</p>
        )}
      </div>
      <p>{t('meeting.notRecorded')}</p>
      <details>
        <summary>{t('meeting.cancelTitle')}</summary>
        <div>
          <form method="post" action={localPath(locale, `/meetings/${view.reference}`)}>
            <input type="hidden" name="change" value="cancel" />
            <Words change="cancel" label={t('meeting.cancelWords')} />
            <SubmitButton look="warning">{t('meeting.cancel')}</SubmitButton>
          </form>
        </div>
      </details>
    </>
  );
}

function Withdraw({ view }: { view: RequestView }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  return (
    <details>
      <summary>{t('meeting.withdrawTitle')}</summary>
      <div>
        <p>{t('meeting.withdrawWhat')}</p>
        <form method="post" action={localPath(locale, `/meetings/${view.reference}`)}>
          <input type="hidden" name="change" value="withdraw" />
          <SubmitButton look="warning">{t('meeting.withdraw')}</SubmitButton>
        </form>
      </div>
    </details>
  );
}

/** A few words that go with a change, if the person likes. */
function Words({ change, label }: { change: 'cancel' | 'ask-for-other-times'; label: string }) {
  const { t } = useTranslation('meetings');
  const refused = useActionData<typeof action>() as Refused | undefined;
  const typed = refused?.asked.change === change ? refused.asked.words : undefined;
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor="words">
        {label}
      </label>
      <div className="nhsuk-hint" id="words-hint">
        {t('meeting.wordsHint')}
      </div>
      <textarea
        className="nhsuk-textarea"
        id="words"
        name="words"
        rows={3}
        maxLength={2000}
        dir="auto"
        defaultValue={typed}
        aria-describedby="words-hint"
      />
    </div>
  );
}
