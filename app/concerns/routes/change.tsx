import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn, type Person } from '~/platform/access';
import { asTyped } from '~/platform/as-typed';
import { translator } from '~/platform/i18n';
import { spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorSummary, SubmitButton, TextArea } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { TooLate } from '~/platform/ui/too-late';
import { statusOf, type Asked } from '../asked';
import {
  cannotBeUndone,
  changeOfConsent,
  consentChanges,
  consentPage,
  pageOf,
  wordsOn,
  type ChangePage,
  type ConsentChange,
} from '../change-pages';
import { changeConcern } from '../changes.server';
import { readConcern, type ConcernView } from '../concerns.server';
import type { Body } from '../consents';
import { settings } from '../settings';

/** One thing a practitioner does with their concern, on a page that says what will happen. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const { reference, page, body } = where(params);
  const view = readConcern(signedIn(context.actor), reference);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  const change = changeNow(view, page, body);
  const t = translator(context.locale, 'concerns');
  return data(
    {
      title: [
        t(change ? `change.${change}.title` : 'change.closedTitle'),
        ...(body ? [`(${t(`bodies.${body}`)})`] : []),
      ].join(' '),
      reference,
      what: body ? consentPage(body) : page,
      body,
      change,
    },
    { status: change ? 200 : 409 },
  );
}

/** What the page does now; null when it cannot be done any more. */
function changeNow(
  { allowed, consents }: ConcernView,
  page: ChangePage | 'consent',
  body: Body | null,
): ChangePage | ConsentChange | null {
  if (page === 'consent') return changeOfConsent(consents, body!, allowed);
  return allowed.includes(page) ? page : null;
}

/** @throws a 404 response when it is nothing that can be done. */
function where(params: LoaderFunctionArgs['params']) {
  const known = pageOf(params.what);
  if (!params.reference || !known) throw new Response(null, { status: 404 });
  return { reference: params.reference, ...known };
}

const text = z
  .string('concerns:refusals.words-missing')
  .overwrite(asTyped)
  .max(settings.longestWords, 'concerns:refusals.words-too-long');

/** Nobody's words are cut: who wrote too much is asked to shorten it. */
const schemas = {
  needed: z.object({ words: text.min(1, 'concerns:refusals.words-missing') }),
  welcome: z.object({ words: text.optional() }),
  none: z.object({}),
};

/** Whoever wants nothing more passed on, or nothing more of us, can always say so. */
const neverTooOften: readonly Asked['change'][] = ['withdraw', 'withdraw-consent', 'take-back'];

const isTooOften = (actor: Person, change: Asked['change']): boolean =>
  !neverTooOften.includes(change) && spendAllowance('change-of-account', actor.accountId) > 0;

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { reference, page, body } = where(params);
  const actor = signedIn(context.actor);
  const form = await request.formData();
  // A consent says which of its changes is meant: a page that is out of date must not do the opposite.
  const change = page === 'consent' ? oneOf(consentChanges, form.get('change')) : page;
  if (!change) {
    readConcern(actor, reference);
    throw new Response(null, { status: 400 });
  }
  const submission = parseWithZod(form, { schema: schemas[wordsOn[change]] });
  if (submission.status !== 'success') {
    // Whose concern it is not learns nothing from what is wrong with a form.
    readConcern(actor, reference);
    return data(submission.reply(), { status: 400 });
  }
  if (isTooOften(actor, change)) {
    const reply = submission.reply({ formErrors: ['concerns:refusals.too-often'] });
    return data(reply, { status: 429 });
  }
  const { words } = submission.value as { words?: string };
  const asked = { change, ...(body && { body }), ...(words && { words }) } as Asked;
  const outcome = await changeConcern(actor, reference, asked);
  if (!outcome.done) {
    const reply = submission.reply({ formErrors: [`concerns:refusals.${outcome.because}`] });
    return data(reply, { status: statusOf(outcome.because) });
  }
  return redirect(localPath(context.locale, `/concerns/${reference}?done=${change}`));
}

export default function Change() {
  const { change } = useLoaderData<typeof loader>();
  return change ? <OneChange key={change} change={change} /> : <Closed />;
}

function Closed() {
  const { t } = useTranslation('concerns');
  const { reference } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  return (
    <TooLate
      title={t('change.closedTitle')}
      what={t('change.closed')}
      wrote={t('change.youWrote')}
      words={lastResult?.initialValue?.words}
      back={{ to: `/concerns/${reference}`, label: t('change.back') }}
    />
  );
}

function OneChange({ change }: { change: ChangePage | ConsentChange }) {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { reference, what, body } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<{ words?: string }>({ id: change, lastResult });
  const concern = `/concerns/${reference}`;
  const words = wordsOn[change];
  return (
    <div className="reading">
      <BackLink to={concern}>{t('change.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.words]} />
      <h1>{t(`change.${change}.title`)}</h1>
      {body && <p>{t('change.body', { body: t(`bodies.${body}`) })}</p>}
      <h2>{t('change.happens')}</h2>
      <ul>
        {(['first', 'second'] as const).map((line) => (
          <li key={line}>
            {t(`change.${change}.${line}` as 'change.ask-for-review.second', {
              days: settings.reviewWithin,
            })}
          </li>
        ))}
      </ul>
      {change === 'give-consent' && body && <p>{t(`ask.${body}.hint`)}</p>}
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, `${concern}/${what}`)}
        noValidate
      >
        {body && <input type="hidden" name="change" value={change} />}
        {words !== 'none' && (
          <TextArea
            field={fields.words}
            label={t(`change.${change}.label` as 'change.add-words.label')}
            hint={t(words === 'needed' ? 'change.hint' : 'change.welcomeHint')}
          />
        )}
        <SubmitButton
          name="intent"
          value={change}
          look={cannotBeUndone.includes(change) ? 'warning' : undefined}
        >
          {t(`change.${change}.button`)}
        </SubmitButton>
      </form>
      <p>
        <LocalLink to={concern}>{t('change.leave')}</LocalLink>
      </p>
    </div>
  );
}
