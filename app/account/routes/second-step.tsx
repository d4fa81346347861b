import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findAccount } from '../accounts.server';
import { factorsOf, hasSecondFactor } from '../factors.server';
import { proveSecondStep, trySecondStep, verdictOf } from '../second-step.server';
import { clearSignInCookie, readSignInCookie } from '../sign-in-cookie.server';
import { enter, landingFor } from '../sign-in.server';
import { sixDigits } from '../six-digits';

const schema = z.object({ token: sixDigits });

export function loader({ context: { actor, locale } }: LoaderFunctionArgs) {
  const account = actor.kind === 'person' && findAccount(actor.accountId);
  if (account && !hasSecondFactor(account)) throw redirect(localPath(locale, '/sign-in/set-up'));
  return {
    title: translator(locale, 'account')('secondStep.title'),
    authenticator: account && account.sealedTotpSecret !== null,
    passkey: account && factorsOf(account).passkeys > 0,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, locale } = context;
  if (actor.kind !== 'person') throw new Response(null, { status: 403 });
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });

  const { token } = submission.value;
  const verdict = await proveSecondStep(actor.accountId, () =>
    verdictOf(trySecondStep(actor.accountId, token)),
  );
  if (verdict.is === 'used-up') {
    const formErrors = ['account:errors.tooManyTries'];
    return data(submission.reply({ formErrors }), tooMany(verdict.wait));
  }
  if (verdict.is === 'wrong') {
    return data(submission.reply({ fieldErrors: { token: ['account:errors.tokenWrong'] } }), {
      status: 400,
    });
  }
  const cookie = await readSignInCookie(request);
  const account = findAccount(actor.accountId)!;
  const headers = await enter({ actor, request, locale }, account, 'authenticator');
  headers.append('Set-Cookie', await clearSignInCookie());
  return redirect(localPath(locale, landingFor(account, cookie?.next ?? '')), { headers });
}

export default function SecondStep() {
  const { t } = useTranslation(['account', 'staff', 'passkeys']);
  const { locale } = usePage();
  const { authenticator, passkey } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'second-step', lastResult });
  return (
    <div className="reading">
      <ErrorSummary form={form} fields={[fields.token]} />
      <h1>{t('secondStep.title')}</h1>
      {authenticator && <p>{t('secondStep.what')}</p>}
      {authenticator && (
        <form
          id="answer-form"
          method="post"
          action={localPath(locale, '/sign-in/second-step')}
          noValidate
        >
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
      )}
      {passkey && !authenticator && (
        <NextLink to="/sign-in/passkey">{t('passkeys:use.title.second-step')}</NextLink>
      )}
      {passkey && authenticator && (
        <p>
          <LocalLink to="/sign-in/passkey">{t('secondStep.passkey')}</LocalLink>
        </p>
      )}
      <p>
        <LocalLink to="/sign-in/recovery-code">{t('staff:recovery.link')}</LocalLink>
      </p>
      <p>
        <LocalLink to="/sign-out">{t('signOut.button')}</LocalLink>
      </p>
    </div>
  );
}
