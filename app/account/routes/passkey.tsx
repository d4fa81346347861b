import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isFullySignedIn, type Actor } from '~/platform/access';
import { tooMany } from '~/platform/http/too-many';
import { translator } from '~/platform/i18n';
import { spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { ErrorBox } from '~/platform/ui/error-box';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { findAccount } from '../accounts.server';
import { clearChallengeCookie } from '../challenges.server';
import { factorsOf } from '../factors.server';
import { safeNext, wantedBy, withNext } from '../landing';
import { usedPasskeySchema } from '../passkey-answers';
import { UsePasskeyForm } from '../passkey-form';
import { signInOptions, tryPasskey } from '../passkeys.server';
import { clearSignInCookie, readSignInCookie } from '../sign-in-cookie.server';
import { enter, landingFor } from '../sign-in.server';

const schema = z.object({ answer: usedPasskeySchema, next: z.string().catch('').optional() });

/**
 * Why somebody is here: to sign in, to give the second step after a code, or to show again that it is them. Each has
 * its own way without a passkey.
 */
function reasonOf(actor: Actor): 'sign-in' | 'second-step' | 'again' {
  if (actor.kind === 'visitor') return 'sign-in';
  return isFullySignedIn(actor) ? 'again' : 'second-step';
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, locale } = context;
  const reason = reasonOf(actor);
  const wanted = safeNext(new URL(request.url).searchParams.get('next'));
  const next = wanted || ((await readSignInCookie(request))?.next ?? '');
  const title = translator(locale, 'passkeys')(`use.title.${reason}`);
  const account = actor.kind === 'person' && findAccount(actor.accountId);
  if (account && factorsOf(account).passkeys === 0) {
    return { title, reason, next, options: null };
  }
  const { options, setCookie } = await signInOptions(actor);
  return data({ title, reason, next, options }, { headers: { 'Set-Cookie': setCookie } });
}

type Problem = 'unreadable' | 'tooManyTries' | 'over' | 'refused';

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, locale } = context;
  const refuse = (problem: Problem, init: ResponseInit = { status: 400 }) => data(problem, init);
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return refuse('unreadable');

  const wait = spendAllowance('passkey-from-client', context.clientNetwork);
  if (wait > 0) {
    return refuse('tooManyTries', tooMany(wait));
  }
  const { answer, next } = submission.value;
  const verdict = await tryPasskey({ actor, request }, answer);
  if (verdict.is !== 'right') return refuse(verdict.is);

  const headers = await enter({ actor, request, locale }, verdict.account, 'passkey');
  headers.append('Set-Cookie', await clearChallengeCookie());
  headers.append('Set-Cookie', await clearSignInCookie());
  return redirect(localPath(locale, landingFor(verdict.account, wantedBy(actor, next))), {
    headers,
  });
}

export default function Passkey() {
  const { t } = useTranslation('passkeys');
  const { reason, next, options } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return (
    <div className="reading">
      {reason === 'sign-in' && <BackLink to={withNext('/sign-in', next)}>{t('use.back')}</BackLink>}
      {problem && (
        <ErrorBox>
          <p>{t(`errors.${problem}`)}</p>
        </ErrorBox>
      )}
      <h1>{t(`use.title.${reason}`)}</h1>
      {options ? (
        <>
          <p>{t(`use.what.${reason}`)}</p>
          <UsePasskeyForm to="/sign-in/passkey" options={options} next={next} />
        </>
      ) : (
        <p className="notice">{t('use.none')}</p>
      )}
      <p>
        <LocalLink to={withNext(otherWays[reason], next)}>{t(`use.otherWay.${reason}`)}</LocalLink>
      </p>
    </div>
  );
}

/** Where each goes without a passkey. */
const otherWays = {
  'sign-in': '/sign-in',
  'second-step': '/sign-in/second-step',
  again: '/sign-in/again',
} as const;
