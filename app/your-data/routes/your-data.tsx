import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { Everything } from '../everything';
import { everythingAbout } from '../held.server';

/** Everything the portal holds about the person who is signed in, to read, download, correct and erase. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const kind = new URL(request.url).searchParams.get('as');
  // A page cannot be a file as well: the file has an address of its own.
  if (kind === 'json' || kind === 'html') {
    return redirect(localPath(context.locale, `/account/data/file?as=${kind}`));
  }
  return {
    title: translator(context.locale, 'account')('data.title'),
    held: everythingAbout(actor),
  };
}

export default function YourData() {
  const { t } = useTranslation('account');
  const { held } = useLoaderData<typeof loader>() as Exclude<
    ReturnType<typeof loader>,
    globalThis.Response
  >;
  const practitioner = held.account.role === 'practitioner';
  return (
    <div className="reading">
      <BackLink to="/account">{t('data.back')}</BackLink>
      <h1>{t('data.title')}</h1>
      <p className="lead">{t('data.what')}</p>
      <h2>{t('data.doTitle')}</h2>
      <ul>
        <li>
          <LocalLink to="/account/data/file?as=html">{t('data.readable')}</LocalLink>
        </li>
        <li>
          <LocalLink to="/account/data/file?as=json">{t('data.download')}</LocalLink>
        </li>
        {practitioner && (
          <>
            <li>
              <LocalLink to="/meetings">{t('data.correct')}</LocalLink>
            </li>
            <li>
              <LocalLink to="/account/erase">{t('data.erase')}</LocalLink>
            </li>
          </>
        )}
      </ul>
      {!practitioner && <p>{t('data.staff')}</p>}
      <Everything held={held} />
    </div>
  );
}
