import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { Trans, useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn, type Person, type Role } from '~/platform/access';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { isOwnEmail, ownAccount } from '../accounts.server';
import { mayMail, spendCodesOfAccount } from '../codes.server';
import { emailAddress } from '../email-address';
import {
  askToChangeEmail,
  confirmEmailChange,
  stopEmailChange,
  waitingEmailChange,
} from '../email-change.server';
import { looksLikeEmployer } from '../employer-address';
import { sixDigits } from '../six-digits';

/** Changing one's email address: the new address first, then the two codes that were sent, on one page. */

/** `sure` is the address the person was warned about and wants all the same. */
const askSchema = z.object({ email: emailAddress, sure: z.string().optional() });
const codesSchema = z.object({ current: sixDigits, next: sixDigits });

export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const done = new URL(request.url).searchParams.has('done');
  const t = translator(context.locale, 'sign-in-details');
  const waiting = waitingEmailChange(actor)?.newEmail ?? null;
  return {
    title: t(done ? 'email.done' : waiting === null ? 'email.title' : 'codes.title'),
    email: ownAccount(actor).email,
    lost: whoHelps(actor.role),
    waiting,
    done,
  };
}

/** Whom somebody turns to who cannot read their old address any more. */
const whoHelps = (role: Role) =>
  role === 'practitioner' || role === 'lead' ? (`lost.${role}` as const) : 'lost.staff';

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const form = await request.formData();
  switch (form.get('step')) {
    case 'ask':
      return ask(form, actor, context);
    case 'confirm':
      return confirm(form, actor, context);
    case 'stop':
      stopEmailChange(actor);
      return redirect(localPath(context.locale, '/account/email'));
    default:
      throw new Response(null, { status: 400 });
  }
}

type Context = ActionFunctionArgs['context'];

function ask(form: FormData, actor: Person, { locale }: Context) {
  const submission = parseWithZod(form, { schema: askSchema });
  if (submission.status !== 'success') {
    return data({ result: submission.reply(), warned: null }, { status: 400 });
  }
  const { email, sure } = submission.value;
  if (isOwnEmail(actor, email)) {
    const result = submission.reply({ fieldErrors: { email: ['sign-in-details:errors.same'] } });
    return data({ result, warned: null }, { status: 400 });
  }
  if (looksLikeEmployer(email) && sure !== email) {
    return data({ result: submission.reply(), warned: email });
  }
  const wait = spendCodesOfAccount(actor.accountId);
  if (wait > 0) {
    const result = submission.reply({ formErrors: ['account:errors.tooManyCodes'] });
    return data({ result, warned: null }, tooMany(wait));
  }
  askToChangeEmail(actor, email, locale, mayMail(email));
  return redirect(localPath(locale, '/account/email'));
}

function confirm(form: FormData, actor: Person, { locale }: Context) {
  const submission = parseWithZod(form, { schema: codesSchema });
  if (submission.status !== 'success') {
    return data({ result: submission.reply(), warned: null }, { status: 400 });
  }
  const verdict = confirmEmailChange(actor, submission.value, locale);
  if (verdict.is === 'done') return redirect(localPath(locale, '/account/email?done=1'));
  const result =
    verdict.is === 'over'
      ? submission.reply({ formErrors: ['sign-in-details:errors.over'] })
      : submission.reply({
          fieldErrors: {
            ...(verdict.current && { current: ['sign-in-details:errors.current'] }),
            ...(verdict.next && { next: ['sign-in-details:errors.next'] }),
          },
        });
  return data({ result, warned: null }, { status: 400 });
}

export default function Email() {
  const { t } = useTranslation('sign-in-details');
  const { email, waiting, done } = useLoaderData<typeof loader>();
  if (done) {
    return (
      <div className="reading">
        <h1>{t('email.done')}</h1>
        <p>{t('email.doneWhat', { email })}</p>
        <NextLink to="/account">{t('email.back')}</NextLink>
      </div>
    );
  }
  return (
    <div className="reading">
      <BackLink to="/account">{t('email.back')}</BackLink>
      {waiting === null ? <AskForm /> : <CodesForm waiting={waiting} />}
    </div>
  );
}

const useResult = () => useActionData<typeof action>()?.result as SubmissionResult | undefined;

function AskForm() {
  const { t } = useTranslation('sign-in-details');
  const { locale } = usePage();
  const { email } = useLoaderData<typeof loader>();
  const warned = useActionData<typeof action>()?.warned ?? null;
  const [form, fields] = useForm<{ email: string }>({ id: 'email', lastResult: useResult() });
  return (
    <>
      <ErrorSummary form={form} fields={[fields.email]} />
      <h1>{t('email.title')}</h1>
      <p>{t('email.now', { email })}</p>
      <p>{t('email.what')}</p>
      <form id="answer-form" method="post" action={localPath(locale, '/account/email')} noValidate>
        <input type="hidden" name="step" value="ask" />
        {warned && (
          <p className="notice" role="status">
            {t('email.employer', { email: warned })}
          </p>
        )}
        <TextField
          field={fields.email}
          label={t('email.label')}
          hint={t('email.hint')}
          type="email"
          autoComplete="email"
          inputMode="email"
        />
        <SubmitButton>{t('email.send')}</SubmitButton>
        {warned && (
          <SubmitButton name="sure" value={warned} look="secondary">
            {t('email.anyway')}
          </SubmitButton>
        )}
      </form>
      <LostAddress />
    </>
  );
}

function CodesForm({ waiting }: { waiting: string }) {
  const { t } = useTranslation('sign-in-details');
  const { locale } = usePage();
  const { email } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<{ current: string; next: string }>({
    id: 'codes',
    lastResult: useResult(),
  });
  const page = localPath(locale, '/account/email');
  return (
    <>
      <ErrorSummary form={form} fields={[fields.current, fields.next]} />
      <h1>{t('codes.title')}</h1>
      <p>{t('codes.what')}</p>
      <form id="answer-form" method="post" action={page} noValidate>
        <input type="hidden" name="step" value="confirm" />
        {(['current', 'next'] as const).map((which) => (
          <TextField
            key={which}
            field={fields[which]}
            label={t(`codes.${which}`, { email: which === 'current' ? email : waiting })}
            hint={t('codes.hint')}
            autoComplete="off"
            inputMode="numeric"
            width="10"
          />
        ))}
        <SubmitButton>{t('codes.change')}</SubmitButton>
      </form>
      <p>{t('codes.none')}</p>
      <form method="post" action={page}>
        <SubmitButton name="step" value="stop" look="secondary">
          {t('codes.stop')}
        </SubmitButton>
      </form>
      <LostAddress />
    </>
  );
}

function LostAddress() {
  const { t } = useTranslation('sign-in-details');
  const { lost } = useLoaderData<typeof loader>();
  return (
    <>
      <h2>{t('lost.title')}</h2>
      <p>
        <Trans t={t} i18nKey={lost} components={{ contact: <LocalLink to="/contact" /> }} />
      </p>
    </>
  );
}
