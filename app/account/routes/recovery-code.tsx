import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findAccount } from '../accounts.server';
import { spendRecoveryCode } from '../recovery-codes.server';
import { proveSecondStep, verdictOf } from '../second-step.server';
import { clearSignInCookie } from '../sign-in-cookie.server';
import { enter } from '../sign-in.server';

/** The second step of staff who cannot use their app or passkey: one of the codes they were given to keep. */

const schema = z.object({
  code: z
    .string({ error: 'staff:errors.recoveryMissing' })
    .trim()
    .max(60, 'staff:errors.recoveryWrong'),
});

export function loader({ context }: LoaderFunctionArgs) {
  return { title: translator(context.locale, 'staff')('recovery.title') };
}

export async function action({ request, context: { actor, locale } }: ActionFunctionArgs) {
  const account = actor.kind === 'person' && findAccount(actor.accountId);
  if (!account) throw new Response(null, { status: 403 });
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });

  const { code } = submission.value;
  const verdict = await proveSecondStep(account.id, () =>
    verdictOf(spendRecoveryCode(account, code)),
  );
  if (verdict.is === 'used-up') {
    const formErrors = ['account:errors.tooManyTries'];
    return data(submission.reply({ formErrors }), tooMany(verdict.wait));
  }
  if (verdict.is === 'wrong') {
    return data(submission.reply({ fieldErrors: { code: ['staff:errors.recoveryWrong'] } }), {
      status: 400,
    });
  }
  const headers = await enter({ actor, request, locale }, account, 'recovery-code');
  headers.append('Set-Cookie', await clearSignInCookie());
  // How many are left, and the way to a new app: whoever lost theirs needs that before their work. The page they
  // wanted is one step on from there, and a form that came too late waits at their account.
  return redirect(localPath(locale, '/account/second-step?done=recovery'), { headers });
}

export default function RecoveryCode() {
  const { t } = useTranslation('staff');
  const { locale } = usePage();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'recovery-code', lastResult });
  return (
    <div className="reading">
      <BackLink to="/sign-in/second-step">{t('recovery.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.code]} />
      <h1>{t('recovery.title')}</h1>
      <p>{t('recovery.what')}</p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, '/sign-in/recovery-code')}
        noValidate
      >
        <TextField
          field={fields.code}
          label={t('recovery.label')}
          hint={t('recovery.hint')}
          autoComplete="off"
          width="20"
        />
        <SubmitButton>{t('recovery.continue')}</SubmitButton>
      </form>
      <p>{t('recovery.lost')}</p>
    </div>
  );
}
