import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { translator } from '~/platform/i18n';
import { restoreAllowance, spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findAccount } from '../accounts.server';
import { trySecondStep } from '../second-step.server';
import { clearSignInCookie, readSignInCookie } from '../sign-in-cookie.server';
import { enter, homeOf, landing } from '../sign-in.server';
import { sixDigits } from '../six-digits';

const schema = z.object({ token: sixDigits });

export function loader({ context }: LoaderFunctionArgs) {
  return { title: translator(context.locale, 'account')('secondStep.title') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, locale } = context;
  if (actor.kind !== 'person') throw new Response(null, { status: 403 });
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });

  const wait = spendAllowance('second-step', actor.accountId);
  if (wait > 0) {
    return data(submission.reply({ formErrors: ['account:errors.tooManyTries'] }), {
      status: 429,
      headers: { 'Retry-After': String(wait) },
    });
  }
  if (!trySecondStep(actor.accountId, submission.value.token)) {
    return data(submission.reply({ fieldErrors: { token: ['account:errors.tokenWrong'] } }), {
      status: 400,
    });
  }
  restoreAllowance('second-step', actor.accountId);
  const cookie = await readSignInCookie(request);
  const account = findAccount(actor.accountId)!;
  const headers = await enter({ actor, request, locale }, account, 'authenticator');
  headers.append('Set-Cookie', await clearSignInCookie());
  // The page asked for before signing in is offered only if it can be one of staff's.
  const next = cookie?.next.startsWith('/adviser') ? cookie.next : homeOf(actor.role);
  return redirect(localPath(locale, landing(actor.accountId, next)), { headers });
}

export default function SecondStep() {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'second-step', lastResult });
  return (
    <div className="reading">
      <ErrorSummary form={form} fields={fields} />
      <h1>{t('secondStep.title')}</h1>
      <p>{t('secondStep.what')}</p>
      <form method="post" action={localPath(locale, '/sign-in/second-step')} noValidate>
        <TextField
          field={fields.token}
          label={t('secondStep.label')}
          hint={t('secondStep.hint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          width="10"
        />
        <SubmitButton>{t('secondStep.continue')}</SubmitButton>
      </form>
      <p>{t('secondStep.lost')}</p>
      <p>
        <LocalLink to="/sign-out">{t('signOut.button')}</LocalLink>
      </p>
    </div>
  );
}
