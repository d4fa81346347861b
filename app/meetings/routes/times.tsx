import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn, type Person } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { momentInWords, timeInWords } from '~/platform/time/london';
import { ErrorSummary, SubmitButton, type Field } from '~/platform/ui/form';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { changeRequest } from '../changes.server';
import { pageOfDays } from '../times/published-days';
import { readRequest, type RequestView } from '../requests.server';
import { TimePicker } from '../times/time-picker';
import { heldUntil, holdTime, timesToTake } from '../times/times.server';
import { isTooOften } from '../managing/too-often.server';

/** A free time for a request that was sent: to take at once, or to move the meeting to. */

/** How the times can be used now; null when they cannot. */
const waysToUse = ['take', 'move'] as const;
const changeNow = ({ allowed }: RequestView) =>
  waysToUse.find((change) => allowed.includes(change)) ?? null;

/** An instant as a form or an address says it; null for anything else. */
const instantIn = (text: FormDataEntryValue | null): number | null =>
  typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = readRequest(actor, params.reference!);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  const t = translator(context.locale, 'meetings');
  const { reference, meeting, allowed } = view;
  const change = changeNow(view);
  const shown = { reference, meeting, allowed, change };
  if (!change) {
    const page = { ...shown, title: t('pick.notNowTitle'), asked: null, published: null };
    return data(page, { status: 409 });
  }
  const query = new URL(request.url).searchParams;
  const asked = askedFor(actor, query);
  const times = (await timesToTake(actor, reference))
    .map(({ startsAt }) => startsAt)
    .filter((time) => time !== meeting?.startsAt);
  const after = query.get('after');
  const published = { page: pageOfDays(times, after), after, gone: query.has('gone') };
  const title = t(asked ? `pick.${change}.sure` : `pick.${change}.title`);
  return data({ ...shown, title, asked, published });
}

/** The time the person is asked about once more, and until when it is kept for them. */
function askedFor(actor: Person, query: URLSearchParams) {
  const startsAt = instantIn(query.get('time'));
  const hold = heldUntil(actor);
  return startsAt !== null && hold?.startsAt === startsAt
    ? { startsAt, keptTo: hold.expiresAt }
    : null;
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const reference = params.reference!;
  const form = await request.formData();
  const here = localPath(context.locale, `/meetings/${reference}/times`);
  const startsAt = instantIn(form.get('time'));
  if (startsAt === null) return refuse('time', 400);
  const change = waysToUse.find((its) => its === form.get('change'));
  const view = readRequest(actor, reference);
  // What was not sent is sent from its own page, which counts it.
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  if (!change) return keep(actor, view, startsAt, here);
  if (isTooOften(actor, change)) return refuse('slotTooOften', 429, startsAt);
  const outcome = await changeRequest(actor, reference, { change, startsAt });
  if (outcome.done)
    return redirect(localPath(context.locale, `/meetings/${reference}?done=${change}`));
  return redirect(outcome.because === 'time-taken' ? `${here}?gone` : here);
}

const refuse = (
  error: 'time' | 'slotGone' | 'slotTooMany' | 'slotTooOften',
  status: number,
  time?: number,
) => data({ error, time }, { status });

/** Keeps the time for ten minutes, and asks whether it is the right one. */
async function keep(actor: Person, view: RequestView, startsAt: number, here: string) {
  if (!changeNow(view)) return redirect(here);
  if (spendAllowance('hold-of-account', actor.accountId) > 0)
    return refuse('slotTooMany', 429, startsAt);
  const kept = await holdTime(actor, startsAt, view.reference);
  return kept === null ? refuse('slotGone', 409) : redirect(`${here}?time=${startsAt}`);
}

export default function Times() {
  const { t } = useTranslation('meetings');
  const { reference, change, asked } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const sure = asked && !refused;
  return (
    <div className="reading">
      <BackLink to={sure ? `/meetings/${reference}/times` : `/meetings/${reference}`}>
        {t(sure ? 'pick.otherTime' : 'correct.back')}
      </BackLink>
      {!change ? <NotNow /> : sure ? <Sure {...{ change, asked }} /> : <Pick change={change} />}
    </div>
  );
}

type Use = (typeof waysToUse)[number];

/** Which time. */
function Pick({ change }: { change: Use }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const { reference, meeting, published } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const error = refused?.error ?? (published?.gone ? 'slotGone' : undefined);
  const here = `/meetings/${reference}/times`;
  // The same days are shown again when the time cannot be kept.
  const days = published?.after ? `?${new URLSearchParams({ after: published.after })}` : '';
  const field: Field = {
    id: 'time',
    name: 'time',
    errors: error && [`meetings:errors.${error}`],
    initialValue: refused?.time?.toString(),
  };
  if (!published || published.page.days.length === 0) {
    return (
      <>
        <h1>{t(`pick.${change}.title`)}</h1>
        <p>{t('pick.none')}</p>
        <OtherWays />
      </>
    );
  }
  return (
    <>
      <ErrorSummary form={{ errors: undefined }} fields={[field as never]} />
      <form id="answer-form" method="post" action={localPath(locale, here) + days} noValidate>
        <TimePicker
          field={field}
          label={t(`pick.${change}.title`)}
          hint={
            <>
              {meeting && (
                <p>{t('pick.present', { moment: momentInWords(meeting.startsAt, locale) })}</p>
              )}
              {t('questions.slot.hint')}
            </>
          }
          page={published.page}
          chosen={null}
          here={here}
        />
        <SubmitButton>{t('question.continue')}</SubmitButton>
      </form>
      <OtherWays />
    </>
  );
}

/** What else can be done when no time suits. */
function OtherWays() {
  const { t } = useTranslation('meetings');
  const { reference, allowed } = useLoaderData<typeof loader>();
  const other = (['ask-for-other-times', 'ask-to-move'] as const).find((change) =>
    allowed.includes(change),
  );
  return (
    <>
      <h2>{t('pick.noneSuits')}</h2>
      {other ? (
        <p>
          <LocalLink to={`/meetings/${reference}/change/${other}`}>{t(`pick.${other}`)}</LocalLink>
        </p>
      ) : (
        <p>{t('pick.wait')}</p>
      )}
    </>
  );
}

/** Whether that time. The button says it again. */
function Sure({ change, asked }: { change: Use; asked: { startsAt: number; keptTo: number } }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const { reference, meeting } = useLoaderData<typeof loader>();
  const moment = momentInWords(asked.startsAt, locale);
  return (
    <>
      <h1>{t(`pick.${change}.sure`)}</h1>
      {meeting && <p>{t('pick.given', { moment: momentInWords(meeting.startsAt, locale) })}</p>}
      <div className="panel">
        <p className="when">{moment}</p>
        <p>{t('pick.kept', { time: timeInWords(asked.keptTo, locale) })}</p>
      </div>
      <p>{t(`pick.${change}.what`)}</p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, `/meetings/${reference}/times`)}
      >
        <input type="hidden" name="time" value={asked.startsAt} />
        <SubmitButton name="change" value={change}>
          {t(`pick.${change}.button`, { moment })}
        </SubmitButton>
      </form>
    </>
  );
}

/** Nothing can be chosen: the meeting is too near, or the request has come to its end. */
function NotNow() {
  const { t } = useTranslation('meetings');
  const { reference, meeting } = useLoaderData<typeof loader>();
  return (
    <>
      <h1>{t('pick.notNowTitle')}</h1>
      <p>{t(meeting ? 'pick.tooNear' : 'pick.notNow')}</p>
      <NextLink to={`/meetings/${reference}`}>{t('correct.back')}</NextLink>
    </>
  );
}
