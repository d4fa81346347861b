import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isFullySignedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { addressOfCode, tryCode } from '../codes.server';
import { looksLikeEmployer } from '../employer-address';
import { withNext } from '../landing';
import { clearSignInCookie, readSignInCookie } from '../sign-in-cookie.server';
import {
  accountOf,
  enter,
  isAnother,
  isEnough,
  landingFor,
  noteUselessCode,
} from '../sign-in.server';
import { sixDigits } from '../six-digits';

const schema = z.object({ code: sixDigits });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const cookie = await readSignInCookie(request);
  const again = isFullySignedIn(context.actor);
  const next = cookie?.next ?? '';
  const email = cookie && addressOfCode(cookie.token);
  return {
    title: translator(context.locale, 'account')('code.title'),
    /** Typed into this browser a moment ago; null when no code waits. */
    email,
    employer: email !== null && !again && looksLikeEmployer(email),
    /** Where the code was asked for; whoever is signed in has one address only. */
    other: again ? null : withNext('/sign-in', next),
    newCode: withNext(again ? '/sign-in/again' : '/sign-in', next),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  /** No code waits any more, so there is no field the message could stand at. */
  const refuse = (message: 'codeOver' | 'codeOfAnother') =>
    data(submission.reply({ formErrors: [`account:errors.${message}`] }), { status: 400 });

  const cookie = await readSignInCookie(request);
  if (!cookie) return refuse('codeOver');
  const verdict = tryCode(cookie.token, submission.value.code);
  if (verdict.is === 'over') return refuse('codeOver');
  if (verdict.is === 'wrong') {
    const fieldErrors = { code: ['account:errors.codeWrong'] };
    return data(submission.reply({ fieldErrors }), { status: 400 });
  }

  // Nobody becomes somebody else unawares, on a page they were reading as themselves.
  if (isAnother(context.actor, verdict.email)) {
    noteUselessCode(context.actor, verdict.email, 'another-account');
    return refuse('codeOfAnother');
  }
  const account = accountOf(verdict.email, context.locale);
  // The owner of a disabled account is told what anybody is told whose code is over, which it is.
  if (!account) {
    noteUselessCode(context.actor, verdict.email, 'closed');
    return refuse('codeOver');
  }
  const headers = await enter({ ...context, request }, account, 'code');
  if (!isEnough(account, 'code')) {
    return redirect(localPath(context.locale, '/sign-in/second-step'), { headers });
  }
  headers.append('Set-Cookie', await clearSignInCookie());
  return redirect(localPath(context.locale, landingFor(account, cookie.next)), { headers });
}

export default function Code() {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const { email, employer, other, newCode } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'code', lastResult });
  if (email === null) {
    return (
      <div className="reading">
        <ErrorSummary form={form} fields={[]} />
        <h1>{t('code.title')}</h1>
        <p className="notice">{t('code.none')}</p>
        <NextLink to={newCode}>{t('code.again')}</NextLink>
      </div>
    );
  }
  return (
    <div className="reading">
      {other && <BackLink to={other}>{t('code.back')}</BackLink>}
      <ErrorSummary form={form} fields={[fields.code]} />
      <h1>{t('code.title')}</h1>
      <p>{t('code.what', { email })}</p>
      {employer && <p className="notice">{t('code.employer')}</p>}
      <form id="answer-form" method="post" action={localPath(locale, '/sign-in/code')} noValidate>
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
      <p>{t('code.late')}</p>
      <p>
        <LocalLink to={newCode}>{t('code.again')}</LocalLink>
      </p>
    </div>
  );
}
