import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn, type Person } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { restoreAllowance, spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findAccount, ownAccount } from '../accounts.server';
import { askForCode, spendCodeAllowances } from '../codes.server';
import { factorsOf } from '../factors.server';
import { trySecondStep } from '../second-step.server';
import { safeNext, writeSignInCookie } from '../sign-in-cookie.server';
import { enter, landingOf } from '../sign-in.server';
import { sixDigits } from '../six-digits';

/** Showing once more who one is, before something sensitive: with a code by email, an authenticator or a passkey. */

const next = z.string().catch('').optional();
const practitionerSchema = z.object({ send: z.literal('code'), next });
const staffSchema = z.object({ token: sixDigits, next });

export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const { role, email } = ownAccount(actor);
  return {
    title: translator(context.locale, 'sign-in-details')('again.title'),
    next: safeNext(new URL(request.url).searchParams.get('next')),
    way: role === 'practitioner' ? 'code' : wayOfStaff(actor),
    email,
  };
}

/** A code from an app is asked only of those who have one. */
const wayOfStaff = ({ accountId }: Person): 'authenticator' | 'passkey' =>
  factorsOf(findAccount(accountId)!).authenticator ? 'authenticator' : 'passkey';

export async function action(args: ActionFunctionArgs) {
  const actor = signedIn(args.context.actor);
  return actor.role === 'practitioner' ? sendCode(args, actor) : tryAuthenticator(args, actor);
}

/** The code goes to the person's own address, whatever the form says, and signs them in anew. */
async function sendCode({ request, context }: ActionFunctionArgs, actor: Person) {
  const { locale, clientNetwork } = context;
  const submission = parseWithZod(await request.formData(), { schema: practitionerSchema });
  if (submission.status !== 'success') throw new Response(null, { status: 400 });
  const { email } = ownAccount(actor);
  const wait = spendCodeAllowances(email, clientNetwork);
  if (wait > 0) {
    return data(submission.reply({ formErrors: ['account:errors.tooManyCodes'] }), {
      status: 429,
      headers: { 'Retry-After': String(wait) },
    });
  }
  const token = askForCode(email, locale);
  const wanted = safeNext(submission.value.next) || '/account';
  return redirect(localPath(locale, '/sign-in/code'), {
    headers: { 'Set-Cookie': await writeSignInCookie({ token, next: wanted }) },
  });
}

async function tryAuthenticator({ request, context }: ActionFunctionArgs, actor: Person) {
  const submission = parseWithZod(await request.formData(), { schema: staffSchema });
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
  const account = findAccount(actor.accountId)!;
  const headers = await enter({ ...context, request }, account, 'authenticator');
  const wanted = safeNext(submission.value.next) || '/account';
  return redirect(localPath(context.locale, landingOf(account, wanted)), { headers });
}

export default function Again() {
  const { t } = useTranslation(['sign-in-details', 'account', 'passkeys']);
  const { locale } = usePage();
  const loaded = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<{ token: string; next: string }>({
    id: 'again',
    lastResult,
    defaultValue: { next: loaded.next },
  });
  const wanted = fields.next.initialValue ?? '';
  const byPasskey = `/sign-in/passkey?next=${encodeURIComponent(wanted)}`;
  return (
    <div className="reading">
      <ErrorSummary form={form} fields={[fields.token]} />
      <h1>{t('again.title')}</h1>
      <p>{t('again.why')}</p>
      {loaded.way === 'passkey' ? (
        <NextLink to={byPasskey}>{t('passkeys:use.title.second-step')}</NextLink>
      ) : (
        <>
          <form method="post" action={localPath(locale, '/sign-in/again')} noValidate>
            <input type="hidden" name="next" value={wanted} />
            {loaded.way === 'code' ? (
              <>
                <p>{t('again.code', { email: loaded.email })}</p>
                <SubmitButton name="send" value="code">
                  {t('account:signIn.send')}
                </SubmitButton>
              </>
            ) : (
              <>
                <TextField
                  field={fields.token}
                  label={t('account:secondStep.label')}
                  hint={t('account:secondStep.hint')}
                  autoComplete="one-time-code"
                  inputMode="numeric"
                  width="10"
                />
                <SubmitButton>{t('again.continue')}</SubmitButton>
              </>
            )}
          </form>
          <p>
            <LocalLink to={byPasskey}>{t('again.passkey')}</LocalLink>
          </p>
        </>
      )}
      <p>
        <LocalLink to="/account">{t('again.notNow')}</LocalLink>
      </p>
    </div>
  );
}
