import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { isWaitingForCode, tryCode } from '../codes.server';
import { clearSignInCookie, readSignInCookie } from '../sign-in-cookie.server';
import { accountOf, enter, isAnother, isEnough, landingOf } from '../sign-in.server';
import { sixDigits } from '../six-digits';

const schema = z.object({ code: sixDigits });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const cookie = await readSignInCookie(request);
  return {
    title: translator(context.locale, 'account')('code.title'),
    waiting: cookie !== null && isWaitingForCode(cookie.token),
    employer: new URL(request.url).searchParams.has('employer'),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const refuse = (message: 'codeWrong' | 'codeOver' | 'codeOfAnother') =>
    data(submission.reply({ fieldErrors: { code: [`account:errors.${message}`] } }), {
      status: 400,
    });

  const cookie = await readSignInCookie(request);
  if (!cookie) return refuse('codeOver');
  const verdict = tryCode(cookie.token, submission.value.code);
  if (verdict.is === 'over') return refuse('codeOver');
  if (verdict.is === 'wrong') return refuse('codeWrong');

  // Nobody becomes somebody else unawares, on a page they were reading as themselves.
  if (isAnother(context.actor, verdict.email)) return refuse('codeOfAnother');
  const account = accountOf(verdict.email, context.locale);
  // A disabled account is told the same as a wrong code: nothing here says who has an account.
  if (!account) return refuse('codeWrong');
  const headers = await enter({ ...context, request }, account, 'code');
  if (!isEnough(account, 'code')) {
    return redirect(localPath(context.locale, '/sign-in/second-step'), { headers });
  }
  headers.append('Set-Cookie', await clearSignInCookie());
  return redirect(localPath(context.locale, landingOf(account, cookie.next)), { headers });
}

export default function Code() {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const { waiting, employer } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'code', lastResult });
  return (
    <div className="reading">
      <BackLink to="/sign-in">{t('code.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.code]} />
      <h1>{t('code.title')}</h1>
      {waiting ? <p>{t('code.what')}</p> : <p className="notice">{t('code.none')}</p>}
      {waiting && employer && <p className="notice">{t('code.employer')}</p>}
      <form method="post" action={localPath(locale, '/sign-in/code')} noValidate>
        <TextField
          field={fields.code}
          label={t('code.label')}
          hint={t('code.hint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          width="10"
        />
        <SubmitButton>{t('code.continue')}</SubmitButton>
      </form>
      <p>
        <LocalLink to="/sign-in">{t('code.again')}</LocalLink>
      </p>
    </div>
  );
}
