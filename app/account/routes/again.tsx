import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn, type Person } from '~/platform/access';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findAccount, ownAccount } from '../accounts.server';
import { askForCode, spendCodesOfAccount } from '../codes.server';
import { factorsOf } from '../factors.server';
import { safeNext, wantedBy, withNext } from '../landing';
import { proveSecondStep, trySecondStep, verdictOf } from '../second-step.server';
import { writeSignInCookie } from '../sign-in-cookie.server';
import { enter, landingFor } from '../sign-in.server';
import { sixDigits } from '../six-digits';

/** Showing once more who one is, before something sensitive: with a code by email, an authenticator or a passkey. */

const next = z.string().catch('').optional();
const practitionerSchema = z.object({ send: z.literal('code'), next });
const staffSchema = z.object({ token: sixDigits, next });

export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const params = new URL(request.url).searchParams;
  const { authenticator, passkeys } = factorsOf(findAccount(actor.accountId)!);
  return {
    title: translator(context.locale, 'sign-in-details')('again.title'),
    next: safeNext(params.get('next')),
    /** A form brought them here that was not kept. */
    lost: params.has('lost'),
    practitioner: actor.role === 'practitioner',
    authenticator,
    passkey: passkeys > 0,
    email: ownAccount(actor).email,
  };
}

export async function action(args: ActionFunctionArgs) {
  const actor = signedIn(args.context.actor);
  return actor.role === 'practitioner' ? sendCode(args, actor) : tryAuthenticator(args, actor);
}

/** The code goes to the person's own address, whatever the form says, and signs them in anew. */
async function sendCode({ request, context }: ActionFunctionArgs, actor: Person) {
  const { locale } = context;
  const submission = parseWithZod(await request.formData(), { schema: practitionerSchema });
  if (submission.status !== 'success') throw new Response(null, { status: 400 });
  const wait = spendCodesOfAccount(actor.accountId);
  if (wait > 0) {
    return data(submission.reply({ formErrors: ['account:errors.tooManyCodes'] }), tooMany(wait));
  }
  const token = askForCode(ownAccount(actor).email, locale);
  const wanted = wantedBy(actor, submission.value.next);
  return redirect(localPath(locale, '/sign-in/code'), {
    headers: { 'Set-Cookie': await writeSignInCookie({ token, next: wanted }) },
  });
}

async function tryAuthenticator({ request, context }: ActionFunctionArgs, actor: Person) {
  const submission = parseWithZod(await request.formData(), { schema: staffSchema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const verdict = await proveSecondStep(actor.accountId, () =>
    verdictOf(trySecondStep(actor.accountId, submission.value.token)),
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
  const account = findAccount(actor.accountId)!;
  const headers = await enter({ ...context, request }, account, 'authenticator');
  const wanted = wantedBy(actor, submission.value.next);
  return redirect(localPath(context.locale, landingFor(account, wanted)), { headers });
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
  const passkeyPage = withNext('/sign-in/passkey', wanted);
  return (
    <div className="reading">
      <ErrorSummary form={form} fields={[fields.token]} />
      <h1>{t('again.title')}</h1>
      <p>{t('again.why')}</p>
      {loaded.lost && <p className="notice">{t('again.lost')}</p>}
      {(loaded.practitioner || loaded.authenticator) && (
        <form
          id="answer-form"
          method="post"
          action={localPath(locale, '/sign-in/again')}
          noValidate
        >
          <input type="hidden" name="next" value={wanted} />
          {loaded.practitioner ? (
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
      )}
      {loaded.passkey && (
        <p>
          {loaded.practitioner || loaded.authenticator ? (
            <LocalLink to={passkeyPage}>{t('again.passkey')}</LocalLink>
          ) : (
            <NextLink to={passkeyPage}>{t('passkeys:use.button')}</NextLink>
          )}
        </p>
      )}
      <p>
        <LocalLink to="/account">{t('again.notNow')}</LocalLink>
      </p>
    </div>
  );
}
