import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Actor, Person } from '~/platform/access';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findAccount, type Account } from '../accounts.server';
import { AuthenticatorForm } from '../authenticator-form';
import { hasSecondFactor } from '../factors.server';
import { isInvited, tryInvitationCode } from '../invitations.server';
import { homeOf } from '../landing';
import {
  authenticatorKey,
  newTotpSecret,
  proveSecondStep,
  setUpAuthenticator,
  setUpPasskey,
} from '../second-step.server';
import { addPasskeySchema } from '../passkey-answers';
import { AddPasskeyForm } from '../passkey-form';
import { passkeyOptions, provePasskey } from '../passkeys.server';
import { codesCookie, setUpCookie } from '../set-up-cookies.server';
import { clearSignInCookie } from '../sign-in-cookie.server';
import { enter } from '../sign-in.server';
import { sixDigits } from '../six-digits';

/** Staff's first second factor: the code that came another way than by email, then an app or a passkey. */

const schema = z.discriminatedUnion(
  'step',
  [
    z.object({
      step: z.literal('invitation'),
      code: z
        .string({ error: 'staff:errors.codeMissing' })
        .trim()
        .max(60, 'staff:errors.codeWrong'),
    }),
    z.object({ step: z.literal('authenticator'), token: sixDigits }),
    addPasskeySchema.extend({ change: z.literal('add'), step: z.literal('passkey') }),
  ],
  { error: 'staff:errors.codeMissing' },
);

/**
 * The account that is being set up.
 * @throws a redirect when it has a second factor: then only that factor, or a lead, leads on.
 */
function accountToSetUp(actor: Actor, locale: Locale): { actor: Person; account: Account } {
  const account = actor.kind === 'person' && findAccount(actor.accountId);
  if (!account) throw new Response(null, { status: 403 });
  if (hasSecondFactor(account)) throw redirect(localPath(locale, '/sign-in/second-step'));
  return { actor, account };
}

export async function loader({ request, context: { actor: asking, locale } }: LoaderFunctionArgs) {
  const { actor, account } = accountToSetUp(asking, locale);
  const invited = isInvited(account);
  const state = invited ? await setUpCookie.read(request, actor) : null;
  const title = translator(locale, 'staff')('setUp.title');
  if (!state) return { title, invited, authenticator: null, passkey: null };
  const { options, setCookie } = await passkeyOptions(account.id, locale);
  const authenticator = authenticatorKey(account, state.secret);
  return data(
    { title, invited, authenticator, passkey: options },
    { headers: { 'Set-Cookie': setCookie } },
  );
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { locale } = context;
  const { actor, account } = accountToSetUp(context.actor, locale);
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const refuseTries = (wait: number) =>
    data(submission.reply({ formErrors: ['account:errors.tooManyTries'] }), tooMany(wait));
  const refuse = (field: 'code' | 'token' | 'name', message: string) =>
    data(submission.reply({ fieldErrors: { [field]: [message] } }), { status: 400 });
  const here = localPath(locale, '/sign-in/set-up');

  if (submission.value.step === 'invitation') {
    const { code } = submission.value;
    const verdict = await proveSecondStep(account.id, () => tryInvitationCode(account, code));
    if (verdict.is === 'used-up') return refuseTries(verdict.wait);
    if (verdict.is === 'wrong') return refuse('code', 'staff:errors.codeWrong');
    if (verdict.is === 'over') return refuse('code', 'staff:errors.invitationOver');
    const state = { invitation: verdict.invitation, secret: newTotpSecret() };
    return redirect(here, { headers: { 'Set-Cookie': await setUpCookie.write(actor, state) } });
  }

  const state = await setUpCookie.read(request, actor);
  // A quarter of an hour has passed: the invitation's code is asked for again.
  if (!state) return redirect(here);
  const factor = submission.value;
  const verdict = await proveSecondStep(account.id, async () => {
    if (factor.step === 'authenticator') {
      return setUpAuthenticator(account, state.invitation, state.secret, factor.token);
    }
    const { name, answer } = factor;
    const proved = await provePasskey({ request, locale }, account.id, name, answer);
    if (typeof proved === 'string') return { is: 'no-passkey', why: proved } as const;
    return setUpPasskey(account, state.invitation, proved);
  });
  if (verdict.is === 'used-up') return refuseTries(verdict.wait);
  if (verdict.is === 'no-passkey')
    return refuse('name', `passkeys:errors.${wordsFor[verdict.why]}`);
  if (verdict.is === 'wrong') return refuse('token', 'account:errors.tokenWrong');
  if (verdict.is === 'not-kept') return refuse('name', 'passkeys:errors.notAdded');
  if (verdict.is === 'over') return redirect(here);
  const headers = await enter({ actor, request, locale }, account, factor.step);
  const codes = { codes: verdict.codes, next: homeOf(actor.role) };
  headers.append('Set-Cookie', await codesCookie.write(actor, codes));
  headers.append('Set-Cookie', await setUpCookie.clear());
  headers.append('Set-Cookie', await clearSignInCookie());
  return redirect(localPath(locale, '/account/second-step'), { headers });
}

/** Why a passkey was not taken, in words of the namespace `passkeys`. */
const wordsFor = { over: 'over', refused: 'notAdded' } as const;

/** All steps' fields: each form on the page has one of them. */
interface Fields extends Record<string, unknown> {
  code: string;
  token: string;
  name: string;
}

export default function SetUp() {
  const { t } = useTranslation(['staff', 'account']);
  const { locale } = usePage();
  const { invited, authenticator, passkey } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<Fields>({ id: 'set-up', lastResult });
  const here = localPath(locale, '/sign-in/set-up');
  return (
    <div className="reading">
      <ErrorSummary form={form} fields={[fields.code, fields.token, fields.name]} />
      <h1>{t('setUp.title')}</h1>
      {!invited && <p className="notice">{t('setUp.over')}</p>}
      {invited && authenticator && passkey && (
        <>
          <p className="lead">{t('setUp.factor')}</p>
          <h2>{t('setUp.passkey')}</h2>
          <p>{t('setUp.passkeyWhat')}</p>
          <AddPasskeyForm to="/sign-in/set-up" options={passkey} name={fields.name} otherwise="app">
            <input type="hidden" name="step" value="passkey" />
          </AddPasskeyForm>
          <h2>{t('setUp.orApp')}</h2>
          <AuthenticatorForm action={here} authenticator={authenticator} token={fields.token}>
            <input type="hidden" name="step" value="authenticator" />
          </AuthenticatorForm>
        </>
      )}
      {invited && !authenticator && (
        <>
          <p className="lead">{t('setUp.why')}</p>
          <form id="answer-form" method="post" action={here} noValidate>
            <input type="hidden" name="step" value="invitation" />
            <TextField
              field={fields.code}
              label={t('setUp.label')}
              hint={t('setUp.hint')}
              autoComplete="off"
              width="20"
            />
            <SubmitButton>{t('setUp.continue')}</SubmitButton>
          </form>
          <p>{t('setUp.noCode')}</p>
        </>
      )}
      <p>
        <LocalLink to="/sign-out">{t('account:signOut.button')}</LocalLink>
      </p>
    </div>
  );
}
