import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import { useLoaderData } from '@remix-run/react';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { SubmitButton } from '~/platform/ui/form';
import { NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { leave } from '../sign-in.server';

/** Reading this page changes nothing: signing out takes a press of the button. */
export function loader({ context }: LoaderFunctionArgs) {
  // Staff between their two steps have a session to end, too.
  const signedIn = context.actor.kind === 'person';
  const t = translator(context.locale, 'account');
  return { title: t(signedIn ? 'signOut.title' : 'signOut.done'), signedIn };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const headers = await leave({ ...context, request });
  return redirect(localPath(context.locale, '/sign-out'), { headers });
}

export default function SignOut() {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const { signedIn } = useLoaderData<typeof loader>();
  if (!signedIn) {
    return (
      <div className="reading">
        <h1>{t('signOut.done')}</h1>
        <p>{t('signOut.afterwards')}</p>
        <NextLink to="/">{t('signOut.home')}</NextLink>
      </div>
    );
  }
  return (
    <div className="reading">
      <h1>{t('signOut.title')}</h1>
      <p>{t('signOut.what')}</p>
      <form method="post" action={localPath(locale, '/sign-out')}>
        <SubmitButton name="intent" value="sign-out">
          {t('signOut.button')}
        </SubmitButton>
      </form>
    </div>
  );
}
