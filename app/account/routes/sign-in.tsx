import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { Trans, useTranslation } from 'react-i18next';
import { z } from 'zod';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import { askForCode, mayMail, spendCodesOfAccount, spendCodesOfNetwork } from '../codes.server';
import { accountKnownHere } from '../devices.server';
import { emailAddress } from '../email-address';
import { safeNext, withNext } from '../landing';
import { writeSignInCookie } from '../sign-in-cookie.server';

const schema = z.object({
  email: emailAddress,
  next: z.string().catch('').optional(),
});

/** What happened to what the person was writing, when a session ended by time. */
const endings: Record<string, 'unsent.kept' | 'unsent.nothing' | 'signIn.ended' | undefined> = {
  kept: 'unsent.kept',
  time: 'unsent.nothing',
  '1': 'signIn.ended',
};

export function loader({ request, context }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams;
  return {
    title: translator(context.locale, 'account')('signIn.title'),
    next: safeNext(params.get('next')),
    ended: endings[params.get('ended') ?? ''],
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') {
    return data(submission.reply(), { status: 400 });
  }
  const { email, next } = submission.value;
  const known = await accountKnownHere(request, email);
  const wait = known
    ? spendCodesOfAccount(known)
    : spendCodesOfNetwork(email, context.clientNetwork);
  if (wait > 0) {
    return data(submission.reply({ formErrors: ['account:errors.tooManyCodes'] }), tooMany(wait));
  }
  const token = askForCode(email, context.locale, known !== null || mayMail(email));
  return redirect(localPath(context.locale, '/sign-in/code'), {
    headers: { 'Set-Cookie': await writeSignInCookie({ token, next: safeNext(next) }) },
  });
}

export default function SignIn() {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const { next, ended } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({
    id: 'sign-in',
    lastResult,
    defaultValue: { next },
  });
  return (
    <div className="reading">
      <BackLink to="/">{t('signIn.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.email]} />
      {ended && <p className="notice">{t(ended)}</p>}
      <h1>{t('signIn.title')}</h1>
      <p>{t('signIn.why')}</p>
      <form id="answer-form" method="post" action={localPath(locale, '/sign-in')} noValidate>
        <input type="hidden" name="next" value={fields.next.initialValue ?? ''} />
        <TextField
          field={fields.email}
          label={t('signIn.email')}
          hint={t('signIn.emailHint')}
          type="email"
          autoComplete="email"
          inputMode="email"
        />
        <p className="notice">{t('signIn.employer')}</p>
        <SubmitButton>{t('signIn.send')}</SubmitButton>
      </form>
      <p>
        <LocalLink to={withNext('/sign-in/passkey', next)}>{t('signIn.passkey')}</LocalLink>
      </p>
      <p className="quiet">
        <Trans t={t} i18nKey="signIn.reading" components={{ guides: <LocalLink to="/guides" /> }} />
      </p>
    </div>
  );
}
