import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorSummary, SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findAccount } from '../accounts.server';
import { AuthenticatorForm } from '../authenticator-form';
import { factorsOf } from '../factors.server';
import {
  authenticatorKey,
  changeAuthenticator,
  newTotpSecret,
  proveSecondStep,
  renewRecoveryCodes,
  verdictOf,
} from '../second-step.server';
import { authenticatorCookie, codesCookie } from '../set-up-cookies.server';
import { sixDigits } from '../six-digits';

/** A member of staff's own second step: their authenticator and recovery codes. */

const wishes = ['new-authenticator', 'keep-old', 'prove', 'new-codes', 'kept'] as const;
type Wish = (typeof wishes)[number];
const outcomes = ['authenticator', 'recovery'] as const;

const schema = z.object({ token: sixDigits });
const page = '/account/second-step';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const account = findAccount(actor.accountId)!;
  const fresh = await codesCookie.read(request, actor);
  const unproved = await authenticatorCookie.read(request, actor);
  const t = translator(context.locale, 'staff');
  return {
    title: t(fresh ? 'codes.title' : unproved ? 'authenticator.title' : 'own.title'),
    codes: fresh?.codes ?? null,
    authenticator: unproved && authenticatorKey(account, unproved.secret),
    factors: factorsOf(account),
    done: oneOf(outcomes, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export async function action({ request, context: { actor: asking, locale } }: ActionFunctionArgs) {
  const actor = signedIn(asking);
  const form = await request.formData();
  const back = async (cookie: Promise<string>, to = page) =>
    redirect(localPath(locale, to), { headers: { 'Set-Cookie': await cookie } });
  switch (oneOf<Wish>(wishes, form.get('wish'))) {
    case 'new-authenticator':
      return back(authenticatorCookie.write(actor, { secret: newTotpSecret() }));
    case 'keep-old':
      return back(authenticatorCookie.clear());
    case 'new-codes':
      return back(codesCookie.write(actor, { codes: renewRecoveryCodes(actor), next: page }));
    case 'kept':
      return back(codesCookie.clear(), (await codesCookie.read(request, actor))?.next);
    case 'prove':
      break;
    default:
      throw new Response(null, { status: 400 });
  }

  const submission = parseWithZod(form, { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const unproved = await authenticatorCookie.read(request, actor);
  // A quarter of an hour has passed, or another tab was quicker.
  if (!unproved) return redirect(localPath(locale, page));
  const { token } = submission.value;
  const verdict = await proveSecondStep(actor.accountId, () =>
    verdictOf(changeAuthenticator(actor, unproved.secret, token)),
  );
  if (verdict.is === 'used-up') {
    const formErrors = ['account:errors.tooManyTries'];
    return data(submission.reply({ formErrors }), tooMany(verdict.wait));
  }
  if (verdict.is === 'wrong') {
    const fieldErrors = { token: ['account:errors.tokenWrong'] };
    return data(submission.reply({ fieldErrors }), { status: 400 });
  }
  return back(authenticatorCookie.clear(), `${page}?done=authenticator`);
}

/** A form that is one button. */
function WishForm({
  wish,
  look,
  children,
}: {
  wish: Wish;
  look?: 'secondary';
  children: ReactNode;
}) {
  const { locale } = usePage();
  return (
    <form method="post" action={localPath(locale, page)}>
      <SubmitButton name="wish" value={wish} look={look}>
        {children}
      </SubmitButton>
    </form>
  );
}

export default function OwnSecondStep() {
  const { codes, authenticator } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      {codes ? <Codes codes={codes} /> : authenticator ? <NewAuthenticator /> : <Overview />}
    </div>
  );
}

function Codes({ codes }: { codes: string[] }) {
  const { t } = useTranslation('staff');
  return (
    <>
      <h1>{t('codes.title')}</h1>
      <p className="lead">{t('codes.what')}</p>
      <div className="panel">
        <ul className="ticks">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
      <p className="no-print">{t('codes.print')}</p>
      <div className="no-print">
        <WishForm wish="kept">{t('codes.kept')}</WishForm>
      </div>
    </>
  );
}

function NewAuthenticator() {
  const { t } = useTranslation('staff');
  const { locale } = usePage();
  const { authenticator } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'authenticator', lastResult });
  return (
    <>
      <ErrorSummary form={form} fields={[fields.token]} />
      <h1>{t('authenticator.title')}</h1>
      <AuthenticatorForm
        action={localPath(locale, page)}
        authenticator={authenticator!}
        token={fields.token}
      >
        <input type="hidden" name="wish" value="prove" />
      </AuthenticatorForm>
      <WishForm wish="keep-old" look="secondary">
        {t('own.keepOld')}
      </WishForm>
    </>
  );
}

function Overview() {
  const { t } = useTranslation('staff');
  const { factors, done } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to="/account">{t('own.back')}</BackLink>
      {done && (
        <p className="notice" role="status">
          {t(`own.done.${done}`)}
        </p>
      )}
      <h1>{t('own.title')}</h1>
      <p>{t('own.what')}</p>
      <h2>{t('own.authenticator')}</h2>
      <p>{t(factors.authenticator ? 'own.hasAuthenticator' : 'own.hasNone')}</p>
      <WishForm wish="new-authenticator" look="secondary">
        {t('own.newAuthenticator')}
      </WishForm>
      <h2>{t('own.passkeys')}</h2>
      <p>
        <LocalLink to="/account/passkeys">{t('own.toPasskeys')}</LocalLink>
      </p>
      <h2>{t('own.codes')}</h2>
      <p>{t('own.left', { count: factors.recoveryCodes })}</p>
      <p>{t('own.oldStop')}</p>
      <WishForm wish="new-codes" look="secondary">
        {t('own.newCodes')}
      </WishForm>
      <Onward to="account" />
    </>
  );
}
